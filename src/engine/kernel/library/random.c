/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/bug.h>
#include <linux/random.h>

/* Numbers that follow each other in the same way in each run: who draws again until one is free comes to an end. */
static u64 drawn = 1;

/* get_random_u64 (drivers/char/random.c) */
u64 get_random_u64(void)
{
	u64 x;

	drawn = drawn * 6364136223846793005ul + 1442695040888963407ul;
	x = drawn ^ drawn >> 32;
	return x * 0x9e3779b97f4a7c15ul ^ x >> 29;
}

/* get_random_u32 (drivers/char/random.c) */
u32 get_random_u32(void)
{
	return get_random_u64() >> 32;
}

/* get_random_u16 (drivers/char/random.c) */
u16 get_random_u16(void)
{
	return get_random_u64() >> 48;
}

/* get_random_u8 (drivers/char/random.c) */
u8 get_random_u8(void)
{
	return get_random_u64() >> 56;
}

/* __get_random_u32_below (drivers/char/random.c); of no bound, any number. */
u32 __get_random_u32_below(u32 most)
{
	return most ? (u64)get_random_u32() * most >> 32 : get_random_u32();
}

/* get_random_bytes (drivers/char/random.c) */
void get_random_bytes(void *to, size_t n)
{
	u8 *bytes = to;
	size_t i;
	u64 number = 0;

	for (i = 0; i < n; i++, number >>= 8) {
		if (i % 8 == 0)
			number = get_random_u64();
		bytes[i] = number;
	}
}
