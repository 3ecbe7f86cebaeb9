/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/timer.h>

/* Timers (kernel/time/timer.c): their time is over as soon as a task comes to run what is queued (workqueue.c). */

static struct workqueue_struct timers;

/* call_timer_fn (kernel/time/timer.c): in an interrupt, where nothing may sleep. */
void __run_timer(struct work_struct *work)
{
	struct timer_list *timer = container_of(work, struct timer_list, work);

	__machine_enter("timer");
	timer->function(timer);
	__machine_leave("timer");
}

/* The function of the driver's that a work or timer is for. */
static const void *what_runs(const struct work_struct *work)
{
	if (work->func == run_thread)
		return container_of(work, struct task_struct, work)->threadfn;
	if (work->func == __run_kthread_work)
		return container_of(work, struct kthread_work, work)->func;
	return work->func == __run_timer ? container_of(work, struct timer_list, work)->function : (const void *)work->func;
}

/* What the thread is called that a work is, or that does it; NULL for one that is none. */
static const char *name_of_thread(const struct work_struct *work)
{
	if (work->func == run_thread)
		return container_of(work, struct task_struct, work)->comm;
	return work->wq ? work->wq->name : NULL;
}

/*
 * debug_check_no_obj_freed (lib/debugobjects.c), with CONFIG_DEBUG_OBJECTS_FREE: a work or timer pends in what is freed. It
 * is taken off its queue (work_fixup_free).
 */
void check_no_work_in(const void *p)
{
	struct work_struct *work = queued;
	const void *function;

	/* One object has one window of addresses. */
	while (work && (((unsigned long)work ^ (unsigned long)p) >> 32))
		work = work->next;
	if (!work)
		return;
	function = what_runs(work);
	__kernel_report_at(function, "use-after-free", "work-freed", __kernel_format("%ps", function));
	take_off(work);
}

/* timer_init_key (kernel/time/timer.c) */
void __timer_setup(struct timer_list *timer, void (*function)(struct timer_list *), const struct module *owner)
{
	__init_work(&timer->work, __run_timer, owner);
	timer->function = function;
}

/* debug_assert_init (kernel/time/timer.c), with CONFIG_DEBUG_OBJECTS_TIMERS. */
static bool never_set_up(const struct timer_list *timer)
{
	return WARN(!timer->work.func, "ODEBUG: assert_init not available object type: timer_list");
}

/* mod_timer (kernel/time/timer.c): 1 where it was pending; not of one that was shut down. */
int mod_timer(struct timer_list *timer, unsigned long expires)
{
	bool was = cancel_work(&timer->work);

	if (timer->work.disabled || never_set_up(timer))
		return 0;
	timer->expires = expires;
	insert_work(&timers, &timer->work, true);
	return was;
}

/* add_timer (kernel/time/timer.c) */
void add_timer(struct timer_list *timer)
{
	if (!WARN_ON(timer_pending(timer)) && !never_set_up(timer))
		insert_work(&timers, &timer->work, true);
}

/* timer_pending (include/linux/timer.h) */
int timer_pending(const struct timer_list *timer)
{
	return timer->work.wq != NULL;
}

/* timer_delete (kernel/time/timer.c): it may be at work. */
int timer_delete(struct timer_list *timer)
{
	return cancel_work(&timer->work);
}

/* timer_delete_sync (kernel/time/timer.c): until it neither pends nor is at work, whoever starts it anew. */
int timer_delete_sync(struct timer_list *timer)
{
	bool was = timer_delete(timer);
	struct worker *worker;

	while ((worker = worker_of(&timer->work))) {
		wait_for(worker);
		was |= timer_delete(timer);
	}
	return was;
}

/* timer_shutdown (kernel/time/timer.c): it cannot be started any more. */
int timer_shutdown(struct timer_list *timer)
{
	timer->work.disabled = 1;
	return timer_delete(timer);
}

/* timer_shutdown_sync (kernel/time/timer.c) */
int timer_shutdown_sync(struct timer_list *timer)
{
	timer->work.disabled = 1;
	return timer_delete_sync(timer);
}
