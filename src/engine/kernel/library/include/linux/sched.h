/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_SCHED_H
#define LINUX_SCHED_H

#include <linux/types.h>
#include <linux/workqueue.h>

#define TASK_COMM_LEN 16

/* Of users there is one for all; of what a thread is, kthread.c has the meaning. */
struct task_struct {
	int pid;
	char comm[TASK_COMM_LEN];
	int usage;
	int (*threadfn)(void *data);
	void *data;
	int result;
	bool is_woken, running, should_stop, should_park;
	/* It has said that it sleeps, has slept for a time, and that was over. */
	bool is_set, has_slept, is_over;
	/* What runs it, and what lets it go on when its time is over. */
	struct work_struct work, timer;
	/* How often it has looked whether it is to stop since it slept. */
	int looks;
	/* Held by who runs it. */
	int word;
	/* 1 until it has ended, for the one who stops it; until it has parked, where somebody waits for that; and while it has. */
	int exits, parks, parked;
	/* 1 from when it says that it sleeps to when it is woken; and while it sleeps for a time, or on something. */
	int waits, naps;
	const void *naps_on;
	/* What makes it go on, once it is 0: who wakes it makes it so, and the time. */
	int *sleeps, *timed;
	/* Of those that nap. */
	struct task_struct *next;
};

#define TASK_RUNNING 0x0
#define TASK_INTERRUPTIBLE 0x1
#define TASK_UNINTERRUPTIBLE 0x2
#define TASK_KILLABLE 0x102
#define TASK_IDLE 0x402
#define MAX_SCHEDULE_TIMEOUT LONG_MAX

struct task_struct *get_current(void);
#define current get_current()
void __set_task_state(unsigned int state);
#define __set_current_state(state) __set_task_state(state)
#define set_current_state(state) __set_task_state(state)
int wake_up_process(struct task_struct *k);

/* Who goes before whom makes no difference where any may: kernel/sched/syscalls.c, core.c. */
static inline void __prioritise(const struct task_struct *k)
{
	(void)k->pid;
}
#define sched_set_fifo(k) __prioritise(k)
#define sched_set_fifo_low(k) __prioritise(k)
#define sched_set_normal(k, nice) ((void)(nice), __prioritise(k))
#define set_user_nice(k, nice) ((void)(nice), __prioritise(k))

bool fatal_signal_pending(struct task_struct *task);
bool signal_pending(struct task_struct *task);
void schedule(void);
long schedule_timeout(long timeout);
long schedule_timeout_killable(long timeout);
long schedule_timeout_interruptible(long timeout);
long schedule_timeout_uninterruptible(long timeout);
#define schedule_timeout_idle(timeout) schedule_timeout_uninterruptible(timeout)

#endif
