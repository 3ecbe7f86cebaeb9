import type { Family } from './family.ts';

/** kernel/workqueue.c: works behind one that goes on only when it is let, so that what each call answers is certain. */
export const heldUp: Family = {
  name: 'works held up',
  before: `#include <linux/workqueue.h>
#include <linux/completion.h>
static struct workqueue_struct *q; static DECLARE_COMPLETION(may); static DECLARE_COMPLETION(begun); static bool held; static int off[2];
static void holds(struct work_struct *work) { complete(&begun); wait_for_completion(&may); } static DECLARE_WORK(holder, holds);
static struct work_struct w[2]; static struct delayed_work d;
static void runs(struct work_struct *work) { pr_info("runs %d", work == &w[0] ? 0 : work == &w[1] ? 1 : 2); }
static void hold(void) { if (!held) { cancel_delayed_work_sync(&d); queue_work(q, &holder); wait_for_completion(&begun); held = true; } }
static void let(void) { cancel_delayed_work_sync(&d); if (held) { complete(&may); held = false; } flush_workqueue(q); }`,
  first:
    'int r; q = alloc_ordered_workqueue("%s", 0, "held"); INIT_WORK(&w[0], runs); INIT_WORK(&w[1], runs); INIT_DELAYED_WORK(&d, runs);',
  call(random) {
    const at = random.below(2);
    const work = `&w[${at}]`;
    return random.pick([
      `hold(); pr_info("queue %d", queue_work(q, ${work}));`,
      `hold(); pr_info("queue %d", queue_work(q, ${work}));`,
      `hold(); pr_info("cpu %d", queue_work_on(0, q, ${work}));`,
      'hold(); pr_info("delayed %d", queue_delayed_work(q, &d, 0));',
      'hold(); pr_info("delayed %d", queue_delayed_work(q, &d, 1000 * HZ));',
      `hold(); pr_info("mod %d", mod_delayed_work(q, &d, ${random.pick(['0', '1000 * HZ'])}));`,
      `pr_info("pending %d %d", work_pending(${work}), delayed_work_pending(&d));`,
      `pr_info("busy %d", work_busy(${work}));`,
      'pr_info("holder %d %d", work_busy(&holder), work_pending(&holder));',
      `pr_info("cancel %d", cancel_work(${work}));`,
      `pr_info("cancel sync %d", cancel_work_sync(${work}));`,
      'pr_info("cancel delayed %d", cancel_delayed_work(&d));',
      'pr_info("cancel delayed sync %d", cancel_delayed_work_sync(&d));',
      `if (off[${at}] < 2) { pr_info("disable %d", disable_work_sync(${work})); off[${at}]++; }`,
      `if (off[${at}]) { pr_info("enable %d", enable_work(${work})); off[${at}]--; }`,
      'hold(); pr_info("let"); let();',
      'pr_info("let"); let(); pr_info("let %d %d", work_pending(&w[0]), work_pending(&w[1]));',
      `if (!held) { pr_info("flush %d", flush_work(${work})); }`,
      `hold(); pr_info("holder again %d", queue_work(q, &holder)); pr_info("cancelled %d", cancel_work(&holder));`,
      'if (!held) { cancel_delayed_work_sync(&d); drain_workqueue(q); pr_info("drained"); }',
    ]);
  },
  last: 'let(); for (r = 0; r < 2; r++) while (off[r]) { enable_work(&w[r]); off[r]--; } cancel_delayed_work_sync(&d); destroy_workqueue(q);',
};

/** kernel/kthread.c: threads that do one thing at a time, each of which is waited for. */
export const threads: Family = {
  name: 'threads',
  before: `#include <linux/kthread.h>
#include <linux/completion.h>
#include <linux/sched/task.h>
static struct task_struct *k; static bool begun; static int turns; static DECLARE_COMPLETION(turn);
static int loops(void *data)
{
	pr_info("begins %d", kthread_data(current) == data);
	while (!kthread_should_stop()) {
		if (kthread_should_park()) { pr_info("parks"); kthread_parkme(); pr_info("unparks %d", kthread_should_stop()); continue; }
		if (turns) { pr_info("turn %d", turns--); complete(&turn); continue; }
		set_current_state(TASK_INTERRUPTIBLE);
		if (!kthread_should_stop() && !kthread_should_park() && !turns) schedule();
		__set_current_state(TASK_RUNNING);
	}
	return *(int *)data;
}
static int once(void *data) { complete(data); return 5; }
static int answer = 3;`,
  first: 'int r; bool parked = false; struct task_struct *o; DECLARE_COMPLETION_ONSTACK(ended);',
  call(random) {
    return random.pick([
      'if (!k) { k = kthread_create(loops, &answer, "k%d", 1); begun = false; pr_info("create %d %s", PTR_ERR_OR_ZERO(k), k->comm); }',
      'if (!k) { turns = 1; k = kthread_run(loops, &answer, "k%d", 2); begun = true; wait_for_completion(&turn); pr_info("run %d", PTR_ERR_OR_ZERO(k)); }',
      'if (k && !begun) { begun = true; turns = 1; pr_info("wake"); wake_up_process(k); wait_for_completion(&turn); }',
      'if (k && begun && !parked) { turns = 1; wake_up_process(k); wait_for_completion(&turn); pr_info("turned %d", turns); }',
      'if (k && begun && !parked) { r = kthread_park(k); parked = true; pr_info("park %d", r); }',
      'if (k && parked) { pr_info("unpark"); parked = false; turns = 1; kthread_unpark(k); wait_for_completion(&turn); }',
      `if (k && !parked) { answer = ${random.below(9) - 4}; r = kthread_stop(k); k = NULL; pr_info("stop %d", r); }`,
      'o = kthread_create(loops, &answer, "never"); r = kthread_stop(o); pr_info("never %d", r);',
      'o = kthread_create(once, &ended, "once"); get_task_struct(o); wake_up_process(o); wait_for_completion(&ended); r = kthread_stop(o); pr_info("once %d", r); put_task_struct(o);',
    ]);
  },
  last: 'if (k && parked) { kthread_unpark(k); } if (k) kthread_stop(k);',
};
