/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/xarray.h>

/* Marks of entries (lib/xarray.c). An allocating array knows what is free by XA_FREE_MARK: an entry with it is given again. */

static void set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	struct xa_entry *entry = entry_at(xa, index);

	if (entry && mark <= XA_MARK_MAX)
		entry->marks |= 1u << mark;
}

static void clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	struct xa_entry *entry = entry_at(xa, index);

	if (entry && mark <= XA_MARK_MAX)
		entry->marks &= ~(1u << mark);
}

/* xa_get_mark (lib/xarray.c) */
bool xa_get_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	struct xa_entry *entry = entry_at(xa, index);

	if (!entry)
		return mark == XA_FREE_MARK && xa->xa_flags & XA_FLAGS_TRACK_FREE;
	return mark <= XA_MARK_MAX && entry->marks & 1u << mark;
}

/* xa_set_mark (lib/xarray.c) */
void xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	bool locked = enter(xa);

	set_mark(xa, index, mark);
	leave(xa, locked);
}

/* xa_clear_mark (lib/xarray.c) */
void xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	bool locked = enter(xa);

	clear_mark(xa, index, mark);
	leave(xa, locked);
}

/* __xa_set_mark (lib/xarray.c) */
void __xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	holds_lock(xa, __func__);
	set_mark(xa, index, mark);
}

/* __xa_clear_mark (lib/xarray.c) */
void __xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	holds_lock(xa, __func__);
	clear_mark(xa, index, mark);
}

/* xa_marked (include/linux/xarray.h) */
bool xa_marked(const struct xarray *xa, xa_mark_t mark)
{
	const struct xa_entry *entry = xa->entries;

	while (entry && !(entry->marks & 1u << mark))
		entry = entry->next;
	return entry != NULL;
}

/* xa_find (lib/xarray.c) */
void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max, xa_mark_t mark)
{
	struct xa_entry *entry = *place_of(xa, *index);

	while (entry && (entry->value == XA_ZERO_ENTRY || (mark <= XA_MARK_MAX && !(entry->marks & 1u << mark))))
		entry = entry->next;
	if (!entry || entry->index > max)
		return NULL;
	*index = entry->index;
	return entry->value;
}

/* xa_find_after (lib/xarray.c) */
void *xa_find_after(struct xarray *xa, unsigned long *index, unsigned long max, xa_mark_t mark)
{
	unsigned long next = *index + 1;
	void *found = next ? xa_find(xa, &next, max, mark) : NULL;

	if (found)
		*index = next;
	return found;
}
