/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_FREEZER_H
#define LINUX_FREEZER_H

#include <linux/kthread.h>
#include <linux/wait.h>

/* Nothing is frozen here: a device that is asked to sleep is asked alone. */
static inline bool try_to_freeze(void)
{
	__machine_might_sleep("try_to_freeze");
	return false;
}

static inline bool set_freezable(void)
{
	return try_to_freeze();
}

static inline bool kthread_freezable_should_stop(bool *was_frozen)
{
	bool frozen = try_to_freeze();

	if (was_frozen)
		*was_frozen = frozen;
	return kthread_should_stop();
}

#define wait_event_freezable(queue, condition) wait_event_interruptible(queue, condition)
#define wait_event_freezable_timeout(queue, condition, timeout) \
	wait_event_interruptible_timeout(queue, condition, timeout)

#endif
