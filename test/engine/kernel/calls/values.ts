import type { Random } from '../../../../src/engine/base/random.ts';
import type { Family } from './family.ts';

const bit = (random: Random): number => random.pick([0, 1, 31, 32, 63, 64, 65, 69]);

/** lib/bitmap.c, lib/find_bit.c, include/linux/bitops.h */
export const bits: Family = {
  name: 'bits',
  before: `#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/log2.h>
#define N 70
static DECLARE_BITMAP(a, N); static DECLARE_BITMAP(b, N); static DECLARE_BITMAP(c, N);
static void says(const unsigned long *map) { unsigned int at, n = 0; unsigned long sum = 0; for_each_set_bit(at, map, N) { n++; sum = sum * 71 + at; } pr_info("map %u %lu", n, sum); }`,
  first: '',
  call(random) {
    const [one, other] = random.pick([
      ['a', 'b'],
      ['b', 'a'],
    ]);
    const [at, to] = [bit(random), bit(random)];
    const length = Math.min(70 - at, 1 + random.below(40));
    const wide = `0x${random.wide().toString(16)}ull`;
    return random.pick([
      `bitmap_set(${one}, ${at}, ${length}); says(${one});`,
      `bitmap_clear(${one}, ${at}, ${length}); says(${one});`,
      `pr_info("%d", test_and_set_bit(${at}, ${one})); pr_info("%d", test_and_clear_bit(${to}, ${one})); pr_info("%d", test_and_change_bit(${at}, ${other}));`,
      `pr_info("%lu %lu %lu", find_next_bit(${one}, N, ${at}), find_next_zero_bit(${one}, N, ${at}), find_last_bit(${one}, N));`,
      `pr_info("%lu %lu", find_first_bit(${one}, N), find_first_zero_bit(${one}, N));`,
      `pr_info("%d %d %d", bitmap_empty(${one}, N), bitmap_full(${one}, N), bitmap_weight(${one}, N));`,
      `pr_info("%d %d %d", bitmap_equal(a, b, N), bitmap_subset(${one}, ${other}, N), bitmap_intersects(a, b, N));`,
      `pr_info("%d", bitmap_and(c, a, b, N)); says(c);`,
      `pr_info("%d", bitmap_andnot(c, ${one}, ${other}, N)); says(c);`,
      `bitmap_or(c, a, b, N); says(c); bitmap_xor(c, a, b, N); says(c);`,
      `pr_info("%lu %lu %lu", find_next_and_bit(a, b, N, ${at}), find_next_andnot_bit(${one}, ${other}, N, ${at}), bitmap_weight_and(a, b, N));`,
      `bitmap_shift_left(c, ${one}, ${at}, N); says(c); bitmap_shift_right(${other}, ${other}, ${to}, N); says(${other});`,
      `pr_info("%lu %lu", bitmap_find_next_zero_area(${one}, N, ${at}, ${length}, ${random.pick([0, 1, 7])}), bitmap_find_next_zero_area_off(${one}, N, 0, ${length}, 3, ${random.below(4)}));`,
      `{ unsigned long x, y; for_each_set_bitrange(x, y, ${one}, N) pr_info("%lu-%lu", x, y); for_each_andnot_bit(x, ${one}, ${other}, N) pr_info("%lu", x); }`,
      `bitmap_complement(c, ${one}, N); bitmap_copy(${other}, c, N); says(${other});`,
      `{ volatile u64 v = ${wide}; u64 w = v; pr_info("%d %d %d %d", fls64(w), fls((u32)w), ffs((u32)w), hweight64(w)); }`,
      `{ volatile u64 v = ${wide}; u64 w = v; if (w) pr_info("%lu %lu %d", __ffs(w), __fls(w), ilog2(w)); }`,
      `{ volatile u64 v = ${wide}; u64 w = v; pr_info("%d %d %lld", sign_extend32((u32)w, ${at & 31}), is_power_of_2(w), sign_extend64(w, ${at & 63})); }`,
      `{ volatile u64 v = ${wide}; u64 w = v & 0xffffffffffff; if (w) pr_info("%lu %lu %d", roundup_pow_of_two(w), rounddown_pow_of_two(w), order_base_2(w)); }`,
    ]);
  },
  last: '',
};

