/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/bug.h>
#include <linux/idr.h>
#include <linux/minmax.h>

/* idr_init (include/linux/idr.h) */
void idr_init(struct idr *idr)
{
	xa_init_flags(&idr->idr_rt, XA_FLAGS_ALLOC);
	idr->idr_next = 0;
	idr->changes = 0;
}

static int alloc_between(struct idr *idr, void *ptr, unsigned int min, unsigned int max)
{
	u32 id = 0;
	int ret = alloc(&idr->idr_rt, &id, ptr, XA_LIMIT(min, max));

	return ret ? (ret == -EBUSY ? -ENOSPC : ret) : (int)id;
}

/* idr_alloc (lib/idr.c): end is not among them; 0 or less is no end. */
int __idr_alloc(struct idr *idr, void *ptr, int start, int end, gfp_t gfp)
{
	__may_alloc(gfp, "idr_alloc");
	if (WARN_ON_ONCE(start < 0))
		return -EINVAL;
	return alloc_between(idr, ptr, start, end > 0 ? end - 1 : INT_MAX);
}

/* idr_alloc_u32 (lib/idr.c): from *id to max. */
int __idr_alloc_u32(struct idr *idr, void *ptr, u32 *id, unsigned long max, gfp_t gfp)
{
	u32 found = 0;
	int ret;

	__may_alloc(gfp, "idr_alloc_u32");
	ret = alloc(&idr->idr_rt, &found, ptr, XA_LIMIT(*id, max));
	if (!ret)
		*id = found;
	return ret == -EBUSY ? -ENOSPC : ret;
}

/* idr_alloc_cyclic (lib/idr.c): behind the last, then from the start. */
int __idr_alloc_cyclic(struct idr *idr, void *ptr, int start, int end, gfp_t gfp)
{
	unsigned int max = end > 0 ? end - 1 : INT_MAX;
	int id;

	__may_alloc(gfp, "idr_alloc_cyclic");
	id = alloc_between(idr, ptr, max(idr->idr_next, (unsigned int)start), max);
	if (id == -ENOSPC && idr->idr_next > (unsigned int)start)
		id = alloc_between(idr, ptr, start, max);
	if (id >= 0)
		idr->idr_next = id + 1;
	return id;
}

/* idr_remove (lib/idr.c) */
void *__idr_remove(struct idr *idr, unsigned long id)
{
	return shown(put(&idr->idr_rt, id, NULL));
}

/* idr_replace (lib/idr.c) */
void *__idr_replace(struct idr *idr, void *ptr, unsigned long id)
{
	if (!present(&idr->idr_rt, id))
		return ERR_PTR(-ENOENT);
	return store(&idr->idr_rt, id, ptr);
}

/* idr_destroy (lib/radix-tree.c): what the pointers lead to stays. */
void __idr_destroy(struct idr *idr)
{
	while (idr->idr_rt.entries)
		put(&idr->idr_rt, idr->idr_rt.entries->index, NULL);
}

/* idr_find (lib/idr.c) */
void *idr_find(const struct idr *idr, unsigned long id)
{
	return xa_load((struct xarray *)&idr->idr_rt, id);
}

/* idr_get_next (lib/idr.c): from that number on. */
void *idr_get_next(struct idr *idr, int *next)
{
	unsigned long id = *next;
	void *found = xa_find(&idr->idr_rt, &id, ~0ul, XA_PRESENT);

	if (WARN_ON_ONCE(id > INT_MAX))
		return NULL;
	*next = id;
	return found;
}

/* idr_for_each (lib/idr.c) */
int idr_for_each(const struct idr *idr, int (*fn)(int id, void *p, void *data), void *data)
{
	unsigned long id;
	void *entry;
	int ret;

	xa_for_each((struct xarray *)&idr->idr_rt, id, entry) {
		ret = fn(id, entry, data);
		if (ret)
			return ret;
	}
	return 0;
}

/* idr_is_empty (include/linux/idr.h) */
bool idr_is_empty(const struct idr *idr)
{
	return xa_empty(&idr->idr_rt);
}
