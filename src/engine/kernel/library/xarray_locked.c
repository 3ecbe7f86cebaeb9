/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/xarray.h>

/* What xarray.c does under its lock, for those that have taken it themselves; and what goes round. */

static bool holds_lock(struct xarray *xa, const char *what)
{
	__assert_held(&xa->xa_lock.word, what);
	return __machine_holds(&xa->xa_lock.word) != 0;
}

/*
 * __xas_nomem (lib/xarray.c): where there is no entry yet, who holds the lock gives it back to wait for memory, and looks
 * again. Not always: but where it does not, all is as if nobody had come in between.
 */
static void allocate_within(struct xarray *xa, unsigned long index, void *value, gfp_t gfp, const char *what)
{
	if (!holds_lock(xa, what) || !value || present(xa, index) || !(gfp & __GFP_DIRECT_RECLAIM))
		return;
	spin_unlock(&xa->xa_lock);
	__machine_might_sleep(what);
	/* Others run. */
	cpu_relax();
	spin_lock(&xa->xa_lock);
}

/* __xa_store (lib/xarray.c) */
void *__xa_store(struct xarray *xa, unsigned long index, void *value, gfp_t gfp)
{
	allocate_within(xa, index, value, gfp, __func__);
	return store(xa, index, value);
}

/* __xa_erase (lib/xarray.c) */
void *__xa_erase(struct xarray *xa, unsigned long index)
{
	holds_lock(xa, __func__);
	return shown(put(xa, index, NULL));
}

/* __xa_cmpxchg (lib/xarray.c) */
void *__xa_cmpxchg(struct xarray *xa, unsigned long index, void *old, void *value, gfp_t gfp)
{
	allocate_within(xa, index, old ? NULL : value, gfp, __func__);
	return exchange(xa, index, old, value);
}

/* __xa_insert (lib/xarray.c) */
int __xa_insert(struct xarray *xa, unsigned long index, void *value, gfp_t gfp)
{
	allocate_within(xa, index, XA_ZERO_ENTRY, gfp, __func__);
	return insert(xa, index, value);
}

/* __xa_alloc (lib/xarray.c) */
int __xa_alloc(struct xarray *xa, u32 *id, void *value, struct xa_limit limit, gfp_t gfp)
{
	allocate_within(xa, first_free(xa, limit), XA_ZERO_ENTRY, gfp, __func__);
	return alloc(xa, id, value, limit);
}

/* xa_alloc_cyclic (include/linux/xarray.h): 1 where it began anew. */
int xa_alloc_cyclic(struct xarray *xa, u32 *id, void *value, struct xa_limit limit, u32 *next, gfp_t gfp)
{
	bool locked;
	int ret;

	may_alloc(gfp);
	locked = enter(xa);
	ret = alloc_cyclic(xa, id, value, limit, next);
	leave(xa, locked);
	return ret;
}
