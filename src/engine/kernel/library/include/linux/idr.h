/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_IDR_H
#define LINUX_IDR_H

#include <linux/gfp_types.h>
#include <linux/types.h>

/* The first numbers have a word each: who has one has nothing to do with others. */
#define IDA_FIRST 32
#define IDA_WORDS 16

/* A set of small numbers. */
struct ida {
	u32 first[IDA_FIRST];
	u64 used[IDA_WORDS];
};

#define IDA_INIT(name) { { 0 } }
#define DEFINE_IDA(name) struct ida name = IDA_INIT(name)

void ida_init(struct ida *ida);
int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max, gfp_t gfp);
void ida_free(struct ida *ida, unsigned int id);
void ida_destroy(struct ida *ida);

#define ida_alloc(ida, gfp) ida_alloc_range(ida, 0, ~0, gfp)
#define ida_alloc_min(ida, min, gfp) ida_alloc_range(ida, min, ~0, gfp)
#define ida_alloc_max(ida, max, gfp) ida_alloc_range(ida, 0, max, gfp)

#endif
