/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_UUID_H
#define LINUX_UUID_H

#include <linux/types.h>

typedef struct {
	__u8 b[16];
} uuid_t;

typedef struct {
	__u8 b[16];
} guid_t;

#endif
