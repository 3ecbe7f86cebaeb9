/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/workqueue.h>
#include "core.h"

/*
 * Workers that are tasks of their own (worker_thread, kernel/workqueue.c): what is queued may be run at once, or still
 * pend when whoever queued it has long gone on. The second takes a work only while the first is at one.
 */

enum { WORKERS = 2 };
static bool at_work[WORKERS];
/* 0 once there is a work for that worker. */
int nothing_for[WORKERS] = { 1, 1 };

void begin_workers(void)
{
	have_workers = true;
}

static void tell_workers(void)
{
	bool is_none;

	if (!have_workers)
		return;
	is_none = !next_work();
	nothing_for[0] = is_none || at_work[0];
	nothing_for[1] = is_none || at_work[1] || !at_work[0];
}

/* Waits for a work, and runs it. */
void worker_run(int number)
{
	struct work_struct *work;

	__machine_await(&nothing_for[number]);
	work = next_work();
	if (!work)
		return;
	at_work[number] = true;
	run_work(work);
	at_work[number] = false;
	tell_workers();
}
