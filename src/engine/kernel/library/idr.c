/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/idr.h>
#include <linux/limits.h>
#include <linux/string.h>

/* ida_init (include/linux/idr.h) */
void ida_init(struct ida *ida)
{
	memset(ida, 0, sizeof(*ida));
}

/* Where the number is, or would be. */
static struct ida_number **number_place(struct ida *ida, unsigned int id)
{
	struct ida_number **at = &ida->rest;

	if (id < IDA_FIRST)
		return &ida->first[id];
	while (*at && (*at)->id < id)
		at = &(*at)->next;
	return at;
}

static bool is_taken(struct ida *ida, unsigned int id)
{
	struct ida_number *number = *number_place(ida, id);

	return number && number->id == id;
}

static int take_number(struct ida *ida, unsigned int id)
{
	struct ida_number **at = number_place(ida, id);
	struct ida_number *number = __machine_alloc(sizeof(*number), 1);

	if (!number)
		return -ENOMEM;
	/* Pinned, so that a number never given back is found. */
	__machine_pin(number);
	number->id = id;
	if (id >= IDA_FIRST)
		number->next = *at;
	*at = number;
	return id;
}

static void give_number(struct ida *ida, unsigned int id)
{
	struct ida_number **at = number_place(ida, id);
	struct ida_number *number = *at;

	*at = number->next;
	__machine_unpin(number);
	__machine_free(number);
}

/* The first that is free from one on; it may be beyond what an int holds. */
static unsigned int first_unused(struct ida *ida, unsigned int min)
{
	const struct ida_number *number;
	unsigned int id = min;

	for (; id < IDA_FIRST; id++)
		if (!ida->first[id])
			return id;
	for (number = *number_place(ida, id); number && number->id == id; number = number->next)
		id++;
	return id;
}

/* ida_alloc_range (lib/idr.c) */
int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max, gfp_t gfp)
{
	unsigned int id;

	__may_alloc(gfp, "ida_alloc");
	if (__machine_choose("ida_alloc", 2))
		return -ENOMEM;
	if ((int)min < 0)
		return -ENOSPC;
	if ((int)max < 0)
		max = INT_MAX;
	id = first_unused(ida, min);
	return id > max ? -ENOSPC : take_number(ida, id);
}

/* ida_free (lib/idr.c) */
void ida_free(struct ida *ida, unsigned int id)
{
	if ((int)id < 0)
		return;
	if (is_taken(ida, id))
		give_number(ida, id);
	else
		WARN(1, "ida_free called for id=%d which is not allocated.\n", id);
}

/* ida_exists (include/linux/idr.h) */
bool ida_exists(struct ida *ida, unsigned int id)
{
	return is_taken(ida, id);
}

/* ida_is_empty (include/linux/idr.h) */
bool ida_is_empty(struct ida *ida)
{
	unsigned int id;

	for (id = 0; id < IDA_FIRST; id++)
		if (ida->first[id])
			return false;
	return !ida->rest;
}

/* ida_destroy (lib/idr.c): what is left is found by its ida_number. */
void ida_destroy(struct ida *ida)
{
	ida_init(ida);
}
