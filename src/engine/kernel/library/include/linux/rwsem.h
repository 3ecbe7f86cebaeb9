/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_RWSEM_H
#define LINUX_RWSEM_H

#include <linux/cleanup.h>
#include <linux/types.h>

/* Readers are not counted: a reader holds it as a writer does. */
struct rw_semaphore {
	int word;
};

#define DECLARE_RWSEM(name) struct rw_semaphore name

void init_rwsem(struct rw_semaphore *sem);
void down_read(struct rw_semaphore *sem);
void up_read(struct rw_semaphore *sem);
void down_write(struct rw_semaphore *sem);
void up_write(struct rw_semaphore *sem);
int down_read_trylock(struct rw_semaphore *sem);
int down_write_trylock(struct rw_semaphore *sem);

DEFINE_GUARD(rwsem_read, struct rw_semaphore *, down_read(_T), up_read(_T))
DEFINE_GUARD(rwsem_write, struct rw_semaphore *, down_write(_T), up_write(_T))

#endif
