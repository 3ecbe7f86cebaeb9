/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include "core.h"

/*
 * RCU (kernel/rcu): words of locks that tasks hold for reading, so that an exploration sees an order between whoever
 * holds one and whoever waits for it or asks for it. A grace period waits for all readers, and callbacks run as soon as
 * they may: by whoever was the last to hold them up, or by a worker, at any time from then on.
 */

/* Held within a read section; sections within it are entered and left. */
#define SECTION "RCU read section"
static int readers;
/* Held by a task with a spinlock or rwlock that has callbacks to run: in Linux, too, no grace period ends before it is given back. */
#define DELAY "RCU grace period"
static int delays;
/* Held while a callback runs; of SRCU the domain has such a word. */
#define CALLBACK "RCU callback"
static int running;
static int *calling(struct srcu_struct *ssp);
/* Callbacks that nobody has run yet. Never any with nobody to hold them up. */
static struct rcu_head *pending;

/* Of what kvfree_call_rcu frees, func is where in it the head is: less than that. */
#define MOST_OFFSET 4096ul

/* `ssp`: the domain of SRCU, NULL for RCU itself. */
static void run_callback(struct srcu_struct *ssp, struct rcu_head *head)
{
	unsigned long offset = (unsigned long)head->func;

	if (offset < MOST_OFFSET) {
		kvfree((char *)head - offset);
		return;
	}
	if (leave_to_workers(ssp, head))
		return;
	__machine_lock_shared(calling(ssp), CALLBACK);
	head->func(head);
	__machine_unlock_shared(calling(ssp), CALLBACK);
}

/* rcu_do_batch (kernel/rcu/tree.c) */
static void run_callbacks(void)
{
	struct rcu_head *head;

	if (!pending)
		return;
	if (__atomic_held()) {
		if (!__machine_within(DELAY))
			__machine_lock_shared(&delays, DELAY);
		return;
	}
	/* Whoever called that one goes on with the next. */
	if (__machine_within(CALLBACK))
		return;
	while ((head = pending) && !__machine_is_locked(&readers) && !__machine_is_locked(&delays)) {
		pending = head->next;
		run_callback(NULL, head);
	}
}

/* rcu_read_lock (include/linux/rcupdate.h) */
void rcu_read_lock(void)
{
	if (__machine_within(SECTION))
		__machine_enter(SECTION);
	else
		__machine_lock_shared(&readers, SECTION);
}

/* rcu_read_unlock (include/linux/rcupdate.h) */
void rcu_read_unlock(void)
{
	if (!__machine_within(SECTION)) {
		__machine_report("lock-misuse", "suspicious-rcu", "rcu_read_unlock");
		return;
	}
	if (__machine_within(SECTION) > 1) {
		__machine_leave(SECTION);
		return;
	}
	__machine_unlock_shared(&readers, SECTION);
	run_callbacks();
}

/* Those of SRCU (srcu.c). */
static void run_delayed_domains(void);

/* A task gave back a lock that held a grace period up, and may have been the last to do so. */
static void run_delayed(void)
{
	if (!__machine_within(DELAY) || __atomic_held())
		return;
	__machine_unlock_shared(&delays, DELAY);
	run_callbacks();
	run_delayed_domains();
}

/*
 * spin_unlock, read_unlock, write_unlock (kernel/locking/spinlock.c): here, and not with the others, since they may free
 * what is the driver's (kernel/roles.ts).
 */
void spin_unlock(spinlock_t *lock)
{
	__machine_meet(lock, (unsigned long)lock, 0);
	__machine_unlock(&lock->word, "spinlock");
	run_delayed();
}

void read_unlock(rwlock_t *lock)
{
	__machine_meet(lock, (unsigned long)lock, 0);
	__machine_unlock_shared(&lock->word, "rwlock");
	run_delayed();
}

void write_unlock(rwlock_t *lock)
{
	__machine_meet(lock, (unsigned long)lock, 0);
	__machine_unlock(&lock->word, "rwlock");
	run_delayed();
}

static void wait_for_holders(int *word, const char *what)
{
	__machine_lock(word, what);
	__machine_unlock(word, what);
}

/* synchronize_rcu (kernel/rcu/tree.c) */
void synchronize_rcu(void)
{
	may_sleep();
	wait_for_holders(&readers, SECTION);
}

/* __call_rcu_common (kernel/rcu/tree.c), with CONFIG_DEBUG_OBJECTS_RCU_HEAD. */
static void call_after(struct rcu_head *head, rcu_callback_t func)
{
	struct rcu_head **last = &pending;

	while (*last && *last != head)
		last = &(*last)->next;
	if (WARN(*last || is_left_to_workers(NULL, head), "call_rcu(): Double-freed CB"))
		return;
	head->func = func;
	head->next = NULL;
	*last = head;
	run_callbacks();
}

/* call_rcu (kernel/rcu/tree.c) */
void call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	call_after(head, func);
}

/* rcu_barrier (kernel/rcu/tree.c) */
void rcu_barrier(void)
{
	may_sleep();
	while (pending) {
		wait_for_holders(&readers, SECTION);
		wait_for_holders(&delays, DELAY);
		run_callbacks();
	}
	wait_for_left(NULL);
	wait_for_holders(&running, CALLBACK);
}

/* A module's code is gone, and a callback of it is still to come. */
void callback_outlives(int module, rcu_callback_t func)
{
	if (__kernel_module_of(func) == module)
		__kernel_report_at(func, "use-after-free", "callback-of-module", __kernel_module_name(module));
}

void callbacks_outlive(int module)
{
	struct rcu_head *head;

	for (head = pending; head; head = head->next)
		if ((unsigned long)head->func >= MOST_OFFSET)
			callback_outlives(module, head->func);
}

/* kvfree_call_rcu (mm/slab_common.c) */
void kvfree_call_rcu(struct rcu_head *head, void *ptr)
{
	unsigned long offset = (char *)head - (char *)ptr;

	call_after(head, (rcu_callback_t)offset);
}

/* kvfree_rcu_mightsleep (include/linux/rcupdate.h) */
void __kvfree_rcu_mightsleep(const void *ptr)
{
	__machine_might_sleep("kvfree_rcu_mightsleep");
	if (!ptr)
		return;
	wait_for_holders(&readers, SECTION);
	kvfree(ptr);
}
