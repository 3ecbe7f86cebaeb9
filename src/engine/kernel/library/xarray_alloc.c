/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/xarray.h>

/* Arrays that give out their indices (__xa_alloc, __xa_alloc_cyclic in lib/xarray.c). */

static bool is_free(struct xarray *xa, unsigned long index)
{
	struct xa_entry *entry = entry_at(xa, index);

	return entry ? entry->marks & 1u << XA_FREE_MARK : index || !(xa->xa_flags & XA_FLAGS_ZERO_BUSY);
}

/* Beyond the limit where there is none. */
static unsigned long first_free(struct xarray *xa, struct xa_limit limit)
{
	unsigned long index = limit.min;

	while (index <= limit.max && !is_free(xa, index))
		index++;
	return index;
}

static int alloc(struct xarray *xa, u32 *id, void *value, struct xa_limit limit)
{
	unsigned long index;

	if (WARN_ON_ONCE(!(xa->xa_flags & XA_FLAGS_TRACK_FREE)))
		return -EINVAL;
	index = first_free(xa, limit);
	if (index > limit.max)
		return -EBUSY;
	*id = index;
	put(xa, index, NULL);
	return xa_err(put(xa, index, value ? value : XA_ZERO_ENTRY));
}

static int alloc_cyclic(struct xarray *xa, u32 *id, void *value, struct xa_limit limit, u32 *next)
{
	u32 min = limit.min;
	int ret;

	limit.min = max(min, *next);
	ret = alloc(xa, id, value, limit);
	if (!ret && xa->xa_flags & XA_FLAGS_ALLOC_WRAPPED) {
		xa->xa_flags &= ~XA_FLAGS_ALLOC_WRAPPED;
		ret = 1;
	}
	if (ret < 0 && limit.min > min) {
		limit.min = min;
		ret = alloc(xa, id, value, limit);
		if (!ret)
			ret = 1;
	}
	if (ret < 0)
		return ret;
	*next = *id + 1;
	if (!*next)
		xa->xa_flags |= XA_FLAGS_ALLOC_WRAPPED;
	return ret;
}

/* xa_alloc (include/linux/xarray.h) */
int xa_alloc(struct xarray *xa, u32 *id, void *value, struct xa_limit limit, gfp_t gfp)
{
	bool locked;
	int ret;

	may_alloc(gfp);
	locked = enter(xa);
	ret = alloc(xa, id, value, limit);
	leave(xa, locked);
	return ret;
}
