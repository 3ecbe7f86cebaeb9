/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_BUG_H
#define LINUX_BUG_H

#include <linux/types.h>

/* A warning that the kernel goes on after: a `warn` finding where it is called. */
void __warn_at(const char *condition, const char *file, int line, const char *function);
/* __warn_printk: a warning with a text, already in the log. */
void __warn_text(char *text);
/* One of which Linux says only where it is: the finding has words for it, about the text. */
void __warn_of(const char *detail, const char *text, const char *file, int line, const char *function);
#define WARN_OF(detail, text) __warn_of(detail, text, __FILE__, __LINE__, __func__)
/* BUG: the task ends. */
void __bug_at(const char *file, int line, const char *function);

#define BUG() __bug_at(__FILE__, __LINE__, __func__)
#define BUG_ON(condition) do { if (condition) BUG(); } while (0)
#define WARN_ON(condition) ({				\
	int __warned = !!(condition);			\
	if (__warned)					\
		__warn_at(#condition, __FILE__, __LINE__, __func__);	\
	__warned;					\
})
#define WARN(condition, ...) ({				\
	int __warned = !!(condition);			\
	if (__warned) {					\
		char *__text = __kernel_format(__VA_ARGS__);	\
		__warn_text(__text);			\
		__machine_free(__text);			\
	}						\
	__warned;					\
})
#define WARN_ON_ONCE(condition) ({			\
	static bool __already_warned;			\
	int __warned_once = !!(condition);		\
	if (__warned_once && !__already_warned) {	\
		__already_warned = true;		\
		__warn_at(#condition, __FILE__, __LINE__, __func__);	\
	}						\
	__warned_once;					\
})
#define WARN_ONCE(condition, ...) ({			\
	static bool __already_warned;			\
	int __warned_once = !!(condition);		\
	if (__warned_once && !__already_warned) {	\
		__already_warned = true;		\
		WARN(1, __VA_ARGS__);			\
	}						\
	__warned_once;					\
})

#endif
