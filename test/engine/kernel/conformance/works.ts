import type { Row } from './row.ts';

const says =
  'static void says(struct work_struct *w) { pr_info("work %d", container_of(w, struct item, work)->n); }';
const before = `#include <linux/workqueue.h>
struct item { int n; struct work_struct work; }; ${says}
static struct item a = { .n = 1, .work = __WORK_INITIALIZER(a.work, says) }, b = { .n = 2, .work = __WORK_INITIALIZER(b.work, says) };
static bool again; static void repeats(struct work_struct *w) { pr_info("repeats %u", work_busy(w)); if (again) { again = false; pr_info("%d", schedule_delayed_work(to_delayed_work(w), 1)); } } static DECLARE_DELAYED_WORK(d, repeats);`;

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
    before,
    body: `struct workqueue_struct *p = alloc_ordered_workqueue("%s", WQ_MEM_RECLAIM, "p"), *q = alloc_workqueue("q", WQ_UNBOUND, 0), *r = create_singlethread_workqueue("r"); queue_work(p, &a.work); queue_work(p, &b.work); flush_work(&b.work); queue_work(q, &a.work); queue_work(r, &b.work);
flush_workqueue(r); pr_info("%d", work_pending(&a.work)); drain_workqueue(q); queue_work(q, &a.work); destroy_workqueue(q); destroy_workqueue(p); destroy_workqueue(r); schedule_work(&a.work); flush_scheduled_work(); pr_info("end");`,
    says: ['work 1', 'work 2', 'work 2', '1', 'work 1', 'work 1', 'work 1', 'end'],
  },
  {
    of: 'kernel/workqueue.c',
    functions: ['queue_delayed_work', 'mod_delayed_work', 'disable_work_sync', 'enable_work', 'work_busy'],
    before,
    body: `pr_info("%d %d %d", queue_delayed_work(system_wq, &d, 5), mod_delayed_work(system_wq, &d, 1), delayed_work_pending(&d)); flush_scheduled_work(); pr_info("%u %d", work_busy(&d.work), flush_delayed_work(&d));
pr_info("%d %d", disable_work_sync(&d.work), schedule_delayed_work(&d, 0)); pr_info("%d", enable_work(&d.work)); again = true; pr_info("%d %d", mod_delayed_work(system_wq, &d, 0), flush_delayed_work(&d)); pr_info("%d %d", cancel_delayed_work_sync(&d), cancel_delayed_work(&d));`,
    says: ['1 1 1', 'repeats 2', '1 1', '0 0', '1', 'repeats 2', '1', '0 1', '1 0'],
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
    before: `#include <linux/timer.h>
static void rings(struct timer_list *t) { pr_info("rings %d", timer_pending(t)); } static DEFINE_TIMER(t, rings); static struct timer_list u, v;`,
    body: `timer_setup(&u, rings, 0); timer_setup(&v, rings, 0); pr_info("%d %d %d", mod_timer(&t, jiffies + 1), mod_timer(&t, jiffies + HZ), timer_pending(&t)); pr_info("%d %d", timer_delete(&t), timer_delete_sync(&t));
pr_info("%d %d %d", mod_timer(&u, jiffies), timer_shutdown_sync(&u), mod_timer(&u, jiffies)); pr_info("%d %d", timer_pending(&u), timer_shutdown(&u)); v.expires = jiffies + 1; add_timer(&v); pr_info("end");`,
    says: ['0 1 1', '1 0', '0 1 0', '0 0', 'end', 'rings 0'],
  },
];
