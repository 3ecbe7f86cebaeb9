/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_BSEARCH_H
#define LINUX_BSEARCH_H

#include <linux/types.h>

void *bsearch(const void *key, const void *base, size_t num, size_t size, cmp_func_t cmp);

#endif
