import type { Row } from './row.ts';

/** What is done at once: atomics, bits, references, xarrays. */
export const atomics: readonly Row[] = [
  {
    of: 'include/linux/atomic/atomic-instrumented.h',
    functions: [
      'atomic_set',
      'atomic_read',
      'atomic_add_return',
      'atomic_fetch_add',
      'atomic_inc_not_zero',
      'atomic_cmpxchg',
      'atomic_xchg',
    ],
    body: `atomic_t v; int a, b, c, d, e; atomic_set(&v, 1); a = atomic_add_return(2, &v); b = atomic_fetch_add(1, &v); c = atomic_inc_not_zero(&v);
d = atomic_cmpxchg(&v, 4, 9); e = atomic_xchg(&v, 0);
pr_info("%d %d %d %d %d %d %d", a, b, c, d, e, atomic_inc_not_zero(&v), atomic_read(&v));`,
    says: ['3 3 1 5 5 0 0'],
  },
  {
    of: 'include/linux/atomic/atomic-instrumented.h',
    functions: [
      'atomic_fetch_and',
      'atomic_fetch_or',
      'atomic_fetch_xor',
      'atomic_sub_and_test',
      'atomic_try_cmpxchg',
    ],
    body: `atomic_t v = ATOMIC_INIT(6); int a, b, c, d, old = 1; a = atomic_fetch_and(3, &v); b = atomic_fetch_or(9, &v); c = atomic_fetch_xor(1, &v); pr_info("%d %d %d %d", a, b, c, atomic_read(&v)); d = atomic_try_cmpxchg(&v, &old, 5);
pr_info("%d %d", d, old); d = atomic_try_cmpxchg(&v, &old, 5); a = atomic_sub_and_test(4, &v); b = atomic_sub_and_test(1, &v); pr_info("%d %d %d %d", d, old, a, b);`,
    says: ['6 2 11 10', '0 10', '1 10 0 1'],
  },
  {
    of: 'include/linux/atomic/atomic-instrumented.h',
    functions: [
      'atomic_fetch_add_unless',
      'atomic_add_unless',
      'atomic_inc_unless_negative',
      'atomic_dec_unless_positive',
      'atomic_dec_if_positive',
    ],
    body: `atomic_t v = ATOMIC_INIT(1); int a, b, c, d, e, f, g; a = atomic_fetch_add_unless(&v, 1, 1); b = atomic_add_unless(&v, -1, 0); c = atomic_dec_if_positive(&v); d = atomic_dec_unless_positive(&v); e = atomic_inc_unless_negative(&v);
f = atomic_read(&v); atomic_set(&v, 2); g = atomic_dec_if_positive(&v); pr_info("%d %d %d %d %d %d %d %d %d", a, b, c, d, e, f, g, atomic_dec_unless_positive(&v), atomic_inc_unless_negative(&v));`,
    says: ['1 1 -1 1 0 -1 1 0 1'],
  },
  {
    of: 'include/linux/atomic/atomic-long.h',
    functions: [
      'atomic64_cmpxchg',
      'atomic64_xchg',
      'atomic64_fetch_add_unless',
      'atomic64_dec_if_positive',
      'atomic_long_inc_not_zero',
    ],
    body: `atomic_long_t v; s64 a, b, c, d, e; long f; atomic_long_set(&v, 1L << 40); a = atomic64_cmpxchg(&v, 1ll << 40, 0); b = atomic_long_inc_not_zero(&v); c = atomic64_dec_if_positive(&v); d = atomic64_fetch_add_unless(&v, 7, 1); e = atomic64_xchg(&v, 3); f = atomic_long_dec_return(&v);
pr_info("%llx %lld %lld %lld %lld %ld", a, b, c, d, e, f);`,
    says: ['10000000000 0 -1 0 7 2'],
  },
  {
    of: 'include/linux/atomic/atomic-instrumented.h',
    functions: ['xchg', 'cmpxchg', 'try_cmpxchg', 'cmpxchg_release'],
    before: 'static struct { bool once; s8 small; int plain; u64 wide; char *text; } of;',
    body: `bool a = xchg(&of.once, true), b = xchg(&of.once, true), c, d; char *text = NULL; int e, f; of.small = -1; of.plain = -5; e = cmpxchg(&of.small, -1, 3); f = cmpxchg_release(&of.plain, 4, 3); c = try_cmpxchg(&of.text, &text, "one"); d = try_cmpxchg(&of.text, &text, "two");
pr_info("%d %d %d %d %d %d", a, b, e, of.small, f, of.plain); pr_info("%d %d %s %s %llx", c, d, text, of.text, cmpxchg(&of.wide, 0, 1ull << 63)); pr_info("%llx", of.wide);`,
    says: ['0 1 -1 3 -5 -5', '1 0 one one 0', '8000000000000000'],
  },
  {
    of: 'lib/refcount.c, lib/dec_and_lock.c',
    functions: [
      'refcount_dec_not_one',
      'refcount_add_not_zero',
      'refcount_dec_and_lock_irqsave',
      'kref_put_lock',
      'atomic_dec_and_lock',
      'atomic_dec_and_mutex_lock',
    ],
    before:
      'static DEFINE_SPINLOCK(s); static DEFINE_MUTEX(m); static void gone(struct kref *k) { pr_info("gone"); spin_unlock(&s); }',
    body: `refcount_t r = REFCOUNT_INIT(1); atomic_t v = ATOMIC_INIT(2); struct kref k; unsigned long flags; int a, b, c, d, e, f; a = refcount_dec_not_one(&r); b = refcount_add_not_zero(2, &r); c = refcount_dec_not_one(&r); d = refcount_read(&r); refcount_set(&r, 1); if (refcount_dec_and_lock_irqsave(&r, &s, &flags)) spin_unlock_irqrestore(&s, flags);
pr_info("%d %d %d %d %d", a, b, c, d, refcount_add_not_zero(1, &r)); kref_init(&k); kref_get(&k); e = kref_put_lock(&k, gone, &s); f = kref_put_lock(&k, gone, &s); a = atomic_dec_and_lock(&v, &s); b = atomic_dec_and_lock(&v, &s); spin_unlock(&s); atomic_set(&v, 1); c = atomic_dec_and_mutex_lock(&v, &m); mutex_unlock(&m); pr_info("%d %d %d %d %d", e, f, a, b, c);`,
    says: ['0 1 1 2 0', 'gone', '0 1 0 1 1'],
  },
  {
    of: 'include/linux/atomic/atomic-instrumented.h',
    functions: ['atomic64_set', 'atomic64_read', 'atomic64_add_return'],
    body: `atomic64_t v; s64 a; atomic64_set(&v, 0x7fffffff); a = atomic64_add_return(1, &v); pr_info("%llx %llx", a, atomic64_read(&v));`,
    says: ['80000000 80000000'],
  },
  {
    of: 'include/asm-generic/bitops',
    functions: ['set_bit', 'clear_bit', 'test_bit', 'test_and_set_bit', 'test_and_clear_bit', 'fls64', 'ffs'],
    before: '#include <linux/bitops.h>',
    body: `unsigned long w[2] = { 0, 0 }; int a, b, c; set_bit(3, w); set_bit(65, w); clear_bit(3, w); a = test_and_set_bit(4, w); b = test_and_set_bit(4, w); c = test_and_clear_bit(4, w);
pr_info("%d %d %d %d %d %lx %d %d %d %d", a, b, c, !!test_bit(4, w), !!test_bit(65, w), w[1], fls64(0), fls64(1ull << 40), ffs(0), ffs(8));`,
    says: ['0 1 1 0 1 2 0 41 0 4'],
  },
  {
    of: 'include/asm-generic/bitops',
    functions: [
      'change_bit',
      'test_and_change_bit',
      'test_and_set_bit_lock',
      'clear_bit_unlock',
      'assign_bit',
    ],
    before: '#include <linux/bitops.h>',
    body: `unsigned long w[2] = { 0, 0 }; bool a, b, c, d; change_bit(70, w); a = test_and_change_bit(70, w); b = test_and_change_bit(63, w);
c = test_and_set_bit_lock(0, w); d = test_and_set_bit_lock(0, w); clear_bit_unlock(0, w); assign_bit(1, w, true); assign_bit(63, w, false);
pr_info("%d %d %d %d %lx %lx", a, b, c, d, w[0], w[1]);`,
    says: ['1 0 0 1 2 0'],
  },
  {
    of: 'include/asm-generic/bitops/non-atomic.h',
    functions: [
      '__set_bit',
      '__clear_bit',
      '__change_bit',
      '__test_and_set_bit',
      '__test_and_clear_bit',
      '__assign_bit',
    ],
    before: '#include <linux/bitops.h>',
    body: `unsigned long w[2] = { 0, 0 }; bool a, b, c; __set_bit(64, w); __set_bit(1, w); __clear_bit(64, w); __change_bit(2, w); a = __test_and_set_bit(1, w); b = __test_and_set_bit(3, w); c = __test_and_clear_bit(2, w); __assign_bit(65, w, true);
pr_info("%d %d %d %lx %lx", a, b, c, w[0], w[1]);`,
    says: ['1 0 1 a 2'],
  },
  {
    of: 'lib/refcount.c',
    functions: ['refcount_add', 'refcount_sub_and_test', 'refcount_dec_if_one', 'refcount_dec_and_lock'],
    before: 'static DEFINE_SPINLOCK(s);',
    body: `refcount_t r; int a, b, c, d; refcount_set(&r, 1); refcount_add(3, &r); a = refcount_sub_and_test(2, &r); b = refcount_dec_if_one(&r); c = refcount_dec_and_lock(&r, &s); d = refcount_dec_and_lock(&r, &s); spin_unlock(&s);
pr_info("%d %d %d %d %u", a, b, c, d, refcount_read(&r));`,
    says: ['0 0 0 1 0'],
  },
  {
    of: 'lib/xarray.c',
    functions: [
      'xa_init_flags',
      'xa_alloc',
      'xa_alloc_cyclic',
      'xa_find_after',
      'xa_for_each_range',
      'xa_for_each_start',
    ],
    body: `struct xarray x; u32 a, b, c, d, next = 2; unsigned long at; void *entry; int wrapped; xa_init_flags(&x, XA_FLAGS_ALLOC1); xa_alloc(&x, &a, xa_mk_value(1), xa_limit_32b, GFP_KERNEL);
xa_store(&x, 0, xa_mk_value(0), GFP_KERNEL); xa_alloc_cyclic(&x, &b, xa_mk_value(2), XA_LIMIT(0, 3), &next, GFP_KERNEL); xa_alloc_cyclic(&x, &c, xa_mk_value(3), XA_LIMIT(0, 3), &next, GFP_KERNEL); xa_erase(&x, 1);
wrapped = xa_alloc_cyclic(&x, &d, xa_mk_value(4), XA_LIMIT(0, 3), &next, GFP_KERNEL); pr_info("%u %u %u %d %u %d", a, b, c, wrapped, d, xa_alloc(&x, &d, NULL, XA_LIMIT(0, 3), GFP_KERNEL));
at = 2; entry = xa_find_after(&x, &at, ~0ul, XA_PRESENT); pr_info("%lu %d", at, xa_find_after(&x, &at, ~0ul, XA_PRESENT) == NULL);
xa_for_each_range(&x, at, entry, 1, 2) pr_info("%lu", at); xa_for_each_start(&x, at, entry, 3) pr_info("%lu", at); xa_destroy(&x);`,
    says: ['1 2 3 1 1 -16', '3 1', '1', '2', '3'],
  },
  {
    of: 'lib/xarray.c',
    functions: ['xa_cmpxchg', 'xa_reserve', 'xa_release', 'xa_insert', 'xa_store'],
    before:
      'static DEFINE_XARRAY(x); static DEFINE_XARRAY_FLAGS(y, XA_FLAGS_ALLOC); static DEFINE_XARRAY_ALLOC1(z);',
    body: `int a, b, c; void *d, *e; a = xa_reserve(&x, 4, GFP_KERNEL); b = xa_insert(&x, 4, xa_mk_value(1), GFP_KERNEL); pr_info("%d %d %d %d", a, b, xa_load(&x, 4) == NULL, xa_empty(&x)); xa_release(&x, 4);
d = xa_cmpxchg(&x, 4, NULL, xa_mk_value(2), GFP_KERNEL); e = xa_cmpxchg(&x, 4, NULL, xa_mk_value(3), GFP_KERNEL); pr_info("%d %lu", d == NULL, xa_to_value(e)); xa_cmpxchg(&x, 4, xa_mk_value(2), NULL, 0); pr_info("%d", xa_empty(&x));
xa_store(&y, 1, NULL, GFP_KERNEL); c = xa_insert(&y, 1, &x, GFP_KERNEL); pr_info("%d %d", c, xa_empty(&z)); xa_erase(&y, 1); pr_info("%d", xa_empty(&y));`,
    says: ['0 -16 1 0', '1 2', '1', '-16 1', '1'],
  },
  {
    of: 'lib/xarray.c',
    functions: [
      'xa_lock',
      '__xa_store',
      '__xa_insert',
      '__xa_alloc',
      '__xa_cmpxchg',
      '__xa_erase',
      'xa_unlock',
    ],
    before: 'static DEFINE_XARRAY_ALLOC(x);',
    body: `u32 id; int a, b; xa_lock(&x); __xa_store(&x, 0, xa_mk_value(1), GFP_KERNEL); a = __xa_insert(&x, 0, xa_mk_value(2), GFP_ATOMIC); b = __xa_alloc(&x, &id, xa_mk_value(3), xa_limit_31b, GFP_KERNEL);
pr_info("%d %d %u %d", a, b, id, __xa_cmpxchg(&x, 1, xa_mk_value(3), xa_mk_value(4), GFP_KERNEL) == xa_mk_value(3)); __xa_erase(&x, 0); xa_unlock(&x); pr_info("%lu", xa_to_value(xa_erase(&x, 1)));`,
    says: ['-16 0 1 1', '4'],
  },
  {
    of: 'lib/xarray.c',
    functions: ['xa_init', 'xa_load', 'xa_find', 'xa_is_value', 'xa_is_err', 'xa_erase', 'xa_store'],
    body: `struct xarray x; unsigned long at = 1; void *old; xa_init(&x); old = xa_store(&x, 5, xa_mk_value(7), GFP_KERNEL); pr_info("%d %d", old == NULL, xa_is_err(old)); old = xa_store(&x, 5, xa_mk_value(8), GFP_KERNEL);
pr_info("%lu %lu %d", xa_to_value(old), xa_to_value(xa_load(&x, 5)), xa_load(&x, 6) == NULL); old = xa_find(&x, &at, ~0ul, XA_PRESENT); pr_info("%lu %d", at, xa_is_value(old)); xa_erase(&x, 5); pr_info("%d", xa_empty(&x));`,
    says: ['1 0', '7 8 1', '5 1', '1'],
  },
];
