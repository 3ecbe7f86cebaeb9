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
