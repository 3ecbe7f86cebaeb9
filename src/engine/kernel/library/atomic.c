/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/atomic.h>

/* __READ_ONCE (include/asm-generic/rwonce.h) */
unsigned char __read_once_1(const volatile void *from)
{
	return *(const u8 *)from;
}

unsigned short __read_once_2(const volatile void *from)
{
	return *(const u16 *)from;
}

unsigned int __read_once_4(const volatile void *from)
{
	return *(const u32 *)from;
}

unsigned long __read_once_8(const volatile void *from)
{
	return *(const u64 *)from;
}

/* __WRITE_ONCE (include/asm-generic/rwonce.h) */
void __write_once_1(volatile void *to, unsigned long value)
{
	*(u8 *)to = value;
}

void __write_once_2(volatile void *to, unsigned long value)
{
	*(u16 *)to = value;
}

void __write_once_4(volatile void *to, unsigned long value)
{
	*(u32 *)to = value;
}

void __write_once_8(volatile void *to, unsigned long value)
{
	*(u64 *)to = value;
}

void __copy_once(volatile void *to, const volatile void *from, int size)
{
	switch (size) {
	case 1:
		*(u8 *)to = *(const u8 *)from;
		break;
	case 2:
		*(u16 *)to = *(const u16 *)from;
		break;
	case 4:
		*(u32 *)to = *(const u32 *)from;
		break;
	case 8:
		*(u64 *)to = *(const u64 *)from;
		break;
	default:
		__machine_copy((void *)to, (const void *)from, size);
	}
}

/* atomic_read (include/linux/atomic/atomic-instrumented.h, as all here) */
int atomic_read(const atomic_t *v)
{
	return v->counter;
}

void atomic_set(atomic_t *v, int i)
{
	v->counter = i;
}

int atomic_add_return(int i, atomic_t *v)
{
	v->counter += i;
	return v->counter;
}

int atomic_fetch_add(int i, atomic_t *v)
{
	int old = v->counter;

	v->counter = old + i;
	return old;
}

int atomic_cmpxchg(atomic_t *v, int old, int value)
{
	int found = v->counter;

	if (found == old)
		v->counter = value;
	return found;
}

int atomic_xchg(atomic_t *v, int value)
{
	int old = v->counter;

	v->counter = value;
	return old;
}

bool atomic_inc_not_zero(atomic_t *v)
{
	if (!v->counter)
		return false;
	v->counter++;
	return true;
}

s64 atomic64_read(const atomic64_t *v)
{
	return v->counter;
}

void atomic64_set(atomic64_t *v, s64 i)
{
	v->counter = i;
}

s64 atomic64_add_return(s64 i, atomic64_t *v)
{
	v->counter += i;
	return v->counter;
}

/* atomic_fetch_and */
int atomic_fetch_and(int i, atomic_t *v)
{
	int old = v->counter;

	v->counter = old & i;
	return old;
}

/* atomic_fetch_or */
int atomic_fetch_or(int i, atomic_t *v)
{
	int old = v->counter;

	v->counter = old | i;
	return old;
}

/* atomic_fetch_xor */
int atomic_fetch_xor(int i, atomic_t *v)
{
	int old = v->counter;

	v->counter = old ^ i;
	return old;
}

/* atomic_fetch_add_unless */
int atomic_fetch_add_unless(atomic_t *v, int i, int unless)
{
	int old = v->counter;

	if (old != unless)
		v->counter = old + i;
	return old;
}

/* atomic_inc_unless_negative */
bool atomic_inc_unless_negative(atomic_t *v)
{
	if (v->counter < 0)
		return false;
	v->counter++;
	return true;
}

/* atomic_dec_unless_positive */
bool atomic_dec_unless_positive(atomic_t *v)
{
	if (v->counter > 0)
		return false;
	v->counter--;
	return true;
}

/* atomic_dec_if_positive: what it would be is returned in any case. */
int atomic_dec_if_positive(atomic_t *v)
{
	int left = v->counter - 1;

	if (left >= 0)
		v->counter = left;
	return left;
}

/* atomic64_cmpxchg */
s64 atomic64_cmpxchg(atomic64_t *v, s64 old, s64 value)
{
	s64 found = v->counter;

	if (found == old)
		v->counter = value;
	return found;
}

/* atomic64_xchg */
s64 atomic64_xchg(atomic64_t *v, s64 value)
{
	s64 old = v->counter;

	v->counter = value;
	return old;
}

/* atomic64_fetch_add_unless */
s64 atomic64_fetch_add_unless(atomic64_t *v, s64 i, s64 unless)
{
	s64 old = v->counter;

	if (old != unless)
		v->counter = old + i;
	return old;
}

/* atomic64_dec_if_positive */
s64 atomic64_dec_if_positive(atomic64_t *v)
{
	s64 left = v->counter - 1;

	if (left >= 0)
		v->counter = left;
	return left;
}

/* xchg (include/linux/atomic/atomic-instrumented.h) */
unsigned long __xchg(volatile void *at, unsigned long value, int size)
{
	unsigned long old = __read_once(at, size);

	__write_once(at, value, size);
	return old;
}

/* cmpxchg (include/linux/atomic/atomic-instrumented.h) */
unsigned long __cmpxchg(volatile void *at, unsigned long old, unsigned long value, int size)
{
	unsigned long found = __read_once(at, size);
	unsigned int unused = 64 - 8 * size;

	if (found << unused == old << unused)
		__write_once(at, value, size);
	return found;
}
