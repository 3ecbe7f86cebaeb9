/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_LOCKREF_H
#define LINUX_LOCKREF_H

#include <linux/spinlock.h>

/* A count, and a lock that may be taken instead of changing it. */
struct lockref {
	spinlock_t lock;
	int count;
};

void lockref_get(struct lockref *lockref);
int lockref_put_return(struct lockref *lockref);
int lockref_get_not_zero(struct lockref *lockref);
int lockref_put_not_zero(struct lockref *lockref);
int lockref_put_or_lock(struct lockref *lockref);
void lockref_mark_dead(struct lockref *lockref);
int lockref_get_not_dead(struct lockref *lockref);

static inline void lockref_init(struct lockref *lockref)
{
	spin_lock_init(&lockref->lock);
	lockref->count = 1;
}

static inline bool __lockref_is_dead(const struct lockref *lockref)
{
	return lockref->count < 0;
}

#endif
