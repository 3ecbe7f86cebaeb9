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

/* down (kernel/locking/semaphore.c, as all here): no task owns a semaphore. */
void down(struct semaphore *sem)
{
	may_sleep();
	run_works_before(&sem->waits);
	__machine_await(&sem->waits);
	take_one(sem);
}

/* down_interruptible: a signal may come. */
int down_interruptible(struct semaphore *sem)
{
	if (__machine_choose("down_interruptible", 2))
		return -EINTR;
	down(sem);
	return 0;
}

/* down_killable: a fatal signal may come. */
int down_killable(struct semaphore *sem)
{
	if (__machine_choose("down_killable", 2))
		return -EINTR;
	down(sem);
	return 0;
}

/* down_timeout: the time may be over. */
int down_timeout(struct semaphore *sem, long timeout)
{
	might_sleep();
	/* As wait_for_completion_timeout. */
	__machine_yield();
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
	__machine_yield();
}
