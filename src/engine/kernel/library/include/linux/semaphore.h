/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_SEMAPHORE_H
#define LINUX_SEMAPHORE_H

#include <linux/types.h>

struct semaphore {
	unsigned int count;
	/* 1 while a task that comes has to wait. */
	int waits;
};

#define __SEMAPHORE_INITIALIZER(name, n) { .count = (n), .waits = (n) == 0 }
#define DEFINE_SEMAPHORE(name, n) struct semaphore name = __SEMAPHORE_INITIALIZER(name, n)

/* sema_init (include/linux/semaphore.h) */
static inline void sema_init(struct semaphore *sem, int val)
{
	sem->count = val;
	sem->waits = !val;
}

void down(struct semaphore *sem);
int down_interruptible(struct semaphore *sem);
int down_killable(struct semaphore *sem);
int down_timeout(struct semaphore *sem, long timeout);
int down_trylock(struct semaphore *sem);
void up(struct semaphore *sem);

#endif
