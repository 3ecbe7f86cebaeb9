/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/xarray.h>

/* XA_CHUNK_SIZE (include/linux/xarray.h) */
#define XA_CHUNK 64

struct xa_entry {
	struct xa_entry *next;
	unsigned long index;
	/* XA_ZERO_ENTRY where the index is taken and nothing is there. */
	void *value;
	/* As bits, kept while there is a value. */
	unsigned int marks;
};

/* xa_init_flags (include/linux/xarray.h) */
void xa_init_flags(struct xarray *xa, gfp_t flags)
{
	spin_lock_init(&xa->xa_lock);
	xa->xa_flags = flags;
	xa->entries = NULL;
}

/* xa_lock (include/linux/xarray.h), where another has it: what a service does is done at once without. */
static bool enter(struct xarray *xa)
{
	if (xa->xa_lock.magic != SPINLOCK_MAGIC)
		__machine_report("lock-misuse", "not-initialised", "spinlock");
	if (!__machine_is_locked(&xa->xa_lock.word))
		return false;
	spin_lock(&xa->xa_lock);
	return true;
}

static void leave(struct xarray *xa, bool locked)
{
	if (locked)
		spin_unlock(&xa->xa_lock);
}

static struct xa_entry **place_of(struct xarray *xa, unsigned long index)
{
	struct xa_entry **at = &xa->entries;

	while (*at && (*at)->index < index)
		at = &(*at)->next;
	return at;
}

static struct xa_entry *entry_at(struct xarray *xa, unsigned long index)
{
	struct xa_entry *entry = *place_of(xa, index);

	return entry && entry->index == index ? entry : NULL;
}

/* xas_load (lib/xarray.c) */
static void *present(struct xarray *xa, unsigned long index)
{
	struct xa_entry *entry = entry_at(xa, index);

	return entry ? entry->value : NULL;
}

/* xa_zero_to_null (include/linux/xarray.h) */
static void *shown(void *value)
{
	return value == XA_ZERO_ENTRY ? NULL : value;
}

/* XA_ERROR (lib/xarray.c): an errno as an entry, which xa_err() takes for one and IS_ERR() for another. */
static void *xa_error(int errno)
{
	void *entry = (void *)(((unsigned long)errno << 2) | 2);

	__machine_coded(entry, errno);
	return entry;
}

/*
 * xas_create (lib/xarray.c): a value at 0 that is alone lies in the head of the array; all others of a chunk share a node,
 * which is there with the first of them.
 */
static bool needs_node(const struct xarray *xa, unsigned long index, const void *value)
{
	const struct xa_entry *each = xa->entries;
	bool is_head = each && !each->next && !each->index && each->value != XA_ZERO_ENTRY;

	if (!each)
		return index || value == XA_ZERO_ENTRY;
	while (each && each->index / XA_CHUNK != index / XA_CHUNK)
		each = each->next;
	return is_head || !each;
}

static struct xa_entry *add_entry(struct xa_entry **at, unsigned long index, void *value)
{
	struct xa_entry *entry = __machine_alloc(sizeof(*entry), 1);

	if (!entry)
		return NULL;
	entry->index = index;
	entry->value = value;
	entry->next = *at;
	*at = entry;
	return entry;
}

/* xas_create, xas_shrink (lib/xarray.c): where 0 is not given out it is taken by what is first, and let go with what is last. */
static bool holds_zero_alone(const struct xarray *xa)
{
	const struct xa_entry *first = xa->entries;

	return xa->xa_flags & XA_FLAGS_ZERO_BUSY && first && !first->next && !first->index &&
	       first->value == XA_ZERO_ENTRY;
}

static void drop_entry(struct xarray *xa, struct xa_entry **at)
{
	struct xa_entry *entry = *at;

	*at = entry->next;
	__machine_free(entry);
	if (holds_zero_alone(xa))
		drop_entry(xa, &xa->entries);
}

/* xas_store (lib/xarray.c): what was there, or an error made by xa_error. */
static void *put(struct xarray *xa, unsigned long index, void *value)
{
	struct xa_entry **at = place_of(xa, index);
	struct xa_entry *entry = *at;
	void *old = NULL;

	if (entry && entry->index == index) {
		old = entry->value;
		entry->value = value;
		if (!value)
			drop_entry(xa, at);
		return old;
	}
	if (!value)
		return NULL;
	if (needs_node(xa, index, value) && __machine_choose("xa_store", 2))
		return xa_error(-ENOMEM);
	if (index && !xa->entries && xa->xa_flags & XA_FLAGS_ZERO_BUSY) {
		entry = add_entry(at, 0, XA_ZERO_ENTRY);
		if (!entry)
			return xa_error(-ENOMEM);
		at = &entry->next;
	}
	return add_entry(at, index, value) ? NULL : xa_error(-ENOMEM);
}

static void *store(struct xarray *xa, unsigned long index, void *value)
{
	return shown(put(xa, index, !value && xa->xa_flags & XA_FLAGS_TRACK_FREE ? XA_ZERO_ENTRY : value));
}

static void *exchange(struct xarray *xa, unsigned long index, void *old, void *value)
{
	void *found = present(xa, index), *before;

	if (found == old) {
		before = put(xa, index, value);
		if (xa_is_err(before))
			return before;
	}
	return shown(found);
}

static int insert(struct xarray *xa, unsigned long index, void *value)
{
	if (present(xa, index))
		return -EBUSY;
	return xa_err(put(xa, index, value ? value : XA_ZERO_ENTRY));
}

/* xa_load (lib/xarray.c) */
void *xa_load(struct xarray *xa, unsigned long index)
{
	return shown(present(xa, index));
}

/* xa_store (lib/xarray.c) */
void *xa_store(struct xarray *xa, unsigned long index, void *value, gfp_t gfp)
{
	bool locked;
	void *old;

	may_alloc(gfp);
	locked = enter(xa);
	old = store(xa, index, value);
	leave(xa, locked);
	return old;
}

/* xa_erase (lib/xarray.c) */
void *xa_erase(struct xarray *xa, unsigned long index)
{
	bool locked = enter(xa);
	void *old = shown(put(xa, index, NULL));

	leave(xa, locked);
	return old;
}

/* xa_cmpxchg (include/linux/xarray.h) */
void *xa_cmpxchg(struct xarray *xa, unsigned long index, void *old, void *value, gfp_t gfp)
{
	bool locked;
	void *found;

	may_alloc(gfp);
	locked = enter(xa);
	found = exchange(xa, index, old, value);
	leave(xa, locked);
	return found;
}

/* xa_insert (include/linux/xarray.h) */
int xa_insert(struct xarray *xa, unsigned long index, void *value, gfp_t gfp)
{
	bool locked;
	int ret;

	may_alloc(gfp);
	locked = enter(xa);
	ret = insert(xa, index, value);
	leave(xa, locked);
	return ret;
}

/* xa_destroy (lib/xarray.c) */
void xa_destroy(struct xarray *xa)
{
	bool locked = enter(xa);

	while (xa->entries)
		put(xa, xa->entries->index, NULL);
	leave(xa, locked);
}

/* xa_empty (include/linux/xarray.h) */
bool xa_empty(const struct xarray *xa)
{
	return xa->entries == NULL;
}
