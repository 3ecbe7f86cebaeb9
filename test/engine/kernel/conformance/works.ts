import type { Row } from './row.ts';

const says =
  'static void says(struct work_struct *w) { pr_info("work %d", container_of(w, struct item, work)->n); }';
const before = `#include <linux/workqueue.h>
struct item { int n; struct work_struct work; }; ${says}
static struct item a = { .n = 1, .work = __WORK_INITIALIZER(a.work, says) }, b = { .n = 2, .work = __WORK_INITIALIZER(b.work, says) };
static bool again; static void repeats(struct work_struct *w) { pr_info("repeats %u", work_busy(w)); if (again) { again = false; pr_info("%d", schedule_delayed_work(to_delayed_work(w), 1)); } } static DECLARE_DELAYED_WORK(d, repeats);`;

const notHeld = 'when a worker comes is for it to choose';

/** Work queues and timers. */
export const works: readonly Row[] = [
  {
    of: 'kernel/workqueue.c',
    functions: [
      'queue_work',
      'schedule_work',
      'flush_work',
      'cancel_work',
      'cancel_work_sync',
      'work_pending',
    ],
    notHeld,
    before,
    body: `static struct item c = { .n = 3 }; static DECLARE_WORK(unused, says); INIT_WORK(&c.work, says); pr_info("%d %d %d", schedule_work(&a.work), queue_work(system_unbound_wq, &a.work), work_pending(&a.work)); schedule_work(&b.work);
pr_info("%d %d %d", flush_work(&b.work), flush_work(&b.work), cancel_work_sync(&b.work)); pr_info("%d %d %d", cancel_work(&a.work), cancel_work(&a.work), flush_work(&unused)); schedule_work(&b.work); schedule_work(&a.work); pr_info("%d", cancel_work_sync(&b.work)); schedule_work(&c.work); pr_info("end");`,
    says: ['1 0 1', 'work 2', '1 0 0', '1 0 0', '1', 'end', 'work 1', 'work 3'],
  },
  {
    of: 'kernel/workqueue.c',
    functions: [
      'alloc_ordered_workqueue',
      'alloc_workqueue',
      'flush_workqueue',
      'drain_workqueue',
      'destroy_workqueue',
    ],
    notHeld,
    before,
    body: `struct workqueue_struct *p = alloc_ordered_workqueue("%s", WQ_MEM_RECLAIM, "p"), *q = alloc_workqueue("q", WQ_UNBOUND, 0), *r = create_singlethread_workqueue("r"); queue_work(p, &a.work); queue_work(p, &b.work); flush_work(&b.work); queue_work(q, &a.work); queue_work(r, &b.work);
flush_workqueue(r); pr_info("%d", work_pending(&a.work)); drain_workqueue(q); queue_work(q, &a.work); destroy_workqueue(q); destroy_workqueue(p); destroy_workqueue(r); schedule_work(&a.work); flush_scheduled_work(); pr_info("end");`,
    says: ['work 1', 'work 2', 'work 2', '1', 'work 1', 'work 1', 'work 1', 'end'],
  },
  {
    of: 'kernel/workqueue.c',
    functions: ['queue_delayed_work', 'mod_delayed_work', 'disable_work_sync', 'enable_work', 'work_busy'],
    notHeld,
    before,
    body: `pr_info("%d %d %d", queue_delayed_work(system_wq, &d, 5), mod_delayed_work(system_wq, &d, 1), delayed_work_pending(&d)); flush_scheduled_work(); pr_info("%u %d", work_busy(&d.work), flush_delayed_work(&d));
pr_info("%d %d", disable_work_sync(&d.work), schedule_delayed_work(&d, 0)); pr_info("%d", enable_work(&d.work)); again = true; pr_info("%d %d", mod_delayed_work(system_wq, &d, 0), flush_delayed_work(&d)); pr_info("%d %d", cancel_delayed_work_sync(&d), cancel_delayed_work(&d));`,
    says: ['1 1 1', 'repeats 2', '1 1', '0 0', '1', 'repeats 2', '1', '0 1', '1 0'],
  },
  {
    of: 'kernel/workqueue.c',
    functions: ['queue_work', 'flush_workqueue', 'drain_workqueue', 'destroy_workqueue', 'cancel_work_sync'],
    before,
    body: `struct workqueue_struct *p = alloc_ordered_workqueue("%s", WQ_MEM_RECLAIM, "p"); bool x, y; if (!p) return -ENOMEM; queue_work(p, &a.work); queue_work(p, &b.work); flush_workqueue(p); x = cancel_work_sync(&a.work); y = work_pending(&b.work); pr_info("%d %d", x, y);
queue_work(p, &b.work); drain_workqueue(p); queue_work(p, &a.work); destroy_workqueue(p); pr_info("end");`,
    says: ['work 1', 'work 2', '0 0', 'work 2', 'work 1', 'end'],
  },
  {
    of: 'kernel/workqueue.c',
    functions: ['queue_delayed_work', 'mod_delayed_work', 'cancel_delayed_work_sync', 'flush_delayed_work'],
    before,
    body: `bool r[8]; r[0] = queue_delayed_work(system_wq, &d, 100 * HZ); r[1] = queue_delayed_work(system_wq, &d, 1); r[2] = mod_delayed_work(system_wq, &d, 200 * HZ); r[3] = delayed_work_pending(&d); r[4] = cancel_delayed_work(&d); r[5] = cancel_delayed_work_sync(&d);
r[6] = disable_work_sync(&d.work); r[7] = schedule_delayed_work(&d, 0); pr_info("%d %d %d %d %d %d %d %d", r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7]);
r[0] = enable_work(&d.work); r[1] = schedule_delayed_work(&d, 100 * HZ); flush_delayed_work(&d); r[2] = delayed_work_pending(&d); pr_info("%d %d %d", r[0], r[1], r[2]);`,
    says: ['1 0 1 1 1 0 0 0', 'repeats 2', '1 1 0'],
  },
  {
    of: 'kernel/workqueue.c',
    functions: ['flush_work', 'flush_delayed_work', 'flush_workqueue', 'cancel_delayed_work_sync'],
    before,
    body: `struct workqueue_struct *p = alloc_ordered_workqueue("%s", 0, "p"); bool r[7]; if (!p) return -ENOMEM; r[0] = queue_delayed_work(p, &d, 100 * HZ); r[1] = flush_work(&d.work); flush_workqueue(p); r[2] = delayed_work_pending(&d); pr_info("%d %d %d", r[0], r[1], r[2]);
queue_work(p, &a.work); flush_delayed_work(&d); r[4] = delayed_work_pending(&d); r[5] = flush_delayed_work(&d); r[6] = cancel_delayed_work_sync(&d); pr_info("%d %d %d", r[4], r[5], r[6]); destroy_workqueue(p);`,
    says: ['1 0 1', 'work 1', 'repeats 2', '0 0 0'],
  },
  {
    of: 'kernel/time/timer.c',
    functions: [
      'mod_timer',
      'add_timer',
      'timer_pending',
      'timer_delete',
      'timer_delete_sync',
      'timer_shutdown',
      'timer_shutdown_sync',
    ],
    before: `#include <linux/completion.h>
#include <linux/timer.h>
static DECLARE_COMPLETION(rang); static void rings(struct timer_list *t) { pr_info("rings %d", timer_pending(t)); complete(&rang); } static DEFINE_TIMER(t, rings); static struct timer_list u, v;`,
    body: `int r[5]; timer_setup(&u, rings, 0); timer_setup(&v, rings, 0); r[0] = mod_timer(&t, jiffies + 100 * HZ); r[1] = mod_timer(&t, jiffies + 200 * HZ); r[2] = timer_pending(&t); r[3] = timer_delete(&t); r[4] = timer_delete_sync(&t); pr_info("%d %d %d %d %d", r[0], r[1], r[2], r[3], r[4]);
r[0] = mod_timer(&u, jiffies + 100 * HZ); r[1] = timer_shutdown_sync(&u); r[2] = mod_timer(&u, jiffies); r[3] = timer_pending(&u); r[4] = timer_shutdown(&u); pr_info("%d %d %d %d %d", r[0], r[1], r[2], r[3], r[4]);
v.expires = jiffies + 1; add_timer(&v); wait_for_completion(&rang); pr_info("end");`,
    says: ['0 1 1 1 0', '0 1 0 0 0', 'rings 0', 'end'],
  },
];
