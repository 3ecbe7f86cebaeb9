/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_SPRINTF_H
#define LINUX_SPRINTF_H

#include <linux/stdarg.h>
#include <linux/types.h>

#define snprintf(to, size, ...) __kernel_format_into(to, size, __VA_ARGS__)
#define sprintf(to, ...) __kernel_format_into(to, (size_t)0x7fffffff, __VA_ARGS__)
/* scnprintf (lib/vsprintf.c): what was written, without the NUL. */
#define scnprintf(to, size, ...) ({				\
	size_t __limit = (size);				\
	size_t __length = __kernel_format_into(to, __limit, __VA_ARGS__);	\
	(int)(__length < __limit ? __length : __limit ? __limit - 1 : 0);	\
})

int vsscanf(const char *text, const char *format, va_list args);
__scanf(2, 3) int sscanf(const char *text, const char *format, ...);

/* vsnprintf, vscnprintf, vsprintf (lib/vsprintf.c) */
static inline int vsnprintf(char *to, size_t size, const char *fmt, va_list args)
{
	struct va_format given = { .fmt = fmt, .va = &args };

	return snprintf(to, size, "%pV", &given);
}

static inline int vscnprintf(char *to, size_t size, const char *fmt, va_list args)
{
	struct va_format given = { .fmt = fmt, .va = &args };

	return scnprintf(to, size, "%pV", &given);
}

static inline int vsprintf(char *to, const char *fmt, va_list args)
{
	struct va_format given = { .fmt = fmt, .va = &args };

	return sprintf(to, "%pV", &given);
}

#endif
