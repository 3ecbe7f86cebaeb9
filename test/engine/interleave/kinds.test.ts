import { expect, test } from 'vitest';
import type { FindingKind } from '../../../src/engine/machine/finding.ts';
import { everySchedule, lengths, lengthsUnreduced, reduced, seen, unreduced, withoutRaces } from './gate.ts';
import { type Small, small, start } from './small.ts';

/** Kinds of the observed system, which need drivers and devices: test/engine/kernel/system-rules.test.ts. */
type OfSystem =
  | 'errno-lost'
  | 'order-dependent'
  | 'region-gone'
  | 'outlives-parent'
  | 'minor-out-of-range'
  | 'unusable-open';

const list = `
struct item { struct list_head list; int value; };
static LIST_HEAD(items);
static DEFINE_MUTEX(m);
static DEFINE_SPINLOCK(s);
static struct item *shared;
`;

/** Of each kind one system in which only some orders, or some failing call, show it; and one mended. */
const table: Readonly<
  Record<Exclude<FindingKind, OfSystem>, { readonly wrong: Small; readonly mended: Small }>
> = {
  race: {
    wrong: small(`static int n; int a(void) { n++; return 0; } int b(void) { n++; return 0; }`),
    mended: small(
      `static atomic_t n; int a(void) { atomic_inc(&n); return 0; } int b(void) { atomic_inc(&n); return 0; }`,
    ),
  },
  deadlock: {
    wrong: small(`${list} static DEFINE_MUTEX(n);
int a(void) { mutex_lock(&m); mutex_lock(&n); mutex_unlock(&n); mutex_unlock(&m); return 0; }
int b(void) { mutex_lock(&n); mutex_lock(&m); mutex_unlock(&m); mutex_unlock(&n); return 0; }`),
    mended: small(`${list} static DEFINE_MUTEX(n);
int a(void) { mutex_lock(&m); mutex_lock(&n); mutex_unlock(&n); mutex_unlock(&m); return 0; }
int b(void) { mutex_lock(&m); mutex_lock(&n); mutex_unlock(&n); mutex_unlock(&m); return 0; }`),
  },
  'lock-held-at-exit': {
    wrong: small(
      `${list}
int a(void) { int *p; mutex_lock(&m); p = kmalloc(4, GFP_KERNEL); if (!p) return -ENOMEM; kfree(p); mutex_unlock(&m); return 0; }
int b(void) { mutex_lock(&m); mutex_unlock(&m); return 0; }`,
      ['a', 'b'],
      1,
    ),
    mended: small(
      `${list}
int a(void) { int *p; mutex_lock(&m); p = kmalloc(4, GFP_KERNEL); mutex_unlock(&m); if (!p) return -ENOMEM; kfree(p); return 0; }
int b(void) { mutex_lock(&m); mutex_unlock(&m); return 0; }`,
      ['a', 'b'],
      1,
    ),
  },
  'lock-misuse': {
    wrong: small(`${list} static atomic_t n;
int a(void) { if (atomic_inc_return(&n) == 2) mutex_unlock(&m); return 0; }
int b(void) { if (atomic_inc_return(&n) == 2) return 1; return 0; }`),
    mended: small(`${list} static atomic_t n;
int a(void) { if (atomic_inc_return(&n) == 2) { mutex_lock(&m); mutex_unlock(&m); } return 0; }
int b(void) { if (atomic_inc_return(&n) == 2) return 1; return 0; }`),
  },
  'sleep-in-atomic': {
    wrong: small(`${list} static int ready;
int a(void) { spin_lock(&s); if (ready) mutex_lock(&m); if (ready) mutex_unlock(&m); spin_unlock(&s); return 0; }
int b(void) { spin_lock(&s); ready = 1; spin_unlock(&s); return 0; }`),
    mended: small(`${list} static int ready;
int a(void) { int now; spin_lock(&s); now = ready; spin_unlock(&s); if (now) mutex_lock(&m); if (now) mutex_unlock(&m); return 0; }
int b(void) { spin_lock(&s); ready = 1; spin_unlock(&s); return 0; }`),
  },
  'double-free': {
    wrong: small(`${list}
int init(void) { shared = kzalloc(sizeof(*shared), GFP_KERNEL); return 0; }
int a(void) { struct item *i = READ_ONCE(shared); WRITE_ONCE(shared, NULL); kfree(i); return 0; }
int b(void) { struct item *i = READ_ONCE(shared); WRITE_ONCE(shared, NULL); kfree(i); return 0; }`),
    mended: small(`${list}
int init(void) { shared = kzalloc(sizeof(*shared), GFP_KERNEL); return 0; }
int a(void) { mutex_lock(&m); struct item *i = shared; shared = NULL; mutex_unlock(&m); kfree(i); return 0; }
int b(void) { mutex_lock(&m); struct item *i = shared; shared = NULL; mutex_unlock(&m); kfree(i); return 0; }`),
  },
  'use-after-free': {
    wrong: small(`${list}
int init(void) { shared = kzalloc(sizeof(*shared), GFP_KERNEL); return 0; }
int a(void) { mutex_lock(&m); struct item *i = shared; mutex_unlock(&m); return i ? i->value : 0; }
int b(void) { mutex_lock(&m); kfree(shared); shared = NULL; mutex_unlock(&m); return 0; }`),
    mended: small(`${list}
int init(void) { shared = kzalloc(sizeof(*shared), GFP_KERNEL); return 0; }
int a(void) { mutex_lock(&m); int v = shared ? shared->value : 0; mutex_unlock(&m); return v; }
int b(void) { mutex_lock(&m); kfree(shared); shared = NULL; mutex_unlock(&m); return 0; }`),
  },
  'invalid-free': {
    wrong: small(`${list}
int a(void) { mutex_lock(&m); if (!shared) shared = kzalloc(sizeof(*shared), GFP_KERNEL); else { kfree(&shared->value); shared = NULL; } mutex_unlock(&m); return 0; }
int b(void) { return a(); }`),
    mended: small(`${list}
int a(void) { mutex_lock(&m); if (!shared) shared = kzalloc(sizeof(*shared), GFP_KERNEL); else { kfree(shared); shared = NULL; } mutex_unlock(&m); return 0; }
int b(void) { return a(); }`),
  },
  'null-dereference': {
    wrong: small(`${list}
int init(void) { shared = kzalloc(sizeof(*shared), GFP_KERNEL); return 0; }
int a(void) { mutex_lock(&m); int v = shared->value; mutex_unlock(&m); return v; }
int b(void) { mutex_lock(&m); kfree(shared); shared = NULL; mutex_unlock(&m); return 0; }`),
    mended: small(`${list}
int init(void) { shared = kzalloc(sizeof(*shared), GFP_KERNEL); return 0; }
int a(void) { mutex_lock(&m); int v = shared ? shared->value : 0; mutex_unlock(&m); return v; }
int b(void) { mutex_lock(&m); kfree(shared); shared = NULL; mutex_unlock(&m); return 0; }`),
  },
  'out-of-bounds': {
    wrong: small(`${list} static int used; static int slots[2];
static int take(void) { mutex_lock(&m); int n = used++; mutex_unlock(&m); slots[n] = 1; return n; }
int a(void) { take(); return 0; } int b(void) { take(); take(); return 0; }`),
    mended: small(`${list} static int used; static int slots[3];
static int take(void) { mutex_lock(&m); int n = used++; mutex_unlock(&m); slots[n] = 1; return n; }
int a(void) { take(); return 0; } int b(void) { take(); take(); return 0; }`),
  },
  'uninitialised-read': {
    wrong: small(`${list}
int a(void) { struct item *i = kmalloc(sizeof(*i), GFP_KERNEL); mutex_lock(&m); shared = i; mutex_unlock(&m); mutex_lock(&m); if (i) i->value = 1; mutex_unlock(&m); return 0; }
int b(void) { mutex_lock(&m); int v = shared ? shared->value : 0; mutex_unlock(&m); return v > 5; }
int fini(void) { kfree(shared); shared = NULL; return 0; }`),
    mended: small(`${list}
int a(void) { struct item *i = kmalloc(sizeof(*i), GFP_KERNEL); if (i) i->value = 1; mutex_lock(&m); shared = i; mutex_unlock(&m); return 0; }
int b(void) { mutex_lock(&m); int v = shared ? shared->value : 0; mutex_unlock(&m); return v > 5; }
int fini(void) { kfree(shared); shared = NULL; return 0; }`),
  },
  'list-corruption': {
    wrong: small(`${list} static struct item one, two;
int a(void) { list_add(&one.list, &items); return 0; } int b(void) { list_add(&two.list, &items); return 0; }`),
    mended: small(`${list} static struct item one, two;
int a(void) { mutex_lock(&m); list_add(&one.list, &items); mutex_unlock(&m); return 0; }
int b(void) { mutex_lock(&m); list_add(&two.list, &items); mutex_unlock(&m); return 0; }`),
  },
  'reference-underflow': {
    wrong: small(`static refcount_t r = REFCOUNT_INIT(2);
static int put(void) { return refcount_dec_and_test(&r); }
int a(void) { put(); return 0; } int b(void) { put(); put(); return 0; }`),
    mended: small(`static refcount_t r = REFCOUNT_INIT(3);
static int put(void) { return refcount_dec_and_test(&r); }
int a(void) { put(); return 0; } int b(void) { put(); put(); return 0; }`),
  },
  warn: {
    wrong: small(`static refcount_t r = REFCOUNT_INIT(1);
int a(void) { return refcount_dec_and_test(&r); } int b(void) { refcount_inc(&r); return 0; }`),
    mended: small(`static refcount_t r = REFCOUNT_INIT(1);
int a(void) { return refcount_dec_and_test(&r); } int b(void) { return refcount_inc_not_zero(&r); }`),
  },
  'uninitialised-copy-out': {
    wrong: small(`${list} struct answer { u32 size; u32 count; };
int init(void) { shared = kzalloc(sizeof(*shared), GFP_KERNEL); return 0; }
int a(void) { struct answer got; got.size = sizeof(got); mutex_lock(&m); if (shared) got.count = 1; mutex_unlock(&m); return copy_to_user((void __user *)0x10000, &got, sizeof(got)) ? -EFAULT : 0; }
int b(void) { mutex_lock(&m); kfree(shared); shared = NULL; mutex_unlock(&m); return 0; }`),
    mended: small(`${list} struct answer { u32 size; u32 count; };
int init(void) { shared = kzalloc(sizeof(*shared), GFP_KERNEL); return 0; }
int a(void) { struct answer got = { .size = sizeof(got) }; mutex_lock(&m); if (shared) got.count = 1; mutex_unlock(&m); return copy_to_user((void __user *)0x10000, &got, sizeof(got)) ? -EFAULT : 0; }
int b(void) { mutex_lock(&m); kfree(shared); shared = NULL; mutex_unlock(&m); return 0; }`),
  },
  leak: {
    wrong: small(`${list}
static int put(void) { struct item *i = kzalloc(sizeof(*i), GFP_KERNEL); mutex_lock(&m); shared = i; mutex_unlock(&m); return 0; }
int a(void) { return put(); } int b(void) { return put(); } int fini(void) { kfree(shared); shared = NULL; return 0; }`),
    mended: small(`${list}
static int put(void) { struct item *i = kzalloc(sizeof(*i), GFP_KERNEL); mutex_lock(&m); struct item *old = shared; shared = i; mutex_unlock(&m); kfree(old); return 0; }
int a(void) { return put(); } int b(void) { return put(); } int fini(void) { kfree(shared); shared = NULL; return 0; }`),
  },
  'out-of-fuel': {
    wrong: small(`${list} static int stop;
int a(void) { mutex_lock(&m); while (!stop) ; mutex_unlock(&m); return 0; } int b(void) { mutex_lock(&m); stop = 1; mutex_unlock(&m); return 0; }`),
    mended: small(`${list} static int stop;
int a(void) { mutex_lock(&m); int now = stop; mutex_unlock(&m); return now; } int b(void) { mutex_lock(&m); stop = 1; mutex_unlock(&m); return 0; }`),
  },
  'opaque-reached': {
    wrong: {
      ...small(`${list} static int strange; int unknown_function(int); 
int a(void) { mutex_lock(&m); int now = strange; mutex_unlock(&m); return now ? unknown_function(1) : 0; } int b(void) { mutex_lock(&m); strange = 1; mutex_unlock(&m); return 0; }`),
      opaque: true,
    },
    mended: small(`${list} static int strange;
int a(void) { mutex_lock(&m); int now = strange; mutex_unlock(&m); return now; } int b(void) { mutex_lock(&m); strange = 1; mutex_unlock(&m); return 0; }`),
  },
};

