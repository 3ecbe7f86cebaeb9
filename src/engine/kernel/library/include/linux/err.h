/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_ERR_H
#define LINUX_ERR_H

#include <linux/types.h>
#include <linux/errno.h>

#define MAX_ERRNO 4095
#define IS_ERR_VALUE(x) ((unsigned long)(void *)(x) >= (unsigned long)-MAX_ERRNO)

/*
 * Macros, not functions as in include/linux/err.h: an error passing through one is not an error of its own.
 */
#define ERR_PTR(error) ((void *)(long)(error))
#define PTR_ERR(ptr) ((long)(const void *)(ptr))
#define IS_ERR(ptr) IS_ERR_VALUE((unsigned long)(const void *)(ptr))
#define IS_ERR_OR_NULL(ptr) ({ const void *__tested = (ptr); !__tested || IS_ERR_VALUE((unsigned long)__tested); })
#define ERR_CAST(ptr) ((void *)(ptr))
#define PTR_ERR_OR_ZERO(ptr) ({ const void *__tested = (ptr); IS_ERR(__tested) ? (int)PTR_ERR(__tested) : 0; })

#endif
