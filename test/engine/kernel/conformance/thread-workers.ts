import type { Row } from './row.ts';

const before = `#include <linux/kthread.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/sched.h>
static DECLARE_COMPLETION(begun); static DECLARE_COMPLETION(go); static int count; static struct kthread_worker *w;
static void holds(struct kthread_work *k) { pr_info("holds"); complete(&begun); wait_for_completion(&go); pr_info("held"); } static void counts(struct kthread_work *k) { count++; pr_info("counts %d", count); }
static void again(struct kthread_work *k) { if (++count < 3) kthread_queue_work(w, k); }
static DEFINE_KTHREAD_WORK(first, holds); static DEFINE_KTHREAD_WORK(second, counts); static struct kthread_work third; static DEFINE_KTHREAD_DELAYED_WORK(late, counts); static struct kthread_delayed_work later; static struct kthread_worker *v;
static void puts(struct kthread_work *k) { bool was; complete(&begun); wait_for_completion(&go); was = kthread_mod_delayed_work(w, &later, HZ); pr_info("puts %d", was); } static void cancels(struct kthread_work *k) { bool was = kthread_cancel_delayed_work_sync(&later); pr_info("cancels %d", was); }`;

/** Threads that do works one after another. */
export const threadWorkers: readonly Row[] = [
  {
    of: 'kernel/kthread.c',
    functions: [
      'kthread_create_worker',
      'kthread_init_work',
      'kthread_queue_work',
      'kthread_flush_work',
      'kthread_flush_worker',
      'kthread_cancel_work_sync',
      'kthread_destroy_worker',
      'sched_set_fifo',
      'sched_set_fifo_low',
      'sched_set_normal',
      'set_user_nice',
    ],
    before,
    body: `bool a, b; w = kthread_create_worker(0, "row/%d", 1); if (IS_ERR(w)) return PTR_ERR(w); pr_info("%s %d", w->task->comm, w->flags); sched_set_fifo(w->task); sched_set_fifo_low(w->task); sched_set_normal(w->task, 5); set_user_nice(w->task, 0); kthread_init_work(&third, counts); kthread_flush_work(&third); a = kthread_cancel_work_sync(&third); pr_info("%d", a);
a = kthread_queue_work(w, &first); pr_info("%d", a); wait_for_completion(&begun); a = kthread_queue_work(w, &second); b = kthread_queue_work(w, &second); pr_info("%d %d", a, b); a = kthread_queue_work(w, &third); pr_info("%d", a); a = kthread_cancel_work_sync(&second); b = kthread_cancel_work_sync(&second); pr_info("%d %d", a, b);
a = kthread_queue_work(w, &second); pr_info("%d", a); complete(&go); kthread_flush_work(&second); pr_info("%d", count); kthread_flush_work(&second); kthread_flush_worker(w); a = kthread_queue_work(w, &third); kthread_flush_worker(w); pr_info("%d %d", a, count); a = kthread_queue_work(w, &second); kthread_destroy_worker(w); pr_info("%d %d", a, count);`,
    says: [
      'row/1 0',
      '0',
      '1',
      'holds',
      '1 0',
      '1',
      '1 0',
      '1',
      'held',
      'counts 1',
      'counts 2',
      '2',
      'counts 3',
      '1 3',
      'counts 4',
      '1 4',
    ],
  },
  {
    of: 'kernel/kthread.c',
    functions: [
      'kthread_create_worker',
      'kthread_init_delayed_work',
      'kthread_queue_delayed_work',
      'kthread_mod_delayed_work',
      'kthread_cancel_delayed_work_sync',
      'kthread_flush_work',
      'kthread_destroy_worker',
      'kthread_init_work',
    ],
    before,
    body: `bool a, b; w = kthread_create_worker(0, "row"); if (IS_ERR(w)) return PTR_ERR(w); kthread_init_delayed_work(&later, counts); a = kthread_cancel_delayed_work_sync(&later); pr_info("%d", a); a = kthread_queue_delayed_work(w, &late, 100 * HZ); b = kthread_queue_delayed_work(w, &late, 0); pr_info("%d %d", a, b);
a = kthread_mod_delayed_work(w, &late, 200 * HZ); pr_info("%d", a); a = kthread_cancel_delayed_work_sync(&late); pr_info("%d", a); a = kthread_mod_delayed_work(w, &late, 0); kthread_flush_work(&late.work); pr_info("%d %d", a, count); a = kthread_queue_delayed_work(w, &later, 0); kthread_flush_work(&later.work); pr_info("%d %d", a, count);
kthread_init_delayed_work(&later, puts); kthread_init_work(&third, cancels); v = kthread_create_worker(0, "other"); if (IS_ERR(v)) return PTR_ERR(v); kthread_queue_delayed_work(w, &later, 0); wait_for_completion(&begun); kthread_queue_work(v, &third); msleep(50); complete(&go); kthread_flush_worker(v); kthread_destroy_worker(v);
count = 0; kthread_init_work(&third, again); a = kthread_queue_work(w, &third); while (count < 3) { kthread_flush_work(&third); } pr_info("%d %d", a, count); kthread_flush_worker(w); kthread_destroy_worker(w);`,
    says: ['0', '1 0', '1', '1', 'counts 1', '0 1', 'counts 2', '1 2', 'puts 1', 'cancels 0', '1 3'],
  },
];
