/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_KERNEL_H
#define LINUX_KERNEL_H

#include <linux/align.h>
#include <linux/array_size.h>
#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/err.h>
#include <linux/hex.h>
#include <linux/kconfig.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/stdarg.h>
#include <linux/string.h>
#include <linux/types.h>

#define might_sleep() __machine_might_sleep("might_sleep")
#define might_sleep_if(condition) do { if (condition) might_sleep(); } while (0)
#define cond_resched() __machine_might_sleep("cond_resched")
#define u64_to_user_ptr(x) ((void __user *)(uintptr_t)(x))
#endif
