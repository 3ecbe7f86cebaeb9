/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/semaphore.h>
#include "core.h"

static void take_one(struct semaphore *sem)
{
	__machine_meet(sem, (unsigned long)sem, 1);
	if (!--sem->count)
		sem->waits = 1;
}

/* __down_common (kernel/locking/semaphore.c): a signal, where one may come, matters only where the task has to wait. */
static int down_unless(struct semaphore *sem, const char *signal)
{
	run_works_before(&sem->waits);
	if (signal) {
		/* Whether it has to depends on who comes before, or gives it back. */
		__machine_meet(sem, (unsigned long)sem, 0);
		if (takes_signals() && __machine_interrupted(&sem->waits, "wait", signal))
			return -EINTR;
	}
	__machine_await(&sem->waits);
	take_one(sem);
	return 0;
}

/* down (kernel/locking/semaphore.c, as all here): no task owns a semaphore. */
void down(struct semaphore *sem)
{
	may_sleep();
	down_unless(sem, NULL);
}

/* down_interruptible */
int down_interruptible(struct semaphore *sem)
{
	may_sleep();
	return down_unless(sem, __func__);
}

/* down_killable */
int down_killable(struct semaphore *sem)
{
	may_sleep();
	return down_unless(sem, __func__);
}

/* down_timeout: the time may be over. */
int down_timeout(struct semaphore *sem, long timeout)
{
	might_sleep();
	/* As wait_for_completion_timeout. */
	__machine_meet(sem, (unsigned long)sem, 0);
	if (!__machine_is_locked(&sem->waits) || !nap(sem)) {
		run_works_meanwhile();
		__machine_yield();
	}
	return down_trylock(sem) ? -ETIME : 0;
}

/* down_trylock: 1 where it was not taken. */
int down_trylock(struct semaphore *sem)
{
	__machine_meet(sem, (unsigned long)sem, 0);
	if (__machine_is_locked(&sem->waits))
		return 1;
	take_one(sem);
	return 0;
}

/* up */
void up(struct semaphore *sem)
{
	__machine_meet(sem, (unsigned long)sem, 1);
	sem->count++;
	sem->waits = 0;
	end_naps(sem);
	__machine_yield();
}
