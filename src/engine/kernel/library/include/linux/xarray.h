/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_XARRAY_H
#define LINUX_XARRAY_H

#include <linux/err.h>
#include <linux/types.h>
#include <linux/gfp_types.h>
#include <linux/spinlock.h>

/* Entries in order of their index. */
struct xarray {
	struct xa_entry *entries;
};

struct xa_limit {
	u32 max, min;
};

#define XA_FLAGS_ALLOC 4u
#define XA_FLAGS_ALLOC1 12u
#define XARRAY_INIT(name, flags) { .entries = NULL }
#define DEFINE_XARRAY(name) struct xarray name = XARRAY_INIT(name, 0)
#define DEFINE_XARRAY_ALLOC(name) struct xarray name = XARRAY_INIT(name, XA_FLAGS_ALLOC)
#define XA_LIMIT(low, high) ((struct xa_limit){ .min = low, .max = high })
#define xa_limit_32b XA_LIMIT(0, 0xffffffffu)
#define xa_limit_31b XA_LIMIT(0, 0x7fffffffu)

void xa_init(struct xarray *xa);
#define xa_init_flags(xa, flags) xa_init(xa)
void *xa_load(struct xarray *xa, unsigned long index);
void *xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
void *xa_erase(struct xarray *xa, unsigned long index);
int xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
int xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit, gfp_t gfp);
void xa_destroy(struct xarray *xa);
bool xa_empty(const struct xarray *xa);
/* The first entry at or after *index; NULL if none. */
void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max, unsigned int mark);

static inline void *xa_mk_value(unsigned long v)
{
	return (void *)((v << 1) | 1);
}

static inline unsigned long xa_to_value(const void *entry)
{
	return (unsigned long)entry >> 1;
}

static inline bool xa_is_value(const void *entry)
{
	return (unsigned long)entry & 1;
}

static inline bool xa_is_err(const void *entry)
{
	return IS_ERR(entry);
}

#define xa_err(entry) PTR_ERR_OR_ZERO(entry)

#define XA_PRESENT 8u
#define xa_for_each(xa, index, entry)					\
	for (index = 0, entry = xa_find(xa, &index, ~0UL, XA_PRESENT);	\
	     entry;							\
	     index++, entry = index ? xa_find(xa, &index, ~0UL, XA_PRESENT) : NULL)

#endif
