/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_BITOPS_H
#define LINUX_BITOPS_H

#include <linux/types.h>
#include <linux/bits.h>

void set_bit(long nr, volatile unsigned long *addr);
void clear_bit(long nr, volatile unsigned long *addr);
void change_bit(long nr, volatile unsigned long *addr);
bool test_bit(long nr, const volatile unsigned long *addr);
bool test_and_set_bit(long nr, volatile unsigned long *addr);
bool test_and_clear_bit(long nr, volatile unsigned long *addr);
bool test_and_change_bit(long nr, volatile unsigned long *addr);

#define test_bit_acquire(nr, addr) test_bit(nr, addr)
#define test_and_set_bit_lock(nr, addr) test_and_set_bit(nr, addr)
#define clear_bit_unlock(nr, addr) clear_bit(nr, addr)
#define __clear_bit_unlock(nr, addr) clear_bit(nr, addr)
#define assign_bit(nr, addr, value) ((value) ? set_bit((nr), (addr)) : clear_bit((nr), (addr)))
#define __assign_bit(nr, addr, value) ((value) ? __set_bit((nr), (addr)) : __clear_bit((nr), (addr)))

/* asm-generic/bitops/non-atomic.h: what a caller would write itself. */
static inline void __set_bit(long nr, volatile unsigned long *addr)
{
	addr[BIT_WORD(nr)] |= BIT_MASK(nr);
}

static inline void __clear_bit(long nr, volatile unsigned long *addr)
{
	addr[BIT_WORD(nr)] &= ~BIT_MASK(nr);
}

static inline void __change_bit(long nr, volatile unsigned long *addr)
{
	addr[BIT_WORD(nr)] ^= BIT_MASK(nr);
}

static inline bool __test_and_set_bit(long nr, volatile unsigned long *addr)
{
	unsigned long old = addr[BIT_WORD(nr)];

	addr[BIT_WORD(nr)] = old | BIT_MASK(nr);
	return old & BIT_MASK(nr);
}

static inline bool __test_and_clear_bit(long nr, volatile unsigned long *addr)
{
	unsigned long old = addr[BIT_WORD(nr)];

	addr[BIT_WORD(nr)] = old & ~BIT_MASK(nr);
	return old & BIT_MASK(nr);
}

/* fls64: 1 for bit 0, 0 for no bit. */
static inline int fls64(u64 x)
{
	int n = 0, step;

	for (step = 32; step; step >>= 1)
		if (x >> step) {
			x >>= step;
			n += step;
		}
	return x ? n + 1 : n;
}

static inline int fls(unsigned int x)
{
	return fls64(x);
}

static inline unsigned long __ffs(unsigned long word)
{
	unsigned long n = 0;

	while (!(word & 1)) {
		word >>= 1;
		n++;
	}
	return n;
}

/* Undefined for 0, as __ffs is. */
static inline unsigned long __fls(unsigned long word)
{
	return fls64(word) - 1;
}

static inline int fls_long(unsigned long l)
{
	return fls64(l);
}

static inline int ffs64(u64 x)
{
	return x ? (int)__ffs(x) + 1 : 0;
}

static inline int ffs(int x)
{
	return x ? (int)__ffs((unsigned int)x) + 1 : 0;
}

static inline unsigned int hweight64(u64 w)
{
	unsigned int n = 0;

	for (; w; w &= w - 1)
		n++;
	return n;
}

/* Copies the sign bit, that of such an index, into those above it. */
static inline s32 sign_extend32(u32 value, int index)
{
	return (s32)(value << (31 - index)) >> (31 - index);
}

static inline s64 sign_extend64(u64 value, int index)
{
	return (s64)(value << (63 - index)) >> (63 - index);
}

#define ffz(word) __ffs(~(unsigned long)(word))
#define hweight8(w) hweight64((u8)(w))
#define hweight16(w) hweight64((u16)(w))
#define hweight32(w) hweight64((u32)(w))
#define hweight_long(w) hweight64(w)

#endif
