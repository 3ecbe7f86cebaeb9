/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include "core.h"

/* complete (kernel/sched/completion.c) */
void complete(struct completion *x)
{
	__machine_meet(x, (unsigned long)x, 1);
	x->done++;
	x->waits = 0;
	end_naps(x);
	__machine_yield();
}

/* complete_all (kernel/sched/completion.c) */
void complete_all(struct completion *x)
{
	__machine_meet(x, (unsigned long)x, 1);
	x->done = UINT_MAX / 2;
	x->waits = 0;
	end_naps(x);
	__machine_yield();
}

/* wait_for_common (kernel/sched/completion.c): a signal, where one may come, matters only where the task has to wait. */
static int wait_unless(struct completion *x, const char *signal)
{
	while (signal && !takes_signals() && !completion_done(x)) {
		if (is_signalled(signal))
			return -ERESTARTSYS;
		if (!nap_until(x))
			break;
	}
	run_works_before(&x->waits);
	if (signal) {
		/* Whether it has to depends on who completes it. */
		__machine_meet(x, (unsigned long)x, 0);
		if (takes_signals() && __machine_interrupted(&x->waits, "wait", signal))
			return -ERESTARTSYS;
	}
	__machine_await(&x->waits);
	__machine_meet(x, (unsigned long)x, 1);
	if (x->done < UINT_MAX / 2 && !--x->done)
		x->waits = 1;
	return 0;
}

/* wait_for_completion (kernel/sched/completion.c) */
void wait_for_completion(struct completion *x)
{
	may_sleep();
	wait_unless(x, NULL);
}

/* wait_for_completion_interruptible (kernel/sched/completion.c) */
int wait_for_completion_interruptible(struct completion *x)
{
	may_sleep();
	return wait_unless(x, __func__);
}

/* wait_for_completion_killable (kernel/sched/completion.c) */
int wait_for_completion_killable(struct completion *x)
{
	may_sleep();
	return wait_unless(x, __func__);
}

/* wait_for_completion_timeout (kernel/sched/completion.c): the time may be over, which is 0; else what is left of it. */
unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout)
{
	may_sleep();
	/* Others run meanwhile, as long as it takes or not: nothing has to go wrong for the time to be over. */
	if (completion_done(x) || !nap(x)) {
		run_works_meanwhile();
		__machine_yield();
	}
	if (!try_wait_for_completion(x))
		return 0;
	return timeout ? timeout : 1;
}

/* wait_for_completion_interruptible_timeout (kernel/sched/completion.c): where it is not done, a signal may have come. */
long wait_for_completion_interruptible_timeout(struct completion *x, unsigned long timeout)
{
	long left = wait_for_completion_timeout(x, timeout);

	if (!left && is_signalled("wait_for_completion_interruptible_timeout"))
		return -ERESTARTSYS;
	return left;
}

/* wait_for_completion_killable_timeout (kernel/sched/completion.c) */
long wait_for_completion_killable_timeout(struct completion *x, unsigned long timeout)
{
	return wait_for_completion_interruptible_timeout(x, timeout);
}

/* try_wait_for_completion (kernel/sched/completion.c) */
bool try_wait_for_completion(struct completion *x)
{
	__machine_meet(x, (unsigned long)x, 1);
	if (__machine_is_locked(&x->waits))
		return false;
	if (x->done < UINT_MAX / 2 && !--x->done)
		x->waits = 1;
	return true;
}

/* completion_done (kernel/sched/completion.c) */
bool completion_done(struct completion *x)
{
	__machine_meet(x, (unsigned long)x, 0);
	return !__machine_is_locked(&x->waits);
}
