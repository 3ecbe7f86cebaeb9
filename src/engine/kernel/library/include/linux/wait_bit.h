/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_WAIT_BIT_H
#define LINUX_WAIT_BIT_H

#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/wait.h>

/* Who waits for a variable, or a bit: woken by its address, in a queue of all (kernel/sched/wait_bit.c). */
extern wait_queue_head_t __bit_wait_queue;
#define NO_BIT (-1)

void __wake_up_waiting_for(const void *what, int bit);

static inline void wake_up_var(void *var)
{
	__wake_up_waiting_for(var, NO_BIT);
}

static inline void wake_up_bit(void *word, int bit)
{
	__wake_up_waiting_for(word, bit);
}

static inline void clear_and_wake_up_bit(int bit, void *word)
{
	clear_bit_unlock(bit, word);
	wake_up_bit(word, bit);
}

static inline bool test_and_clear_wake_up_bit(int bit, unsigned long *word)
{
	if (!test_and_clear_bit(bit, word))
		return false;
	wake_up_bit(word, bit);
	return true;
}

static inline bool atomic_dec_and_wake_up(atomic_t *var)
{
	if (!atomic_dec_and_test(var))
		return false;
	wake_up_var(var);
	return true;
}

#define store_release_wake_up(var, val) do {	\
	smp_store_release(var, val);		\
	wake_up_var(var);			\
} while (0)

#define __wait_for_what(key, number, condition, call, interruptible, signal) ({						\
	__machine_might_sleep(call);										\
	(condition) ? 0 : __wait_event_of(__bit_wait_queue, condition, interruptible, signal, .what = (key), .bit = (number));	\
})
#define wait_var_event(var, condition) do {						\
	__wait_for_what(var, NO_BIT, condition, "wait_var_event", false, NULL);		\
} while (0)
#define wait_var_event_killable(var, condition) \
	__wait_for_what(var, NO_BIT, condition, "wait_var_event_killable", false, "wait_var_event_killable")
#define wait_var_event_interruptible(var, condition) \
	__wait_for_what(var, NO_BIT, condition, "wait_var_event_interruptible", true, "wait_var_event_interruptible")
#define wait_var_event_timeout(var, condition, timeout) \
	__wait_event_timeout_of(__bit_wait_queue, condition, timeout, "wait_var_event_timeout", false, .what = (var), .bit = NO_BIT)

/* A signal ends it with -EINTR, where the mode lets one. */
static inline int wait_on_bit(unsigned long *word, int number, unsigned int mode)
{
	if (mode == TASK_UNINTERRUPTIBLE)
		return __wait_for_what(word, number, !test_bit(number, word), "wait_on_bit", false, NULL);
	return __wait_for_what(word, number, !test_bit(number, word), "wait_on_bit", true, "wait_on_bit") ? -EINTR : 0;
}

/* -EAGAIN where the time is over first. */
static inline int wait_on_bit_timeout(unsigned long *word, int number, unsigned int mode, unsigned long timeout)
{
	long left = __wait_event_timeout_of(__bit_wait_queue, !test_bit(number, word), timeout, "wait_on_bit_timeout",
					    mode != TASK_UNINTERRUPTIBLE, .what = word, .bit = number);

	return left > 0 ? 0 : left ? -EINTR : -EAGAIN;
}

/* The bit is the caller's then. */
static inline int wait_on_bit_lock(unsigned long *word, int number, unsigned int mode)
{
	int error = 0;

	while (!error && test_and_set_bit(number, word))
		error = wait_on_bit(word, number, mode);
	return error;
}

#endif
