/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/idr.h>
#include <linux/string.h>

/* ida_init (include/linux/idr.h) */
void ida_init(struct ida *ida)
{
	memset(ida, 0, sizeof(*ida));
}

static bool is_used(const struct ida *ida, unsigned int id)
{
	return id < IDA_FIRST ? ida->first[id] != NULL : ida->used[id / 64] >> (id % 64) & 1;
}

static void set_used(struct ida *ida, unsigned int id)
{
	if (id >= IDA_FIRST) {
		ida->used[id / 64] |= 1ull << (id % 64);
		return;
	}
	/* Pinned, so that a number never given back is found. */
	ida->first[id] = __machine_alloc(sizeof(struct ida_number), 1);
	__machine_pin(ida->first[id]);
	ida->first[id]->id = id;
}

static void set_unused(struct ida *ida, unsigned int id)
{
	if (id >= IDA_FIRST) {
		ida->used[id / 64] &= ~(1ull << (id % 64));
		return;
	}
	__machine_unpin(ida->first[id]);
	__machine_free(ida->first[id]);
	ida->first[id] = NULL;
}

/* ida_alloc_range (lib/idr.c); numbers end at 1023 here. */
int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max, gfp_t gfp)
{
	unsigned int id;

	__may_alloc(gfp, "ida_alloc");
	if (__machine_choose("ida_alloc", 2))
		return -ENOMEM;
	if ((int)min < 0)
		return -ENOSPC;
	for (id = min; id <= max && id < 64 * IDA_WORDS; id++)
		if (!is_used(ida, id)) {
			set_used(ida, id);
			return id;
		}
	return -ENOSPC;
}

/* ida_free (lib/idr.c) */
void ida_free(struct ida *ida, unsigned int id)
{
	if ((int)id < 0)
		return;
	if (id < 64 * IDA_WORDS && is_used(ida, id))
		set_unused(ida, id);
	else
		WARN(1, "ida_free called for id=%d which is not allocated.\n", id);
}

/* ida_exists (include/linux/idr.h) */
bool ida_exists(struct ida *ida, unsigned int id)
{
	return id < 64 * IDA_WORDS && is_used(ida, id);
}

/* ida_is_empty (include/linux/idr.h) */
bool ida_is_empty(struct ida *ida)
{
	unsigned int id;

	for (id = 0; id < 64 * IDA_WORDS; id++)
		if (is_used(ida, id))
			return false;
	return true;
}

/* ida_destroy (lib/idr.c): what is left is found by its ida_number. */
void ida_destroy(struct ida *ida)
{
	ida_init(ida);
}
