/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_COMPLETION_H
#define LINUX_COMPLETION_H

#include <linux/types.h>

struct completion {
	unsigned int done;
	/* 1 while a waiter has to wait. */
	int waits;
};

#define COMPLETION_INITIALIZER(work) { .done = 0, .waits = 1 }
#define DECLARE_COMPLETION(work) struct completion work = COMPLETION_INITIALIZER(work)
#define DECLARE_COMPLETION_ONSTACK(work) DECLARE_COMPLETION(work)

static inline void init_completion(struct completion *x)
{
	x->done = 0;
	x->waits = 1;
}

/* reinit_completion (include/linux/completion.h) */
static inline void reinit_completion(struct completion *x)
{
	init_completion(x);
}

void complete(struct completion *x);
void complete_all(struct completion *x);
void wait_for_completion(struct completion *x);
int wait_for_completion_interruptible(struct completion *x);
int wait_for_completion_killable(struct completion *x);
long wait_for_completion_killable_timeout(struct completion *x, unsigned long timeout);
unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout);
long wait_for_completion_interruptible_timeout(struct completion *x, unsigned long timeout);
bool try_wait_for_completion(struct completion *x);
bool completion_done(struct completion *x);

#endif
