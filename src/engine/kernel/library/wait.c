/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/wait_bit.h>
#include "core.h"

/* init_waitqueue_head (include/linux/wait.h) */
void init_waitqueue_head(wait_queue_head_t *queue)
{
	INIT_LIST_HEAD(&queue->head);
}

/* The lock of a queue that was never initialised has no magic (kernel/locking/spinlock_debug.c). */
static bool check_queue(wait_queue_head_t *queue)
{
	if (queue->head.next)
		return true;
	__machine_report("lock-misuse", "not-initialised", "wait queue");
	return false;
}

DECLARE_WAIT_QUEUE_HEAD(__bit_wait_queue);

/* waitqueue_active (include/linux/wait.h) */
int waitqueue_active(wait_queue_head_t *queue)
{
	return check_queue(queue) && !list_empty(&queue->head);
}

static void leave_queue(struct wait_queue_entry *wait)
{
	list_del(&wait->entry);
	wait->entry.next = NULL;
}

/* __wake_up (kernel/sched/wait.c), autoremove_wake_function */
static void wake(wait_queue_head_t *queue, bool all)
{
	struct wait_queue_entry *wait, *next;

	if (!check_queue(queue))
		return;
	list_for_each_entry_safe(wait, next, &queue->head, entry) {
		if (!all && !wait->interruptible)
			continue;
		leave_queue(wait);
		wait->waits = 0;
	}
}

/* wake_up (include/linux/wait.h) */
void wake_up(wait_queue_head_t *queue)
{
	wake(queue, true);
}

/* wake_up_interruptible (include/linux/wait.h): who waits for no signal sleeps on. */
void wake_up_interruptible(wait_queue_head_t *queue)
{
	wake(queue, false);
}

/* __wake_up_bit, wake_up_var (kernel/sched/wait_bit.c): those that wait for the same. */
void __wake_up_waiting_for(const void *what, int bit)
{
	struct wait_queue_entry *wait, *next;

	list_for_each_entry_safe(wait, next, &__bit_wait_queue.head, entry) {
		if (wait->what != what || wait->bit != bit)
			continue;
		leave_queue(wait);
		wait->waits = 0;
	}
}

/* prepare_to_wait_event (kernel/sched/wait.c) */
void __wait_begin(wait_queue_head_t *queue, struct wait_queue_entry *wait)
{
	if (check_queue(queue) && !wait->entry.next)
		list_add_tail(&wait->entry, &queue->head);
	wait->waits = 1;
	thread_will_wait(&wait->waits);
}

/* schedule in ___wait_event (include/linux/wait.h): -ERESTARTSYS for a signal. */
int __wait_for_wake_up(wait_queue_head_t *queue, struct wait_queue_entry *wait)
{
	if (wait->signal && is_signalled(wait->signal))
		return -ERESTARTSYS;
	if (thread_waits(&wait->waits, MAX_SCHEDULE_TIMEOUT) >= 0)
		return 0;
	run_works_before(&wait->waits);
	__machine_await(&wait->waits);
	return 0;
}

/* schedule_timeout in ___wait_event: how much of the time is left. */
long __wait_for_time(struct wait_queue_entry *wait, long timeout)
{
	long left = thread_waits(&wait->waits, timeout);

	return left < 0 ? schedule_timeout(timeout) : left;
}

/* A signal came where one may. */
bool __wait_interrupted(const char *what)
{
	return is_signalled(what);
}

/* finish_wait (kernel/sched/wait.c) */
void __wait_end(wait_queue_head_t *queue, struct wait_queue_entry *wait)
{
	thread_will_wait(NULL);
	if (wait->entry.next)
		leave_queue(wait);
}
