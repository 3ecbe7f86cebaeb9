/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_LOG2_H
#define LINUX_LOG2_H

#include <linux/bitops.h>

static inline bool is_power_of_2(unsigned long n)
{
	return n != 0 && (n & (n - 1)) == 0;
}

/*
 * __roundup_pow_of_two (include/linux/log2.h): undefined for 0, where the shift by fls_long(~0) = 64 is
 * taken modulo 64 by the hardware.
 */
static inline unsigned long __roundup_pow_of_two(unsigned long n)
{
	return 1UL << (fls64(n - 1) & 63);
}

static inline unsigned long __rounddown_pow_of_two(unsigned long n)
{
	return 1UL << ((fls64(n) - 1) & 63);
}

#define roundup_pow_of_two(n) __roundup_pow_of_two(n)
#define rounddown_pow_of_two(n) __rounddown_pow_of_two(n)
#define ilog2(n) (fls64(n) - 1)
#define order_base_2(n) ((n) > 1 ? ilog2((n) - 1) + 1 : 0)

#endif
