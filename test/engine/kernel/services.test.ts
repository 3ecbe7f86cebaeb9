import { describe, expect, test } from 'vitest';
import { findingMessage } from '../../../src/engine/view/words/finding.ts';
import { inKernel, kinds } from './running.ts';

/** What a module_init of that body prints, where nothing may be found wrong. */
function log(body: string, before = ''): readonly string[] {
  const { log: lines, findings, stopped } = inKernel(body, before);
  expect(findings).toEqual([]);
  expect(stopped).toBeNull();
  return lines;
}

describe('printk', () => {
  test.each([
    ['"%d %i %u", -1, -2, 4294967295u', '-1 -2 4294967295'],
    ['"%x %X %#x %08x", 255, 255, 255, 255', 'ff FF 0xff 000000ff'],
    [
      '"%lx %llx %lu", 0x20000000000001ul, 0xFFFFFFFFFFFF0000ull, ~0ul',
      '20000000000001 ffffffffffff0000 18446744073709551615',
    ],
    ['"%#018llx|%5d|%-5d|%05d", 0x80000000ull, 42, 42, -42', '0x0000000080000000|   42|42   |-0042'],
    ['"%hhx %hx", 0x1ff, 0x1ffff', 'ff ffff'],
    ['"%s|%.2s|%5s|%-5s|%c%%", "text", "text", "ab", "ab", 65', 'text|te|   ab|ab   |A%'],
    ['"%*d %.*s", 4, 7, 1, "xyz"', '   7 x'],
    ['"%s", (char *)NULL', '(null)'],
    ['"%p %p", NULL, (void *)0x1234', '0000000000000000 (____ptrval____)'],
    ['"%px", (void *)0x1234', '0000000000001234'],
    ['"%pe", ERR_PTR(-22)', '-EINVAL'],
    ['"%ps", trial_init', 'trial_init'],
    ['"%pa", &(phys_addr_t){ 0x80000000 }', '0x0000000080000000'],
    ['"%zu %zd", sizeof(u64), (ssize_t)-1', '8 -1'],
    ['"%d"', '%d'],
  ])('%s', (args, text) => {
    expect(log(`pr_info(${args});`)).toEqual([text]);
  });

  test('levels are dropped, lines are split, pr_debug is silent', () => {
    expect(log('printk(KERN_ERR "one\\ntwo\\n"); pr_debug("three\\n"); pr_warn("four");')).toEqual([
      'one',
      'two',
      'four',
    ]);
  });

  test('snprintf and scnprintf tell what the kernel tells', () => {
    const body = `char b[4]; int n = snprintf(b, sizeof(b), "%s", "abcdef");
pr_info("%d %s\\n", n, b); n = scnprintf(b, sizeof(b), "%d", 123456); pr_info("%d %s\\n", n, b);`;
    expect(log(body)).toEqual(['6 abc', '3 123']);
  });
});

test('READ_ONCE and WRITE_ONCE take numbers of every size, pointers, and records', () => {
  const before = `struct pair { int a, b; }; struct large { long a, b, c; };
static struct { bool set; s8 small; s16 middle; int plain; u64 wide; char *text; struct pair pair; struct large large; } of;`;
  const body = `WRITE_ONCE(of.set, 256); WRITE_ONCE(of.small, -2); WRITE_ONCE(of.middle, -3); WRITE_ONCE(of.plain, -4);
WRITE_ONCE(of.wide, 0x8000000000000005); WRITE_ONCE(of.text, "six"); WRITE_ONCE(of.pair, ((struct pair){ 7, 8 }));
WRITE_ONCE(of.large, ((struct large){ 9, 10, 11 }));
pr_info("%d %d %d %d", READ_ONCE(of.set), READ_ONCE(of.small), READ_ONCE(of.middle), READ_ONCE(of.plain));
pr_info("%llx %s %d %ld", READ_ONCE(of.wide), READ_ONCE(of.text), READ_ONCE(of.pair).b, READ_ONCE(of.large).c);`;
  expect(log(body, before)).toEqual(['1 -2 -3 -4', '8000000000000005 six 8 11']);
});

