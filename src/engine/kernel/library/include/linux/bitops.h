/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_BITOPS_H
#define LINUX_BITOPS_H

#include <linux/types.h>
#include <linux/bits.h>

static inline void set_bit(long nr, volatile unsigned long *word)
{
	word[BIT_WORD(nr)] |= BIT_MASK(nr);
}

static inline void clear_bit(long nr, volatile unsigned long *word)
{
	word[BIT_WORD(nr)] &= ~BIT_MASK(nr);
}

static inline bool test_bit(long nr, const volatile unsigned long *word)
{
	return (word[BIT_WORD(nr)] >> (nr % BITS_PER_LONG)) & 1;
}

static inline bool test_and_set_bit(long nr, volatile unsigned long *word)
{
	bool old = test_bit(nr, word);

	set_bit(nr, word);
	return old;
}

static inline bool test_and_clear_bit(long nr, volatile unsigned long *word)
{
	bool old = test_bit(nr, word);

	clear_bit(nr, word);
	return old;
}

#define __set_bit set_bit
#define __clear_bit clear_bit

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

#define hweight32(w) hweight64((u32)(w))
#define hweight_long(w) hweight64(w)

#endif
