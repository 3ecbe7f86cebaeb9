/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_COMPLETION_H
#define LINUX_COMPLETION_H

struct completion {
	unsigned int done;
	/* 1 while a waiter has to wait. */
	int waits;
};

static inline void init_completion(struct completion *x)
{
	x->done = 0;
	x->waits = 1;
}

void complete(struct completion *x);
void complete_all(struct completion *x);
void wait_for_completion(struct completion *x);

#endif
