/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_SCHED_TASK_H
#define LINUX_SCHED_TASK_H

#include <linux/sched.h>

struct task_struct *get_task_struct(struct task_struct *k);
void put_task_struct(struct task_struct *k);

#endif
