/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_UNALIGNED_H
#define LINUX_UNALIGNED_H

#include <linux/byteorder.h>
#include <linux/types.h>

#define __unaligned(ptr) (((struct { typeof(*(ptr)) value; } __packed *)(ptr))->value)
#define get_unaligned(ptr) ((typeof(*(ptr)))__unaligned(ptr))
#define put_unaligned(val, ptr) do { __unaligned(ptr) = (val); } while (0)

#define __UNALIGNED(order, bits)								\
	static inline u##bits get_unaligned_##order##bits(const void *p)			\
	{											\
		return order##bits##_to_cpu(get_unaligned((const __##order##bits *)p));		\
	}											\
												\
	static inline void put_unaligned_##order##bits(u##bits value, void *p)			\
	{											\
		put_unaligned(cpu_to_##order##bits(value), (__##order##bits *)p);		\
	}

__UNALIGNED(le, 16)
__UNALIGNED(le, 32)
__UNALIGNED(le, 64)
__UNALIGNED(be, 16)
__UNALIGNED(be, 32)
__UNALIGNED(be, 64)

static inline u32 get_unaligned_be24(const void *p)
{
	const u8 *bytes = p;

	return get_unaligned_be16(bytes) << 8 | bytes[2];
}

static inline u32 get_unaligned_le24(const void *p)
{
	const u8 *bytes = p;

	return get_unaligned_le16(bytes) | bytes[2] << 16;
}

static inline u64 get_unaligned_be48(const void *p)
{
	const u8 *bytes = p;

	return (u64)get_unaligned_be16(bytes) << 32 | get_unaligned_be32(bytes + 2);
}

static inline void put_unaligned_be24(u32 value, void *p)
{
	u8 *bytes = p;

	put_unaligned_be16(value >> 8, bytes);
	bytes[2] = value;
}

static inline void put_unaligned_le24(u32 value, void *p)
{
	u8 *bytes = p;

	put_unaligned_le16(value, bytes);
	bytes[2] = value >> 16;
}

static inline void put_unaligned_be48(u64 value, void *p)
{
	u8 *bytes = p;

	put_unaligned_be16(value >> 32, bytes);
	put_unaligned_be32(value, bytes + 2);
}

#endif
