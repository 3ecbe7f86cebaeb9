/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_SRCU_H
#define LINUX_SRCU_H

#include <linux/cleanup.h>
#include <linux/rcupdate.h>
#include <linux/types.h>

/* A domain of RCU whose readers may sleep. magic: itself once it is initialised. */
struct srcu_struct {
	/* Minus the number of tasks that read, as a lock's. */
	int readers;
	struct srcu_struct *magic;
	/* Held while a callback runs, as one that reads. */
	int running;
	struct rcu_head *pending;
	/* Those that are left to workers, and the next domain with some. */
	struct rcu_head *ready;
	struct srcu_struct *next_ready;
	/* Of those with callbacks that a task with a spinlock holds up. */
	struct srcu_struct *next;
	bool delayed;
};

#define __SRCU_STRUCT_INIT(name) { .magic = &(name) }
#define DEFINE_SRCU(name) struct srcu_struct name = __SRCU_STRUCT_INIT(name)
#define DEFINE_STATIC_SRCU(name) static struct srcu_struct name = __SRCU_STRUCT_INIT(name)

int init_srcu_struct(struct srcu_struct *ssp);
void cleanup_srcu_struct(struct srcu_struct *ssp);
int srcu_read_lock(struct srcu_struct *ssp);
void srcu_read_unlock(struct srcu_struct *ssp, int idx);
int srcu_read_lock_held(struct srcu_struct *ssp);
void synchronize_srcu(struct srcu_struct *ssp);
void call_srcu(struct srcu_struct *ssp, struct rcu_head *head, rcu_callback_t func);
void srcu_barrier(struct srcu_struct *ssp);

#define synchronize_srcu_expedited(ssp) synchronize_srcu(ssp)
#define srcu_dereference_check(p, ssp, condition) ({				\
	__rcu_check((condition) || srcu_read_lock_held(ssp), "srcu_dereference_check");	\
	READ_ONCE(p);								\
})
#define srcu_dereference(p, ssp) ({						\
	__rcu_check(srcu_read_lock_held(ssp), "srcu_dereference");		\
	READ_ONCE(p);								\
})

DEFINE_LOCK_GUARD_1(srcu, struct srcu_struct, _T->idx = srcu_read_lock(_T->lock),
		    srcu_read_unlock(_T->lock, _T->idx), int idx)

#endif
