import { expect, test } from 'vitest';
import { everySchedule, withoutRaces } from './gate.ts';
import { heldToUnreduced, kindsOf } from './held.ts';
import { small, start } from './small.ts';

const before = `#include <linux/hashtable.h>
#include <linux/rculist.h>
struct item { struct list_head list; int value; struct rcu_head rcu; };
static LIST_HEAD(items); static DEFINE_SPINLOCK(s); static DEFINE_MUTEX(m); static struct item *p;
static struct item *make(int value) { struct item *i = kzalloc(sizeof(*i), GFP_KERNEL); i->value = value; return i; }
static void freed(struct rcu_head *head) { kfree(container_of(head, struct item, rcu)); }
static int count(void) { struct item *i; int sum = 0; list_for_each_entry_rcu(i, &items, list) sum += i->value; return sum; }
`;
const listed = 'int init(void) { list_add(&make(1)->list, &items); return 0; }';
const pointed = 'int init(void) { rcu_assign_pointer(p, make(1)); return 0; }';
const listReader = 'int a(void) { int sum; rcu_read_lock(); sum = count(); rcu_read_unlock(); return sum; }';
const reader =
  'int a(void) { struct item *i; int v = 0; rcu_read_lock(); i = rcu_dereference(p); if (i) v = i->value; rcu_read_unlock(); return v; }';
const taken = 'struct item *i = list_first_entry(&items, struct item, list); list_del_rcu(&i->list);';
const swapped = 'struct item *i = rcu_replace_pointer(p, NULL, 1);';

/** Readers and those that take away what they read: what is found in some order. */
const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  'what a pointer led to is freed after a grace period': [
    `${pointed} ${reader} int b(void) { ${swapped} synchronize_rcu(); kfree(i); return 0; }`,
    [],
  ],
  'what a pointer led to is freed by a callback': [
    `${pointed} ${reader} int b(void) { ${swapped} call_rcu(&i->rcu, freed); return 0; }`,
    [],
  ],
  'a callback is waited for': [
    `static int *n; static void counted(struct rcu_head *head) { (*n)++; freed(head); }
int init(void) { n = kzalloc(4, GFP_KERNEL); p = make(1); return 0; } ${reader}
int b(void) { ${swapped} call_rcu(&i->rcu, counted); rcu_barrier(); kfree(n); return 0; }`,
    [],
  ],
  'a callback is not waited for': [
    `static int *n; static void counted(struct rcu_head *head) { (*n)++; freed(head); }
int init(void) { n = kzalloc(4, GFP_KERNEL); p = make(1); return 0; } ${reader}
int b(void) { ${swapped} call_rcu(&i->rcu, counted); kfree(n); return 0; }`,
    ['use-after-free'],
  ],
  'a callback counts what others count, too': [
    `static int n; static void counted(struct rcu_head *head) { n++; freed(head); }
${pointed} int a(void) { rcu_read_lock(); rcu_read_unlock(); n++; return 0; }
int b(void) { ${swapped} call_rcu(&i->rcu, counted); return 0; }`,
    ['race'],
  ],
  'a callback sleeps': [
    `static void slow(struct rcu_head *head) { mutex_lock(&m); mutex_unlock(&m); freed(head); }
${pointed} ${reader} int b(void) { ${swapped} call_rcu(&i->rcu, slow); return 0; }`,
    ['sleep-in-atomic'],
  ],
  'a callback takes the spinlock that was held when it was asked for': [
    `static int n; static void locked(struct rcu_head *head) { spin_lock(&s); n++; spin_unlock(&s); freed(head); }
${pointed} ${reader} int b(void) { spin_lock(&s); ${swapped} call_rcu(&i->rcu, locked); n++; spin_unlock(&s); return 0; }`,
    [],
  ],
  'two read, and one of them frees': [
    `${pointed} ${reader} int b(void) { struct item *i; rcu_read_lock(); i = rcu_replace_pointer(p, NULL, rcu_read_lock_held()); if (i) kfree_rcu(i, rcu); rcu_read_unlock(); return 0; }`,
    [],
  ],
  'a pointer is used after the section in which it was read': [
    `${pointed} int a(void) { struct item *i; rcu_read_lock(); i = rcu_dereference(p); rcu_read_unlock(); return i ? i->value : 0; }
int b(void) { ${swapped} kfree_rcu(i, rcu); return 0; }`,
    ['use-after-free'],
  ],
  'a lock is taken after the section in which its object was found': [
    `struct locked { spinlock_t lock; struct rcu_head rcu; }; static struct locked *o;
int init(void) { struct locked *l = kzalloc(sizeof(*l), GFP_KERNEL); spin_lock_init(&l->lock); o = l; return 0; }
int a(void) { struct locked *l; rcu_read_lock(); l = rcu_dereference(o); rcu_read_unlock(); if (!l) return 0; spin_lock(&l->lock); spin_unlock(&l->lock); return 0; }
int b(void) { struct locked *l; spin_lock(&s); l = rcu_replace_pointer(o, NULL, 1); kfree_rcu(l, rcu); spin_unlock(&s); return 0; }`,
    ['lock-misuse', 'use-after-free'],
  ],
  'a pointer is assigned as any other': [
    `${reader} int b(void) { p = make(1); return 0; } int fini(void) { kfree(p); return 0; }`,
    ['race'],
  ],
  'a pointer is read as any other': [
    `int a(void) { struct item *i; int v = 0; rcu_read_lock(); i = p; if (i) v = i->value; rcu_read_unlock(); return v; }
int b(void) { rcu_assign_pointer(p, make(1)); return 0; } int fini(void) { kfree(p); return 0; }`,
    ['race'],
  ],
  'a pointer is read outside of a section where there is one': [
    `int a(void) { struct item *i = rcu_access_pointer(p); return i ? rcu_dereference(p) == i : 0; }
int b(void) { rcu_assign_pointer(p, make(1)); return 0; } int fini(void) { kfree(p); return 0; }`,
    ['lock-misuse'],
  ],
  'a section within a section': [
    `${pointed} int a(void) { struct item *i; int v = 0; rcu_read_lock(); rcu_read_lock(); i = rcu_dereference(p); rcu_read_unlock(); if (i) v = i->value; rcu_read_unlock(); return v; }
int b(void) { ${swapped} synchronize_rcu(); kfree(i); return 0; }`,
    [],
  ],
  'both write within sections within sections': [
    `static int n; int a(void) { rcu_read_lock(); rcu_read_lock(); n++; rcu_read_unlock(); rcu_read_unlock(); return 0; } int b(void) { rcu_read_lock(); rcu_read_lock(); n++; rcu_read_unlock(); rcu_read_unlock(); return 0; }`,
    ['race'],
  ],
  'a section in which a task may sleep': [
    `${pointed} int a(void) { rcu_read_lock(); if (!rcu_dereference(p)) { mutex_lock(&m); mutex_unlock(&m); } rcu_read_unlock(); return 0; }
int b(void) { ${swapped} synchronize_rcu(); kfree(i); return 0; }`,
    ['sleep-in-atomic'],
  ],
  'a grace period is waited for within a section': [
    `${pointed} int a(void) { rcu_read_lock(); if (!rcu_dereference(p)) synchronize_rcu(); rcu_read_unlock(); return 0; }
int b(void) { ${swapped} kfree_rcu_mightsleep(i); return 0; }`,
    ['sleep-in-atomic'],
  ],
  'one head is given twice': [
    `${pointed} ${reader} int b(void) { ${swapped} kfree_rcu(i, rcu); kfree_rcu(i, rcu); return 0; }`,
    ['use-after-free', 'warn'],
  ],
  'a section is left in some orders only': [
    `static atomic_t n; int a(void) { if (atomic_inc_return(&n) == 1) rcu_read_lock(); rcu_read_unlock(); return 0; } int b(void) { return atomic_inc_return(&n); }`,
    ['lock-misuse'],
  ],
};

