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

static void pass_time(unsigned long msecs)
{
	if (!time_stands())
		now_ms += msecs;
}

/* A task sleeps; one that is a thread, for a time of its own. */
static void let_others(bool naps)
{
	if (naps && nap(NULL))
		return;
	run_works_meanwhile();
	__machine_yield();
}

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

/* jiffies_to_usecs (kernel/time/time.c) */
unsigned int jiffies_to_usecs(const unsigned long j)
{
	return j * (1000000 / HZ);
}

/* usecs_to_jiffies (kernel/time/time.c): what is more than jiffies_to_usecs() makes of all is without end. */
unsigned long usecs_to_jiffies(const unsigned int u)
{
	return u > jiffies_to_usecs(MAX_JIFFY_OFFSET) ? MAX_JIFFY_OFFSET : DIV_ROUND_UP((unsigned long)u, 1000000 / HZ);
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
	pass_time(msecs + 1000 / HZ);
	let_others(true);
}

/* msleep_interruptible (kernel/time/sleep_timeout.c) */
unsigned long msleep_interruptible(unsigned int msecs)
{
	long left = schedule_timeout_interruptible(msecs_to_jiffies(msecs) + 1);

	return jiffies_to_msecs(left);
}

/* usleep_range (include/linux/delay.h) */
void usleep_range(unsigned long least, unsigned long most)
{
	may_sleep();
	pass_time(DIV_ROUND_UP(least, 1000));
	let_others(true);
}

/* schedule_timeout (kernel/time/sleep_timeout.c): none is left. */
long schedule_timeout(long timeout)
{
	long left;

	may_sleep();
	if (timeout == MAX_SCHEDULE_TIMEOUT) {
		schedule();
		return timeout;
	}
	pass_time(jiffies_to_msecs(timeout));
	left = thread_schedules(timeout);
	if (left >= 0)
		return left;
	let_others(false);
	return 0;
}

/* schedule_timeout_interruptible (kernel/time/sleep_timeout.c): no signal comes. */
long schedule_timeout_interruptible(long timeout)
{
	set_current_state(TASK_INTERRUPTIBLE);
	return schedule_timeout(timeout);
}

/* schedule_timeout_killable (kernel/time/sleep_timeout.c) */
long schedule_timeout_killable(long timeout)
{
	set_current_state(TASK_KILLABLE);
	return schedule_timeout(timeout);
}

/* schedule_timeout_uninterruptible (kernel/time/sleep_timeout.c) */
long schedule_timeout_uninterruptible(long timeout)
{
	set_current_state(TASK_UNINTERRUPTIBLE);
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
	if (sleeps && !timeout_us && nap(NULL))
		return;
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
