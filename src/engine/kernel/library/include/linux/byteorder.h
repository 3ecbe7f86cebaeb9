/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_BYTEORDER_H
#define LINUX_BYTEORDER_H

#include <linux/swab.h>
#include <linux/types.h>

/* linux/byteorder/generic.h for a machine whose least byte is the first. */
#define __LITTLE_ENDIAN 1234

#define cpu_to_le16(x) ((__le16)(u16)(x))
#define cpu_to_le32(x) ((__le32)(u32)(x))
#define cpu_to_le64(x) ((__le64)(u64)(x))
#define le16_to_cpu(x) ((u16)(__le16)(x))
#define le32_to_cpu(x) ((u32)(__le32)(x))
#define le64_to_cpu(x) ((u64)(__le64)(x))
#define cpu_to_be16(x) ((__be16)swab16(x))
#define cpu_to_be32(x) ((__be32)swab32(x))
#define cpu_to_be64(x) ((__be64)swab64(x))
#define be16_to_cpu(x) swab16((__be16)(x))
#define be32_to_cpu(x) swab32((__be32)(x))
#define be64_to_cpu(x) swab64((__be64)(x))

#define __cpu_to_le16(x) cpu_to_le16(x)
#define __cpu_to_le32(x) cpu_to_le32(x)
#define __cpu_to_le64(x) cpu_to_le64(x)
#define __le16_to_cpu(x) le16_to_cpu(x)
#define __le32_to_cpu(x) le32_to_cpu(x)
#define __le64_to_cpu(x) le64_to_cpu(x)
#define __cpu_to_be16(x) cpu_to_be16(x)
#define __cpu_to_be32(x) cpu_to_be32(x)
#define __cpu_to_be64(x) cpu_to_be64(x)
#define __be16_to_cpu(x) be16_to_cpu(x)
#define __be32_to_cpu(x) be32_to_cpu(x)
#define __be64_to_cpu(x) be64_to_cpu(x)

#define htons(x) cpu_to_be16(x)
#define htonl(x) cpu_to_be32(x)
#define ntohs(x) be16_to_cpu(x)
#define ntohl(x) be32_to_cpu(x)

/* Of a number that a pointer is to, there and in place; and added to one in that order. */
#define __ORDER_THROUGH(order, bits)							\
	static inline __##order##bits cpu_to_##order##bits##p(const u##bits *p)		\
	{										\
		return cpu_to_##order##bits(*p);					\
	}										\
											\
	static inline u##bits order##bits##_to_cpup(const __##order##bits *p)		\
	{										\
		return order##bits##_to_cpu(*p);					\
	}										\
											\
	static inline void cpu_to_##order##bits##s(u##bits *p)				\
	{										\
		*p = cpu_to_##order##bits(*p);						\
	}										\
											\
	static inline void order##bits##_to_cpus(__##order##bits *p)			\
	{										\
		*p = order##bits##_to_cpu(*p);						\
	}										\
											\
	static inline void order##bits##_add_cpu(__##order##bits *p, u##bits more)	\
	{										\
		*p = cpu_to_##order##bits(order##bits##_to_cpu(*p) + more);		\
	}

__ORDER_THROUGH(le, 16)
__ORDER_THROUGH(le, 32)
__ORDER_THROUGH(le, 64)
__ORDER_THROUGH(be, 16)
__ORDER_THROUGH(be, 32)
__ORDER_THROUGH(be, 64)

#endif
