/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/workqueue.h>
#include "core.h"

/*
 * Work queues (kernel/workqueue.c). Where one thing follows another there are no workers: what is queued is run once a task
 * comes to the end of what it does, or has to wait, and by that task itself where it waits for that work. Where orders are
 * explored workqueue_worker.c has some.
 */

/* A task that runs a work, among its locals: the work may be freed by its function. */
struct worker {
	struct worker *next;
	const struct work_struct *work;
	work_func_t func;
	/* What the driver has it run: of a timer, its own function. */
	const void *runs;
	const struct workqueue_struct *wq;
	const struct module *owner;
	/* Those who wait for it. */
	unsigned int flushed;
	/* Held by that task. */
	int word;
};

/* A task that waits until all that is flushed by its bit is done, among its locals. */
struct waiter {
	struct waiter *next;
	unsigned int bit;
	int waits;
};

#define WORK "work or timer"
static struct work_struct *queued;
static struct worker *workers;
static struct waiter *waiters;

/* There are tasks that are workers: workqueue_worker.c. */
static bool have_workers;
/* Whoever waits, or is done, leaves what is queued to tasks that are begun for that: kernel/in-turn-works.ts. */
static bool are_apart;
static void tell_workers(void);
/* timer.c */
static const void *what_runs(const struct work_struct *work);
static const char *name_of_thread(const struct work_struct *work);
/* kthread.c */
static void run_thread(struct work_struct *work);
static struct task_struct *this_thread(void);

static struct workqueue_struct systems[6];
struct workqueue_struct *system_wq = &systems[0], *system_highpri_wq = &systems[1], *system_long_wq = &systems[2];
struct workqueue_struct *system_unbound_wq = &systems[3], *system_freezable_wq = &systems[4];
struct workqueue_struct *system_power_efficient_wq = &systems[5];

/* Whether a work pends: who queues it, takes it off to run it, or cancels it, finds what another left. */
#define meet_pending(work, write) __machine_meet(work, (unsigned long)(work), write)

static void unlink_work(struct work_struct *work)
{
	struct work_struct **each = &queued;

	meet_pending(work, 1);
	while (*each != work)
		each = &(*each)->next;
	*each = work->next;
	work->wq = NULL;
	work->next = NULL;
	work->flushed = 0;
	tell_workers();
}

static bool is_flushed(unsigned int bit)
{
	const struct work_struct *work = queued;
	const struct worker *worker = workers;

	while (work && !(work->flushed & bit))
		work = work->next;
	while (worker && !(worker->flushed & bit))
		worker = worker->next;
	return work || worker;
}

/* Some that were flushed are no more; tasks of the bits in `also` have more to do themselves. */
static void tell_waiters(unsigned int also)
{
	struct waiter **each = &waiters;

	while (*each) {
		if (((*each)->bit & also) || !is_flushed((*each)->bit)) {
			(*each)->waits = 0;
			*each = (*each)->next;
		} else {
			each = &(*each)->next;
		}
	}
}

static void take_off(struct work_struct *work)
{
	unlink_work(work);
	tell_waiters(0);
}

/* __init_work (kernel/workqueue.c), with CONFIG_DEBUG_OBJECTS_WORK. */
void __init_work(struct work_struct *work, work_func_t func, const struct module *owner)
{
	struct work_struct *each = queued;

	while (each && each != work)
		each = each->next;
	/* work_fixup_init */
	if (WARN(each != NULL, "ODEBUG: init active object type: work_struct"))
		take_off(work);
	work->wq = NULL;
	work->next = NULL;
	work->func = func;
	work->owner = owner;
	work->disabled = 0;
	work->delayed = false;
	work->again = false;
	work->flushed = 0;
}

/* find_worker_executing_work (kernel/workqueue.c) */
static struct worker *worker_of(const struct work_struct *work)
{
	struct worker *worker = workers;

	while (worker && (worker->work != work || worker->func != work->func))
		worker = worker->next;
	return worker;
}

static struct worker *worker_within(const struct workqueue_struct *wq)
{
	struct worker *worker = workers;

	while (worker && worker->wq != wq)
		worker = worker->next;
	return worker;
}