describe('list_add, list_del', () => {
  const items = 'struct item { int n; struct list_head list; };';

  test('order, deletion while walking, splicing', () => {
    const body = `LIST_HEAD(a); LIST_HEAD(b); struct item items[5], *pos, *next; int i;
for (i = 0; i < 5; i++) { items[i].n = i; if (i & 1) list_add(&items[i].list, &a); else list_add_tail(&items[i].list, &a); }
list_for_each_entry_safe(pos, next, &a, list) if (pos->n == 0 || pos->n == 4) list_del(&pos->list);
list_splice_tail_init(&a, &b);
list_for_each_entry(pos, &b, list) pr_info("%d", pos->n);
pr_info("%d %d %d", list_empty(&a), list_is_singular(&b), list_first_entry(&b, struct item, list)->n);`;
    expect(log(body, items)).toEqual(['3', '1', '2', '1 0 3']);
  });

  test('__list_del_entry_valid: a second deletion is a corruption and is left out', () => {
    const result = inKernel(
      'struct item i; LIST_HEAD(h); list_add(&i.list, &h); list_del(&i.list); list_del(&i.list);',
      items,
    );
    expect(kinds(result)).toEqual(['list-corruption']);
    expect(result.log[0]).toMatch(
      /^list_del corruption, [0-9a-f]{16}->next is LIST_POISON1 \(dead000000000100\)$/,
    );
  });

  test('__list_add_valid: adding twice, and a head that was never initialised', () => {
    const twice = inKernel(
      'struct item i; LIST_HEAD(h); list_add(&i.list, &h); list_add(&i.list, &h);',
      items,
    );
    expect(twice.log[0]).toMatch(/^list_add double add: new=/);
    const bare = inKernel('static struct list_head h; static struct item i; list_add(&i.list, &h);', items);
    expect(bare.log[0]).toBe('list_add corruption. next is NULL.');
    expect(kinds(bare)).toEqual(['list-corruption']);
  });

  test('hlist and hashtable', () => {
    const body = `static DEFINE_HASHTABLE(table, 4); struct entry { u64 key; struct hlist_node node; } e[3], *pos; struct hlist_node *tmp; int i, bkt, n = 0;
hash_init(table);
for (i = 0; i < 3; i++) { e[i].key = i * 1000; hash_add(table, &e[i].node, e[i].key); }
hash_for_each_possible(table, pos, node, 1000) if (pos->key == 1000) pr_info("found");
hash_for_each_safe(table, bkt, tmp, pos, node) { hash_del(&pos->node); n++; }
pr_info("%d %d %d", n, hash_empty(table), hlist_unhashed(&e[0].node));`;
    expect(log(body)).toEqual(['found', '3 1 1']);
  });
});

describe('refcount_t', () => {
  test('the last reference', () => {
    const body = `refcount_t r; refcount_set(&r, 1); refcount_inc(&r);
pr_info("%d %d %d %d", refcount_dec_and_test(&r), refcount_dec_and_test(&r), refcount_inc_not_zero(&r), refcount_read(&r));`;
    expect(log(body)).toEqual(['0 1 0 0']);
  });

  test.each([
    ['refcount_set(&r, 0); refcount_inc(&r);', 'refcount_t: addition on 0; use-after-free.', 'warn'],
    [
      'refcount_set(&r, 0); refcount_dec_and_test(&r);',
      'refcount_t: underflow; use-after-free.',
      'reference-underflow',
    ],
    ['refcount_set(&r, 1); refcount_dec(&r);', 'refcount_t: decrement hit 0; leaking memory.', 'warn'],
    ['refcount_set(&r, INT_MAX); refcount_inc(&r);', 'refcount_t: saturated; leaking memory.', 'warn'],
  ])('refcount_warn_saturate: %s', (body, text, kind) => {
    const result = inKernel(`refcount_t r; ${body}`);
    expect(result.log).toEqual([text]);
    expect(kinds(result)).toEqual([kind]);
  });

  test('kref_put releases once, refcount_dec_and_mutex_lock locks for the last', () => {
    const before = 'static void gone(struct kref *k) { pr_info("gone"); } static DEFINE_MUTEX(m);';
    const body = `struct kref k; refcount_t r; kref_init(&k); kref_get(&k); pr_info("%d", kref_put(&k, gone)); pr_info("%d", kref_put(&k, gone));
refcount_set(&r, 2); pr_info("%d", refcount_dec_and_mutex_lock(&r, &m)); pr_info("%d", refcount_dec_and_mutex_lock(&r, &m)); mutex_unlock(&m);`;
    expect(log(body, before)).toEqual(['0', 'gone', '1', '0', '1']);
  });
});