/** The same, of too many operations for every schedule to be followed. */
const longer: typeof cases = {
  'an entry is freed after a grace period': [
    `${listed} ${listReader} int b(void) { ${taken} synchronize_rcu(); kfree(i); return 0; }`,
    [],
  ],
  'an entry is freed without a grace period': [
    `${listed} ${listReader} int b(void) { ${taken} kfree(i); return 0; }`,
    ['use-after-free'],
  ],
  'an entry is freed by kfree_rcu': [
    `${listed} ${listReader} int b(void) { ${taken} kfree_rcu(i, rcu); return 0; }`,
    [],
  ],
  'an entry is taken from its list as if nobody read': [
    `${listed} ${listReader} int b(void) { struct item *i = list_first_entry(&items, struct item, list); list_del(&i->list); synchronize_rcu(); kfree(i); return 0; }`,
    ['out-of-bounds', 'race'],
  ],
  'an entry is added': [
    `${listReader} int b(void) { list_add_rcu(&make(2)->list, &items); return 0; } int fini(void) { struct item *i = list_first_entry(&items, struct item, list); list_del(&i->list); kfree(i); return 0; }`,
    [],
  ],
  'an entry is replaced': [
    `${listed} ${listReader} int b(void) { struct item *i = list_first_entry(&items, struct item, list), *j = make(2); list_replace_rcu(&i->list, &j->list); kfree_rcu(i, rcu); return 0; }
int fini(void) { struct item *i = list_first_entry(&items, struct item, list); list_del(&i->list); kfree(i); return 0; }`,
    [],
  ],
  'an entry of a hash table is freed by kfree_rcu': [
    `struct hashed { struct hlist_node node; int value; struct rcu_head rcu; }; static DEFINE_HASHTABLE(table, 1);
int init(void) { struct hashed *h = kzalloc(sizeof(*h), GFP_KERNEL); hash_add_rcu(table, &h->node, 1); return 0; }
int a(void) { struct hashed *h; int v = 0; rcu_read_lock(); hash_for_each_possible_rcu(table, h, node, 1) v = h->value; rcu_read_unlock(); return v; }
int b(void) { struct hashed *h; struct hlist_node *n; int k; hash_for_each_safe(table, k, n, h, node) { hash_del_rcu(&h->node); kfree_rcu(h, rcu); } return 0; }`,
    [],
  ],
  'a walk under a spinlock frees what it stands at by kfree_rcu': [
    `${listed} ${listReader} int b(void) { struct item *i; spin_lock(&s); list_for_each_entry(i, &items, list) { list_del_rcu(&i->list); kfree_rcu(i, rcu); } spin_unlock(&s); return 0; }`,
    [],
  ],
  'a walk under a rwlock frees what it stands at by kfree_rcu': [
    `static DEFINE_RWLOCK(w); ${listed} ${listReader} int b(void) { struct item *i; write_lock(&w); list_for_each_entry(i, &items, list) { list_del_rcu(&i->list); kfree_rcu(i, rcu); } write_unlock(&w); return 0; }`,
    [],
  ],
  'a walk under a mutex frees what it stands at by kfree_rcu': [
    `${listed} ${listReader} int b(void) { struct item *i; mutex_lock(&m); list_for_each_entry(i, &items, list) { list_del_rcu(&i->list); kfree_rcu(i, rcu); } mutex_unlock(&m); return 0; }`,
    ['use-after-free'],
  ],
  'two ask for callbacks under spinlocks of their own': [
    `static struct item *q; static DEFINE_SPINLOCK(t); static atomic_t n; static void counted(struct rcu_head *head) { atomic_inc(&n); freed(head); }
int init(void) { p = make(1); q = make(2); return 0; }
int a(void) { spin_lock(&s); call_rcu(&p->rcu, counted); spin_unlock(&s); return atomic_read(&n); } int b(void) { spin_lock(&t); call_rcu(&q->rcu, counted); spin_unlock(&t); return atomic_read(&n); }`,
    [],
  ],
};

