/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_OVERFLOW_H
#define LINUX_OVERFLOW_H

#include <linux/compiler.h>
#include <linux/limits.h>
#include <linux/types.h>

#define __type_half_max(type) ((type)1 << (8 * sizeof(type) - 1 - is_signed_type(type)))
#define is_signed_type(type) (((type)(-1)) < (type)1)
#define __type_max(type) ((type)((__type_half_max(type) - 1) + __type_half_max(type)))
#define type_max(t) __type_max(typeof(t))
#define __type_min(type) ((type)((type)-type_max(type) - (type)1))
#define type_min(t) __type_min(typeof(t))

#define check_add_overflow(a, b, result) __builtin_add_overflow(a, b, result)
#define check_sub_overflow(a, b, result) __builtin_sub_overflow(a, b, result)
#define check_mul_overflow(a, b, result) __builtin_mul_overflow(a, b, result)
/* What is shifted out, or into the sign, is lost; so is all where the shift is none of that type. */
#define check_shl_overflow(a, s, d) ({							\
	typeof(a) __shifted = (a);							\
	typeof(d) __to = (d);								\
	typeof(s) __by = (s);								\
	bool __fits = __by >= 0 && (unsigned int)__by < 8 * sizeof(*__to);		\
	*__to = (u64)__shifted << (__fits ? (unsigned int)__by : 0);			\
	!__fits || __shifted < 0 || *__to < 0 || (*__to >> __by) != __shifted;		\
})
#define overflows_type(n, type) ({ typeof(type) __narrow; __builtin_add_overflow(n, 0, &__narrow); })

/* The size_* family (include/linux/overflow.h) stays at SIZE_MAX when it cannot be represented. */
static inline size_t size_mul(size_t a, size_t b)
{
	size_t bytes;

	return __builtin_mul_overflow(a, b, &bytes) ? SIZE_MAX : bytes;
}

static inline size_t size_add(size_t a, size_t b)
{
	size_t bytes;

	return __builtin_add_overflow(a, b, &bytes) ? SIZE_MAX : bytes;
}

static inline size_t size_sub(size_t a, size_t b)
{
	size_t bytes;

	if (a == SIZE_MAX || b == SIZE_MAX || __builtin_sub_overflow(a, b, &bytes))
		return SIZE_MAX;
	return bytes;
}

#define array_size(a, b) size_mul(a, b)
#define array3_size(a, b, c) size_mul(size_mul(a, b), c)
#define flex_array_size(p, member, count) size_mul(count, sizeof(*(p)->member))
#define struct_size(p, member, count) size_add(sizeof(*(p)), flex_array_size(p, member, count))
#define struct_size_t(type, member, count) struct_size((type *)NULL, member, count)

/* What is added, subtracted or multiplied wraps around in that type. */
#define wrapping_add(type, a, b) ((type)((type)(a) + (type)(b)))
#define wrapping_sub(type, a, b) ((type)((type)(a) - (type)(b)))
#define wrapping_mul(type, a, b) ((type)((type)(a) * (type)(b)))

#endif
