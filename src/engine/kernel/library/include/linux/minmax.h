/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_MINMAX_H
#define LINUX_MINMAX_H

#define __min_max(op, a, b, ua, ub) ({ typeof(a) ua = (a); typeof(b) ub = (b); ua op ub ? ua : ub; })
#define min(a, b) __min_max(<, a, b, __UNIQUE_ID(x_), __UNIQUE_ID(y_))
#define max(a, b) __min_max(>, a, b, __UNIQUE_ID(x_), __UNIQUE_ID(y_))
#define min_t(type, a, b) __min_max(<, (type)(a), (type)(b), __UNIQUE_ID(x_), __UNIQUE_ID(y_))
#define max_t(type, a, b) __min_max(>, (type)(a), (type)(b), __UNIQUE_ID(x_), __UNIQUE_ID(y_))
/* Of numbers that are not negative, whatever their types. */
#define umin(a, b) __min_max(<, (a) + 0u + 0ul, (b) + 0u + 0ul, __UNIQUE_ID(x_), __UNIQUE_ID(y_))
#define umax(a, b) __min_max(>, (a) + 0u + 0ul, (b) + 0u + 0ul, __UNIQUE_ID(x_), __UNIQUE_ID(y_))
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define in_range(val, start, len) ((u64)(val) - (u64)(start) < (u64)(len))
#define min_not_zero(a, b) ({			\
	typeof(a) __a = (a);			\
	typeof(b) __b = (b);			\
	__a == 0 ? __b : __b == 0 ? __a : min(__a, __b);	\
})
#define min3(a, b, c) min(min(a, b), c)
#define max3(a, b, c) max(max(a, b), c)
#define clamp(value, low, high) min(max(value, low), high)
#define clamp_t(type, value, low, high) min_t(type, max_t(type, value, low), high)
#define clamp_val(value, low, high) clamp_t(typeof(value), value, low, high)
#define swap(a, b) do { typeof(a) __swapped = (a); (a) = (b); (b) = __swapped; } while (0)

#endif
