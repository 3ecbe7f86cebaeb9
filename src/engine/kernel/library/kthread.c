/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/workqueue.h>
#include "core.h"

/*
 * Threads of the kernel (kernel/kthread.c). One is run as a work of its own, by a worker that has time for nothing else as
 * long as the thread lives: so it may begin at any time once it is woken, and go on from one thing that users do to the
 * next. One that sleeps for a time is let go on by a work as well, as by a timer: the first time, whenever that one is
 * run; and from then on once for each thing that a user does, as a work that queues itself, unless somebody waits for it.
 */

#define THREAD "kernel thread"
enum { MOST_LOOKS = 8 };
static struct workqueue_struct threads;

static struct task_struct this_task = { .comm = "user" };

/* Who executes: NULL for a task that is no thread. */
static struct task_struct *this_thread(void)
{
	int *word = __machine_held(THREAD);

	return word ? container_of(word, struct task_struct, word) : NULL;
}

/* get_current (arch/x86/include/asm/current.h) */
struct task_struct *get_current(void)
{
	struct task_struct *k = this_thread();

	return k ? k : &this_task;
}

/* get_task_struct (include/linux/sched/task.h) */
struct task_struct *get_task_struct(struct task_struct *k)
{
	if (k != &this_task)
		k->usage++;
	return k;
}

/* put_task_struct (include/linux/sched/task.h) */
void put_task_struct(struct task_struct *k)
{
	if (k != &this_task && !--k->usage)
		__machine_free(k);
}

/* do_exit (kernel/exit.c): whoever has no reference has nothing of it any more. */
static void end_thread(struct task_struct *k, int result)
{
	k->result = result;
	k->running = false;
	k->exits = 0;
	k->parks = 0;
	put_task_struct(k);
}

/* kthread (kernel/kthread.c): one that is stopped before it has begun never calls its function. */
static void run_thread(struct work_struct *work)
{
	struct task_struct *k = container_of(work, struct task_struct, work);
	int result = -EINTR;

	__machine_lock(&k->word, THREAD);
	if (!k->should_stop) {
		kthread_parkme();
		result = k->threadfn(k->data);
	}
	__machine_unlock(&k->word, THREAD);
	end_thread(k, result);
}

/* kthread_sleep.c */
static void end_time(struct work_struct *work);

/* __kthread_create_on_node (kernel/kthread.c) */
struct task_struct *__kthread_create(int (*threadfn)(void *data), void *data, const struct module *owner, char *name)
{
	struct task_struct *k = NULL;

	may_sleep();
	if (!__machine_choose("kthread_create", 2))
		k = __machine_alloc(sizeof(*k), 1);
	if (k) {
		__init_work(&k->work, run_thread, owner);
		__init_work(&k->timer, end_time, NULL);
		k->threadfn = threadfn;
		k->data = data;
		k->pid = 100;
		k->usage = 1;
		k->running = true;
		k->exits = 1;
		if (name)
			strscpy(k->comm, name, sizeof(k->comm));
	}
	kfree(name);
	return k ? k : ERR_PTR(-ENOMEM);
}

/* wake_up_process (kernel/sched/core.c): 1 where it slept. */
int wake_up_process(struct task_struct *k)
{
	int slept = k->waits || k->sleeps;

	if (!k->threadfn)
		return 0;
	if (!k->is_woken) {
		k->is_woken = true;
		insert_work(&threads, &k->work, false);
		return 1;
	}
	k->waits = 0;
	if (k->sleeps)
		*k->sleeps = 0;
	return slept;
}

/* Somebody waits for it: its time is over whenever it may be. */
static void hurry(struct task_struct *k)
{
	k->timer.again = false;
	tell_workers();
}

/* kthread_stop (kernel/kthread.c): what its function returned. */
int kthread_stop(struct task_struct *k)
{
	int result;

	may_sleep();
	/* One that has ended is no more, unless somebody has a reference. */
	k->usage++;
	if (!__machine_is_live(k))
		return -EINTR;
	if (__machine_holds(&k->word)) {
		__machine_report("lock-misuse", "waits-for-itself", THREAD);
		__machine_die();
	}
	k->should_stop = true;
	kthread_unpark(k);
	hurry(k);
	if (k->is_woken)
		wake_up_process(k);
	else
		end_thread(k, -EINTR);
	run_works_before(&k->exits);
	__machine_await(&k->exits);
	/* It is completed once (complete_vfork_done, kernel/fork.c): who stops it again waits for ever. */
	k->exits = 1;
	result = k->result;
	put_task_struct(k);
	return result;
}

/* kthread_stop_put (kernel/kthread.c) */
int kthread_stop_put(struct task_struct *k)
{
	int result = kthread_stop(k);

	put_task_struct(k);
	return result;
}

/* to_kthread (kernel/kthread.c) of who executes: works are those of threads, too, and other tasks have none. */
static struct task_struct *own_thread(void)
{
	struct task_struct *k = this_thread();

	return k || !__machine_within(WORK) ? k : &this_task;
}

/* kthread_should_stop (kernel/kthread.c): who looks again and again, and never sleeps, lets others run now and then. */
bool kthread_should_stop(void)
{
	struct task_struct *k = own_thread();

	if (!k->should_stop && k != &this_task && ++k->looks > MOST_LOOKS)
		nap(NULL);
	return k->should_stop;
}

/* kthread_should_park (kernel/kthread.c) */
bool kthread_should_park(void)
{
	return own_thread()->should_park;
}

/* kthread_parkme (kernel/kthread.c): until it is to go on. */
void kthread_parkme(void)
{
	struct task_struct *k = this_thread();

	if (!k->should_park)
		return;
	k->parked = 1;
	k->parks = 0;
	__machine_await(&k->parked);
}

/* kthread_park (kernel/kthread.c): once it has come to that. */
int kthread_park(struct task_struct *k)
{
	if (WARN_ON(!k->running))
		return -ENOSYS;
	if (WARN_ON(k->should_park))
		return -EBUSY;
	k->should_park = true;
	if (__machine_holds(&k->word))
		return 0;
	k->parks = 1;
	hurry(k);
	wake_up_process(k);
	run_works_before(&k->parks);
	__machine_await(&k->parks);
	return WARN_ON(!k->running) ? -ENOSYS : 0;
}

/* kthread_unpark (kernel/kthread.c) */
void kthread_unpark(struct task_struct *k)
{
	k->should_park = false;
	k->parked = 0;
}

/* kthread_data (kernel/kthread.c) */
void *kthread_data(struct task_struct *k)
{
	return k->data;
}