/* Who has to come to an end before a pending work can begin: no work is run twice at once. */
static struct worker *worker_before(const struct work_struct *work)
{
	return work->wq->ordered ? worker_within(work->wq) : worker_of(work);
}

/* process_one_work (kernel/workqueue.c) */
static void run_work(struct work_struct *work)
{
	struct worker worker = { .work = work, .func = work->func, .wq = work->wq, .owner = work->owner };
	struct worker **each = &workers;

	worker.runs = what_runs(work);
	__machine_serve(name_of_thread(work) ? "thread" : NULL, name_of_thread(work));
	worker.flushed = work->flushed;
	unlink_work(work);
	worker.next = workers;
	workers = &worker;
	__machine_lock(&worker.word, WORK);
	__machine_aside(1);
	worker.func(work);
	__machine_aside(0);
	__machine_unlock(&worker.word, WORK);
	while (*each != &worker)
		each = &(*each)->next;
	*each = worker.next;
	tell_waiters(have_workers ? 0 : worker.flushed);
	tell_workers();
}

/* The first that may begin; unless `again`, not what has queued itself. */
static struct work_struct *next_work(bool again)
{
	struct work_struct *work = queued;

	while (work && ((work->again && !again) || worker_before(work)))
		work = work->next;
	return work;
}

/* worker_thread (kernel/workqueue.c): all that may begin, unless workers will. */
void run_works(void)
{
	struct work_struct *work;

	for (work = queued; work; work = work->next)
		if (work->again)
			work->again = false;
	tell_workers();
	while (!have_workers && !are_apart && (work = next_work(false)))
		run_work(work);
}

/* What is queued goes on while a task waits for something else, but not one thread because of another. */
void run_works_before(const int *word)
{
	if (!have_workers && queued && !this_thread() && __machine_is_locked(word)) {
		run_works();
		__machine_yield();
	}
}

/* is_chained_work (kernel/workqueue.c): the task runs a work of that queue. */
static bool is_chained(const struct workqueue_struct *wq)
{
	struct worker *worker = workers;

	while (worker && !(worker->wq == wq && __machine_holds(&worker->word)))
		worker = worker->next;
	return worker != NULL;
}

static void put_on_queue(struct workqueue_struct *wq, struct work_struct *work, bool delayed, bool again)
{
	struct work_struct **last = &queued;

	/* Works of a queue that is not ordered begin in any order: for workers those that pend are a set. */
	while (*last && (!have_workers || wq->ordered || (*last)->wq->ordered || *last < work))
		last = &(*last)->next;
	work->next = *last;
	work->wq = wq;
	work->delayed = delayed;
	work->again = again;
	*last = work;
	tell_workers();
}

/* __queue_work (kernel/workqueue.c) */
static bool insert_work(struct workqueue_struct *wq, struct work_struct *work, bool delayed)
{
	meet_pending(work, 1);
	if (work->wq || work->disabled)
		return false;
	/* debug_work_activate, with CONFIG_DEBUG_OBJECTS_WORK; and without, its empty list would be none. */
	if (WARN(!work->func, "ODEBUG: activate not available object type: work_struct"))
		return false;
	if (wq->draining && !is_chained(wq)) {
		WARN(1, "workqueue: cannot queue %ps on wq", work->func);
		return false;
	}
	put_on_queue(wq, work, delayed, worker_of(work) != NULL);
	return true;
}

/* queue_work (include/linux/workqueue.h) */
bool queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	return insert_work(wq, work, false);
}

/* queue_delayed_work (include/linux/workqueue.h): time is over as soon as a task comes to run what is queued. */
bool queue_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)
{
	return insert_work(wq, &dwork->work, delay != 0);
}

/* mod_delayed_work (include/linux/workqueue.h) */
bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)
{
	bool was = cancel_work(&dwork->work);

	insert_work(wq, &dwork->work, delay != 0);
	return was;
}

/* work_pending (include/linux/workqueue.h) */
bool work_pending(struct work_struct *work)
{
	meet_pending(work, 0);
	return work->wq != NULL;
}

/* work_busy (kernel/workqueue.c) */
unsigned int work_busy(struct work_struct *work)
{
	meet_pending(work, 0);
	return (work->wq ? WORK_BUSY_PENDING : 0) | (worker_of(work) ? WORK_BUSY_RUNNING : 0);
}
