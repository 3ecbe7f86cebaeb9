/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/uaccess.h>

/* Milliseconds since boot; only sleeping lets them pass. */
static unsigned long now_ms = 300000;

/* get_jiffies_64 (kernel/time/jiffies.c) */
unsigned long __jiffies_now(void)
{
	return msecs_to_jiffies(now_ms);
}

/* msecs_to_jiffies (kernel/time/time.c) */
unsigned long msecs_to_jiffies(const unsigned int m)
{
	return DIV_ROUND_UP((unsigned long)m, 1000 / HZ);
}

/* jiffies_to_msecs (kernel/time/time.c) */
unsigned int jiffies_to_msecs(const unsigned long j)
{
	return j * (1000 / HZ);
}

/* msleep (kernel/time/sleep_timeout.c) */
void msleep(unsigned int msecs)
{
	might_sleep();
	now_ms += msecs + 1000 / HZ;
	__machine_yield();
}

/* msleep_interruptible (kernel/time/sleep_timeout.c) */
unsigned long msleep_interruptible(unsigned int msecs)
{
	msleep(msecs);
	return 0;
}

/* usleep_range (include/linux/delay.h) */
void usleep_range(unsigned long least, unsigned long most)
{
	might_sleep();
	now_ms += DIV_ROUND_UP(least, 1000);
	__machine_yield();
}

/* udelay (include/asm-generic/delay.h) */
void udelay(unsigned long usecs)
{
	now_ms += usecs / 1000;
}

/* mdelay (include/linux/delay.h) */
void mdelay(unsigned long msecs)
{
	now_ms += msecs;
}

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

	might_sleep();
	if (__machine_choose("copy_to_user", 2))
		return n;
	written = __machine_initialised(from, n);
	if (written < n)
		report_uninitialised(written, n);
	memcpy(to, from, n);
	return 0;
}

/* copy_from_user (include/linux/uaccess.h) */
unsigned long copy_from_user(void *to, const void __user *from, unsigned long n)
{
	might_sleep();
	if (__machine_choose("copy_from_user", 2))
		return n;
	memcpy(to, from, n);
	return 0;
}

/* clear_user (include/linux/uaccess.h) */
unsigned long clear_user(void __user *to, unsigned long n)
{
	memset(to, 0, n);
	return 0;
}
