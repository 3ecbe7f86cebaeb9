import type { Row } from './row.ts';

/** Counts with a lock, and waits for a variable or a bit. */
export const waits: readonly Row[] = [
  {
    of: 'lib/lockref.c, include/linux/lockref.h',
    functions: [
      'lockref_get',
      'lockref_put_return',
      'lockref_get_not_zero',
      'lockref_put_not_zero',
      'lockref_put_or_lock',
      'lockref_mark_dead',
      'lockref_get_not_dead',
    ],
    before: `#include <linux/lockref.h>
static struct lockref l; static void say(int r) { pr_info("%d %d", r, l.count); }`,
    body: `spin_lock_init(&l.lock); l.count = 1; lockref_get(&l); say(0); say(lockref_put_return(&l)); say(lockref_get_not_zero(&l)); say(lockref_put_not_zero(&l)); say(lockref_put_not_zero(&l)); say(lockref_put_or_lock(&l)); pr_info("%d", spin_is_locked(&l.lock)); say(lockref_put_return(&l)); spin_unlock(&l.lock); lockref_get(&l); say(lockref_put_or_lock(&l));
l.count = 0; say(lockref_get_not_zero(&l)); say(lockref_get_not_dead(&l)); say(lockref_put_return(&l)); say(lockref_put_return(&l)); spin_lock(&l.lock); lockref_mark_dead(&l); spin_unlock(&l.lock); say(lockref_get_not_dead(&l)); say(lockref_get_not_zero(&l)); say(lockref_put_not_zero(&l)); say(lockref_put_return(&l)); pr_info("%d", __lockref_is_dead(&l));`,
    says: [
      '0 2',
      '1 1',
      '1 2',
      '1 1',
      '0 1',
      '0 1',
      '1',
      '-1 1',
      '1 1',
      '0 0',
      '1 1',
      '0 0',
      '-1 0',
      '0 -128',
      '0 -128',
      '0 -128',
      '-1 -128',
      '1',
    ],
  },
  {
    of: 'kernel/sched/wait_bit.c, include/linux/wait_bit.h',
    functions: [
      'wait_on_bit',
      'wait_on_bit_timeout',
      'wait_on_bit_lock',
      'wait_var_event',
      'wait_var_event_timeout',
      'wait_var_event_killable',
      'wake_up_var',
      'wake_up_bit',
      'clear_and_wake_up_bit',
      'test_and_clear_wake_up_bit',
      'atomic_dec_and_wake_up',
      'store_release_wake_up',
      'wait_event_killable',
    ],
    before: `#include <linux/wait_bit.h>
#include <linux/workqueue.h>
static unsigned long bits; static int value; static atomic_t count = ATOMIC_INIT(2); static DECLARE_WAIT_QUEUE_HEAD(queue);
static void give(struct work_struct *work) { store_release_wake_up(&value, 1); clear_and_wake_up_bit(3, &bits); pr_info("%d", atomic_dec_and_wake_up(&count)); } static DECLARE_WORK(work, give);`,
    body: `pr_info("%d", wait_on_bit(&bits, 3, TASK_UNINTERRUPTIBLE)); pr_info("%d", wait_on_bit_lock(&bits, 3, TASK_KILLABLE)); pr_info("%lx", bits); pr_info("%d", wait_on_bit_timeout(&bits, 3, TASK_UNINTERRUPTIBLE, 1)); pr_info("%ld", wait_var_event_timeout(&value, value, 1)); pr_info("%d", atomic_dec_and_wake_up(&count)); wake_up_var(&value); wake_up_bit(&bits, 3); schedule_work(&work);
wait_var_event(&value, smp_load_acquire(&value)); pr_info("%d", wait_on_bit(&bits, 3, TASK_UNINTERRUPTIBLE)); wait_var_event(&count, !atomic_read(&count)); flush_work(&work); pr_info("%d", value); pr_info("%d", test_and_clear_wake_up_bit(3, &bits)); set_bit(3, &bits); pr_info("%d", test_and_clear_wake_up_bit(3, &bits)); pr_info("%d", wait_var_event_killable(&value, value)); pr_info("%d", wait_event_killable(queue, value)); pr_info("%ld", (long)wait_var_event_timeout(&value, value, 7));`,
    says: ['0', '0', '8', '-11', '0', '0', '1', '0', '1', '0', '1', '0', '0', '7'],
  },
];
