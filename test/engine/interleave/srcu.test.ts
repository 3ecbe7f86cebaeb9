import { expect, test } from 'vitest';
import { heldToEverySchedule, kindsOf } from './held.ts';
import { small } from './small.ts';

const before = `#include <linux/srcu.h>
struct item { int value; struct rcu_head rcu; };
DEFINE_STATIC_SRCU(x); DEFINE_STATIC_SRCU(y); static DEFINE_SPINLOCK(s); static DEFINE_MUTEX(m); static struct item *p;
static void freed(struct rcu_head *head) { kfree(container_of(head, struct item, rcu)); }
int init(void) { struct item *i = kzalloc(sizeof(*i), GFP_KERNEL); i->value = 1; rcu_assign_pointer(p, i); return 0; }
`;
const reader = `int a(void) { struct item *i; int v = 0, idx = srcu_read_lock(&x); i = srcu_dereference(p, &x); if (i) v = READ_ONCE(i->value); srcu_read_unlock(&x, idx); return v; }`;
const taken = 'struct item *i = rcu_replace_pointer(p, NULL, 1);';

const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  'what is read is freed after a grace period': [
    `${reader} int b(void) { ${taken} synchronize_srcu(&x); kfree(i); return 0; }`,
    [],
  ],
  'the grace period is another domain’s': [
    `${reader} int b(void) { ${taken} synchronize_srcu(&y); kfree(i); return 0; }`,
    ['use-after-free'],
  ],
  'the grace period is RCU’s': [
    `${reader} int b(void) { ${taken} synchronize_rcu(); kfree(i); return 0; }`,
    ['use-after-free'],
  ],
  'what is read is freed by a callback': [
    `${reader} int b(void) { ${taken} call_srcu(&x, &i->rcu, freed); return 0; }`,
    [],
  ],
  'a callback of another domain': [
    `${reader} int b(void) { ${taken} call_srcu(&y, &i->rcu, freed); return 0; }`,
    ['use-after-free'],
  ],
  'a callback is asked for with a spinlock held that it takes itself': [
    `static void locked(struct rcu_head *head) { spin_lock(&s); spin_unlock(&s); freed(head); }
${reader} int b(void) { spin_lock(&s); ${taken} call_srcu(&x, &i->rcu, locked); spin_unlock(&s); return 0; }`,
    [],
  ],
  'a reader sleeps, and the one it waits for waits for it': [
    `int a(void) { int idx = srcu_read_lock(&x); mutex_lock(&m); mutex_unlock(&m); srcu_read_unlock(&x, idx); return 0; }
int b(void) { mutex_lock(&m); synchronize_srcu(&x); mutex_unlock(&m); return 0; } int fini(void) { kfree(p); return 0; }`,
    ['deadlock'],
  ],
  'a reader waits for itself': [
    'int a(void) { int idx = srcu_read_lock(&x); synchronize_srcu(&x); srcu_read_unlock(&x, idx); return 0; } int b(void) { return 0; } int fini(void) { kfree(p); return 0; }',
    ['lock-misuse'],
  ],
  'a domain is cleaned up while one reads': [
    `int a(void) { int idx = srcu_read_lock(&x); srcu_read_unlock(&x, idx); return 0; }
int b(void) { cleanup_srcu_struct(&x); return 0; } int fini(void) { kfree(p); return 0; }`,
    ['lock-misuse', 'warn'],
  ],
  'a reader stays': [
    'int a(void) { return srcu_read_lock(&x); } int b(void) { return 0; } int fini(void) { kfree(p); return 0; }',
    ['lock-held-at-exit'],
  ],
};

test.each(Object.entries(cases))('%s', (_, [text, kinds]) => {
  const system = small(before + text);
  const found = heldToEverySchedule(system, 5_000, true);
  expect(kindsOf(found)).toEqual(kinds);
});
