/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_KTHREAD_H
#define LINUX_KTHREAD_H

#include <linux/err.h>
#include <linux/module.h>
#include <linux/numa.h>
#include <linux/sched.h>
#include <linux/workqueue.h>

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

struct kthread_work;
typedef void (*kthread_work_func_t)(struct kthread_work *work);
#define KTW_FREEZABLE 1u

struct kthread_worker {
	unsigned int flags;
	struct task_struct *task;
	/* What it is to the rest of the library (kthread_worker.c). */
	struct task_struct thread;
	struct workqueue_struct queue;
};

struct kthread_work {
	struct work_struct work;
	kthread_work_func_t func;
	struct kthread_worker *worker;
};

struct kthread_delayed_work {
	struct kthread_work work;
};

#define KTHREAD_WORK_INIT(of, fn) { .work = __WORK_INITIALIZER(of, __run_kthread_work), .func = (fn) }
#define KTHREAD_DELAYED_WORK_INIT(of, fn) { .work = KTHREAD_WORK_INIT(of, fn) }
#define DEFINE_KTHREAD_WORK(of, fn) struct kthread_work of = KTHREAD_WORK_INIT(of, fn)
#define DEFINE_KTHREAD_DELAYED_WORK(of, fn) struct kthread_delayed_work of = KTHREAD_DELAYED_WORK_INIT(of, fn)
#define kthread_init_work(of, fn) do {					\
	struct kthread_work *__of = (of);				\
	__init_work(&__of->work, __run_kthread_work, THIS_MODULE);	\
	__of->func = (fn);						\
	__of->worker = NULL;						\
} while (0)
#define kthread_init_delayed_work(of, fn) kthread_init_work(&(of)->work, fn)

void __run_kthread_work(struct work_struct *work);
struct kthread_worker *__kthread_create_worker(unsigned int flags, char *name);
#define kthread_create_worker(flags, ...) __kthread_create_worker(flags, __kernel_format(__VA_ARGS__))
#define kthread_create_worker_on_cpu(cpu, flags, ...) kthread_create_worker(flags, __VA_ARGS__)
bool kthread_queue_work(struct kthread_worker *worker, struct kthread_work *work);
bool kthread_queue_delayed_work(struct kthread_worker *worker, struct kthread_delayed_work *dwork, unsigned long delay);
bool kthread_mod_delayed_work(struct kthread_worker *worker, struct kthread_delayed_work *dwork, unsigned long delay);
void kthread_flush_work(struct kthread_work *work);
void kthread_flush_worker(struct kthread_worker *worker);
bool kthread_cancel_work_sync(struct kthread_work *work);
bool kthread_cancel_delayed_work_sync(struct kthread_delayed_work *dwork);
void kthread_destroy_worker(struct kthread_worker *worker);

#endif
