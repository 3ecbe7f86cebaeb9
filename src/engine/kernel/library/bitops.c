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

/* find_next_and_bit (include/linux/find.h): of both. */
unsigned long find_next_and_bit(const unsigned long *a, const unsigned long *b, unsigned long size, unsigned long offset)
{
	do
		offset = next_bit(a, size, offset, true);
	while (offset < size && !test_bit(offset, b) && ++offset);
	return offset;
}

/* find_next_andnot_bit (include/linux/find.h): of a alone. */
unsigned long find_next_andnot_bit(const unsigned long *a, const unsigned long *b, unsigned long size,
				   unsigned long offset)
{
	do
		offset = next_bit(a, size, offset, true);
	while (offset < size && test_bit(offset, b) && ++offset);
	return offset;
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

/* bitmap_weight_and (include/linux/bitmap.h) */
unsigned long bitmap_weight_and(const unsigned long *a, const unsigned long *b, unsigned int bits)
{
	unsigned long bit, n = 0;

	for_each_and_bit(bit, a, b, bits)
		n++;
	return n;
}

/* A word of the bits from `begin` on; zeros where there are none. */
static unsigned long word_from(const unsigned long *from, long begin, long bits)
{
	unsigned long word = 0;
	int bit;

	for (bit = 0; bit < BITS_PER_LONG; bit++)
		if (begin + bit >= 0 && begin + bit < bits && test_bit(begin + bit, from))
			word |= BIT(bit);
	return word;
}

/* __bitmap_shift_left (lib/bitmap.c): to may be from, so that the last goes first. */
void bitmap_shift_left(unsigned long *to, const unsigned long *from, unsigned int shift, unsigned int bits)
{
	long word = BITS_TO_LONGS(bits);

	while (word--)
		to[word] = word_from(from, word * BITS_PER_LONG - shift, bits);
}

/* __bitmap_shift_right (lib/bitmap.c) */
void bitmap_shift_right(unsigned long *to, const unsigned long *from, unsigned int shift, unsigned int bits)
{
	long word;

	for (word = 0; word < BITS_TO_LONGS(bits); word++)
		to[word] = word_from(from, word * BITS_PER_LONG + shift, bits);
}

/* bitmap_find_next_zero_area_off (lib/bitmap.c): more than size where there is none. */
unsigned long bitmap_find_next_zero_area_off(unsigned long *map, unsigned long size, unsigned long start,
					     unsigned int nr, unsigned long align_mask, unsigned long align_offset)
{
	unsigned long at, end, taken;

	for (;; start = taken + 1) {
		at = find_next_zero_bit(map, size, start);
		at = ((at + align_offset + align_mask) & ~align_mask) - align_offset;
		end = at + nr;
		if (end > size)
			return end;
		taken = find_next_bit(map, end, at);
		if (taken >= end)
			return at;
	}
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
