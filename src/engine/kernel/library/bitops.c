/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/slab.h>

/* set_bit (include/asm-generic/bitops/instrumented-atomic.h, as all here that change a bit) */
void set_bit(long nr, volatile unsigned long *addr)
{
	addr[BIT_WORD(nr)] |= BIT_MASK(nr);
}

/* clear_bit */
void clear_bit(long nr, volatile unsigned long *addr)
{
	addr[BIT_WORD(nr)] &= ~BIT_MASK(nr);
}

/* change_bit */
void change_bit(long nr, volatile unsigned long *addr)
{
	addr[BIT_WORD(nr)] ^= BIT_MASK(nr);
}

/* test_bit (include/asm-generic/bitops/generic-non-atomic.h): reads a volatile word, as READ_ONCE does. */
bool test_bit(long nr, const volatile unsigned long *addr)
{
	return addr[BIT_WORD(nr)] & BIT_MASK(nr);
}

/* test_and_set_bit, test_and_set_bit_lock */
bool test_and_set_bit(long nr, volatile unsigned long *addr)
{
	unsigned long old = addr[BIT_WORD(nr)];

	addr[BIT_WORD(nr)] = old | BIT_MASK(nr);
	return old & BIT_MASK(nr);
}

/* test_and_clear_bit */
bool test_and_clear_bit(long nr, volatile unsigned long *addr)
{
	unsigned long old = addr[BIT_WORD(nr)];

	addr[BIT_WORD(nr)] = old & ~BIT_MASK(nr);
	return old & BIT_MASK(nr);
}

/* test_and_change_bit */
bool test_and_change_bit(long nr, volatile unsigned long *addr)
{
	unsigned long old = addr[BIT_WORD(nr)];

	addr[BIT_WORD(nr)] = old ^ BIT_MASK(nr);
	return old & BIT_MASK(nr);
}

/* The first bit from offset on that is `set`; size where there is none. */
static unsigned long next_bit(const unsigned long *addr, unsigned long size, unsigned long offset, bool set)
{
	for (; offset < size; offset++)
		if (test_bit(offset, addr) == set)
			return offset;
	return size;
}

/* find_next_bit (include/linux/find.h): others may change bits at once meanwhile. */
unsigned long find_next_bit(const unsigned long *addr, unsigned long size, unsigned long offset)
{
	return next_bit(addr, size, offset, true);
}

/* find_next_zero_bit (include/linux/find.h) */
unsigned long find_next_zero_bit(const unsigned long *addr, unsigned long size, unsigned long offset)
{
	return next_bit(addr, size, offset, false);
}

/* find_last_bit (include/linux/find.h) */
unsigned long find_last_bit(const unsigned long *addr, unsigned long size)
{
	unsigned long bit = size;

	while (bit--)
		if (test_bit(bit, addr))
			return bit;
	return size;
}

/* bitmap_alloc (lib/bitmap.c) */
unsigned long *bitmap_alloc(unsigned int bits, gfp_t flags)
{
	return kmalloc_array(BITS_TO_LONGS(bits), sizeof(long), flags);
}

/* bitmap_zalloc (lib/bitmap.c) */
unsigned long *bitmap_zalloc(unsigned int bits, gfp_t flags)
{
	return bitmap_alloc(bits, flags | __GFP_ZERO);
}

/* bitmap_free (lib/bitmap.c) */
void bitmap_free(const unsigned long *map)
{
	kfree(map);
}
