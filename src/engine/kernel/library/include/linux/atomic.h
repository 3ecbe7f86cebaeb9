/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_ATOMIC_H
#define LINUX_ATOMIC_H

#include <linux/types.h>
#include <linux/compiler.h>

#define ATOMIC_INIT(i) { (i) }
#define ATOMIC64_INIT(i) { (i) }
#define ATOMIC_LONG_INIT(i) { (i) }

int atomic_read(const atomic_t *v);
void atomic_set(atomic_t *v, int i);
int atomic_add_return(int i, atomic_t *v);
int atomic_fetch_add(int i, atomic_t *v);
int atomic_fetch_and(int i, atomic_t *v);
int atomic_fetch_or(int i, atomic_t *v);
int atomic_fetch_xor(int i, atomic_t *v);
int atomic_cmpxchg(atomic_t *v, int old, int value);
int atomic_xchg(atomic_t *v, int value);
bool atomic_inc_not_zero(atomic_t *v);
int atomic_fetch_add_unless(atomic_t *v, int i, int unless);
bool atomic_inc_unless_negative(atomic_t *v);
bool atomic_dec_unless_positive(atomic_t *v);
int atomic_dec_if_positive(atomic_t *v);

#define atomic_add(i, v) ((void)atomic_add_return(i, v))
#define atomic_sub(i, v) ((void)atomic_add_return(-(i), v))
#define atomic_inc(v) ((void)atomic_add_return(1, v))
#define atomic_dec(v) ((void)atomic_add_return(-1, v))
#define atomic_and(i, v) ((void)atomic_fetch_and(i, v))
#define atomic_or(i, v) ((void)atomic_fetch_or(i, v))
#define atomic_xor(i, v) ((void)atomic_fetch_xor(i, v))
#define atomic_andnot(i, v) ((void)atomic_fetch_and(~(i), v))
#define atomic_sub_return(i, v) atomic_add_return(-(i), v)
#define atomic_inc_return(v) atomic_add_return(1, v)
#define atomic_dec_return(v) atomic_add_return(-1, v)
#define atomic_sub_and_test(i, v) (atomic_add_return(-(i), v) == 0)
#define atomic_inc_and_test(v) (atomic_add_return(1, v) == 0)
#define atomic_dec_and_test(v) (atomic_add_return(-1, v) == 0)
#define atomic_add_negative(i, v) (atomic_add_return(i, v) < 0)
#define atomic_fetch_sub(i, v) atomic_fetch_add(-(i), v)
#define atomic_fetch_inc(v) atomic_fetch_add(1, v)
#define atomic_fetch_dec(v) atomic_fetch_add(-1, v)
#define atomic_fetch_andnot(i, v) atomic_fetch_and(~(i), v)
#define atomic_add_unless(v, i, unless) ({ int __unless = (unless); atomic_fetch_add_unless(v, i, __unless) != __unless; })
#define atomic_try_cmpxchg(v, old, value) __try_exchange(atomic_cmpxchg, v, old, value)
#define atomic_read_acquire(v) atomic_read(v)
#define atomic_set_release(v, i) atomic_set(v, i)

s64 atomic64_read(const atomic64_t *v);
void atomic64_set(atomic64_t *v, s64 i);
s64 atomic64_add_return(s64 i, atomic64_t *v);
s64 atomic64_cmpxchg(atomic64_t *v, s64 old, s64 value);
s64 atomic64_xchg(atomic64_t *v, s64 value);
s64 atomic64_fetch_add_unless(atomic64_t *v, s64 i, s64 unless);
s64 atomic64_dec_if_positive(atomic64_t *v);

