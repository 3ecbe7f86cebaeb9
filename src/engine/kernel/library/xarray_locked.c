/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/xarray.h>

/* What xarray.c does under its lock, for those that have taken it themselves. */

/* __xas_nomem (lib/xarray.c): who holds the lock gives it back to wait for memory. */
static void allocate_within(struct xarray *xa, gfp_t gfp, const char *what)
{
	if (!__machine_holds(&xa->xa_lock.word)) {
		__assert_held(&xa->xa_lock.word, what);
		return;
	}
	if (!(gfp & __GFP_DIRECT_RECLAIM))
		return;
	spin_unlock(&xa->xa_lock);
	__machine_might_sleep(what);
	spin_lock(&xa->xa_lock);
}

/* __xa_store (lib/xarray.c) */
void *__xa_store(struct xarray *xa, unsigned long index, void *value, gfp_t gfp)
{
	allocate_within(xa, gfp, __func__);
	return store(xa, index, value);
}

/* __xa_erase (lib/xarray.c) */
void *__xa_erase(struct xarray *xa, unsigned long index)
{
	allocate_within(xa, 0, __func__);
	return shown(put(xa, index, NULL));
}

/* __xa_cmpxchg (lib/xarray.c) */
void *__xa_cmpxchg(struct xarray *xa, unsigned long index, void *old, void *value, gfp_t gfp)
{
	allocate_within(xa, gfp, __func__);
	return exchange(xa, index, old, value);
}

/* __xa_insert (lib/xarray.c) */
int __xa_insert(struct xarray *xa, unsigned long index, void *value, gfp_t gfp)
{
	allocate_within(xa, gfp, __func__);
	return insert(xa, index, value);
}

/* __xa_alloc (lib/xarray.c) */
int __xa_alloc(struct xarray *xa, u32 *id, void *value, struct xa_limit limit, gfp_t gfp)
{
	allocate_within(xa, gfp, __func__);
	return alloc(xa, id, value, limit);
}
