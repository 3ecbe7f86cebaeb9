/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_IDR_H
#define LINUX_IDR_H

#include <linux/gfp_types.h>
#include <linux/types.h>
#include <linux/xarray.h>

/* The first numbers have a word each: who has one has nothing to do with others. All beyond are on a list. */
#define IDA_FIRST 32

/* One of them, as long as it is allocated. */
struct ida_number {
	u32 id;
	/* The next higher one of the list. */
	struct ida_number *next;
};

/* A set of small numbers. */
struct ida {
	struct ida_number *first[IDA_FIRST];
	struct ida_number *rest;
};

#define IDA_INIT(name) { { NULL } }
#define DEFINE_IDA(name) struct ida name = IDA_INIT(name)

void ida_init(struct ida *ida);
int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max, gfp_t gfp);
void ida_free(struct ida *ida, unsigned int id);
void ida_destroy(struct ida *ida);

#define ida_alloc(ida, gfp) ida_alloc_range(ida, 0, ~0, gfp)
#define ida_alloc_min(ida, min, gfp) ida_alloc_range(ida, min, ~0, gfp)
#define ida_alloc_max(ida, max, gfp) ida_alloc_range(ida, 0, max, gfp)

bool ida_exists(struct ida *ida, unsigned int id);
bool ida_is_empty(struct ida *ida);

/* Small numbers, each with a pointer (include/linux/idr.h). Who changes one needs a lock, who finds does not. */
struct idr {
	struct xarray idr_rt;
	unsigned int idr_next;
	/* Written by whoever changes it, so that two that do so at once are found. */
	unsigned int changes;
};

#define IDR_INIT(name) { .idr_rt = XARRAY_INIT(name.idr_rt, XA_FLAGS_ALLOC) }
#define DEFINE_IDR(name) struct idr name = IDR_INIT(name)

void idr_init(struct idr *idr);
int __idr_alloc(struct idr *idr, void *ptr, int start, int end, gfp_t gfp);
int __idr_alloc_u32(struct idr *idr, void *ptr, u32 *id, unsigned long max, gfp_t gfp);
int __idr_alloc_cyclic(struct idr *idr, void *ptr, int start, int end, gfp_t gfp);
void *__idr_remove(struct idr *idr, unsigned long id);
void *__idr_replace(struct idr *idr, void *ptr, unsigned long id);
void __idr_destroy(struct idr *idr);
void *idr_find(const struct idr *idr, unsigned long id);
void *idr_get_next(struct idr *idr, int *next);
int idr_for_each(const struct idr *idr, int (*fn)(int id, void *p, void *data), void *data);
bool idr_is_empty(const struct idr *idr);

#define idr_alloc(idr, ptr, start, end, gfp) ((idr)->changes++, __idr_alloc(idr, ptr, start, end, gfp))
#define idr_alloc_u32(idr, ptr, id, max, gfp) ((idr)->changes++, __idr_alloc_u32(idr, ptr, id, max, gfp))
#define idr_alloc_cyclic(idr, ptr, start, end, gfp) ((idr)->changes++, __idr_alloc_cyclic(idr, ptr, start, end, gfp))
#define idr_remove(idr, id) ((idr)->changes++, __idr_remove(idr, id))
#define idr_replace(idr, ptr, id) ((idr)->changes++, __idr_replace(idr, ptr, id))
#define idr_destroy(idr) ((idr)->changes++, __idr_destroy(idr))
#define idr_preload(gfp) __may_alloc(gfp, "idr_preload")
#define idr_preload_end() do { } while (0)
#define idr_for_each_entry(idr, entry, id) \
	for (id = 0; ((entry) = idr_get_next(idr, &(id))) != NULL; id++)
#define idr_for_each_entry_continue(idr, entry, id) \
	for (; ((entry) = idr_get_next(idr, &(id))) != NULL; id++)

#endif
