/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_ATOMIC_H
#define LINUX_ATOMIC_H

#include <linux/types.h>
#include <linux/compiler.h>

#define ATOMIC_INIT(i) { (i) }

int atomic_read(const atomic_t *v);
void atomic_set(atomic_t *v, int i);
int atomic_add_return(int i, atomic_t *v);
int atomic_fetch_add(int i, atomic_t *v);
int atomic_cmpxchg(atomic_t *v, int old, int value);
int atomic_xchg(atomic_t *v, int value);
bool atomic_inc_not_zero(atomic_t *v);

#define atomic_add(i, v) ((void)atomic_add_return(i, v))
#define atomic_sub(i, v) ((void)atomic_add_return(-(i), v))
#define atomic_inc(v) ((void)atomic_add_return(1, v))
#define atomic_dec(v) ((void)atomic_add_return(-1, v))
#define atomic_sub_return(i, v) atomic_add_return(-(i), v)
#define atomic_inc_return(v) atomic_add_return(1, v)
#define atomic_dec_return(v) atomic_add_return(-1, v)
#define atomic_inc_and_test(v) (atomic_add_return(1, v) == 0)
#define atomic_dec_and_test(v) (atomic_add_return(-1, v) == 0)
#define atomic_fetch_inc(v) atomic_fetch_add(1, v)
#define atomic_read_acquire(v) atomic_read(v)
#define atomic_set_release(v, i) atomic_set(v, i)

s64 atomic64_read(const atomic64_t *v);
void atomic64_set(atomic64_t *v, s64 i);
s64 atomic64_add_return(s64 i, atomic64_t *v);

#define atomic64_inc(v) ((void)atomic64_add_return(1, v))
#define atomic64_dec(v) ((void)atomic64_add_return(-1, v))
#define atomic64_inc_return(v) atomic64_add_return(1, v)
#define atomic_long_read(v) ((long)atomic64_read(v))
#define atomic_long_set(v, i) atomic64_set(v, i)
#define atomic_long_inc(v) atomic64_inc(v)
#define atomic_long_dec(v) atomic64_dec(v)

#endif
