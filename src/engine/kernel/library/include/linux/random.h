/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_RANDOM_H
#define LINUX_RANDOM_H

#include <linux/types.h>

u8 get_random_u8(void);
u16 get_random_u16(void);
u32 get_random_u32(void);
u64 get_random_u64(void);
void get_random_bytes(void *to, size_t n);
u32 __get_random_u32_below(u32 most);
#define get_random_int() get_random_u32()
#define get_random_long() ((unsigned long)get_random_u64())
#define get_random_u32_below(most) __get_random_u32_below(most)

/* get_random_u32_above, get_random_u32_inclusive (include/linux/random.h) */
static inline u32 get_random_u32_above(u32 least)
{
	return least + 1 + __get_random_u32_below((u32)-1 - least);
}

static inline u32 get_random_u32_inclusive(u32 least, u32 most)
{
	return least + __get_random_u32_below(most - least + 1);
}

#endif
