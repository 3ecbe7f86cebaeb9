import { test } from 'vitest';
import { type Case, holdCase } from './cases.ts';

/** What a user does ends so (kernel/library/actions.c). */
const before = `#include <linux/workqueue.h>
void run_works(void);
static DEFINE_MUTEX(m); static int n; static struct box { struct work_struct work; int value; } *x;
static int end(int ret) { run_works(); return ret; }
`;
const boxed = 'int init(void) { x = kzalloc(sizeof(*x), GFP_KERNEL); INIT_WORK(&x->work, f); return 0; }';
const counts =
  'static void f(struct work_struct *w) { WRITE_ONCE(n, READ_ONCE(n) + 1); } static DECLARE_WORK(w, f);';
const counted = `static void f(struct work_struct *w) { container_of(w, struct box, work)->value++; }`;

/** Who queues and who waits: what is found in some order, and how many ends there are. */
const cases: Readonly<Record<string, Case>> = {
  'two queue one work': {
    text: `${counts} int a(void) { return end(schedule_work(&w)); } int b(void) { return end(schedule_work(&w)); } int fini(void) { return n; }`,
    kinds: [],
    ends: 3,
  },
  'one ends while the other has queued': {
    text: `${counts} int a(void) { schedule_work(&w); return end(READ_ONCE(n)); } int b(void) { return end(0); } int fini(void) { return n; }`,
    kinds: [],
    ends: 2,
  },
  'a work writes what others write, too': {
    text: `static void f(struct work_struct *w) { n++; } static DECLARE_WORK(w, f); int a(void) { schedule_work(&w); return end(0); } int b(void) { n++; return 0; }`,
    kinds: ['race'],
  },
  'two works write one field': {
    text: `static void f(struct work_struct *w) { n++; } static DECLARE_WORK(w, f); static DECLARE_WORK(v, f); int a(void) { schedule_work(&w); return end(0); } int b(void) { schedule_work(&v); return end(0); }`,
    kinds: ['race'],
  },
  'two works of an ordered queue write one field': {
    text: `static struct workqueue_struct *q; static void f(struct work_struct *w) { n++; } static DECLARE_WORK(w, f); static DECLARE_WORK(v, f);
int init(void) { q = alloc_ordered_workqueue("q", 0); return 0; } int fini(void) { destroy_workqueue(q); return n; }
int a(void) { queue_work(q, &w); return end(0); } int b(void) { queue_work(q, &v); return end(0); }`,
    kinds: [],
    ends: 1,
  },
  'a work is flushed before its memory is freed': {
    text: `${counted} ${boxed} int a(void) { schedule_work(&x->work); flush_work(&x->work); kfree(x); return end(0); } int b(void) { return end(0); }`,
    kinds: [],
    ends: 1,
  },
  'a work is freed while it pends': {
    text: `${counted} ${boxed} int a(void) { schedule_work(&x->work); kfree(x); return end(0); } int b(void) { return end(0); }`,
    kinds: ['use-after-free'],
  },
  'a work is cancelled, but not waited for': {
    text: `${counted} ${boxed} int a(void) { schedule_work(&x->work); cancel_work(&x->work); kfree(x); return end(0); } int b(void) { return end(0); }`,
    kinds: ['use-after-free'],
  },
  'a work is cancelled and waited for': {
    text: `${counted} ${boxed} int a(void) { bool was; schedule_work(&x->work); was = cancel_work_sync(&x->work); kfree(x); return end(was); } int b(void) { return end(0); }`,
    kinds: [],
    ends: 2,
  },
  'a work frees itself': {
    text: `static void f(struct work_struct *w) { kfree(container_of(w, struct box, work)); } ${boxed} int a(void) { schedule_work(&x->work); return end(0); } int b(void) { return end(0); }`,
    kinds: [],
  },
  'a work that queues itself is cancelled': {
    text: `static void f(struct work_struct *w) { container_of(w, struct box, work)->value++; schedule_work(w); } ${boxed} int a(void) { schedule_work(&x->work); cancel_work_sync(&x->work); kfree(x); return end(0); } int b(void) { return end(0); }`,
    kinds: [],
  },
  'a work takes a lock that is held where it is cancelled': {
    text: `static void f(struct work_struct *w) { mutex_lock(&m); n++; mutex_unlock(&m); } static DECLARE_WORK(w, f); int a(void) { schedule_work(&w); mutex_lock(&m); cancel_work_sync(&w); mutex_unlock(&m); return end(0); } int b(void) { return end(0); }`,
    kinds: ['deadlock'],
  },
  'a work takes a lock that is held where it is flushed': {
    text: `static void f(struct work_struct *w) { mutex_lock(&m); n++; mutex_unlock(&m); } static DECLARE_WORK(w, f); int a(void) { schedule_work(&w); mutex_lock(&m); flush_work(&w); mutex_unlock(&m); return end(0); } int b(void) { return end(0); }`,
    kinds: ['deadlock'],
  },
  'a work waits for itself': {
    text: `static void f(struct work_struct *w) { flush_work(w); } static DECLARE_WORK(w, f); int a(void) { schedule_work(&w); return end(0); } int b(void) { return end(0); }`,
    kinds: ['lock-misuse'],
  },
  'a task waits for what a work completes': {
    text: `static DECLARE_COMPLETION(c); static void f(struct work_struct *w) { complete(&c); } static DECLARE_WORK(w, f); int a(void) { schedule_work(&w); wait_for_completion(&c); return end(0); } int b(void) { return end(0); }`,
    kinds: [],
    ends: 1,
  },
  'a queue is destroyed where another queues': {
    text: `${counts} static struct workqueue_struct *q; int init(void) { q = alloc_workqueue("q", 0, 0); return 0; } int a(void) { queue_work(q, &w); return end(0); } int b(void) { destroy_workqueue(q); return 0; }`,
    kinds: ['use-after-free'],
  },
  'a queue is drained where another queues more': {
    text: `${counts} static DECLARE_WORK(v, f); static struct workqueue_struct *q; int init(void) { q = alloc_workqueue("q", 0, 0); return 0; } int a(void) { queue_work(q, &w); queue_work(q, &v); return 0; } int b(void) { drain_workqueue(q); return 0; } int fini(void) { destroy_workqueue(q); return end(0); }`,
    kinds: ['warn'],
  },
  'a third waits for what one has queued and another runs': {
    text: `${counted} ${boxed} int a(void) { return end(schedule_work(&x->work)); } int b(void) { return end(0); } int c(void) { flush_work(&x->work); return 0; } int fini(void) { int value = x->value; kfree(x); return value; }`,
    kinds: [],
    ends: 1,
    tasks: ['a', 'b', 'c'],
    isLong: true,
  },
  'a third frees what one has queued and another runs': {
    text: `${counted} ${boxed} int a(void) { return end(schedule_work(&x->work)); } int b(void) { return end(0); } int c(void) { cancel_work_sync(&x->work); kfree(x); return 0; }`,
    kinds: ['use-after-free'],
    tasks: ['a', 'b', 'c'],
    isLong: true,
  },
  'a queue is destroyed, and not what waits for its time': {
    text: `${counts} static struct workqueue_struct *q; static struct delayed_work d; int init(void) { q = alloc_workqueue("q", 0, 0); INIT_DELAYED_WORK(&d, f); return 0; } int a(void) { queue_delayed_work(q, &d, 10); destroy_workqueue(q); return end(0); } int b(void) { return 0; }`,
    kinds: ['use-after-free'],
  },
  'there may be no queue, and it is never destroyed': {
    text: `${counts} static struct workqueue_struct *q; int a(void) { q = alloc_workqueue("q", 0, 0); return q ? 0 : -ENOMEM; } int b(void) { return 0; }`,
    kinds: ['leak'],
    ends: 2,
    faults: 1,
  },
  'a task waits for a queue that another fills': {
    text: `${counts} int a(void) { schedule_work(&w); return end(0); } int b(void) { flush_scheduled_work(); return READ_ONCE(n); }`,
    kinds: [],
    ends: 2,
  },
  'a work is initialised while it pends': {
    text: `${counted} ${boxed} int a(void) { schedule_work(&x->work); return end(0); } int b(void) { INIT_WORK(&x->work, f); return end(0); } int fini(void) { kfree(x); return 0; }`,
    kinds: ['warn'],
  },
  'a work is flushed with a spinlock held': {
    text: `${counts} static DEFINE_SPINLOCK(s); int a(void) { spin_lock(&s); flush_work(&w); spin_unlock(&s); return 0; } int b(void) { return 0; }`,
    kinds: ['sleep-in-atomic'],
  },
};

test.each(Object.entries(cases))('%s', (_, each) => holdCase(before, each));
