/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/bug.h>
#include <linux/lockref.h>

/* lib/lockref.c: who has the lock is waited for, whatever is done to the count. */

/* lockref_get (lib/lockref.c) */
void lockref_get(struct lockref *lockref)
{
	guard(spinlock)(&lockref->lock);
	lockref->count++;
}

/* lockref_get_not_zero (lib/lockref.c) */
int lockref_get_not_zero(struct lockref *lockref)
{
	guard(spinlock)(&lockref->lock);
	if (lockref->count <= 0)
		return 0;
	lockref->count++;
	return 1;
}

/* lockref_get_not_dead (lib/lockref.c) */
int lockref_get_not_dead(struct lockref *lockref)
{
	guard(spinlock)(&lockref->lock);
	if (lockref->count < 0)
		return 0;
	lockref->count++;
	return 1;
}

/* lockref_put_not_zero (lib/lockref.c): the last reference stays. */
int lockref_put_not_zero(struct lockref *lockref)
{
	guard(spinlock)(&lockref->lock);
	if (lockref->count <= 1)
		return 0;
	lockref->count--;
	return 1;
}

/* lockref_put_or_lock (lib/lockref.c): the last reference stays, and the lock is the caller's. */
int lockref_put_or_lock(struct lockref *lockref)
{
	spin_lock(&lockref->lock);
	if (lockref->count <= 1)
		return 0;
	lockref->count--;
	spin_unlock(&lockref->lock);
	return 1;
}

/* lockref_put_return (lib/lockref.c): -1 where it would have to wait for the lock, or there is nothing to put. */
int lockref_put_return(struct lockref *lockref)
{
	int count = -1;

	if (!spin_trylock(&lockref->lock))
		return count;
	if (lockref->count > 0)
		count = --lockref->count;
	spin_unlock(&lockref->lock);
	return count;
}

/* lockref_mark_dead (lib/lockref.c) */
void lockref_mark_dead(struct lockref *lockref)
{
	assert_spin_locked(&lockref->lock);
	lockref->count = -128;
}