function hold(text: string, kinds: readonly string[], tasks?: readonly string[]) {
  const system = small(before + text, tasks);
  const found = heldToUnreduced(system);
  expect(kindsOf(found)).toEqual(kinds);
  return { system, found };
}

test.each(Object.entries(cases))('%s', (_, [text, kinds]) => {
  const { system, found } = hold(text, kinds);
  expect(everySchedule(start(system), 20_000)).toEqual(withoutRaces(found));
});

test.each(Object.entries(longer))('%s', (_, [text, kinds]) => {
  hold(text, kinds);
});

/** With a third task: readers that relieve each other, and who waits for a callback that another asked for. */
const three: typeof cases = {
  'two read what a third frees': [
    `${pointed} ${reader} int b(void) { return a(); } int c(void) { ${swapped} synchronize_rcu(); kfree(i); return 0; }`,
    [],
  ],
  'two read what a callback of a third frees': [
    `${pointed} ${reader} int b(void) { return a(); } int c(void) { ${swapped} call_rcu(&i->rcu, freed); return 0; }`,
    [],
  ],
  'one waits for a callback that another asked for under a spinlock': [
    `static int *n, over; static void counted(struct rcu_head *head) { (*n)++; freed(head); }
int init(void) { n = kzalloc(4, GFP_KERNEL); p = make(1); return 0; } ${reader}
int b(void) { spin_lock(&s); if (!over) { ${swapped} call_rcu(&i->rcu, counted); } spin_unlock(&s); return 0; }
int c(void) { struct item *i; spin_lock(&s); over = 1; spin_unlock(&s); rcu_barrier(); kfree(n); i = rcu_replace_pointer(p, NULL, 1); if (i) kfree_rcu(i, rcu); return 0; }`,
    [],
  ],
  'one waits for a grace period where another asked for a callback': [
    `static int *n, over; static void counted(struct rcu_head *head) { (*n)++; freed(head); }
int init(void) { n = kzalloc(4, GFP_KERNEL); p = make(1); return 0; } ${reader}
int b(void) { spin_lock(&s); if (!over) { ${swapped} call_rcu(&i->rcu, counted); } spin_unlock(&s); return 0; }
int c(void) { struct item *i; spin_lock(&s); over = 1; spin_unlock(&s); synchronize_rcu(); kfree(n); i = rcu_replace_pointer(p, NULL, 1); if (i) kfree_rcu(i, rcu); return 0; }`,
    ['use-after-free'],
  ],
};

test.each(Object.entries(three))('%s', (_, [text, kinds]) => {
  hold(text, kinds, ['a', 'b', 'c']);
});
