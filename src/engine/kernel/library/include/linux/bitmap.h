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

unsigned long *bitmap_alloc(unsigned int bits, gfp_t flags);
unsigned long *bitmap_zalloc(unsigned int bits, gfp_t flags);
void bitmap_free(const unsigned long *map);

#endif
