import { expect, test } from 'vitest';
import { heldToEverySchedule, kindsOf } from './held.ts';
import { small } from './small.ts';

/** What a user does ends so (kernel/library/actions.c). */
const before = `#include <linux/timer.h>
void run_works(void);
static DEFINE_MUTEX(m); static DEFINE_SPINLOCK(s); static int n; static struct box { struct timer_list timer; int value; } *x;
static int end(int ret) { run_works(); return ret; }
`;
const counts = 'static void f(struct timer_list *t) { n++; } static DEFINE_TIMER(t, f);';
const boxed =
  'int init(void) { x = kzalloc(sizeof(*x), GFP_KERNEL); timer_setup(&x->timer, f, 0); return 0; }';
const counted =
  'static void f(struct timer_list *t) { struct box *box = from_timer(box, t, timer); box->value++; }';
const repeats =
  'static void f(struct timer_list *t) { struct box *box = timer_container_of(box, t, timer); box->value++; mod_timer(t, jiffies + HZ); }';

/** Who starts a timer and who takes it away: what is found in some order. */
const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  'a timer writes what others write, too': [
    `${counts} int a(void) { mod_timer(&t, jiffies + 1); return end(0); } int b(void) { n++; return 0; }`,
    ['race'],
  ],
  'a timer sleeps': [
    `static void f(struct timer_list *t) { mutex_lock(&m); n++; mutex_unlock(&m); } static DEFINE_TIMER(t, f); int a(void) { mod_timer(&t, jiffies + 1); return end(0); } int b(void) { return end(0); }`,
    ['sleep-in-atomic'],
  ],
  'a timer is deleted, and may be at work': [
    `${counted} ${boxed} int a(void) { mod_timer(&x->timer, jiffies + 1); timer_delete(&x->timer); kfree(x); return end(0); } int b(void) { return end(0); }`,
    ['use-after-free'],
  ],
  'a timer is deleted and waited for': [
    `${counted} ${boxed} int a(void) { mod_timer(&x->timer, jiffies + 1); del_timer_sync(&x->timer); kfree(x); return end(0); } int b(void) { return end(0); }`,
    [],
  ],
  'a timer that starts itself is deleted': [
    `${repeats} ${boxed} int a(void) { mod_timer(&x->timer, jiffies + 1); timer_delete_sync(&x->timer); kfree(x); return end(0); } int b(void) { return end(0); }`,
    [],
  ],
  'a timer that starts itself is shut down': [
    `${repeats} ${boxed} int a(void) { mod_timer(&x->timer, jiffies + 1); timer_shutdown_sync(&x->timer); kfree(x); return end(0); } int b(void) { return end(0); }`,
    [],
  ],
  'another starts a timer that was deleted': [
    `${counted} ${boxed} int a(void) { timer_delete_sync(&x->timer); mutex_lock(&m); kfree(x); x = NULL; mutex_unlock(&m); return end(0); } int b(void) { mutex_lock(&m); if (x) mod_timer(&x->timer, jiffies); mutex_unlock(&m); return end(0); }`,
    ['use-after-free'],
  ],
  'a timer takes a spinlock that is held where it is waited for': [
    `static void f(struct timer_list *t) { spin_lock(&s); n++; spin_unlock(&s); } static DEFINE_TIMER(t, f); int a(void) { mod_timer(&t, jiffies + 1); spin_lock(&s); timer_delete_sync(&t); spin_unlock(&s); return end(0); } int b(void) { return end(0); }`,
    ['deadlock'],
  ],
  'a timer waits for itself': [
    `static void f(struct timer_list *t) { timer_delete_sync(t); } static DEFINE_TIMER(t, f); int a(void) { mod_timer(&t, jiffies + 1); return end(0); } int b(void) { return end(0); }`,
    ['lock-misuse'],
  ],
  'a timer queues a work': [
    `static void g(struct work_struct *w) { mutex_lock(&m); n++; mutex_unlock(&m); } static DECLARE_WORK(w, g); static void f(struct timer_list *t) { schedule_work(&w); } static DEFINE_TIMER(t, f);
int a(void) { mod_timer(&t, jiffies + 1); return end(0); } int b(void) { return end(0); } int fini(void) { return n; }`,
    [],
  ],
};

test.each(Object.entries(cases))('%s', (_, [text, kinds]) => {
  const system = small(before + text);
  const found = heldToEverySchedule(system);
  expect(kindsOf(found)).toEqual(kinds);
});
