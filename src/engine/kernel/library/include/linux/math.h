/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_MATH_H
#define LINUX_MATH_H

#define __round_mask(x, y) ((typeof(x))((y) - 1))
#define round_up(x, y) ((((x) - 1) | __round_mask(x, y)) + 1)
#define round_down(x, y) ((x) & ~__round_mask(x, y))
#define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
#define DIV_ROUND_UP_ULL(n, d) DIV_ROUND_UP((unsigned long long)(n), d)
/* Half a divisor is added away from zero, where both can be negative. */
#define DIV_ROUND_CLOSEST(n, d) ({								\
	typeof(n) __n = (n);									\
	typeof(d) __d = (d);									\
	((typeof(n))-1 > 0 || (typeof(d))-1 > 0 || (__n > 0) == (__d > 0) ? __n + __d / 2	\
									  : __n - __d / 2) / __d; \
})
#define roundup(x, y) ((((x) + (y) - 1) / (y)) * (y))
#define rounddown(x, y) ((x) - ((x) % (y)))
#define div_u64(dividend, divisor) ((u64)(dividend) / (u32)(divisor))
#define div64_u64(dividend, divisor) ((u64)(dividend) / (u64)(divisor))
#define do_div(n, base) ({ u32 __base = (base); u32 __rest = (n) % __base; (n) = (n) / __base; __rest; })
#define div_s64(dividend, divisor) ((s64)(dividend) / (s32)(divisor))
#define div64_s64(dividend, divisor) ((s64)(dividend) / (s64)(divisor))
#define div_u64_rem(dividend, divisor, rest) ({		\
	u64 __dividend = (dividend);			\
	u32 __divisor = (divisor);			\
	*(rest) = __dividend % __divisor;		\
	__dividend / __divisor;				\
})
#define abs(x) ({ typeof(x) __value = (x); __value < 0 ? -__value : __value; })
#define mult_frac(x, n, d) (((x) / (d)) * (n) + (((x) % (d)) * (n)) / (d))
#define upper_32_bits(n) ((u32)((n) >> 32))
#define lower_32_bits(n) ((u32)((n) & 0xffffffff))

#endif