describe('mutex_lock', () => {
  const before = 'static DEFINE_MUTEX(m);';

  test('guard and scoped_guard give it back on every way out', () => {
    const more = `${before} static int f(int way) { guard(mutex)(&m); if (way) return mutex_is_locked(&m); return 2; }
static int g(void) { scoped_guard(mutex, &m) { if (mutex_is_locked(&m)) return 5; } return 6; }`;
    expect(
      log('pr_info("%d %d %d %d %d", f(0), f(1), mutex_is_locked(&m), g(), mutex_is_locked(&m));', more),
    ).toEqual(['2 1 0 5 0']);
  });

  test.each([
    ['mutex_lock(&m); mutex_lock(&m);', 'self-deadlock'],
    ['mutex_unlock(&m);', 'not-held'],
    [
      'struct mutex *n = kzalloc(sizeof(*n), GFP_KERNEL); mutex_lock(n); mutex_unlock(n); kfree(n);',
      'not-initialised',
    ],
    ['lockdep_assert_held(&m);', 'assert-held'],
    ['mutex_lock(&m); mutex_destroy(&m); mutex_unlock(&m);', 'destroyed-held'],
    ['mutex_destroy(&m); mutex_lock(&m); mutex_unlock(&m);', 'destroyed'],
    ['mutex_lock(&m); mutex_init(&m);', 'initialised-held'],
  ])('%s: %s', (body, detail) => {
    const { findings } = inKernel(body, before);
    expect(findings.map((found) => [found.kind, found.detail])).toEqual([['lock-misuse', detail]]);
  });

  const reading = '#include <linux/rwsem.h>\nstatic DECLARE_RWSEM(m);';

  test.each([
    ['down_read(&m); down_read(&m);', 'read-twice'],
    ['down_read(&m); down_write(&m);', 'self-deadlock'],
    ['down_write(&m); down_read(&m);', 'self-deadlock'],
    ['down_read(&m); up_write(&m);', 'held-for-reading'],
    ['down_write(&m); up_read(&m);', 'held-for-writing'],
    ['up_read(&m);', 'not-held'],
    ['down_read(&m); downgrade_write(&m); up_read(&m);', 'not-held-for-writing'],
    ['down_read(&m); init_rwsem(&m);', 'initialised-held'],
    ['down_read(&m); lockdep_assert_held_write(&m); up_read(&m);', 'assert-held'],
    ['down_write(&m); lockdep_assert_held_read(&m); up_write(&m);', 'assert-held'],
    ['struct rw_semaphore n = {}; down_read_trylock(&n); n.magic = &n; up_read(&n);', 'not-initialised'],
  ])('rwsem: %s: %s', (body, detail) => {
    const { findings } = inKernel(body, reading);
    expect(findings.map((found) => [found.kind, found.detail])).toEqual([['lock-misuse', detail]]);
  });

  const rcu = `#include <linux/rculist.h>
static LIST_HEAD(h); static int *p; struct item { struct list_head list; struct rcu_head rcu; }; static struct item *i;`;

  test.each([
    ['rcu_read_unlock();', ['lock-misuse/suspicious-rcu']],
    ['pr_info("%d", rcu_dereference(p) == NULL);', ['lock-misuse/suspicious-rcu']],
    ['pr_info("%d", rcu_dereference_check(p, lockdep_is_held(&m)) == NULL);', ['lock-misuse/suspicious-rcu']],
    ['rcu_replace_pointer(p, NULL, lockdep_is_held(&m));', ['lock-misuse/suspicious-rcu']],
    ['list_for_each_entry_rcu(i, &h, list, lockdep_is_held(&m)) ;', ['lock-misuse/suspicious-rcu']],
    ['list_for_each_entry_rcu(i, &h, list) ;', []],
    ['guard(mutex)(&m); list_for_each_entry_rcu(i, &h, list, lockdep_is_held(&m)) ;', []],
    ['rcu_read_lock(); rcu_read_lock(); rcu_read_unlock();', ['lock-held-at-exit/lock']],
    ['rcu_read_lock(); msleep(1); rcu_read_unlock();', ['sleep-in-atomic/RCU read section']],
    [
      'rcu_read_lock(); synchronize_rcu(); rcu_read_unlock();',
      ['sleep-in-atomic/RCU read section', 'lock-misuse/self-deadlock'],
    ],
    [
      'struct item *j = kzalloc(sizeof(*j), GFP_KERNEL); rcu_read_lock(); kfree_rcu(j, rcu); kfree_rcu(j, rcu); rcu_read_unlock();',
      ['warn/text'],
    ],
  ])('RCU: %s: %s', (body, told) => {
    const { findings } = inKernel(body, `#include <linux/delay.h>\n${before}\n${rcu}`);
    expect(findings.map(({ kind, detail }) => `${kind}/${detail}`)).toEqual(told);
  });

  test('a task that ends with a mutex is told at the line that took it', () => {
    const { findings } = inKernel('mutex_lock(&m);', before);
    expect(findings.map(({ kind }) => kind)).toEqual(['lock-held-at-exit']);
  });
});

