/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_ARRAY_SIZE_H
#define LINUX_ARRAY_SIZE_H

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
