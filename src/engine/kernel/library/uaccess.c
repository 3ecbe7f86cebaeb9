/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/errno.h>
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

/* copy_to_user (include/linux/uaccess.h): what could not be copied. */
unsigned long copy_to_user(void __user *to, const void *from, unsigned long n)
{
	unsigned long written;

	may_sleep();
	if (__machine_choose("copy_to_user", 2))
		return n;
	written = __machine_initialised(from, n);
	if (written < n)
		report_uninitialised(written, n);
	memcpy(user_memory(to), from, n);
	return 0;
}

/* copy_from_user (include/linux/uaccess.h) */
unsigned long copy_from_user(void *to, const void __user *from, unsigned long n)
{
	may_sleep();
	if (__machine_choose("copy_from_user", 2))
		return n;
	memcpy(to, user_memory(from), n);
	return 0;
}

/* clear_user (include/linux/uaccess.h) */
unsigned long clear_user(void __user *to, unsigned long n)
{
	memset(user_memory(to), 0, n);
	return 0;
}
