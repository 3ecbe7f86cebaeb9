/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <linux/workqueue.h>
#include "core.h"

/*
 * Workers that are tasks of their own (worker_thread, kernel/workqueue.c): what is queued may be run at once, or still
 * pend when whoever queued it has long gone on. The second takes a work only while the first is at one. They call what RCU
 * has to call, too (rcu_do_batch, kernel/rcu/tree.c).
 */

enum { WORKERS = 2 };
static bool at_work[WORKERS];
/* 0 once there is a work for that worker. */
int nothing_for[WORKERS] = { 1, 1 };
/* Callbacks whose grace period is over, and those that are being called. */
static struct rcu_head *ready;
static rcu_callback_t called[WORKERS];

void begin_workers(void)
{
	have_workers = true;
}

static void tell_workers(void)
{
	bool is_none;

	if (!have_workers)
		return;
	is_none = !ready && !next_work();
	nothing_for[0] = is_none || at_work[0];
	nothing_for[1] = is_none || at_work[1] || !at_work[0];
}

/* False where there are none. */
bool leave_to_workers(struct rcu_head *head)
{
	struct rcu_head **last = &ready;

	if (!have_workers)
		return false;
	while (*last)
		last = &(*last)->next;
	head->next = NULL;
	*last = head;
	tell_workers();
	return true;
}

bool is_left_to_workers(const struct rcu_head *head)
{
	const struct rcu_head *each = ready;

	while (each && each != head)
		each = each->next;
	return each != NULL;
}

static struct rcu_head *take_ready(void)
{
	struct rcu_head *head = ready;

	if (!head)
		return NULL;
	ready = head->next;
	tell_workers();
	return head;
}

void run_left_to_workers(void)
{
	struct rcu_head *head;

	while ((head = take_ready()))
		rcu_run(head);
}

static void left_outlives(int module)
{
	struct rcu_head *head;
	int i;

	for (head = ready; head; head = head->next)
		callback_outlives(module, head->func);
	for (i = 0; i < WORKERS; i++)
		if (called[i])
			callback_outlives(module, called[i]);
}

static void run_next(int number)
{
	struct rcu_head *head = take_ready();
	struct work_struct *work;

	if (head) {
		called[number] = head->func;
		rcu_run(head);
		called[number] = NULL;
		run_callbacks();
		return;
	}
	work = next_work();
	if (work)
		run_work(work);
}

/* Waits for a work, and runs it. */
void worker_run(int number)
{
	__machine_await(&nothing_for[number]);
	at_work[number] = true;
	run_next(number);
	at_work[number] = false;
	tell_workers();
}
