import { expect, test } from 'vitest';
import { reduced } from './gate.ts';
import { heldToEverySchedule, kindsOf } from './held.ts';
import { small, start } from './small.ts';

/*
 * A signal, which is a call that fails, matters only to a task that has to wait: each is held to a search that switches
 * before every operation, and to every schedule.
 */

const before = `#include <linux/wait.h>
static DEFINE_MUTEX(m); static DECLARE_RWSEM(w); static DECLARE_COMPLETION(c); static DEFINE_SEMAPHORE(s, 1);
static DECLARE_WAIT_QUEUE_HEAD(q); static atomic_t n; static int ready;
`;

interface Case {
  readonly text: string;
  readonly ends: readonly string[];
  readonly kinds?: readonly string[];
}

const alone = (call: string) => `int a(void) { return ${call}; } int b(void) { return 0; }`;
const EINTR = -4;
const ERESTARTSYS = -512;
const both = (errno: number) => [`[[[${errno}],[0]]]`, '[[[0],[0]]]'].sort();

/** A lock taken by `take` and given back by `give` while another task is in `inside`. */
const held = (take: string, give: string, inside: readonly [string, string], errno: number): Case => ({
  text: `int a(void) { int err = ${take}; if (err) return err; atomic_inc(&n); ${give}; return 0; }
int b(void) { ${inside[0]}; atomic_inc(&n); ${inside[1]}; return 0; }`,
  ends: both(errno),
});
const mutex = ['mutex_lock(&m)', 'mutex_unlock(&m)'] as const;
const writer = ['down_write(&w)', 'up_write(&w)'] as const;
const reader = ['down_read(&w)', 'up_read(&w)'] as const;
const never = ['[[[0],[0]]]'];

