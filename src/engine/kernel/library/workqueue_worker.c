/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <linux/srcu.h>
#include <linux/workqueue.h>
#include "core.h"

/*
 * Workers that are tasks of their own (worker_thread, kernel/workqueue.c): what is queued may be run at once, or still
 * pend when whoever queued it has long gone on. Each takes a work only while those before it are at one. They call what
 * RCU has to call, too (rcu_do_batch, kernel/rcu/tree.c).
 */

enum { MOST_WORKERS = 8 };
static int worker_count;
/* What queues itself may run again and again, and not only once until the next thing that a user does is done. */
static bool run_again;
static bool at_work[MOST_WORKERS];
/* 0 once there is a work for that worker; after the last of them: for one more. */
int nothing_for[MOST_WORKERS + 1] = { 1, 1, 1, 1, 1, 1, 1, 1, 1 };
/* 0 once a work may begin, where a worker is free: one that has not queued itself, and any. */
int nothing_new = 1, nothing_again = 1;
/* Callbacks of RCU whose grace period is over, domains of SRCU with such, and those that are being called. */
static struct rcu_head *ready;
static struct srcu_struct *ready_domains;
static rcu_callback_t called[MOST_WORKERS];

void run_works_apart(void)
{
	are_apart = true;
}

/* A task is held up until works are run by one that is begun for that. */
static int rests;

/* A task sleeps, or waits for a time: what is queued goes on meanwhile. */
void run_works_meanwhile(void)
{
	if (!are_apart || !queued)
		return;
	run_works();
	rests = next_work(false) != NULL;
	__machine_await(&rests);
}

/* All that may begin, of a task that is begun for that. */
void model_run_works(void)
{
	struct work_struct *work;

	rests = 0;
	while ((work = next_work(false)))
		run_work(work);
}

/* A task waits for what pends no more until a user has done something: it goes on once. */
void model_let_on(void)
{
	run_works();
}

void begin_workers(int count, int again)
{
	have_workers = true;
	worker_count = count;
	run_again = again;
}

static void tell_workers(void)
{
	bool is_none;
	int i;

	if (!have_workers && !are_apart)
		return;
	nothing_new = !ready && !ready_domains && !next_work(false);
	nothing_again = nothing_new && !next_work(true);
	is_none = run_again ? nothing_again : nothing_new;
	for (i = 0; i < worker_count; i++) {
		nothing_for[i] = is_none || at_work[i];
		is_none |= !at_work[i];
	}
	nothing_for[worker_count] = is_none;
}

static struct rcu_head **ready_of(struct srcu_struct *ssp)
{
	return ssp ? &ssp->ready : &ready;
}

static void add_ready(struct srcu_struct *ssp, struct rcu_head *head)
{
	struct rcu_head **last = ready_of(ssp);
	struct srcu_struct **domain = &ready_domains;

	if (ssp && !*last) {
		while (*domain)
			domain = &(*domain)->next_ready;
		ssp->next_ready = NULL;
		*domain = ssp;
	}
	while (*last)
		last = &(*last)->next;
	head->next = NULL;
	*last = head;
	tell_workers();
}

static struct rcu_head *take_ready(struct srcu_struct *ssp)
{
	struct rcu_head **list = ready_of(ssp), *head = *list;
	struct srcu_struct **domain = &ready_domains;

	*list = head->next;
	if (ssp && !*list) {
		while (*domain != ssp)
			domain = &(*domain)->next_ready;
		*domain = ssp->next_ready;
	}
	tell_workers();
	return head;
}

/* False where there are none. */
bool leave_to_workers(struct srcu_struct *ssp, struct rcu_head *head)
{
	if (!have_workers)
		return false;
	add_ready(ssp, head);
	return true;
}

bool is_left_to_workers(struct srcu_struct *ssp, const struct rcu_head *head)
{
	const struct rcu_head *each = *ready_of(ssp);

	while (each && each != head)
		each = each->next;
	return each != NULL;
}

/* Among those that are called, of a task that waits for all before it. */
struct barrier {
	struct rcu_head head;
	int waits;
};

/* rcu_barrier_callback (kernel/rcu/tree.c) */
static void pass_barrier(struct rcu_head *head)
{
	container_of(head, struct barrier, head)->waits = 0;
}

/* Those that are left to workers now are called; the last of them may be at it. */
void wait_for_left(struct srcu_struct *ssp)
{
	struct barrier barrier = { .head = { .func = pass_barrier }, .waits = 1 };

	if (!*ready_of(ssp))
		return;
	add_ready(ssp, &barrier.head);
	__machine_await(&barrier.waits);
}

static void callbacks_left_outlive(int module, const struct rcu_head *head)
{
	for (; head; head = head->next)
		callback_outlives(module, head->func);
}

static void left_outlives(int module)
{
	struct srcu_struct *ssp;
	int i;

	callbacks_left_outlive(module, ready);
	for (ssp = ready_domains; ssp; ssp = ssp->next_ready)
		callbacks_left_outlive(module, ssp->ready);
	for (i = 0; i < worker_count; i++)
		if (called[i])
			callback_outlives(module, called[i]);
}

/* rcu_do_batch (kernel/rcu/tree.c), srcu_invoke_callbacks (kernel/rcu/srcutree.c): one, and whoever waits for it. */
static void call_next(int number, struct srcu_struct *ssp)
{
	struct rcu_head *head;

	__machine_lock_shared(calling(ssp), CALLBACK);
	if (*ready_of(ssp)) {
		head = take_ready(ssp);
		called[number] = head->func;
		head->func(head);
		called[number] = NULL;
	}
	__machine_unlock_shared(calling(ssp), CALLBACK);
	while ((head = *ready_of(ssp)) && head->func == pass_barrier)
		pass_barrier(take_ready(ssp));
	if (ssp)
		run_domain(ssp);
	else
		run_callbacks();
}

static void run_next(int number)
{
	struct work_struct *work;

	if (ready || ready_domains) {
		call_next(number, ready ? NULL : ready_domains);
		return;
	}
	work = next_work(run_again);
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
