/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_SCHED_H
#define LINUX_SCHED_H

#include <linux/types.h>

struct task_struct {
	int pid;
};

/* Nobody sends signals here. */
extern struct task_struct *current;
bool fatal_signal_pending(struct task_struct *task);
bool signal_pending(struct task_struct *task);
void schedule(void);
long schedule_timeout(long timeout);
long schedule_timeout_killable(long timeout);
long schedule_timeout_interruptible(long timeout);
long schedule_timeout_uninterruptible(long timeout);

#endif
