import { test } from 'vitest';
import { type Case, holdCase } from './cases.ts';

const before = `#include <linux/wait.h>
static DECLARE_WAIT_QUEUE_HEAD(q); static int ready, more; static DEFINE_SPINLOCK(s);
static int set(int *what) { WRITE_ONCE(*what, 1); return 0; }
`;
const waiter = 'int a(void) { wait_event(q, READ_ONCE(ready)); return READ_ONCE(more); }';
const waker = 'int b(void) { set(&ready); wake_up(&q); return 0; }';

/** Who waits and who wakes: what is found in some order, and how many ends there are. */
const cases: Readonly<Record<string, Case>> = {
  'one waits for what the other does': { text: `${waiter} ${waker}`, kinds: [], ends: 1 },
  'the condition is so from the beginning': {
    text: `int init(void) { ready = 1; return 0; } ${waiter} int b(void) { return 0; }`,
    kinds: [],
  },
  'nobody wakes': { text: `${waiter} int b(void) { return set(&ready); }`, kinds: ['deadlock'] },
  'nobody makes it so': {
    text: `${waiter} int b(void) { wake_up(&q); return 0; }`,
    kinds: ['deadlock'],
  },
  'a task is woken before it is so': {
    text: `${waiter} int b(void) { wake_up(&q); set(&ready); return 0; }`,
    kinds: ['deadlock'],
  },
  'a task is woken twice, for the second time in good time': {
    text: `${waiter} int b(void) { wake_up(&q); set(&ready); wake_up(&q); set(&more); return 0; }`,
    kinds: [],
    ends: 2,
  },
  'a task that no signal wakes is woken as one that a signal does': {
    text: `${waiter} int b(void) { set(&ready); wake_up_interruptible(&q); return 0; }`,
    kinds: ['deadlock'],
  },
  'a task waits until it is so or a signal comes': {
    text: `int a(void) { return wait_event_interruptible(q, READ_ONCE(ready)); } int b(void) { set(&ready); wake_up_interruptible(&q); return 0; }`,
    kinds: [],
    ends: 2,
    faults: 1,
  },
  'a signal would come, and nobody wakes': {
    text: `int a(void) { return wait_event_interruptible(q, READ_ONCE(ready)); } int b(void) { return set(&ready); }`,
    kinds: ['deadlock'],
    faults: 1,
  },
  'a task waits for a time': {
    text: `int a(void) { return wait_event_timeout(q, READ_ONCE(ready), 10); } int b(void) { set(&ready); wake_up(&q); return 0; }`,
    kinds: [],
    ends: 3,
  },
  'a task waits for a time, and nobody wakes': {
    text: `int a(void) { return wait_event_timeout(q, READ_ONCE(ready), 10); } int b(void) { return 0; }`,
    kinds: [],
    ends: 1,
  },
  'what makes it so is as any other variable': {
    text: `int a(void) { wait_event(q, ready); return 0; } int b(void) { ready = 1; wake_up(&q); return 0; }`,
    kinds: ['race'],
  },
  'a queue is freed by the task that was woken': {
    text: `static struct box { wait_queue_head_t q; int ready; } *x;
int init(void) { x = kzalloc(sizeof(*x), GFP_KERNEL); init_waitqueue_head(&x->q); return 0; }
int a(void) { wait_event(x->q, READ_ONCE(x->ready)); kfree(x); return 0; } int b(void) { set(&x->ready); wake_up(&x->q); return 0; }`,
    kinds: ['use-after-free'],
  },
  'a queue is not initialised': {
    text: `static struct box { wait_queue_head_t q; int ready; } *x;
int init(void) { x = kzalloc(sizeof(*x), GFP_KERNEL); return 0; } int fini(void) { kfree(x); return 0; }
int a(void) { wait_event(x->q, READ_ONCE(x->ready)); return 0; } int b(void) { set(&x->ready); return 0; }`,
    kinds: ['lock-misuse'],
  },
  'a task waits with a spinlock held': {
    text: `int a(void) { spin_lock(&s); wait_event(q, READ_ONCE(ready)); spin_unlock(&s); return 0; } ${waker}`,
    kinds: ['sleep-in-atomic'],
  },
  'a task is woken only where one waits': {
    text: `${waiter} int b(void) { set(&ready); if (waitqueue_active(&q)) wake_up(&q); return 0; }`,
    kinds: [],
  },
  'a task looks for who waits before it makes it so': {
    text: `${waiter} int b(void) { int active = waitqueue_active(&q); set(&ready); if (active) wake_up(&q); return 0; }`,
    kinds: ['deadlock'],
  },
  'two wait for one': {
    text: `${waiter} int b(void) { wait_event(q, READ_ONCE(ready)); return 0; } int c(void) { set(&ready); wake_up_all(&q); return 0; }`,
    kinds: [],
    ends: 1,
    tasks: ['a', 'b', 'c'],
    isLong: true,
  },
  'two wait for two things of one': {
    text: `${waiter} int b(void) { wait_event(q, READ_ONCE(more)); return 0; } int c(void) { set(&ready); wake_up(&q); set(&more); wake_up(&q); return 0; }`,
    kinds: [],
    ends: 2,
    tasks: ['a', 'b', 'c'],
    isLong: true,
  },
  'two wait for each other in turn': {
    text: `int a(void) { set(&ready); wake_up(&q); wait_event(q, READ_ONCE(more)); return 0; } int b(void) { wait_event(q, READ_ONCE(ready)); set(&more); wake_up(&q); return 0; }`,
    kinds: [],
    isLong: true,
  },
  'two wait for each other': {
    text: `int a(void) { wait_event(q, READ_ONCE(more)); set(&ready); wake_up(&q); return 0; } int b(void) { wait_event(q, READ_ONCE(ready)); set(&more); wake_up(&q); return 0; }`,
    kinds: ['deadlock'],
  },
};

test.each(Object.entries(cases))('%s', (_, each) => holdCase(before, each));
