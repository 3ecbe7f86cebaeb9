import type { Row } from './row.ts';

const before = `#include <linux/kthread.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/freezer.h>
#include <linux/sched/task.h>
#include <linux/wait.h>
static int five = 5, have, count; static DECLARE_COMPLETION(begun); static DECLARE_WAIT_QUEUE_HEAD(queue);
static int sleeps(void *data) { pr_info("begins %s %d", get_current()->comm, *(int *)data); complete(&begun);
for (;;) { set_current_state(TASK_INTERRUPTIBLE); if (kthread_should_stop()) break; schedule(); } __set_current_state(TASK_RUNNING); pr_info("ends %d", signal_pending(current)); return 7; }
static int parks(void *data) { complete(&begun); for (;;) { set_current_state(TASK_INTERRUPTIBLE); if (kthread_should_stop()) break; if (kthread_should_park()) { __set_current_state(TASK_RUNNING); pr_info("parks"); kthread_parkme(); complete(&begun); continue; } schedule(); } __set_current_state(TASK_RUNNING); return 3; }
static int returns(void *data) { complete(&begun); return 4; }
static int waits(void *data) { while (!kthread_should_stop()) { if (!wait_event_interruptible(queue, have || kthread_should_stop()) && have) { pr_info("has %d", have); have = 0; complete(&begun); } } return 8; }
static int polls(void *data) { set_freezable(); while (!kthread_freezable_should_stop(NULL)) { if (++count == 3) complete(&begun); msleep(1); schedule_timeout_interruptible(1); } return count >= 3; }`;

/** Threads of the kernel. */
export const threads: readonly Row[] = [
  {
    of: 'kernel/kthread.c',
    functions: [
      'kthread_create',
      'wake_up_process',
      'kthread_should_stop',
      'kthread_stop',
      'kthread_data',
      'schedule',
      'get_current',
    ],
    before,
    body: `struct task_struct *k = kthread_create(sleeps, &five, "row/%d", 3), *never = kthread_create(sleeps, &five, "never"); int woken;
if (IS_ERR(k) || IS_ERR(never)) return -ENOMEM; woken = wake_up_process(k); wait_for_completion(&begun); pr_info("%d %d", woken, *(int *)kthread_data(k)); pr_info("%d", kthread_stop(k)); pr_info("%d", kthread_stop(never));`,
    says: ['begins row/3 5', '1 5', 'ends 1', '7', '-4'],
  },
  {
    of: 'kernel/kthread.c',
    functions: ['kthread_run', 'kthread_park', 'kthread_unpark', 'kthread_parkme', 'kthread_should_park'],
    before,
    body: `struct task_struct *k = kthread_run(parks, NULL, "row"); if (IS_ERR(k)) return PTR_ERR(k); wait_for_completion(&begun); pr_info("%d", kthread_park(k)); kthread_unpark(k); wait_for_completion(&begun); pr_info("goes on");
pr_info("%d", kthread_park(k)); pr_info("%d", kthread_stop(k));`,
    says: ['parks', '0', 'goes on', 'parks', '0', '3'],
  },
  {
    of: 'kernel/kthread.c',
    functions: ['get_task_struct', 'kthread_stop_put'],
    before,
    body: `struct task_struct *k = kthread_create(returns, NULL, "row"); if (IS_ERR(k)) return PTR_ERR(k); get_task_struct(k); wake_up_process(k); wait_for_completion(&begun); pr_info("%d", kthread_stop_put(k));`,
    says: ['4'],
  },
  {
    of: 'kernel/sched/wait.c',
    functions: ['kthread_run', 'wait_event_interruptible', 'wake_up', 'wake_up_process', 'kthread_stop'],
    before,
    body: `struct task_struct *k = kthread_run(waits, NULL, "row"); if (IS_ERR(k)) return PTR_ERR(k); have = 1; wake_up(&queue); wait_for_completion(&begun); have = 2; wake_up_process(k); wait_for_completion(&begun); pr_info("%d", kthread_stop(k));`,
    says: ['has 1', 'has 2', '8'],
  },
  {
    of: 'kernel/time/sleep_timeout.c',
    functions: ['msleep', 'schedule_timeout_interruptible', 'set_freezable', 'kthread_freezable_should_stop'],
    before,
    body: `struct task_struct *k = kthread_run(polls, NULL, "row"); if (IS_ERR(k)) return PTR_ERR(k); wait_for_completion(&begun); pr_info("%d", kthread_stop(k));`,
    says: ['1'],
  },
];