/** lib/kfifo.c */
export const fifos: Family = {
  name: 'kfifo',
  before: `#include <linux/kfifo.h>
static DEFINE_KFIFO(f, int, 8); static int some[12];`,
  first: 'int v = 0, i; unsigned int n;',
  call(random) {
    const n = random.below(10);
    return random.pick([
      `pr_info("put %u", kfifo_put(&f, ${n}));`,
      `n = kfifo_get(&f, &v); pr_info("get %u %d", n, n ? v : -1);`,
      `n = kfifo_peek(&f, &v); pr_info("peek %u %d", n, n ? v : -1);`,
      `for (i = 0; i < 12; i++) some[i] = ${n} + i; pr_info("in %u", kfifo_in(&f, some, ${n}));`,
      `n = kfifo_out(&f, some, ${n}); pr_info("out %u", n); for (i = 0; i < n; i++) pr_info("%d", some[i]);`,
      `n = kfifo_out_peek(&f, some, ${n}); pr_info("see %u", n); for (i = 0; i < n; i++) pr_info("%d", some[i]);`,
      'if (!kfifo_is_empty(&f)) { kfifo_skip(&f); pr_info("skip"); }',
      'pr_info("%u %u %d %d %u", kfifo_len(&f), kfifo_avail(&f), kfifo_is_empty(&f), kfifo_is_full(&f), kfifo_size(&f));',
      ...(n === 0 ? ['kfifo_reset(&f); pr_info("reset");'] : []),
    ]);
  },
  last: '',
};

/** lib/rbtree.c, include/linux/list.h: numbers in order, and heads of lists. */
export const trees: Family = {
  name: 'trees',
  before: `#include <linux/rbtree.h>
#include <linux/list.h>
struct item { struct rb_node node; struct hlist_node hash; int n; };
static struct item items[12]; static struct rb_root root = RB_ROOT; static bool in[12]; static HLIST_HEAD(head);
static bool less(struct rb_node *a, const struct rb_node *b) { return rb_entry(a, struct item, node)->n < rb_entry(b, struct item, node)->n; }
static int number_of(struct rb_node *node) { return node ? rb_entry(node, struct item, node)->n : -1; }
static int compare(const void *key, const struct rb_node *node) { return *(const int *)key - rb_entry(node, struct item, node)->n; }`,
  first:
    'int i; struct rb_node *node; struct item *each; for (i = 0; i < 12; i++) { items[i].n = i * 7 % 12; INIT_HLIST_NODE(&items[i].hash); }',
  call(random) {
    const [at, other] = [random.below(12), random.below(12)];
    return random.pick([
      `if (!in[${at}]) { rb_add(&items[${at}].node, &root, less); in[${at}] = true; pr_info("add"); }`,
      `if (!in[${at}]) { rb_add(&items[${at}].node, &root, less); in[${at}] = true; pr_info("add"); }`,
      `if (in[${at}]) { rb_erase(&items[${at}].node, &root); in[${at}] = false; pr_info("erase"); }`,
      'for (node = rb_first(&root); node; node = rb_next(node)) pr_info("%d", number_of(node));',
      'for (node = rb_last(&root); node; node = rb_prev(node)) pr_info("%d", number_of(node));',
      `i = ${at}; pr_info("find %d", number_of(rb_find(&i, &root, compare)));`,
      `if (in[${at}]) pr_info("next %d %d", number_of(rb_next(&items[${at}].node)), number_of(rb_prev(&items[${at}].node)));`,
      `if (hlist_unhashed(&items[${at}].hash)) hlist_add_head(&items[${at}].hash, &head); hlist_for_each_entry(each, &head, hash) pr_info("%d", each->n);`,
      `if (hlist_unhashed(&items[${at}].hash) && !hlist_unhashed(&items[${other}].hash)) hlist_add_behind(&items[${at}].hash, &items[${other}].hash); hlist_for_each_entry(each, &head, hash) pr_info("%d", each->n);`,
      `hlist_del_init(&items[${at}].hash); pr_info("empty %d", hlist_empty(&head));`,
    ]);
  },
  last: '',
};
