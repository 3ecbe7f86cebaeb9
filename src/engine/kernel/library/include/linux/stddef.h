/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_STDDEF_H
#define LINUX_STDDEF_H

#define NULL ((void *)0)
#define offsetof(type, member) __builtin_offsetof(type, member)
#define sizeof_field(type, member) sizeof(((type *)0)->member)
#define offsetofend(type, member) (offsetof(type, member) + sizeof_field(type, member))

#endif
