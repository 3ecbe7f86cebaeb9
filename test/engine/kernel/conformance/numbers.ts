import type { Row } from './row.ts';

/** Numbers, their tables and what waits for them: at their limits. */
export const numbers: readonly Row[] = [
  {
    of: 'include/linux/overflow.h',
    functions: [
      'check_add_overflow',
      'check_sub_overflow',
      'check_mul_overflow',
      'size_add',
      'size_mul',
      'size_sub',
    ],
    before: `#include <linux/overflow.h>
#include <linux/bitfield.h>
#include <linux/log2.h>
struct flex { u64 n; u32 of[]; };`,
    body: `u8 b; int i; u32 w; u64 x; s64 s; struct flex *f = NULL; bool o; unsigned long l; size_t most = ~0ul; o = check_add_overflow((u8)200, (u8)100, &b);
pr_info("%d %u", o, b); o = check_sub_overflow(1u, 2u, &w); pr_info("%d %x", o, w); o = check_mul_overflow(0x7fffffff, 2, &i);
pr_info("%d %d", o, i); o = check_add_overflow(1ull << 63, 1ull << 63, &s); pr_info("%d %lld", o, s); o = check_mul_overflow(1ull << 31, 1u, &i);
pr_info("%d %d", o, i); pr_info("%zx %zx %zx %zx", size_add(~0ul, 1), size_mul(~0ul, 2), size_sub(1, 2), size_sub(~0ul, 2));
pr_info("%zu %zx %zu", struct_size(f, of, 3), struct_size(f, of, most), flex_array_size(f, of, 5)); pr_info("%zx %zx", array_size(~0ul, 2), array3_size(2, 3, 4));
pr_info("%d %d %d %d %d", DIV_ROUND_UP(7, 2), DIV_ROUND_CLOSEST(7, 2), DIV_ROUND_CLOSEST(-7, 2), DIV_ROUND_CLOSEST(-5, 4), mult_frac(7, 5, 2));
pr_info("%d %d %d %d", roundup(7, 3), rounddown(7, 3), round_up(7, 4), round_down(7, 4)); pr_info("%d %d %d", ALIGN(7, 4), ALIGN_DOWN(7, 4), IS_ALIGNED(8, 4));
pr_info("%d %d %d %d", ilog2(1), ilog2(1000), order_base_2(5), order_base_2(1)); l = 5; pr_info("%lu %lu %d %d", roundup_pow_of_two(l), rounddown_pow_of_two(l), is_power_of_2(0), is_power_of_2(8));
pr_info("%lx %llx %x", GENMASK(7, 4), GENMASK_ULL(63, 60), (u32)FIELD_PREP(GENMASK(7, 4), 5)); pr_info("%lu %d %d", FIELD_GET(GENMASK(7, 4), 0xabul), FIELD_FIT(GENMASK(7, 4), 16), FIELD_FIT(GENMASK(7, 4), 15));
pr_info("%d %d %d %d", clamp(5, 1, 3), clamp_t(u8, 300, 1, 100), abs(-3), max3(1, 5, 2)); s = 17; x = 17; w = do_div(x, 5);
pr_info("%llu %u %llu", div_u64(17, 5), w, x); pr_info("%x %x", upper_32_bits(0x1234567890ull), lower_32_bits(0x1234567890ull));`,
    says: [
      '1 44',
      '1 ffffffff',
      '1 -2',
      '1 0',
      '1 -2147483648',
      'ffffffffffffffff ffffffffffffffff ffffffffffffffff ffffffffffffffff',
      '20 ffffffffffffffff 20',
      'ffffffffffffffff 18',
      '4 4 -4 -1 17',
      '9 6 8 4',
      '8 4 1',
      '0 9 3 0',
      '8 4 0 1',
      'f0 f000000000000000 50',
      '10 0 1',
      '3 44 3 5',
      '3 2 3',
      '12 34567890',
    ],
  },
  {
    of: 'lib/idr.c',
    functions: ['ida_init', 'idr_init', 'idr_alloc', 'idr_find', 'idr_is_empty', 'idr_get_next'],
    body: `struct idr i; struct ida d; int r, id; u32 n; void *p; ida_init(&d); idr_init(&i); r = idr_alloc(&i, &r, 5, 5, GFP_KERNEL);
pr_info("%d", r); r = idr_alloc(&i, &r, 5, 6, GFP_KERNEL); pr_info("%d", r); r = idr_alloc(&i, &r, 5, 6, GFP_KERNEL); pr_info("%d", r);
r = idr_alloc(&i, NULL, 0, 0, GFP_KERNEL); pr_info("%d %d %d", r, idr_find(&i, 0) == NULL, idr_is_empty(&i)); id = 0; p = idr_get_next(&i, &id);
pr_info("%d %d", p == &r, id); p = idr_replace(&i, &id, 0); pr_info("%d", p == NULL); p = idr_remove(&i, 0); pr_info("%d", p == &id);
p = idr_remove(&i, 0); pr_info("%d", p == NULL); r = idr_alloc(&i, &r, 0, -5, GFP_KERNEL); pr_info("%d", r); r = idr_alloc_cyclic(&i, &r, 1, 3, GFP_KERNEL);
pr_info("%d", r); r = idr_alloc_cyclic(&i, &r, 1, 3, GFP_KERNEL); pr_info("%d", r); r = idr_alloc_cyclic(&i, &r, 1, 3, GFP_KERNEL);
pr_info("%d", r); idr_remove(&i, 1); r = idr_alloc_cyclic(&i, &r, 1, 3, GFP_KERNEL); pr_info("%d", r); p = idr_find(&i, -1);
pr_info("%d", p == NULL); idr_destroy(&i); n = 0; idr_for_each_entry(&i, p, id) n++; pr_info("%u", n);
r = ida_alloc_range(&d, 5, 4, GFP_KERNEL); pr_info("%d", r); r = ida_alloc_max(&d, 0, GFP_KERNEL); pr_info("%d", r); r = ida_alloc_max(&d, 0, GFP_KERNEL);
pr_info("%d", r); r = ida_alloc_min(&d, 70, GFP_KERNEL); pr_info("%d", r); r = ida_alloc_min(&d, 0x80000000, GFP_KERNEL);
pr_info("%d", r); r = ida_alloc(&d, GFP_KERNEL); pr_info("%d", r); ida_destroy(&d); pr_info("%d", ida_is_empty(&d)); r = ida_alloc(&d, GFP_KERNEL);
pr_info("%d", r); ida_free(&d, 0); ida_free(&d, -1); ida_destroy(&d);`,
    says: [
      '-28',
      '5',
      '-28',
      '0 1 0',
      '1 5',
      '1',
      '1',
      '1',
      '0',
      '1',
      '2',
      '-28',
      '1',
      '1',
      '0',
      '-28',
      '0',
      '-28',
      '70',
      '-28',
      '1',
      '1',
      '0',
    ],
  },
  {
    of: 'lib/xarray.c',
    functions: ['xa_init_flags', 'xa_alloc', 'xa_mk_value', 'xa_alloc_cyclic', 'xa_insert', 'xa_load'],
    body: `struct xarray x; u32 id = 77, next = 0; int r; void *p; unsigned long at; xa_init_flags(&x, XA_FLAGS_ALLOC); r = xa_alloc(&x, &id, xa_mk_value(1), XA_LIMIT(3, 4), GFP_KERNEL);
pr_info("%d %u", r, id); r = xa_alloc(&x, &id, xa_mk_value(2), XA_LIMIT(3, 4), GFP_KERNEL); pr_info("%d %u", r, id); id = 77;
r = xa_alloc(&x, &id, xa_mk_value(3), XA_LIMIT(3, 4), GFP_KERNEL); pr_info("%d %u", r, id); r = xa_alloc(&x, &id, xa_mk_value(3), XA_LIMIT(4, 3), GFP_KERNEL);
pr_info("%d %u", r, id); r = xa_alloc_cyclic(&x, &id, xa_mk_value(4), XA_LIMIT(3, 4), &next, GFP_KERNEL); pr_info("%d %u", r, next);
r = xa_insert(&x, 3, xa_mk_value(9), GFP_KERNEL); pr_info("%d", r); r = xa_insert(&x, 5, NULL, GFP_KERNEL); pr_info("%d", r);
p = xa_load(&x, 5); pr_info("%d", p == NULL); p = xa_cmpxchg(&x, 5, NULL, xa_mk_value(5), GFP_KERNEL); pr_info("%d", p == NULL);
p = xa_cmpxchg(&x, 5, xa_mk_value(6), xa_mk_value(7), GFP_KERNEL); pr_info("%lu", xa_to_value(p)); p = xa_store(&x, 3, NULL, GFP_KERNEL);
pr_info("%lu", xa_to_value(p)); r = xa_alloc(&x, &id, xa_mk_value(3), XA_LIMIT(3, 4), GFP_KERNEL); pr_info("%d %u", r, id);
p = xa_erase(&x, 3); r = xa_alloc(&x, &id, NULL, XA_LIMIT(3, 4), GFP_KERNEL); pr_info("%d %u %d", r, id, xa_load(&x, 3) == NULL);
r = xa_insert(&x, 3, xa_mk_value(1), GFP_KERNEL); pr_info("%d", r); p = xa_erase(&x, 3); pr_info("%d", p == NULL);
xa_for_each(&x, at, p) { pr_info("%lu %lu", at, xa_to_value(p)); xa_erase(&x, at); if (at == 4) xa_store(&x, 9, xa_mk_value(10), GFP_KERNEL); }
pr_info("%d", xa_empty(&x)); p = xa_store(&x, ~0ul, xa_mk_value(1), GFP_KERNEL); pr_info("%d", xa_err(p)); at = 0; p = xa_find(&x, &at, ~0ul, XA_PRESENT);
pr_info("%lx", at); p = xa_find_after(&x, &at, ~0ul, XA_PRESENT); pr_info("%d %lx", p == NULL, at); at = 3; p = xa_find(&x, &at, 10, XA_PRESENT);
pr_info("%d %lu", p == NULL, at); xa_destroy(&x); pr_info("%d", xa_empty(&x)); next = 0xffffffff; xa_store(&x, 0, xa_mk_value(0), GFP_KERNEL);
r = xa_alloc_cyclic(&x, &id, xa_mk_value(4), xa_limit_32b, &next, GFP_KERNEL); pr_info("%d %x %x", r, id, next); r = xa_alloc_cyclic(&x, &id, xa_mk_value(4), xa_limit_32b, &next, GFP_KERNEL);
pr_info("%d %x %x", r, id, next); xa_destroy(&x);
xa_init(&x); p = xa_store(&x, 1, &x, GFP_KERNEL); r = xa_reserve(&x, 1, GFP_KERNEL); pr_info("%d %d", r, xa_load(&x, 1) == &x);
xa_release(&x, 1); pr_info("%d", xa_load(&x, 1) == &x); xa_destroy(&x);`,
    says: [
      '0 3',
      '0 4',
      '-16 77',
      '-16 77',
      '-16 0',
      '-16',
      '0',
      '1',
      '1',
      '0',
      '1',
      '-16 77',
      '0 3 1',
      '-16',
      '1',
      '4 2',
      '9 10',
      '0',
      '0',
      'ffffffffffffffff',
      '1 ffffffffffffffff',
      '1 3',
      '1',
      '0 ffffffff 0',
      '1 1 2',
      '0 1',
      '1',
    ],
  },
  {
    of: 'lib/bitmap.c',
    functions: [
      'bitmap_fill',
      'bitmap_full',
      'bitmap_weight',
      'find_first_zero_bit',
      'find_first_bit',
      'bitmap_clear',
    ],
    before: `#include <linux/bitmap.h>
#include <linux/hash.h>
#include <linux/hashtable.h>`,
    body: `static DECLARE_BITMAP(a, 70); static DECLARE_BITMAP(b, 70); unsigned long w = 0xf0; int n; bitmap_fill(a, 70); pr_info("%d %d %lu %lu", bitmap_full(a, 70), bitmap_weight(a, 70), find_first_zero_bit(a, 70), find_first_bit(b, 70));
bitmap_clear(a, 0, 70); pr_info("%d %lu", bitmap_empty(a, 70), find_last_bit(a, 70)); bitmap_set(a, 60, 8); bitmap_copy(b, a, 70);
pr_info("%lx %lx", b[0], b[1]); pr_info("%lu %lu %lu", find_next_bit(a, 70, 68), find_next_zero_bit(a, 70, 60), find_next_bit(a, 70, 100));
n = 0; for_each_clear_bit(w, a, 70) n++; pr_info("%d", n); w = 66; for_each_set_bit_from(w, a, 70) pr_info("%lu", w); w = 0xf0;
pr_info("%d %d %d %d %lu", ffs(0x10), fls(0x10), fls(0), fls64(1), __ffs(w)); pr_info("%d %d %llu", hweight32(0xff), (int)hweight64(~0ull), (u64)cpu_to_le64(5));
pr_info("%llx %lx %x", (u64)hash_64(5, 8), BIT_MASK(65), (u32)BIT_WORD(65));`,
    says: [
      '1 70 70 70',
      '1 70',
      'f000000000000000 ffffffffffffffcf',
      '70 68 70',
      '62',
      '66',
      '67',
      '5 5 0 1 4',
      '8 64 5',
      'e8 2 1',
    ],
  },
  {
    of: 'kernel/locking, include/linux/atomic, kernel/notifier.c',
    functions: [
      'mutex_trylock',
      'mutex_is_locked',
      'mutex_unlock',
      'down_read_trylock',
      'down_write_trylock',
      'up_read',
    ],
    before: `#include <linux/completion.h>
#include <linux/rwsem.h>
#include <linux/notifier.h>
#include <linux/jiffies.h>`,
    body: `static DEFINE_MUTEX(m); static DECLARE_RWSEM(s); int a, b, c, d, e; DECLARE_COMPLETION_ONSTACK(x); atomic_t v = ATOMIC_INIT(0);
static atomic_long_t al = ATOMIC_LONG_INIT(-2); atomic64_t w = ATOMIC64_INIT(-1); struct kref k; unsigned long l; a = mutex_trylock(&m);
b = mutex_is_locked(&m); c = mutex_trylock(&m); mutex_unlock(&m); pr_info("%d %d %d", a, b, c); a = down_read_trylock(&s);
b = down_read_trylock(&s); c = down_write_trylock(&s); up_read(&s); up_read(&s); d = down_write_trylock(&s); e = down_read_trylock(&s);
pr_info("%d %d %d %d %d", a, b, c, d, e); downgrade_write(&s); a = down_read_trylock(&s); b = rwsem_is_locked(&s); up_read(&s);
up_read(&s); pr_info("%d %d %d", a, b, rwsem_is_locked(&s));
l = wait_for_completion_timeout(&x, 2); pr_info("%lu", l); complete_all(&x); pr_info("%d %d", try_wait_for_completion(&x), completion_done(&x));
reinit_completion(&x); pr_info("%d", completion_done(&x)); a = atomic_dec_and_test(&v); b = atomic_inc_and_test(&v); c = atomic_add_negative(-1, &v);
d = atomic_inc_return(&v); e = atomic_fetch_sub(3, &v); pr_info("%d %d %d %d %d %d", a, b, c, d, e, atomic_read(&v)); pr_info("%lld", atomic64_inc_return(&w));
pr_info("%lld", atomic64_dec_return(&w)); pr_info("%ld", atomic_long_inc_return(&al)); kref_init(&k); a = kref_get_unless_zero(&k);
b = kref_read(&k); pr_info("%d %d", a, b);
pr_info("%d %d %d %d", notifier_from_errno(0), notifier_from_errno(-ENOMEM), notifier_to_errno(notifier_from_errno(-EINVAL)), notifier_to_errno(NOTIFY_BAD));
pr_info("%lu %lu", msecs_to_jiffies(0), msecs_to_jiffies(-1)); pr_info("%ld %ld %d %d %d", PTR_ERR(ERR_PTR(-5)), PTR_ERR_OR_ZERO(NULL), IS_ERR(NULL), IS_ERR_OR_NULL(NULL), IS_ERR(ERR_PTR(-4096)));`,
    says: [
      '1 1 0',
      '1 1 0 1 0',
      '1 1 0',
      '0',
      '1 1',
      '0',
      '0 1 1 0 0 -3',
      '0',
      '-1',
      '-1',
      '1 2',
      '1 32781 -22 -1',
      '0 4611686018427387902',
      '-5 0 0 1 0',
    ],
  },
  {
    of: 'kernel/workqueue.c',
    functions: [
      'cancel_work_sync',
      'flush_work',
      'schedule_work',
      'schedule_delayed_work',
      'delayed_work_pending',
      'mod_delayed_work',
    ],
    before: `#include <linux/workqueue.h>
#include <linux/timer.h>
static int n; static void work(struct work_struct *w) { n++; } static DECLARE_WORK(w, work); static DECLARE_DELAYED_WORK(d, work);
static void tick(struct timer_list *t) { n += 10; } static DEFINE_TIMER(t, tick);`,
    body: `int a, b; a = cancel_work_sync(&w); b = flush_work(&w); pr_info("%d %d", a, b); a = schedule_work(&w); flush_work(&w); b = flush_work(&w);
pr_info("%d %d %d", a, b, n); a = schedule_delayed_work(&d, 10000); b = schedule_delayed_work(&d, 1); pr_info("%d %d %d", a, b, delayed_work_pending(&d));
a = mod_delayed_work(system_wq, &d, 20000); b = cancel_delayed_work_sync(&d); pr_info("%d %d %d", a, b, delayed_work_pending(&d));
a = cancel_delayed_work(&d); b = flush_delayed_work(&d); pr_info("%d %d", a, b); a = mod_delayed_work(system_wq, &d, 20000);
flush_delayed_work(&d); pr_info("%d %d", a, n); a = mod_timer(&t, jiffies + 10000); b = mod_timer(&t, jiffies + 20000); pr_info("%d %d %d", a, b, timer_pending(&t));
a = del_timer_sync(&t); b = del_timer_sync(&t); pr_info("%d %d %d", a, b, n);`,
    says: ['0 0', '1 0 1', '1 0 1', '1 1 0', '0 0', '0 2', '0 1 1', '1 0 2'],
  },
];
