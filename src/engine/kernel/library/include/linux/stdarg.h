/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_STDARG_H
#define LINUX_STDARG_H

/* The machine lays out what a function is given beyond its parameters, 8 bytes for each: a list is where the next one is. */
typedef unsigned long *va_list;

#define va_start(list, last) ((list) = __builtin_next_arg(last))
#define va_arg(list, type) (*(typeof(type) *)((list)++))
#define va_copy(to, from) ((to) = (from))
#define va_end(list) ((void)(list))

/* For %pV (include/linux/printk.h): what is done with a list is printing it so. */
struct va_format {
	const char *fmt;
	va_list *va;
};

#endif
