/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "core.h"

/* kmsan_copy_to_user (mm/kmsan/hooks.c) */
static void report_uninitialised(unsigned long offset, unsigned long size)
{
	char *text = __kernel_format("of %lu bytes the one at offset %lu was never written", size, offset);

	__machine_report("uninitialised-copy-out", "memory", text);
	__machine_free(text);
}

/* __access_ok (include/asm-generic/access_ok.h) */
bool access_ok(const void __user *pointer, unsigned long size)
{
	return size <= TASK_SIZE && (unsigned long)pointer <= TASK_SIZE - size;
}

/* copy_to_user (include/linux/uaccess.h): what could not be copied, all of it where no user has memory. */
unsigned long copy_to_user(void __user *to, const void *from, unsigned long n)
{
	unsigned long written;
	void *memory;
	char first;

	may_sleep();
	if (__machine_choose("copy_to_user", 2) || !access_ok(to, n) || !n)
		return n;
	written = __machine_initialised(from, n);
	if (written < n)
		report_uninitialised(written, n);
	memory = user_memory(to);
	if (!memory) {
		/* It is read before the fault. */
		__machine_copy(&first, from, 1);
		return n;
	}
	memcpy(memory, from, n);
	return 0;
}

/* copy_from_user (include/linux/uaccess.h): what could not be copied, which is zeros then. */
unsigned long copy_from_user(void *to, const void __user *from, unsigned long n)
{
	void *memory = NULL;

	may_sleep();
	if (!__machine_choose("copy_from_user", 2) && access_ok(from, n))
		memory = user_memory(from);
	if (!memory) {
		memset(to, 0, n);
		return n;
	}
	memcpy(to, memory, n);
	return 0;
}

/* clear_user (include/linux/uaccess.h): what could not be cleared. */
unsigned long clear_user(void __user *to, unsigned long n)
{
	void *memory = NULL;

	may_sleep();
	if (!__machine_choose("clear_user", 2) && access_ok(to, n))
		memory = user_memory(to);
	if (!memory)
		return n;
	memset(memory, 0, n);
	return 0;
}

/* A byte of a user's; false where there is none. */
static bool user_byte(const char __user *from, char *byte)
{
	const char *memory = access_ok(from, 1) ? user_memory(from) : NULL;

	if (memory)
		*byte = *memory;
	return memory != NULL;
}

/* strnlen_user (lib/strnlen_user.c): with the NUL; more than n without one, 0 for a fault. */
long strnlen_user(const char __user *s, long n)
{
	long length = 0;
	char c;

	may_sleep();
	if (__machine_choose("strnlen_user", 2))
		return 0;
	do {
		if (!user_byte(s + length, &c))
			return 0;
	} while (length++ < n && c);
	return length;
}

/* strncpy_from_user (lib/strncpy_from_user.c): the length, n where no NUL is among so many bytes. */
long strncpy_from_user(char *to, const char __user *from, long n)
{
	long length;

	may_sleep();
	if (__machine_choose("strncpy_from_user", 2))
		return -EFAULT;
	for (length = 0; length < n; length++) {
		if (!user_byte(from + length, to + length))
			return -EFAULT;
		if (!to[length])
			break;
	}
	return length;
}

static void *filled_by_user(void *copy, const void __user *from, size_t n)
{
	if (!copy)
		return ERR_PTR(-ENOMEM);
	if (!copy_from_user(copy, from, n))
		return copy;
	kfree(copy);
	return ERR_PTR(-EFAULT);
}

/* memdup_user (mm/util.c): how much it is is the user's to say. */
void *memdup_user(const void __user *from, size_t n)
{
	return filled_by_user(kmalloc(n, GFP_USER | __GFP_NOWARN), from, n);
}

/* vmemdup_user (mm/util.c) */
void *vmemdup_user(const void __user *from, size_t n)
{
	return filled_by_user(kvmalloc(n, GFP_USER), from, n);
}

/* memdup_array_user (include/linux/string.h) */
void *memdup_array_user(const void __user *from, size_t n, size_t size)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? ERR_PTR(-EOVERFLOW) : memdup_user(from, bytes);
}

/* vmemdup_array_user (include/linux/string.h) */
void *vmemdup_array_user(const void __user *from, size_t n, size_t size)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? ERR_PTR(-EOVERFLOW) : vmemdup_user(from, bytes);
}

/* memdup_user_nul (mm/util.c) */
void *memdup_user_nul(const void __user *from, size_t n)
{
	char *copy = kmalloc(n + 1, GFP_USER | __GFP_NOWARN);

	if (!copy)
		return ERR_PTR(-ENOMEM);
	if (!copy_from_user(copy, from, n)) {
		copy[n] = 0;
		return copy;
	}
	kfree(copy);
	return ERR_PTR(-EFAULT);
}

/* strndup_user (mm/util.c): of at most n bytes with the NUL. */
char *strndup_user(const char __user *s, long n)
{
	long length = strnlen_user(s, n);
	char *copy;

	if (!length)
		return ERR_PTR(-EFAULT);
	if (length > n)
		return ERR_PTR(-EINVAL);
	copy = memdup_user(s, length);
	if (!IS_ERR(copy))
		copy[length - 1] = 0;
	return copy;
}

/* check_zeroed_user (lib/usercopy.c): 1 where all of it is zeros, 0 where not. */
static int check_zeroed_user(const char __user *from, size_t n)
{
	char c;

	may_sleep();
	if (__machine_choose("check_zeroed_user", 2))
		return -EFAULT;
	for (; n; n--, from++) {
		if (!user_byte(from, &c))
			return -EFAULT;
		if (c)
			return 0;
	}
	return 1;
}

/* copy_struct_from_user (include/linux/uaccess.h): what a newer user adds must be zeros. */
int copy_struct_from_user(void *to, size_t ksize, const void __user *from, size_t usize)
{
	size_t size = min(ksize, usize);
	int zeroed;

	if (usize < ksize)
		memset((char *)to + size, 0, ksize - size);
	if (usize > ksize) {
		zeroed = check_zeroed_user((const char __user *)from + size, usize - size);
		if (zeroed <= 0)
			return zeroed ?: -E2BIG;
	}
	return copy_from_user(to, from, size) ? -EFAULT : 0;
}

/* simple_read_from_buffer (fs/libfs.c) */
ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *ppos, const void *from, size_t available)
{
	loff_t pos = *ppos;

	if (pos < 0)
		return -EINVAL;
	if (pos >= available || !count)
		return 0;
	count = min(count, (size_t)(available - pos));
	if (copy_to_user(to, (const char *)from + pos, count))
		return -EFAULT;
	*ppos = pos + count;
	return count;
}

/* simple_write_to_buffer (fs/libfs.c) */
ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *ppos, const void __user *from, size_t count)
{
	loff_t pos = *ppos;

	if (pos < 0)
		return -EINVAL;
	if (pos >= available || !count)
		return 0;
	count = min(count, (size_t)(available - pos));
	if (copy_from_user((char *)to + pos, from, count))
		return -EFAULT;
	*ppos = pos + count;
	return count;
}

/* memory_read_from_buffer (fs/libfs.c) */
ssize_t memory_read_from_buffer(void *to, size_t count, loff_t *ppos, const void *from, size_t available)
{
	loff_t pos = *ppos;

	if (pos < 0)
		return -EINVAL;
	if (pos >= available)
		return 0;
	count = min(count, (size_t)(available - pos));
	memcpy(to, (const char *)from + pos, count);
	*ppos = pos + count;
	return count;
}
