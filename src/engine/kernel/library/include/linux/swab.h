/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_SWAB_H
#define LINUX_SWAB_H

#include <linux/types.h>

/* What gcc's builtins come to where nothing is known of the number (uapi/linux/swab.h). */
static inline u16 __fswab16(u16 x)
{
	return x << 8 | x >> 8;
}

static inline u32 __fswab32(u32 x)
{
	return (u32)__fswab16(x) << 16 | __fswab16(x >> 16);
}

static inline u64 __fswab64(u64 x)
{
	return (u64)__fswab32(x) << 32 | __fswab32(x >> 32);
}

#define swab16(x) __builtin_bswap16(x)
#define swab32(x) __builtin_bswap32(x)
#define swab64(x) __builtin_bswap64(x)
#define __swab16(x) swab16(x)
#define __swab32(x) swab32(x)
#define __swab64(x) swab64(x)

#define __SWAB_THROUGH(bits)					\
	static inline u##bits swab##bits##p(const u##bits *p)	\
	{							\
		return swab##bits(*p);				\
	}							\
								\
	static inline void swab##bits##s(u##bits *p)		\
	{							\
		*p = swab##bits(*p);				\
	}

__SWAB_THROUGH(16)
__SWAB_THROUGH(32)
__SWAB_THROUGH(64)

#endif
