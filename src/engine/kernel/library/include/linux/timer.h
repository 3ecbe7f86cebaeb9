/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_TIMER_H
#define LINUX_TIMER_H

#include <linux/jiffies.h>
#include <linux/workqueue.h>

struct timer_list {
	/* It is queued as a work is. */
	struct work_struct work;
	unsigned long expires;
	void (*function)(struct timer_list *timer);
};

#define TIMER_DEFERRABLE 0x00080000
#define TIMER_PINNED 0x00100000
#define TIMER_IRQSAFE 0x00200000

#define DEFINE_TIMER(name, callback) \
	struct timer_list name = { .work = __WORK_INITIALIZER(name, __run_timer), .function = (callback) }
#define timer_setup(timer, callback, flags) __timer_setup(timer, callback, THIS_MODULE)
#define timer_setup_on_stack(timer, callback, flags) timer_setup(timer, callback, flags)
#define destroy_timer_on_stack(timer) do { } while (0)
#define timer_destroy_on_stack(timer) do { } while (0)
#define timer_container_of(var, callback_timer, field) container_of(callback_timer, typeof(*(var)), field)
#define from_timer(var, callback_timer, field) timer_container_of(var, callback_timer, field)

void __run_timer(struct work_struct *work);
void __timer_setup(struct timer_list *timer, void (*function)(struct timer_list *), const struct module *owner);
int mod_timer(struct timer_list *timer, unsigned long expires);
void add_timer(struct timer_list *timer);
int timer_pending(const struct timer_list *timer);
int timer_delete(struct timer_list *timer);
int timer_delete_sync(struct timer_list *timer);
int timer_shutdown(struct timer_list *timer);
int timer_shutdown_sync(struct timer_list *timer);

#define del_timer(timer) timer_delete(timer)
#define del_timer_sync(timer) timer_delete_sync(timer)

#endif
