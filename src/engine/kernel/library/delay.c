/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/delay.h>
#include <linux/iopoll.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include "core.h"

/* Milliseconds since boot; only sleeping lets them pass. */
static unsigned long now_ms = 300000;

/* get_jiffies_64 (kernel/time/jiffies.c) */
unsigned long __jiffies_now(void)
{
	return DIV_ROUND_UP(now_ms, 1000 / HZ);
}

/* ktime_get (kernel/time/timekeeping.c) */
ktime_t ktime_get(void)
{
	return now_ms * NSEC_PER_MSEC;
}

/* msecs_to_jiffies (kernel/time/time.c): what would be negative is without end. */
unsigned long msecs_to_jiffies(const unsigned int m)
{
	return (int)m < 0 ? MAX_JIFFY_OFFSET : DIV_ROUND_UP((unsigned long)m, 1000 / HZ);
}

/* jiffies_to_msecs (kernel/time/time.c) */
unsigned int jiffies_to_msecs(const unsigned long j)
{
	return j * (1000 / HZ);
}

/* msleep (kernel/time/sleep_timeout.c) */
void msleep(unsigned int msecs)
{
	may_sleep();
	now_ms += msecs + 1000 / HZ;
	run_works_meanwhile();
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
	may_sleep();
	now_ms += DIV_ROUND_UP(least, 1000);
	run_works_meanwhile();
	__machine_yield();
}

/* schedule_timeout (kernel/time/sleep_timeout.c): none is left. */
long schedule_timeout(long timeout)
{
	may_sleep();
	now_ms += jiffies_to_msecs(timeout);
	run_works_meanwhile();
	__machine_yield();
	return 0;
}

/* schedule_timeout_interruptible (kernel/time/sleep_timeout.c): no signal comes. */
long schedule_timeout_interruptible(long timeout)
{
	return schedule_timeout(timeout);
}

/* schedule_timeout_killable (kernel/time/sleep_timeout.c) */
long schedule_timeout_killable(long timeout)
{
	return schedule_timeout(timeout);
}

/* schedule_timeout_uninterruptible (kernel/time/sleep_timeout.c) */
long schedule_timeout_uninterruptible(long timeout)
{
	return schedule_timeout(timeout);
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

/* Who polls until it is so waits for works as well; with a timeout nothing has to go on. */
void __poll_pause(u64 timeout_us, bool sleeps)
{
	now_ms += DIV_ROUND_UP(timeout_us, 1000);
	if (sleeps && !timeout_us)
		run_works();
	if (sleeps)
		run_works_meanwhile();
	__machine_yield();
}

/* cpu_relax (arch/x86/include/asm/vdso/processor.h): who polls lets others go on. */
void cpu_relax(void)
{
	__machine_yield();
}
