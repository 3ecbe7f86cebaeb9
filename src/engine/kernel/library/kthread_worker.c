/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/workqueue.h>
#include "core.h"

/*
 * Threads that do works of a driver's one after another (kernel/kthread.c): as an ordered work queue does, whose worker is
 * called as the thread is.
 */

/* kthread_worker_fn (kernel/kthread.c): what it does with a work. */
void __run_kthread_work(struct work_struct *work)
{
	struct kthread_work *of = container_of(work, struct kthread_work, work);

	of->func(of);
}

/* kthread_create_worker (kernel/kthread.c); takes the name. */
struct kthread_worker *__kthread_create_worker(unsigned int flags, char *name)
{
	struct kthread_worker *worker = NULL;

	__machine_might_sleep("kthread_create_worker");
	if (!__machine_choose("kthread_create_worker", 2))
		worker = __machine_alloc(sizeof(*worker), 1);
	if (worker) {
		worker->flags = flags;
		worker->task = &worker->thread;
		worker->thread.pid = 100;
		worker->thread.usage = 1;
		worker->thread.running = true;
		if (name)
			strscpy(worker->thread.comm, name, sizeof(worker->thread.comm));
		worker->queue.ordered = true;
		worker->queue.name = worker->thread.comm;
		__machine_pin(worker);
	}
	__machine_free(name);
	return worker ? worker : ERR_PTR(-ENOMEM);
}

/* kthread_insert_work (kernel/kthread.c); a work is of one worker until it is initialised anew. */
static bool give_work(struct kthread_worker *worker, struct kthread_work *work, bool delayed)
{
	if (!insert_work(&worker->queue, &work->work, delayed))
		return false;
	WARN_ON_ONCE(work->worker && work->worker != worker);
	work->worker = worker;
	return true;
}

/* kthread_queue_work (kernel/kthread.c) */
bool kthread_queue_work(struct kthread_worker *worker, struct kthread_work *work)
{
	return give_work(worker, work, false);
}

/* kthread_queue_delayed_work (kernel/kthread.c) */
bool kthread_queue_delayed_work(struct kthread_worker *worker, struct kthread_delayed_work *dwork, unsigned long delay)
{
	return give_work(worker, &dwork->work, delay != 0);
}

/* kthread_mod_delayed_work (kernel/kthread.c): whoever cancels it at the same time has his way, and none more is queued. */
bool kthread_mod_delayed_work(struct kthread_worker *worker, struct kthread_delayed_work *dwork, unsigned long delay)
{
	bool was;

	meet_pending(&dwork->work.work, 1);
	if (dwork->work.work.disabled)
		return true;
	was = cancel_work(&dwork->work.work);
	give_work(worker, &dwork->work, delay != 0);
	return was;
}

/* kthread_flush_work (kernel/kthread.c): nothing to be done for one that was never queued. */
void kthread_flush_work(struct kthread_work *work)
{
	may_sleep();
	if (work->worker)
		flush_work(&work->work);
}

/* kthread_flush_worker (kernel/kthread.c) */
void kthread_flush_worker(struct kthread_worker *worker)
{
	may_sleep();
	flush_workqueue(&worker->queue);
}

/* kthread_cancel_work_sync (kernel/kthread.c) */
bool kthread_cancel_work_sync(struct kthread_work *work)
{
	may_sleep();
	return work->worker && cancel_work_sync(&work->work);
}

/* kthread_cancel_delayed_work_sync (kernel/kthread.c) */
bool kthread_cancel_delayed_work_sync(struct kthread_delayed_work *dwork)
{
	may_sleep();
	return kthread_cancel_work_sync(&dwork->work);
}

/* The first work that pends on a queue, whether its time has come or not. */
static struct work_struct *any_within(const struct workqueue_struct *wq, bool delayed)
{
	struct work_struct *work = queued;

	while (work && (work->wq != wq || work->delayed != delayed))
		work = work->next;
	return work;
}

/* kthread_destroy_worker (kernel/kthread.c): what is queued while it waits is never done. */
void kthread_destroy_worker(struct kthread_worker *worker)
{
	struct worker *at_it;
	struct work_struct *work;

	may_sleep();
	/* Read after it was freed. */
	if (worker->queue.ordered && !__machine_is_live(worker))
		return;
	if (WARN_ON(!worker->task))
		return;
	flush_workqueue(&worker->queue);
	/* kthread_stop */
	at_it = worker_within(&worker->queue);
	if (at_it)
		wait_for(at_it);
	if (any_within(&worker->queue, true))
		WARN_OF("works-left", "wait for their time");
	if (any_within(&worker->queue, false))
		WARN_OF("works-left", "pend");
	while ((work = any_within(&worker->queue, true)) || (work = any_within(&worker->queue, false)))
		take_off(work);
	__machine_unpin(worker);
	kfree(worker);
}