const cases: Readonly<Record<string, Case>> = {
  'a free mutex is taken': {
    text: alone('mutex_lock_interruptible(&m)'),
    ends: [],
    kinds: ['lock-held-at-exit'],
  },
  'a mutex that another takes and gives back': held('mutex_lock_interruptible(&m)', mutex[1], mutex, EINTR),
  'a mutex, and a fatal signal': held('mutex_lock_killable(&m)', mutex[1], mutex, EINTR),
  'a mutex that another only tries': {
    text: `int a(void) { int err = mutex_lock_interruptible(&m); if (!err) mutex_unlock(&m); return err; }
int b(void) { if (mutex_trylock(&m)) mutex_unlock(&m); return 0; }`,
    ends: both(EINTR),
  },
  'two that both may be interrupted': {
    text: `int a(void) { int err = mutex_lock_interruptible(&m); if (!err) mutex_unlock(&m); return err; } int b(void) { return a(); }`,
    ends: ['[[[-4],[0]]]', '[[[0],[-4]]]', '[[[0],[0]]]'],
  },
  'a guard that says why it was not taken': {
    text: `int a(void) { ACQUIRE(mutex_intr, lock)(&m); int err = ACQUIRE_ERR(mutex_intr, &lock); if (!err) atomic_inc(&n); return err; }
int b(void) { guard(mutex)(&m); return 0; }`,
    ends: both(EINTR),
  },
  'one that is interrupted does what the other has to come after': {
    text: `static void *p; int init(void) { p = kzalloc(4, GFP_KERNEL); return 0; }
int a(void) { if (mutex_lock_interruptible(&m)) return *(int *)p; mutex_unlock(&m); return 1; }
int b(void) { mutex_lock(&m); mutex_unlock(&m); kfree(p); return 0; }`,
    ends: ['[[[0],[]],[[0],[0]]]', '[[[0],[]],[[1],[0]]]'],
    kinds: ['use-after-free'],
  },
  'one that is interrupted waits where the other is': {
    text: `int a(void) { mutex_lock(&m); int err = down_write_killable(&w); if (!err) up_write(&w); mutex_unlock(&m); return err; }
int b(void) { down_write(&w); mutex_lock(&m); mutex_unlock(&m); up_write(&w); return 0; }`,
    ends: both(EINTR),
    kinds: ['deadlock'],
  },
  'a writer, where one writes': held('down_write_killable(&w)', writer[1], writer, EINTR),
  'a writer, where one reads': held('down_write_killable(&w)', writer[1], reader, EINTR),
  'a reader, where one writes': held('down_read_interruptible(&w)', reader[1], writer, EINTR),
  'a reader, where one reads': { ...held('down_read_killable(&w)', reader[1], reader, EINTR), ends: never },
  'a semaphore of one': held('down_interruptible(&s)', 'up(&s)', ['down(&s)', 'up(&s)'], EINTR),
  'a semaphore of one, and a fatal signal': held(
    'down_killable(&s)',
    'up(&s)',
    ['down(&s)', 'up(&s)'],
    EINTR,
  ),
  'a semaphore that nobody has': { text: alone('down_interruptible(&s)'), ends: never },
  'a completion that is done': {
    text: `int init(void) { complete(&c); return 0; } ${alone('wait_for_completion_interruptible(&c)')}`,
    ends: ['[[[0],[]],[[0],[0]]]'],
  },
  'a completion that another completes': {
    text: `int a(void) { return wait_for_completion_interruptible(&c); } int b(void) { complete(&c); return 0; }`,
    ends: both(ERESTARTSYS),
  },
  'a completion that another waits for as well': {
    text: `int init(void) { complete(&c); return 0; } int a(void) { return wait_for_completion_killable(&c); }
int b(void) { wait_for_completion(&c); complete(&c); return 0; }`,
    ends: [`[[[0],[]],[[${ERESTARTSYS}],[0]]]`, '[[[0],[]],[[0],[0]]]'].sort(),
    kinds: ['deadlock'],
  },
  'a completion that nobody completes': {
    text: alone('wait_for_completion_interruptible(&c)'),
    ends: [`[[[${ERESTARTSYS}],[0]]]`],
    kinds: ['deadlock'],
  },
  'a completion, for a time': {
    text: `int a(void) { return wait_for_completion_interruptible_timeout(&c, 5); } int b(void) { complete(&c); return 0; }`,
    ends: ['[[[-512],[0]]]', '[[[0],[0]]]', '[[[5],[0]]]'],
  },
  'what a task waits for is so already': {
    text: `int init(void) { ready = 1; return 0; }
int a(void) { return wait_event_interruptible(q, READ_ONCE(ready)) + wait_event_interruptible_timeout(q, READ_ONCE(ready), 0); } int b(void) { return 0; }`,
    ends: ['[[[0],[]],[[1],[0]]]'],
  },
  'a task waits for a time, or a signal': {
    text: `int a(void) { return wait_event_interruptible_timeout(q, READ_ONCE(ready), 5); } int b(void) { WRITE_ONCE(ready, 1); wake_up(&q); return 0; }`,
    ends: ['[[[-512],[0]]]', '[[[0],[0]]]', '[[[1],[0]]]', '[[[5],[0]]]'],
  },
};

test.each(Object.entries(cases))('%s', (_, { text, ends, kinds = [] }) => {
  const system = small(before + text, ['a', 'b'], 1);
  const found = heldToEverySchedule(system);
  expect(kindsOf(found)).toEqual(kinds);
  expect(found.ends).toEqual(ends);
});

test('where no call may fail, none is interrupted', () => {
  const { text } = cases['a mutex that another takes and gives back']!;
  expect(reduced(start(small(before + text))).ends).toEqual(never);
});

test('a mutex that the task holds itself is a deadlock, unless a signal comes', () => {
  const text = `int a(void) { mutex_lock(&m); int err = mutex_lock_interruptible(&m); mutex_unlock(&m); return err; } int b(void) { return 0; }`;
  const found = reduced(start(small(before + text, ['a', 'b'], 1)));
  expect(found.causes.map((cause) => cause.split(' ')[0])).toEqual(['lock-misuse']);
  expect(found.ends).toEqual([`[[[${EINTR}],[0]]]`]);
});
