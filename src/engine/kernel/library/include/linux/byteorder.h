/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_BYTEORDER_H
#define LINUX_BYTEORDER_H

#include <linux/types.h>

#define cpu_to_le16(x) ((__le16)(u16)(x))
#define cpu_to_le32(x) ((__le32)(u32)(x))
#define cpu_to_le64(x) ((__le64)(u64)(x))
#define le16_to_cpu(x) ((u16)(__le16)(x))
#define le32_to_cpu(x) ((u32)(__le32)(x))
#define le64_to_cpu(x) ((u64)(__le64)(x))

#endif
