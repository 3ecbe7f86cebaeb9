/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/workqueue.h>
#include "core.h"

/*
 * How threads of the kernel sleep (kthread.c): each waits for a word of its own, or of what it waits for, that who wakes it
 * makes 0, or its time, by a work.
 */

static struct workqueue_struct naps;
/* Those that sleep for a time or until something is completed. */
static struct task_struct *nappers;

/* process_timeout (kernel/time/sleep_timeout.c) */
static void end_time(struct work_struct *work)
{
	struct task_struct *k = container_of(work, struct task_struct, timer);

	if (k->timed) {
		k->is_over = true;
		*k->timed = 0;
	}
}

/* __set_current_state (include/linux/sched.h): a wake-up between that and the sleep is not lost. */
void __set_task_state(unsigned int state)
{
	struct task_struct *k = this_thread();

	if (!k)
		return;
	k->waits = state != TASK_RUNNING;
	k->is_set = k->waits;
}

/* Until *word is 0, which the time makes it, unless it is without end: what is left of it. */
static long sleep_on(struct task_struct *k, int *word, long timeout)
{
	bool is_timed = timeout != MAX_SCHEDULE_TIMEOUT;

	k->looks = 0;
	k->is_over = false;
	if (is_timed) {
		k->timed = word;
		put_on_queue(&naps, &k->timer, true, k->has_slept && !k->should_stop && !k->should_park);
		k->has_slept = true;
	}
	__machine_await(word);
	if (is_timed) {
		k->timed = NULL;
		cancel_work(&k->timer);
	}
	return k->is_over ? 0 : timeout;
}

/* A thread sleeps, until its time is over, or what it sleeps on has come; without end, or it is woken. False for another task. */
static bool nap_for(const void *on, long timeout)
{
	struct task_struct *k = this_thread(), **each = &nappers;
	int *before;

	if (!k)
		return false;
	before = k->sleeps;
	k->naps = 1;
	k->naps_on = on;
	k->next = nappers;
	nappers = k;
	if (timeout == MAX_SCHEDULE_TIMEOUT)
		k->sleeps = &k->naps;
	sleep_on(k, &k->naps, timeout);
	k->sleeps = before;
	while (*each != k)
		each = &(*each)->next;
	*each = k->next;
	return true;
}

bool nap(const void *on)
{
	return nap_for(on, 1);
}

bool nap_until(const void *on)
{
	return nap_for(on, MAX_SCHEDULE_TIMEOUT);
}

/* What they sleep on has come. */
void end_naps(const void *on)
{
	struct task_struct *k;

	for (k = nappers; k; k = k->next)
		if (k->naps_on == on)
			k->naps = 0;
}

/* schedule_timeout (kernel/time/sleep_timeout.c), schedule (kernel/sched/core.c) of a thread; below 0 for another task. */
long thread_schedules(long timeout)
{
	struct task_struct *k = this_thread();

	if (!k)
		return -1;
	if (!k->is_set) {
		/* One that has not said that it sleeps would only turn round. */
		nap(NULL);
		return 0;
	}
	k->is_set = false;
	return sleep_on(k, &k->waits, timeout);
}

/* A thread says that it sleeps until *word is 0, which who wakes it makes it from then on; NULL: it does no more. */
void thread_will_wait(int *word)
{
	struct task_struct *k = this_thread();

	if (k)
		k->sleeps = word;
}

/* It does, or its time is over; below 0 for another task. */
long thread_waits(int *word, long timeout)
{
	struct task_struct *k = this_thread();

	return k ? sleep_on(k, word, timeout) : -1;
}

/* Where threads are let go on as often as they sleep, a clock would make each time another. */
bool time_stands(void)
{
	return run_again && this_thread();
}

/* Signals come to users alone; but who stops a thread sets TIF_NOTIFY_SIGNAL, and its sleeps end as by one. */
bool takes_signals(void)
{
	return !__machine_within(WORK);
}

/* signal_pending (include/linux/sched/signal.h) of who executes; what it is that one may come to, for users. */
bool is_signalled(const char *what)
{
	struct task_struct *k = this_thread();

	return k ? k->should_stop : takes_signals() && __machine_choose(what, 2);
}
