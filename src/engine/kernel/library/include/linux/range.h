/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_RANGE_H
#define LINUX_RANGE_H

#include <linux/types.h>

/* Both ends belong to it. */
struct range {
	u64 start;
	u64 end;
};

static inline u64 range_len(const struct range *range)
{
	return range->end - range->start + 1;
}

static inline bool range_contains(const struct range *r1, const struct range *r2)
{
	return r1->start <= r2->start && r1->end >= r2->end;
}

#endif
