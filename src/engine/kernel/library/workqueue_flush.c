/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/workqueue.h>
#include "core.h"

/* Those who wait for works, or take them off their queues, and the queues themselves. */

/* The first that pends on a queue and whose time has come. */
static struct work_struct *first_within(const struct workqueue_struct *wq)
{
	struct work_struct *work = queued;

	while (work && (work->wq != wq || work->delayed))
		work = work->next;
	return work;
}

/* Bits of tasks that flush. */
static unsigned int flushing;

static unsigned int begin_flush(void)
{
	unsigned int bit = ~flushing & (flushing + 1);

	flushing |= bit;
	return bit;
}

/* It is waited for, even where it has queued itself. */
static void flush_pending(struct work_struct *work, unsigned int bit)
{
	work->flushed |= bit;
	work->again = false;
	tell_workers();
}

/* For ever where the task runs that work itself. */
static void flush_worker(struct worker *worker, unsigned int bit)
{
	if (__machine_holds(&worker->word)) {
		__machine_report("lock-misuse", "waits-for-itself", WORK);
		__machine_die();
	}
	worker->flushed |= bit;
}

/*
 * Where there are no workers: a work that the task may run itself on the way to all that is flushed; else those are flushed,
 * too, that are to end before.
 */
static struct work_struct *next_flushed(unsigned int bit)
{
	struct work_struct *work, *first;
	struct worker *worker;

	for (work = queued; work; work = work->next) {
		if (!(work->flushed & bit))
			continue;
		first = work->wq->ordered ? first_within(work->wq) : work;
		worker = worker_before(first);
		if (!worker)
			return first;
		flush_worker(worker, bit);
	}
	return NULL;
}

/* insert_wq_barrier (kernel/workqueue.c), and the wait for it. */
static void end_flush(unsigned int bit)
{
	struct waiter waiter = { .bit = bit };
	struct work_struct *work;

	while (is_flushed(bit)) {
		work = have_workers ? NULL : next_flushed(bit);
		if (work) {
			run_work(work);
			continue;
		}
		waiter.waits = 1;
		waiter.next = waiters;
		waiters = &waiter;
		__machine_await(&waiter.waits);
	}
	flushing &= ~bit;
}

static void wait_for(struct worker *worker)
{
	unsigned int bit = begin_flush();

	flush_worker(worker, bit);
	end_flush(bit);
}

/* flush_work (kernel/workqueue.c): not for one that waits for its time. */
bool flush_work(struct work_struct *work)
{
	struct worker *worker;
	unsigned int bit;

	may_sleep();
	if (WARN_ON(!work->func))
		return false;
	meet_pending(work, 0);
	if (work->wq && !work->delayed) {
		bit = begin_flush();
		worker = worker_before(work);
		if (worker)
			flush_worker(worker, work->wq->ordered ? bit : 0);
		flush_pending(work, bit);
		end_flush(bit);
		return true;
	}
	worker = worker_of(work);
	if (worker)
		wait_for(worker);
	return worker != NULL;
}

/* flush_delayed_work (kernel/workqueue.c): its time is over. */
bool flush_delayed_work(struct delayed_work *dwork)
{
	struct work_struct *work = &dwork->work;
	struct workqueue_struct *wq = work->wq;

	meet_pending(work, 0);
	if (wq && work->delayed) {
		take_off(work);
		insert_work(wq, work, false);
	}
	return flush_work(work);
}

/* cancel_work (kernel/workqueue.c): true where it was pending. */
bool cancel_work(struct work_struct *work)
{
	bool was;

	meet_pending(work, 0);
	was = work->wq != NULL;
	if (was)
		take_off(work);
	return was;
}

/* disable_work_sync (kernel/workqueue.c) */
bool disable_work_sync(struct work_struct *work)
{
	bool was;
	struct worker *worker;

	may_sleep();
	if (WARN_ON(!work->func))
		return false;
	was = cancel_work(work);
	work->disabled++;
	worker = worker_of(work);
	if (worker)
		wait_for(worker);
	return was;
}

/* enable_work (kernel/workqueue.c) */
bool enable_work(struct work_struct *work)
{
	return !--work->disabled;
}

/* cancel_work_sync (kernel/workqueue.c): a work that queues itself is not queued meanwhile. */
bool cancel_work_sync(struct work_struct *work)
{
	bool was = disable_work_sync(work);

	if (work->func)
		enable_work(work);
	return was;
}

/* __flush_workqueue (kernel/workqueue.c): not for what waits for its time, or is queued later. */
void flush_workqueue(struct workqueue_struct *wq)
{
	struct work_struct *work;
	struct worker *worker;
	unsigned int bit;

	may_sleep();
	if (!first_within(wq) && !worker_within(wq))
		return;
	bit = begin_flush();
	for (work = queued; work; work = work->next)
		if (work->wq == wq && !work->delayed)
			flush_pending(work, bit);
	for (worker = workers; worker; worker = worker->next)
		if (worker->wq == wq)
			flush_worker(worker, bit);
	end_flush(bit);
}

/* drain_workqueue (kernel/workqueue.c): until its works queue no more. */
void drain_workqueue(struct workqueue_struct *wq)
{
	wq->draining = true;
	do
		flush_workqueue(wq);
	while (first_within(wq) || worker_within(wq));
	wq->draining = false;
}

/* alloc_workqueue (kernel/workqueue.c) */
struct workqueue_struct *__alloc_workqueue(bool ordered, const char *name)
{
	struct workqueue_struct *wq;

	may_sleep();
	if (__machine_choose("alloc_workqueue", 2))
		return NULL;
	wq = __machine_alloc(sizeof(*wq), 1);
	if (!wq)
		return NULL;
	wq->ordered = ordered;
	__machine_pin(wq);
	return wq;
}

/* destroy_workqueue (kernel/workqueue.c) */
void destroy_workqueue(struct workqueue_struct *wq)
{
	drain_workqueue(wq);
	__machine_unpin(wq);
	__machine_free(wq);
}

/* workqueue_worker.c */
static void left_outlives(int module);

static void report_gone(int module, const struct module *owner, const void *runs, bool is_thread)
{
	if (owner && __kernel_is_module(module, owner->name))
		__kernel_report_at(runs, "use-after-free", is_thread ? "thread-of-module" : "work-of-module", owner->name);
}

/* A module's code is gone: works that pend, or run, would run it. */
void works_outlive(int module)
{
	struct work_struct *work;
	struct worker *worker;

	for (work = queued; work; work = work->next)
		report_gone(module, work->owner, what_runs(work), work->func == run_thread);
	for (worker = workers; worker; worker = worker->next)
		report_gone(module, worker->owner, worker->runs, worker->func == run_thread);
	callbacks_outlive(module);
	left_outlives(module);
}
