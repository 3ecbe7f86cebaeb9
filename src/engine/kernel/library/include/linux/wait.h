/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_WAIT_H
#define LINUX_WAIT_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/types.h>

typedef struct wait_queue_head {
	struct list_head head;
} wait_queue_head_t;

/* A task that waits, among its locals. */
struct wait_queue_entry {
	struct list_head entry;
	/* 1 from when it says that it waits to when it is woken. */
	int waits;
	/* wake_up_interruptible wakes it. */
	bool interruptible;
	/* What a signal is called that wakes it; NULL where none does. */
	const char *signal;
	/* What is waited for, in a queue of all who wait for a variable, or a bit (wait_bit.h). */
	const void *what;
	int bit;
};

#define __WAIT_QUEUE_HEAD_INITIALIZER(name) { .head = LIST_HEAD_INIT((name).head) }
#define DECLARE_WAIT_QUEUE_HEAD(name) wait_queue_head_t name = __WAIT_QUEUE_HEAD_INITIALIZER(name)
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name) DECLARE_WAIT_QUEUE_HEAD(name)

void init_waitqueue_head(wait_queue_head_t *queue);
int waitqueue_active(wait_queue_head_t *queue);
void wake_up(wait_queue_head_t *queue);
void wake_up_interruptible(wait_queue_head_t *queue);
void __wait_begin(wait_queue_head_t *queue, struct wait_queue_entry *wait);
int __wait_for_wake_up(wait_queue_head_t *queue, struct wait_queue_entry *wait);
long __wait_for_time(struct wait_queue_entry *wait, long timeout);
bool __wait_interrupted(const char *what);
void __wait_end(wait_queue_head_t *queue, struct wait_queue_entry *wait);

/* No waiter is exclusive here: each wakes all. */
#define wake_up_all(queue) wake_up(queue)
#define wake_up_interruptible_all(queue) wake_up_interruptible(queue)
#define wq_has_sleeper(queue) waitqueue_active(queue)

/* ___wait_event (include/linux/wait.h): a wake-up between a look at the condition and the sleep is not lost. */
#define __wait_event(queue, condition, is_interruptible, call) \
	__wait_event_of(queue, condition, is_interruptible, call, .bit = 0)
#define __wait_event_of(queue, condition, is_interruptible, call, ...) ({		\
	struct wait_queue_entry __wait = { .interruptible = (is_interruptible), .signal = (call), __VA_ARGS__ };	\
	int __error = 0;						\
	for (;;) {							\
		__wait_begin(&(queue), &__wait);			\
		if (condition)						\
			break;						\
		__error = __wait_for_wake_up(&(queue), &__wait);	\
		if (__error)						\
			break;						\
	}								\
	__wait_end(&(queue), &__wait);					\
	__error;							\
})
#define wait_event(queue, condition) do {				\
	__machine_might_sleep("wait_event");				\
	if (!(condition))						\
		__wait_event(queue, condition, false, NULL);			\
} while (0)
#define wait_event_idle(queue, condition) wait_event(queue, condition)
#define wait_event_interruptible(queue, condition) ({			\
	__machine_might_sleep("wait_event_interruptible");		\
	(condition) ? 0 : __wait_event(queue, condition, true, "wait_event_interruptible");	\
})
#define wait_event_killable(queue, condition) ({			\
	__machine_might_sleep("wait_event_killable");			\
	(condition) ? 0 : __wait_event(queue, condition, false, "wait_event_killable");	\
})
/*
 * A timeout may be over at any time after the first look: who schedules decides. Nobody has to wake the task. Or a signal
 * has come, where one may, and it is not so.
 */
#define __wait_event_timeout(queue, condition, timeout, call, signal) \
	__wait_event_timeout_of(queue, condition, timeout, call, signal, .bit = 0)
#define __wait_event_timeout_of(queue, condition, timeout, call, signal, ...) ({	\
	long __left = (timeout);					\
	__machine_might_sleep(call);					\
	if (condition) {						\
		if (!__left)						\
			__left = 1;					\
	} else if (__left) {						\
		struct wait_queue_entry __wait = { __VA_ARGS__ };	\
		__wait_begin(&(queue), &__wait);			\
		if (!(condition)) {					\
			__left = __wait_for_time(&__wait, __left);	\
			__left = (condition) ? 1 : (signal) && __wait_interrupted(call) ? -ERESTARTSYS : 0;	\
		}							\
		__wait_end(&(queue), &__wait);				\
	}								\
	__left;								\
})
#define wait_event_timeout(queue, condition, timeout) \
	__wait_event_timeout(queue, condition, timeout, "wait_event_timeout", false)
#define wait_event_idle_timeout(queue, condition, timeout) wait_event_timeout(queue, condition, timeout)
#define wait_event_killable_timeout(queue, condition, timeout) \
	__wait_event_timeout(queue, condition, timeout, "wait_event_killable_timeout", true)
#define wait_event_interruptible_timeout(queue, condition, timeout) \
	__wait_event_timeout(queue, condition, timeout, "wait_event_interruptible_timeout", true)

#endif