#define atomic64_add(i, v) ((void)atomic64_add_return(i, v))
#define atomic64_sub(i, v) ((void)atomic64_add_return(-(i), v))
#define atomic64_inc(v) ((void)atomic64_add_return(1, v))
#define atomic64_dec(v) ((void)atomic64_add_return(-1, v))
#define atomic64_sub_return(i, v) atomic64_add_return(-(i), v)
#define atomic64_inc_return(v) atomic64_add_return(1, v)
#define atomic64_dec_return(v) atomic64_add_return(-1, v)
#define atomic64_sub_and_test(i, v) (atomic64_add_return(-(i), v) == 0)
#define atomic64_dec_and_test(v) (atomic64_add_return(-1, v) == 0)
#define atomic64_fetch_add(i, v) ({ s64 __added = (i); atomic64_add_return(__added, v) - __added; })
#define atomic64_add_unless(v, i, unless) ({ s64 __unless = (unless); atomic64_fetch_add_unless(v, i, __unless) != __unless; })
#define atomic64_inc_not_zero(v) (atomic64_fetch_add_unless(v, 1, 0) != 0)
#define atomic64_try_cmpxchg(v, old, value) __try_exchange(atomic64_cmpxchg, v, old, value)
#define atomic_long_read(v) ((long)atomic64_read(v))
#define atomic_long_set(v, i) atomic64_set(v, i)
#define atomic_long_add(i, v) atomic64_add(i, v)
#define atomic_long_sub(i, v) atomic64_sub(i, v)
#define atomic_long_inc(v) atomic64_inc(v)
#define atomic_long_dec(v) atomic64_dec(v)
#define atomic_long_add_return(i, v) ((long)atomic64_add_return(i, v))
#define atomic_long_sub_return(i, v) ((long)atomic64_sub_return(i, v))
#define atomic_long_inc_return(v) ((long)atomic64_inc_return(v))
#define atomic_long_dec_return(v) ((long)atomic64_dec_return(v))
#define atomic_long_dec_and_test(v) atomic64_dec_and_test(v)
#define atomic_long_inc_not_zero(v) atomic64_inc_not_zero(v)
#define atomic_long_add_unless(v, i, unless) atomic64_add_unless(v, i, unless)
#define atomic_long_cmpxchg(v, old, value) ((long)atomic64_cmpxchg(v, old, value))
#define atomic_long_xchg(v, value) ((long)atomic64_xchg(v, value))

/* asm/cmpxchg.h: of what has 1, 2, 4 or 8 bytes. */
unsigned long __xchg(volatile void *at, unsigned long value, int size);
unsigned long __cmpxchg(volatile void *at, unsigned long old, unsigned long value, int size);
#define __as_word(p, x) ((unsigned long)({ typeof(*(p)) __word = (x); __word; }))
#define xchg(p, value) ((typeof(*(p)))__xchg((p), __as_word(p, value), sizeof(*(p))))
#define cmpxchg(p, old, value) \
	((typeof(*(p)))__cmpxchg((p), __as_word(p, old), __as_word(p, value), sizeof(*(p))))
#define __try_exchange(how, p, oldp, value) ({		\
	typeof(oldp) __oldp = (oldp);				\
	typeof(*__oldp) __was = *__oldp;			\
	typeof(*__oldp) __found = how(p, __was, value);	\
	if (__found != __was)					\
		*__oldp = __found;				\
	__found == __was;					\
})
#define try_cmpxchg(p, oldp, value) __try_exchange(cmpxchg, p, oldp, value)
#define cmpxchg64(p, old, value) cmpxchg(p, old, value)

/* Orders that are weaker are not told apart. */
#define smp_mb__before_atomic() do { } while (0)
#define smp_mb__after_atomic() do { } while (0)
#define xchg_relaxed(p, value) xchg(p, value)
#define xchg_acquire(p, value) xchg(p, value)
#define xchg_release(p, value) xchg(p, value)
#define cmpxchg_relaxed(p, old, value) cmpxchg(p, old, value)
#define cmpxchg_acquire(p, old, value) cmpxchg(p, old, value)
#define cmpxchg_release(p, old, value) cmpxchg(p, old, value)
#define try_cmpxchg_relaxed(p, oldp, value) try_cmpxchg(p, oldp, value)
#define try_cmpxchg_acquire(p, oldp, value) try_cmpxchg(p, oldp, value)
#define try_cmpxchg_release(p, oldp, value) try_cmpxchg(p, oldp, value)
#define atomic_xchg_relaxed(v, value) atomic_xchg(v, value)
#define atomic_xchg_acquire(v, value) atomic_xchg(v, value)
#define atomic_xchg_release(v, value) atomic_xchg(v, value)
#define atomic_cmpxchg_relaxed(v, old, value) atomic_cmpxchg(v, old, value)
#define atomic_cmpxchg_acquire(v, old, value) atomic_cmpxchg(v, old, value)
#define atomic_cmpxchg_release(v, old, value) atomic_cmpxchg(v, old, value)
#define atomic_try_cmpxchg_relaxed(v, old, value) atomic_try_cmpxchg(v, old, value)
#define atomic_try_cmpxchg_acquire(v, old, value) atomic_try_cmpxchg(v, old, value)
#define atomic_try_cmpxchg_release(v, old, value) atomic_try_cmpxchg(v, old, value)
#define atomic_add_return_relaxed(i, v) atomic_add_return(i, v)
#define atomic_add_return_acquire(i, v) atomic_add_return(i, v)
#define atomic_add_return_release(i, v) atomic_add_return(i, v)
#define atomic_fetch_add_relaxed(i, v) atomic_fetch_add(i, v)
#define atomic_fetch_add_acquire(i, v) atomic_fetch_add(i, v)
#define atomic_fetch_add_release(i, v) atomic_fetch_add(i, v)

#endif