describe('kmalloc', () => {
  test('is not initialised, kzalloc is', () => {
    const result = inKernel(
      'int *p = kmalloc(4, GFP_KERNEL), *q = kzalloc(4, GFP_KERNEL); pr_info("%d", *q); pr_info("%d", *p); kfree(p); kfree(q);',
    );
    expect(kinds(result)).toEqual(['uninitialised-read']);
  });

  test('sizes that overflow give NULL, zero gives ZERO_SIZE_PTR', () => {
    expect(
      log(
        'pr_info("%d %d", kcalloc(~0ul, 2, GFP_KERNEL) == NULL, kmalloc(0, GFP_KERNEL) == ZERO_SIZE_PTR); kfree(kmalloc(0, GFP_KERNEL));',
      ),
    ).toEqual(['1 1']);
  });

  test('krealloc, kstrdup, kmemdup, kasprintf, kzalloc_obj', () => {
    const body = `char *a = kstrdup("abc", GFP_KERNEL), *b = kasprintf(GFP_KERNEL, "%s-%d", a, 7); u64 *c = kzalloc_obj(*c), *d = kzalloc_obj(u64, GFP_KERNEL);
a = krealloc(a, 16, GFP_KERNEL); pr_info("%s %s %llu %llu", a, b, *c, *d); kfree(a); kfree(b); kfree(c); kfree(d);`;
    expect(log(body)).toEqual(['abc abc-7 0 0']);
  });

  test('__free frees at the end of the scope, no_free_ptr keeps', () => {
    const before =
      'static void *keep(void) { void *p __free(kfree) = kzalloc(8, GFP_KERNEL); return_ptr(p); } static void drop(void) { void *p __free(kfree) = kzalloc(8, GFP_KERNEL); }';
    expect(log('void *p = keep(); drop(); kfree(p);', before)).toEqual([]);
  });

  test('what is never freed is a leak, at its allocation', () => {
    const { findings } = inKernel(
      'struct item *p = kzalloc(sizeof(*p), GFP_KERNEL);\n(void)p;',
      'struct item { int a[4]; };',
    );
    expect(findings).toMatchObject([
      { kind: 'leak', object: 'struct item', during: 'unload', source: { file: 'trial/main.c' } },
    ]);
  });
});

test('WARN_ON gives its condition, twice in one test too, and tells where', () => {
  const body =
    'void *p = &trial_init;\nif (WARN_ON(!p) || WARN_ON(!p)) pr_info("wrong");\nif (WARN_ON(p)) pr_info("right");';
  const result = inKernel(body);
  expect(result.log).toEqual([
    expect.stringMatching(/^WARNING: at trial\/main\.c:\d+ trial_init\(\)$/),
    'right',
  ]);
  expect(kinds(result)).toEqual(['warn']);
  expect(findingMessage(result.findings[0]!)).toContain('the kernel warns: WARN_ON(p) in trial_init()');
});

test('WARN_ON_ONCE warns once', () => {
  expect(kinds(inKernel('int i; for (i = 0; i < 3; i++) WARN_ON_ONCE(1);'))).toEqual(['warn']);
});

