/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_COMPILER_H
#define LINUX_COMPILER_H

#define __user
#define __iomem
#define __force
#define __rcu
#define __kernel
#define __percpu
#define __must_check
#define __always_inline inline
#define noinline
#define __maybe_unused __attribute__((unused))
#define __always_unused __attribute__((unused))
#define __used __attribute__((used))
#define __packed __attribute__((packed))
#define __aligned(n) __attribute__((aligned(n)))
#define __printf(a, b)
#define __scanf(a, b)
#define __cold
#define __hot
#define __pure
#define __malloc
#define __counted_by(member)
#define __acquires(lock)
#define __releases(lock)
#define __must_hold(lock)
#define __ro_after_init
#define __read_mostly
#define __ref
#define __cleanup(f) __attribute__((__cleanup__(f)))
#define fallthrough do { } while (0)
#define likely(x) (!!(x))
#define unlikely(x) (!!(x))
#define barrier() do { } while (0)
/* What follows is chance, so that coming here is told as a BUG is. */
void __unreachable_at(const char *function) __attribute__((noreturn));
#define unreachable() __unreachable_at(__func__)
#define smp_mb() __machine_yield()
#define smp_rmb() __machine_yield()
#define smp_wmb() __machine_yield()
#define __PASTE_NAMES(a, b) a##b
#define __PASTE(a, b) __PASTE_NAMES(a, b)
#define __UNIQUE_ID(prefix) __PASTE(__PASTE(__unique_, prefix), __COUNTER__)
#define __stringify_1(x...) #x
#define __stringify(x...) __stringify_1(x)
#define __same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))
#define EXPORT_SYMBOL(name)
#define EXPORT_SYMBOL_GPL(name)
#define EXPORT_SYMBOL_NS(name, space)
#define EXPORT_SYMBOL_NS_GPL(name, space)

#include "../machine.h"

/*
 * asm-generic/rwonce.h: one access each, which races with no other of its kind (atomic.c). What a driver says is a
 * race that does no harm counts as one, as for KCSAN.
 */
unsigned char __read_once_1(const volatile void *from);
unsigned short __read_once_2(const volatile void *from);
unsigned int __read_once_4(const volatile void *from);
unsigned long __read_once_8(const volatile void *from);
void __write_once_1(volatile void *to, unsigned long value);
void __write_once_2(volatile void *to, unsigned long value);
void __write_once_4(volatile void *to, unsigned long value);
void __write_once_8(volatile void *to, unsigned long value);
/* A struct or union. */
void __copy_once(volatile void *to, const volatile void *from, int size);
#define __is_record(x) (__builtin_classify_type(x) >= 12)
#define __read_once(from, size)				\
	((size) == 8 ? __read_once_8(from) :		\
	 (size) == 4 ? __read_once_4(from) :		\
	 (size) == 2 ? __read_once_2(from) : __read_once_1(from))
#define __write_once(to, value, size)				\
	((size) == 8 ? __write_once_8(to, value) :		\
	 (size) == 4 ? __write_once_4(to, value) :		\
	 (size) == 2 ? __write_once_2(to, value) : __write_once_1(to, value))
#define READ_ONCE(x) __builtin_choose_expr(__is_record(x),					\
	({ typeof(x) __copy; __copy_once((void *)&__copy, &(x), sizeof(x)); __copy; }),		\
	(typeof(x))__read_once(&(x), sizeof(x)))
#define WRITE_ONCE(x, value) do {								\
	__builtin_choose_expr(__is_record(x),							\
		({ typeof(x) __copy = (value); __copy_once(&(x), &__copy, sizeof(x)); }),	\
		({ typeof(x) __once = (value);							\
		   __write_once(&(x), (unsigned long)__once, sizeof(x)); }));			\
} while (0)
#define data_race(x) READ_ONCE(x)
#define smp_load_acquire(p) READ_ONCE(*(p))
#define smp_store_release(p, value) WRITE_ONCE(*(p), value)

/* asm/vdso/processor.h */
void cpu_relax(void);

#endif