// A loop without end is a circle of states where everything interrupts it, and no finding.
const ending = Object.entries(table).filter(([kind]) => kind !== 'out-of-fuel');

test.each(ending)('%s is shown in the fewest steps there are', (kind, { wrong }) => {
  const found = lengths(start(wrong));
  expect(kindsOf([...found.keys()])).toContain(kind);
  const least = lengthsUnreduced(start(wrong), found.keys());
  expect([...found].sort()).toEqual([...least].sort());
});

const kindsOf = (causes: readonly string[]) => new Set(causes.map((cause) => cause.split(' ')[0]));

test.each(Object.entries(table))(
  '%s is found where it is, and not where it is mended',
  (kind, { wrong, mended }) => {
    const found = reduced(start(wrong));
    expect(kindsOf(found.causes)).toContain(kind);
    expect(seen(found)).toEqual(seen(unreduced(start(wrong))));
    const fine = reduced(start(mended));
    expect(fine.causes).toEqual([]);
    expect(unreduced(start(mended))).toMatchObject({ causes: [], ends: fine.ends });
    const followed = everySchedule(start(wrong));
    if (followed !== null) expect(followed).toEqual(withoutRaces(found));
    expect(withoutRaces(everySchedule(start(mended)) ?? fine)).toEqual(withoutRaces(fine));
  },
);
