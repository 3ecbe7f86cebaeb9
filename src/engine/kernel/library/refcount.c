/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/bug.h>
#include <linux/kref.h>
#include <linux/printk.h>
#include <linux/refcount.h>

static void warns(const char *kind, const char *text)
{
	printk(KERN_WARNING "%s\n", text);
	__machine_report(kind, "refcount", text);
}

/* refcount_warn_saturate (lib/refcount.c): the counter is saturated and the object leaks. */
static void saturate(refcount_t *r, const char *kind, const char *text)
{
	r->refs.counter = REFCOUNT_SATURATED;
	warns(kind, text);
}

/* refcount_set (include/linux/refcount.h) */
void refcount_set(refcount_t *r, int n)
{
	atomic_set(&r->refs, n);
}

/* refcount_read (include/linux/refcount.h) */
unsigned int refcount_read(const refcount_t *r)
{
	return atomic_read(&r->refs);
}

/* __refcount_add (include/linux/refcount.h) */
void refcount_add(int i, refcount_t *r)
{
	int old = r->refs.counter, sum = old + i;

	r->refs.counter = sum;
	if (old > 0 && sum > 0)
		return;
	if (old == 0)
		saturate(r, "warn", "refcount_t: addition on 0; use-after-free.");
	else
		saturate(r, "warn", "refcount_t: saturated; leaking memory.");
}

/* refcount_inc (include/linux/refcount.h) */
void refcount_inc(refcount_t *r)
{
	refcount_add(1, r);
}

/* refcount_inc_not_zero (include/linux/refcount.h) */
bool refcount_inc_not_zero(refcount_t *r)
{
	return refcount_add_not_zero(1, r);
}

/* __refcount_add_not_zero (include/linux/refcount.h) */
bool refcount_add_not_zero(int i, refcount_t *r)
{
	int old = r->refs.counter;

	if (!old)
		return false;
	if (old < 0 || old + i < 0)
		saturate(r, "warn", "refcount_t: saturated; leaking memory.");
	else
		r->refs.counter = old + i;
	return true;
}

/* __refcount_sub_and_test (include/linux/refcount.h) */
bool refcount_sub_and_test(int i, refcount_t *r)
{
	int old = r->refs.counter, left = old - i;

	r->refs.counter = left;
	if (old > 0 && left > 0)
		return false;
	if (old > 0 && left == 0)
		return true;
	saturate(r, "reference-underflow", "refcount_t: underflow; use-after-free.");
	return false;
}

/* refcount_dec_and_test (include/linux/refcount.h) */
bool refcount_dec_and_test(refcount_t *r)
{
	return refcount_sub_and_test(1, r);
}

/* __refcount_dec (include/linux/refcount.h) */
void refcount_dec(refcount_t *r)
{
	int old = atomic_fetch_add(-1, &r->refs);

	if (old <= 1)
		saturate(r, old == 1 ? "warn" : "reference-underflow", "refcount_t: decrement hit 0; leaking memory.");
}

/* refcount_dec_if_one (lib/refcount.c) */
bool refcount_dec_if_one(refcount_t *r)
{
	return atomic_cmpxchg(&r->refs, 1, 0) == 1;
}

/* refcount_dec_not_one (lib/refcount.c): one of 0 stays so, and is said to have had another. */
bool refcount_dec_not_one(refcount_t *r)
{
	if (r->refs.counter == REFCOUNT_SATURATED)
		return true;
	if (r->refs.counter == 1)
		return false;
	if (r->refs.counter == 0)
		warns("reference-underflow", "refcount_t: underflow; use-after-free.");
	else
		r->refs.counter--;
	return true;
}

/* refcount_dec_and_mutex_lock (lib/refcount.c) */
bool refcount_dec_and_mutex_lock(refcount_t *r, struct mutex *lock)
{
	if (refcount_dec_not_one(r))
		return false;
	mutex_lock(lock);
	if (!refcount_dec_and_test(r)) {
		mutex_unlock(lock);
		return false;
	}
	return true;
}

/* refcount_dec_and_lock (lib/refcount.c) */
bool refcount_dec_and_lock(refcount_t *r, spinlock_t *lock)
{
	if (refcount_dec_not_one(r))
		return false;
	spin_lock(lock);
	if (!refcount_dec_and_test(r)) {
		spin_unlock(lock);
		return false;
	}
	return true;
}

/* kref_init (include/linux/kref.h) */
void kref_init(struct kref *kref)
{
	refcount_set(&kref->refcount, 1);
}

/* kref_read (include/linux/kref.h) */
unsigned int kref_read(const struct kref *kref)
{
	return refcount_read(&kref->refcount);
}

/* kref_get (include/linux/kref.h) */
void kref_get(struct kref *kref)
{
	refcount_add(1, &kref->refcount);
}

/* kref_get_unless_zero (include/linux/kref.h) */
int kref_get_unless_zero(struct kref *kref)
{
	return refcount_inc_not_zero(&kref->refcount);
}

/* kref_put (include/linux/kref.h) */
int kref_put(struct kref *kref, void (*release)(struct kref *kref))
{
	if (!refcount_sub_and_test(1, &kref->refcount))
		return 0;
	release(kref);
	return 1;
}

/* kref_put_mutex (include/linux/kref.h) */
int kref_put_mutex(struct kref *kref, void (*release)(struct kref *kref), struct mutex *lock)
{
	if (!refcount_dec_and_mutex_lock(&kref->refcount, lock))
		return 0;
	release(kref);
	return 1;
}

/* kref_put_lock (include/linux/kref.h) */
int kref_put_lock(struct kref *kref, void (*release)(struct kref *kref), spinlock_t *lock)
{
	if (!refcount_dec_and_lock(&kref->refcount, lock))
		return 0;
	release(kref);
	return 1;
}

/* _atomic_dec_and_lock (lib/dec_and_lock.c) */
int atomic_dec_and_lock(atomic_t *v, spinlock_t *lock)
{
	if (atomic_add_unless(v, -1, 1))
		return 0;
	spin_lock(lock);
	if (atomic_dec_and_test(v))
		return 1;
	spin_unlock(lock);
	return 0;
}

/* atomic_dec_and_mutex_lock (kernel/locking/mutex.c) */
int atomic_dec_and_mutex_lock(atomic_t *v, struct mutex *lock)
{
	if (atomic_add_unless(v, -1, 1))
		return 0;
	mutex_lock(lock);
	if (atomic_dec_and_test(v))
		return 1;
	mutex_unlock(lock);
	return 0;
}