test('BUG ends the task: what follows is not run, and the run says so', () => {
  const result = inKernel('BUG_ON(1);\npr_info("after");');
  expect(result.log.filter((line) => line === 'after')).toEqual([]);
  expect(kinds(result)).toEqual(['warn']);
  expect(result.stopped).toContain('load trial');
});

describe('numbers', () => {
  test.each([
    ['check_add_overflow((u64)~0ull, 1ull, &u)', '1'],
    ['check_sub_overflow(5ull, 3ull, &u) + (int)u', '2'],
    ['check_mul_overflow(1ull << 63, 2ull, &u)', '1'],
    ['(int)roundup_pow_of_two(5) + (int)roundup_pow_of_two(8)', '16'],
    ['(int)round_up(5, 4) + (int)round_down(7, 4)', '12'],
    ['(int)ALIGN(0x1001, 0x1000) + IS_ALIGNED(0x2000, 0x1000)', String(0x2001)],
    ['min(3, 4) * 10 + max(3, 4)', '34'],
    ['(int)min_t(u32, -1, 7) + clamp(12, 1, 9)', '16'],
    ['(int)ARRAY_SIZE(((int[7]){ 0 })) + (int)DIV_ROUND_UP(7, 2)', '11'],
    ['(int)(GENMASK(7, 4) | BIT(0))', String(0xf1)],
    ['ilog2(1024) + fls(8) + (int)hweight64(0xff)', '22'],
    ['(int)(PAGE_SIZE >> 12)', '16'],
    ['(int)(struct_size(f, data, 3) + (struct_size(f, data, ~0ul) == SIZE_MAX))', '17'],
    ['(int)(type_max(u8) + type_max(s8)) + (type_min(s16) == -32768)', '383'],
    ['(int)FIELD_GET(0xe000u, 0xa000u) + (int)FIELD_PREP(0xf0u, 3u)', '53'],
    ['is_power_of_2(8) + !is_power_of_2(6) + (int)upper_32_bits(0x500000000ull)', '7'],
  ])('%s', (expression, value) => {
    const before = '#include <linux/bitfield.h>\nstruct flex { u32 n; u32 data[]; };';
    expect(
      log(`u64 u = 0; struct flex *f = NULL; (void)u; (void)f; pr_info("%d", ${expression});`, before),
    ).toEqual([value]);
  });
});

test('ida, xarray', () => {
  const body = `static DEFINE_IDA(ida); static DEFINE_XARRAY_ALLOC(xa); unsigned long index; void *entry; u32 id;
pr_info("%d %d", ida_alloc(&ida, GFP_KERNEL), ida_alloc(&ida, GFP_KERNEL)); ida_free(&ida, 0);
pr_info("%d %d", ida_alloc_max(&ida, 0, GFP_KERNEL), ida_alloc_max(&ida, 1, GFP_KERNEL));
xa_store(&xa, 7, xa_mk_value(70), GFP_KERNEL); xa_store(&xa, 3, xa_mk_value(30), GFP_KERNEL);
xa_for_each(&xa, index, entry) pr_info("%lu %lu", index, xa_to_value(entry));
pr_info("%d %d", xa_insert(&xa, 7, entry, GFP_KERNEL), xa_alloc(&xa, &id, xa_mk_value(1), XA_LIMIT(3, 9), GFP_KERNEL));
pr_info("%u %d", id, xa_erase(&xa, 3) == xa_mk_value(30)); xa_destroy(&xa); pr_info("%d", xa_empty(&xa));`;
  expect(log(body)).toEqual(['0 1', '0 -28', '3 30', '7 70', '-16 0', '4 1', '1']);
});

test('atomic_t, jiffies and delays', () => {
  const body = `atomic_t v = ATOMIC_INIT(1); unsigned long start = jiffies;
pr_info("%d %d %d", atomic_inc_return(&v), atomic_cmpxchg(&v, 2, 9), atomic_dec_and_test(&v));
msleep(1000); pr_info("%d %d", time_after(jiffies, start + msecs_to_jiffies(999)), time_after(jiffies, start + msecs_to_jiffies(1100)));`;
  expect(log(body, '#include <linux/jiffies.h>')).toEqual(['2 2 0', '1 0']);
});
