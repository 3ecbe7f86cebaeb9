/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_SORT_H
#define LINUX_SORT_H

#include <linux/types.h>

void sort(void *base, size_t num, size_t size, cmp_func_t cmp, swap_func_t change);
void sort_r(void *base, size_t num, size_t size, cmp_r_func_t cmp, swap_r_func_t change, const void *priv);

#endif
