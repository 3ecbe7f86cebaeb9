/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/atomic.h>

/* atomic_read (include/linux/atomic/atomic-instrumented.h, as all here) */
int atomic_read(const atomic_t *v)
{
	__machine_yield();
	return v->counter;
}

void atomic_set(atomic_t *v, int i)
{
	__machine_yield();
	v->counter = i;
}

int atomic_add_return(int i, atomic_t *v)
{
	__machine_yield();
	v->counter += i;
	return v->counter;
}

int atomic_fetch_add(int i, atomic_t *v)
{
	int old;

	__machine_yield();
	old = v->counter;
	v->counter = old + i;
	return old;
}

int atomic_cmpxchg(atomic_t *v, int old, int value)
{
	int found;

	__machine_yield();
	found = v->counter;
	if (found == old)
		v->counter = value;
	return found;
}

int atomic_xchg(atomic_t *v, int value)
{
	int old;

	__machine_yield();
	old = v->counter;
	v->counter = value;
	return old;
}

bool atomic_inc_not_zero(atomic_t *v)
{
	__machine_yield();
	if (!v->counter)
		return false;
	v->counter++;
	return true;
}

s64 atomic64_read(const atomic64_t *v)
{
	__machine_yield();
	return v->counter;
}

void atomic64_set(atomic64_t *v, s64 i)
{
	__machine_yield();
	v->counter = i;
}

s64 atomic64_add_return(s64 i, atomic64_t *v)
{
	__machine_yield();
	v->counter += i;
	return v->counter;
}
