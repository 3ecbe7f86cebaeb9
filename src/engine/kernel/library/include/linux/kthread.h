/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_KTHREAD_H
#define LINUX_KTHREAD_H

#include <linux/err.h>
#include <linux/module.h>
#include <linux/numa.h>
#include <linux/sched.h>

struct task_struct *__kthread_create(int (*threadfn)(void *data), void *data, const struct module *owner, char *name);
#define kthread_create_on_node(threadfn, data, node, ...) \
	__kthread_create(threadfn, data, THIS_MODULE, __kernel_format(__VA_ARGS__))
#define kthread_create(threadfn, data, ...) kthread_create_on_node(threadfn, data, NUMA_NO_NODE, __VA_ARGS__)
#define kthread_create_on_cpu(threadfn, data, cpu, name) kthread_create(threadfn, data, name, cpu)
#define __kthread_begin(create) ({					\
	struct task_struct *__k = (create);				\
	if (!IS_ERR(__k))						\
		wake_up_process(__k);					\
	__k;								\
})
#define kthread_run(threadfn, data, ...) __kthread_begin(kthread_create(threadfn, data, __VA_ARGS__))
#define kthread_run_on_cpu(threadfn, data, cpu, name) \
	__kthread_begin(kthread_create_on_cpu(threadfn, data, cpu, name))
#define kthread_bind(k, cpu) ((void)(k))

int kthread_stop(struct task_struct *k);
int kthread_stop_put(struct task_struct *k);
bool kthread_should_stop(void);
bool kthread_should_park(void);
void kthread_parkme(void);
int kthread_park(struct task_struct *k);
void kthread_unpark(struct task_struct *k);
void *kthread_data(struct task_struct *k);

#endif
