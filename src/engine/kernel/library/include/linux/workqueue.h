/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_WORKQUEUE_H
#define LINUX_WORKQUEUE_H

#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/types.h>

struct work_struct;
typedef void (*work_func_t)(struct work_struct *work);

struct work_struct {
	/* Where it pends; NULL while it does not. */
	struct workqueue_struct *wq;
	/* The one that was queued after it. */
	struct work_struct *next;
	work_func_t func;
	/* Whose code func is. */
	const struct module *owner;
	/* Tasks that are cancelling it: it cannot be queued. */
	int disabled;
	/* It waits for its time. */
	bool delayed;
	/* It was queued while it ran. */
	bool again;
	/* Those who wait for it, a bit each. */
	unsigned int flushed;
};

/* Its fields are workqueue.c's. */
struct workqueue_struct {
	/* One work at a time, in the order in which they were queued. */
	bool ordered;
	/* Only its own works may still queue. */
	bool draining;
	/* Of the thread whose works they are; else NULL. */
	const char *name;
};

struct delayed_work {
	struct work_struct work;
};

#define __WORK_INITIALIZER(name, function) { .func = (function), .owner = THIS_MODULE }
#define DECLARE_WORK(name, function) struct work_struct name = __WORK_INITIALIZER(name, function)
#define DECLARE_DELAYED_WORK(name, function) \
	struct delayed_work name = { .work = __WORK_INITIALIZER(name, function) }
#define DECLARE_DEFERRABLE_WORK(name, function) DECLARE_DELAYED_WORK(name, function)
#define from_work(var, callback_work, work_fieldname) container_of(callback_work, typeof(*var), work_fieldname)
#define INIT_WORK(of, function) __init_work(of, function, THIS_MODULE)
#define INIT_WORK_ONSTACK(of, function) INIT_WORK(of, function)
#define INIT_DELAYED_WORK(of, function) INIT_WORK(&(of)->work, function)
#define INIT_DELAYED_WORK_ONSTACK(of, function) INIT_DELAYED_WORK(of, function)
#define INIT_DEFERRABLE_WORK(of, function) INIT_DELAYED_WORK(of, function)
#define destroy_work_on_stack(of) do { } while (0)
#define destroy_delayed_work_on_stack(of) do { } while (0)

void __init_work(struct work_struct *work, work_func_t func, const struct module *owner);

static inline struct delayed_work *to_delayed_work(struct work_struct *work)
{
	return container_of(work, struct delayed_work, work);
}

enum {
	WQ_UNBOUND = 1 << 1,
	WQ_FREEZABLE = 1 << 2,
	WQ_MEM_RECLAIM = 1 << 3,
	WQ_HIGHPRI = 1 << 4,
	WQ_CPU_INTENSIVE = 1 << 5,
	WQ_SYSFS = 1 << 6,
	WQ_POWER_EFFICIENT = 1 << 7,
	WQ_PERCPU = 1 << 8,
};

extern struct workqueue_struct *system_wq, *system_highpri_wq, *system_long_wq, *system_unbound_wq;
extern struct workqueue_struct *system_freezable_wq, *system_power_efficient_wq;
#define system_percpu_wq system_wq
#define system_dfl_wq system_unbound_wq

/* Names are for people, and how many works run at once is for time: only that an ordered queue runs one counts here. */
struct workqueue_struct *__alloc_workqueue(bool ordered, const char *name);
#define alloc_workqueue(name, flags, max_active, args...) __alloc_workqueue(false, name)
#define alloc_ordered_workqueue(name, flags, args...) __alloc_workqueue(true, name)
#define create_workqueue(name) __alloc_workqueue(false, name)
#define create_freezable_workqueue(name) __alloc_workqueue(false, name)
#define create_singlethread_workqueue(name) __alloc_workqueue(true, name)
void destroy_workqueue(struct workqueue_struct *wq);

bool queue_work(struct workqueue_struct *wq, struct work_struct *work);
#define queue_work_on(cpu, wq, work) queue_work(wq, work)
#define schedule_work(work) queue_work(system_wq, work)
#define schedule_work_on(cpu, work) schedule_work(work)
bool flush_work(struct work_struct *work);
bool cancel_work(struct work_struct *work);
bool cancel_work_sync(struct work_struct *work);
bool disable_work_sync(struct work_struct *work);
bool enable_work(struct work_struct *work);
bool work_pending(struct work_struct *work);
unsigned int work_busy(struct work_struct *work);
#define WORK_BUSY_PENDING 1
#define WORK_BUSY_RUNNING 2
void flush_workqueue(struct workqueue_struct *wq);
void drain_workqueue(struct workqueue_struct *wq);
#define flush_scheduled_work() flush_workqueue(system_wq)

bool queue_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay);
bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay);
#define queue_delayed_work_on(cpu, wq, dwork, delay) queue_delayed_work(wq, dwork, delay)
#define mod_delayed_work_on(cpu, wq, dwork, delay) mod_delayed_work(wq, dwork, delay)
#define schedule_delayed_work(dwork, delay) queue_delayed_work(system_wq, dwork, delay)
bool flush_delayed_work(struct delayed_work *dwork);
#define cancel_delayed_work(dwork) cancel_work(&(dwork)->work)
#define cancel_delayed_work_sync(dwork) cancel_work_sync(&(dwork)->work)
#define disable_delayed_work_sync(dwork) disable_work_sync(&(dwork)->work)
#define enable_delayed_work(dwork) enable_work(&(dwork)->work)
#define delayed_work_pending(dwork) work_pending(&(dwork)->work)

#endif
