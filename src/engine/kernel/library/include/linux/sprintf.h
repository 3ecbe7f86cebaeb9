/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_SPRINTF_H
#define LINUX_SPRINTF_H

#include <linux/types.h>

#define snprintf(to, size, ...) __kernel_format_into(to, size, __VA_ARGS__)
#define sprintf(to, ...) __kernel_format_into(to, (size_t)0x7fffffff, __VA_ARGS__)
/* scnprintf (lib/vsprintf.c): what was written, without the NUL. */
#define scnprintf(to, size, ...) ({				\
	size_t __limit = (size);				\
	size_t __length = __kernel_format_into(to, __limit, __VA_ARGS__);	\
	(int)(__length < __limit ? __length : __limit ? __limit - 1 : 0);	\
})

#endif
