/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_BITMAP_H
#define LINUX_BITMAP_H

#include <linux/find.h>
#include <linux/string.h>

/* What a caller would write itself (include/linux/bitmap.h, lib/bitmap.c). */
static inline void bitmap_zero(unsigned long *map, unsigned int bits)
{
	memset(map, 0, BITS_TO_LONGS(bits) * sizeof(long));
}

static inline void bitmap_fill(unsigned long *map, unsigned int bits)
{
	memset(map, 0xff, BITS_TO_LONGS(bits) * sizeof(long));
}

static inline void bitmap_copy(unsigned long *to, const unsigned long *from, unsigned int bits)
{
	memcpy(to, from, BITS_TO_LONGS(bits) * sizeof(long));
}

static inline void bitmap_set(unsigned long *map, unsigned int start, unsigned int n)
{
	for (; n; n--)
		__set_bit(start++, map);
}

static inline void bitmap_clear(unsigned long *map, unsigned int start, unsigned int n)
{
	for (; n; n--)
		__clear_bit(start++, map);
}

static inline bool bitmap_empty(const unsigned long *map, unsigned int bits)
{
	return find_first_bit(map, bits) == bits;
}

static inline bool bitmap_full(const unsigned long *map, unsigned int bits)
{
	return find_first_zero_bit(map, bits) == bits;
}

static inline unsigned int bitmap_weight(const unsigned long *map, unsigned int bits)
{
	unsigned long bit;
	unsigned int n = 0;

	for_each_set_bit(bit, map, bits)
		n++;
	return n;
}

/* Words behind the last bit are changed with it: as far as a bitmap has them. */
#define BITMAP_OF_TWO(name, operation)									\
	static inline bool name(unsigned long *to, const unsigned long *a, const unsigned long *b, unsigned int bits) \
	{												\
		unsigned int i;										\
													\
		for (i = 0; i < BITS_TO_LONGS(bits); i++)						\
			to[i] = operation;								\
		return !bitmap_empty(to, bits);								\
	}

BITMAP_OF_TWO(bitmap_and, a[i] & b[i])
BITMAP_OF_TWO(bitmap_andnot, a[i] & ~b[i])
BITMAP_OF_TWO(bitmap_or, a[i] | b[i])
BITMAP_OF_TWO(bitmap_xor, a[i] ^ b[i])

static inline void bitmap_complement(unsigned long *to, const unsigned long *from, unsigned int bits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(bits); i++)
		to[i] = ~from[i];
}

/* Whether every bit of a is in b as well. */
static inline bool bitmap_subset(const unsigned long *a, const unsigned long *b, unsigned int bits)
{
	unsigned long bit;

	for_each_set_bit(bit, a, bits)
		if (!test_bit(bit, b))
			return false;
	return true;
}

static inline bool bitmap_equal(const unsigned long *a, const unsigned long *b, unsigned int bits)
{
	return bitmap_subset(a, b, bits) && bitmap_subset(b, a, bits);
}

static inline bool bitmap_intersects(const unsigned long *a, const unsigned long *b, unsigned int bits)
{
	unsigned long bit;

	for_each_set_bit(bit, a, bits)
		if (test_bit(bit, b))
			return true;
	return false;
}

/* Bits that move up, or down, with zeros after them. */
void bitmap_shift_left(unsigned long *to, const unsigned long *from, unsigned int shift, unsigned int bits);
void bitmap_shift_right(unsigned long *to, const unsigned long *from, unsigned int shift, unsigned int bits);
unsigned long bitmap_find_next_zero_area_off(unsigned long *map, unsigned long size, unsigned long start,
					     unsigned int nr, unsigned long align_mask, unsigned long align_offset);
#define bitmap_find_next_zero_area(map, size, start, nr, align_mask) \
	bitmap_find_next_zero_area_off(map, size, start, nr, align_mask, 0)
unsigned long bitmap_weight_and(const unsigned long *a, const unsigned long *b, unsigned int bits);
unsigned long *bitmap_alloc(unsigned int bits, gfp_t flags);
unsigned long *bitmap_zalloc(unsigned int bits, gfp_t flags);
void bitmap_free(const unsigned long *map);

#endif
