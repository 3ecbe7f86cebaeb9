/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/xarray.h>

struct xa_entry {
	struct xa_entry *next;
	unsigned long index;
	void *value;
};

/* xa_init (include/linux/xarray.h) */
void xa_init(struct xarray *xa)
{
	xa->entries = NULL;
}

static struct xa_entry **place_of(struct xarray *xa, unsigned long index)
{
	struct xa_entry **at = &xa->entries;

	while (*at && (*at)->index < index)
		at = &(*at)->next;
	return at;
}

/* xa_load (lib/xarray.c) */
void *xa_load(struct xarray *xa, unsigned long index)
{
	struct xa_entry *entry = *place_of(xa, index);

	return entry && entry->index == index ? entry->value : NULL;
}

/* xa_store (lib/xarray.c): what was there, or an error made by xa_mk_err. */
void *xa_store(struct xarray *xa, unsigned long index, void *value, gfp_t gfp)
{
	struct xa_entry **at = place_of(xa, index);
	struct xa_entry *entry = *at;
	void *old;

	if (!value)
		return xa_erase(xa, index);
	if (entry && entry->index == index) {
		old = entry->value;
		entry->value = value;
		return old;
	}
	entry = __machine_choose("xa_store", 2) ? NULL : __machine_alloc(sizeof(*entry), 1);
	if (!entry)
		return ERR_PTR(-ENOMEM);
	entry->index = index;
	entry->value = value;
	entry->next = *at;
	*at = entry;
	return NULL;
}

/* xa_erase (lib/xarray.c) */
void *xa_erase(struct xarray *xa, unsigned long index)
{
	struct xa_entry **at = place_of(xa, index);
	struct xa_entry *entry = *at;
	void *old;

	if (!entry || entry->index != index)
		return NULL;
	old = entry->value;
	*at = entry->next;
	__machine_free(entry);
	return old;
}

/* xa_insert (include/linux/xarray.h) */
int xa_insert(struct xarray *xa, unsigned long index, void *value, gfp_t gfp)
{
	if (xa_load(xa, index))
		return -EBUSY;
	return xa_err(xa_store(xa, index, value, gfp));
}

/* xa_alloc (include/linux/xarray.h) */
int xa_alloc(struct xarray *xa, u32 *id, void *value, struct xa_limit limit, gfp_t gfp)
{
	unsigned long index = limit.min;
	int ret;

	while (index <= limit.max && xa_load(xa, index))
		index++;
	if (index > limit.max)
		return -EBUSY;
	ret = xa_err(xa_store(xa, index, value, gfp));
	if (!ret)
		*id = index;
	return ret;
}

/* xa_destroy (lib/xarray.c) */
void xa_destroy(struct xarray *xa)
{
	while (xa->entries)
		xa_erase(xa, xa->entries->index);
}

/* xa_empty (include/linux/xarray.h) */
bool xa_empty(const struct xarray *xa)
{
	return xa->entries == NULL;
}

/* xa_find (lib/xarray.c) */
void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max, unsigned int mark)
{
	struct xa_entry *entry = *place_of(xa, *index);

	if (!entry || entry->index > max)
		return NULL;
	*index = entry->index;
	return entry->value;
}
