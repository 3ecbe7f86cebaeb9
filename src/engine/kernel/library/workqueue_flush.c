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

/* The first that has pended on a queue since it was flushed: not what a work has queued meanwhile, itself perhaps. */
static struct work_struct *first_flushed(const struct workqueue_struct *wq)
{
	struct work_struct *work = queued;

	while (work && (work->wq != wq || !work->flushed))
		work = work->next;
	return work;
}

/* Runs what pends on a queue up to a work, that one included, or waits where others do. */
static void run_up_to(struct workqueue_struct *wq, struct work_struct *last)
{
	struct work_struct *work;
	struct worker *worker;

	while (is_flushed(last)) {
		work = wq->ordered ? first_within(wq) : last;
		worker = worker_before(work);
		if (worker)
			wait_for(worker);
		else
			run_work(work);
		if (!worker && work == last)
			return;
	}
	for (worker = workers; worker && worker->work != last; worker = worker->next)
		;
	if (worker)
		wait_for(worker);
}

/* flush_work (kernel/workqueue.c) */
bool flush_work(struct work_struct *work)
{
	struct worker *worker;

	may_sleep();
	if (WARN_ON(!work->func))
		return false;
	meet_pending(work, 0);
	if (work->wq) {
		work->delayed = false;
		work->flushed = true;
		run_up_to(work->wq, work);
		return true;
	}
	worker = worker_of(work);
	if (worker)
		wait_for(worker);
	return worker != NULL;
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

	may_sleep();
	for (work = queued; work; work = work->next)
		if (work->wq == wq && !work->delayed)
			work->flushed = true;
	while ((work = first_flushed(wq)))
		run_up_to(wq, work);
	while ((worker = worker_within(wq)))
		wait_for(worker);
}

/* drain_workqueue (kernel/workqueue.c): until its works queue no more. */
void drain_workqueue(struct workqueue_struct *wq)
{
	wq->draining = true;
	do
		flush_workqueue(wq);
	while (first_within(wq));
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

static void report_gone(int module, const struct module *owner, const void *runs)
{
	if (owner && __kernel_is_module(module, owner->name))
		__kernel_report_at(runs, "use-after-free", "work-of-module", owner->name);
}

/* A module's code is gone: works that pend, or run, would run it. */
void works_outlive(int module)
{
	struct work_struct *work;
	struct worker *worker;

	for (work = queued; work; work = work->next)
		report_gone(module, work->owner, what_runs(work));
	for (worker = workers; worker; worker = worker->next)
		report_gone(module, worker->owner, worker->runs);
	callbacks_outlive(module);
	left_outlives(module);
}
