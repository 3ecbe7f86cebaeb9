import type { Row } from './row.ts';

/** Lists, bits, numbers with pointers, chains of callbacks. */
export const tables: readonly Row[] = [
  {
    of: 'include/linux/list.h',
    functions: [
      'list_replace_init',
      'list_swap',
      'list_rotate_left',
      'list_rotate_to_front',
      'list_cut_position',
      'list_cut_before',
      'list_bulk_move_tail',
      'list_splice_tail',
      'list_count_nodes',
      'list_empty_careful',
      'list_del_init_careful',
      'list_is_first',
    ],
    before: `struct item { int n; struct list_head list; };
static void say(struct list_head *head) { struct item *pos; char text[32]; int at = 0; text[0] = 0; list_for_each_entry(pos, head, list) at += scnprintf(text + at, sizeof(text) - at, "%d", pos->n); pr_info("%s", text); }`,
    body: `LIST_HEAD(a); LIST_HEAD(b); struct item i[5]; int k; for (k = 0; k < 5; k++) { i[k].n = k; list_add_tail(&i[k].list, &a); }
list_rotate_left(&a); say(&a); list_rotate_to_front(&i[3].list, &a); say(&a); list_swap(&i[3].list, &i[0].list); say(&a); list_swap(&i[0].list, &i[4].list); say(&a);
list_cut_position(&b, &a, &i[0].list); say(&a); say(&b); list_splice_tail(&b, &a); list_cut_before(&b, &a, &i[2].list); say(&b); list_bulk_move_tail(&a, &i[2].list, &i[4].list); list_splice_tail(&b, &a); list_replace_init(&a, &b); say(&b);
list_del_init_careful(&i[1].list); pr_info("%zu %d %d %d", list_count_nodes(&b), list_empty_careful(&a), list_empty_careful(&i[1].list), list_is_first(b.next, &b));`,
    says: ['12340', '34012', '04312', '40312', '312', '40', '31', '02431', '4 1 1 1'],
  },
  {
    of: 'include/linux/list.h',
    functions: [
      'list_for_each_prev_safe',
      'list_for_each_continue',
      'list_prepare_entry',
      'list_for_each_entry_continue_reverse',
      'list_for_each_entry_from_reverse',
      'list_for_each_entry_safe_continue',
      'list_for_each_entry_safe_from',
    ],
    before: 'struct item { int n; struct list_head list; };',
    body: `LIST_HEAD(a); struct item i[4], *pos, *n; struct list_head *p, *q; int k; for (k = 0; k < 4; k++) { i[k].n = k; list_add_tail(&i[k].list, &a); }
list_for_each_prev_safe(p, q, &a) if (list_entry(p, struct item, list)->n == 2) list_del(p); p = &i[1].list; list_for_each_continue(p, &a) pr_info("%d", list_entry(p, struct item, list)->n);
pos = NULL; pos = list_prepare_entry(pos, &a, list); list_for_each_entry_continue_reverse(pos, &a, list) pr_info("%d", pos->n); pos = &i[1]; list_for_each_entry_from_reverse(pos, &a, list) pr_info("%d", pos->n);
pos = &i[0]; list_for_each_entry_safe_continue(pos, n, &a, list) if (pos->n == 1) list_del(&pos->list); pos = &i[0]; list_for_each_entry_safe_from(pos, n, &a, list) pr_info("%d", pos->n);`,
    says: ['3', '3', '1', '0', '1', '0', '0', '3'],
  },
  {
    of: 'lib/bitmap.c, lib/find_bit.c',
    functions: [
      'bitmap_zero',
      'bitmap_set',
      'bitmap_clear',
      'find_next_bit',
      'find_next_zero_bit',
      'find_last_bit',
      'for_each_set_bit',
      'bitmap_weight',
      'bitmap_alloc',
      'bitmap_zalloc',
      'bitmap_free',
    ],
    before: '#include <linux/bitmap.h>',
    body: `DECLARE_BITMAP(map, 100); unsigned long bit, *made = bitmap_zalloc(70, GFP_KERNEL), *plain = bitmap_alloc(1, GFP_KERNEL); bitmap_zero(map, 100); bitmap_set(map, 62, 4); bitmap_clear(map, 63, 1); for_each_set_bit(bit, map, 100) pr_info("%lu", bit);
pr_info("%lu %lu %lu %u %d %d", find_next_zero_bit(map, 100, 64), find_next_bit(map, 100, 66), find_last_bit(map, 100), bitmap_weight(map, 100), bitmap_empty(made, 70), find_first_zero_bit(map, 100) == 0); bitmap_free(made); bitmap_free(plain);`,
    says: ['62', '64', '65', '66 100 65 3 1 1'],
  },
  {
    of: 'kernel/notifier.c',
    functions: [
      'blocking_notifier_chain_register',
      'blocking_notifier_chain_unregister',
      'blocking_notifier_call_chain',
      'notifier_to_errno',
    ],
    before: `#include <linux/notifier.h>
static int first(struct notifier_block *nb, unsigned long action, void *data) { pr_info("first %lu %s", action, (char *)data); return NOTIFY_OK; }
static int second(struct notifier_block *nb, unsigned long action, void *data) { pr_info("second"); return action ? notifier_from_errno(-EBUSY) : NOTIFY_DONE; }
static int third(struct notifier_block *nb, unsigned long action, void *data) { pr_info("third"); return NOTIFY_OK; }
static struct notifier_block a = { .notifier_call = first, .priority = 1 }, b = { .notifier_call = second }, c = { .notifier_call = third }; static BLOCKING_NOTIFIER_HEAD(chain);`,
    body: `int d, e; char *text = "of it"; blocking_notifier_chain_register(&chain, &b); blocking_notifier_chain_register(&chain, &c); blocking_notifier_chain_register(&chain, &a); d = blocking_notifier_call_chain(&chain, 2, text); blocking_notifier_chain_unregister(&chain, &a);
e = blocking_notifier_call_chain(&chain, 0, NULL); pr_info("%d %d %d %d", notifier_to_errno(d), e, blocking_notifier_chain_unregister(&chain, &a), notifier_to_errno(e));`,
    says: ['first 2 of it', 'second', 'second', 'third', '-16 1 -2 0'],
  },
  {
    of: 'kernel/notifier.c',
    functions: [
      'raw_notifier_chain_register',
      'raw_notifier_chain_unregister',
      'raw_notifier_call_chain',
      'raw_notifier_call_chain_robust',
      'blocking_notifier_call_chain_robust',
    ],
    before: `#include <linux/notifier.h>
static int first(struct notifier_block *nb, unsigned long action, void *data) { pr_info("first %lu", action); return NOTIFY_OK; }
static int second(struct notifier_block *nb, unsigned long action, void *data) { pr_info("second %lu", action); return action == 2 ? notifier_from_errno(-EBUSY) : NOTIFY_DONE; }
static struct notifier_block a = { .notifier_call = first, .priority = 1 }, b = { .notifier_call = second }, c = { .notifier_call = first, .priority = 1 }, d = { .notifier_call = second }; static RAW_NOTIFIER_HEAD(raw); static BLOCKING_NOTIFIER_HEAD(chain);`,
    body: `int e, f, g; raw_notifier_chain_register(&raw, &b); raw_notifier_chain_register(&raw, &a); e = raw_notifier_call_chain_robust(&raw, 2, 3, NULL); f = raw_notifier_call_chain_robust(&raw, 4, 5, NULL); raw_notifier_chain_unregister(&raw, &b); g = raw_notifier_call_chain(&raw, 6, NULL);
pr_info("%d %d %d", notifier_to_errno(e), f, g); blocking_notifier_chain_register(&chain, &c); blocking_notifier_chain_register(&chain, &d); pr_info("%d", notifier_to_errno(blocking_notifier_call_chain_robust(&chain, 2, 7, NULL)));`,
    says: [
      ...['first 2', 'second 2', 'first 3', 'first 4', 'second 4', 'first 6', '-16 0 1'],
      ...['first 2', 'second 2', 'first 7', '-16'],
    ],
  },
  {
    of: 'lib/idr.c',
    functions: [
      'idr_init',
      'idr_alloc',
      'idr_alloc_cyclic',
      'idr_find',
      'idr_remove',
      'idr_replace',
      'idr_get_next',
      'idr_for_each',
      'idr_is_empty',
      'idr_destroy',
    ],
    before:
      '#include <linux/idr.h>\nstatic int each(int id, void *p, void *data) { pr_info("%d %s", id, (char *)p); return id == 6 ? -EINTR : 0; }',
    body: `struct idr i; int a, b, c, d, e, id; char *one = "one", *two = "two", *entry; idr_init(&i); a = idr_alloc(&i, one, 5, 0, GFP_KERNEL); b = idr_alloc(&i, two, 5, 7, GFP_KERNEL); c = idr_alloc(&i, two, 5, 7, GFP_KERNEL); d = idr_alloc_cyclic(&i, one, 0, 0, GFP_KERNEL); idr_remove(&i, d); e = idr_alloc_cyclic(&i, one, 0, 0, GFP_KERNEL);
pr_info("%d %d %d %d %d", a, b, c, d, e); pr_info("%d %s", idr_find(&i, 4) == NULL, (char *)idr_replace(&i, two, 5)); pr_info("%ld", PTR_ERR(idr_replace(&i, two, 9))); pr_info("%d", idr_for_each(&i, each, NULL)); idr_for_each_entry(&i, entry, id) pr_info("%d", id); id = 2; entry = idr_get_next(&i, &id); pr_info("%d %s", id, entry); idr_destroy(&i); pr_info("%d", idr_is_empty(&i));`,
    says: ['5 6 -28 0 1', '1 one', '-2', '1 one', '5 two', '6 two', '-4', '1', '5', '6', '5 two', '1'],
  },
  {
    of: 'lib/idr.c',
    functions: ['ida_exists', 'ida_is_empty'],
    notHeld: 'it has no ida_exists yet',
    before: 'static DEFINE_IDA(ida);',
    body: `int a = ida_is_empty(&ida), id = ida_alloc_min(&ida, 40, GFP_KERNEL); pr_info("%d %d %d %d", a, ida_exists(&ida, id), ida_exists(&ida, 3), ida_is_empty(&ida)); ida_free(&ida, id);`,
    says: ['1 1 0 0'],
  },
  {
    of: 'lib/xarray.c',
    functions: [
      'xa_set_mark',
      'xa_get_mark',
      'xa_clear_mark',
      'xa_marked',
      'xa_for_each_marked',
      '__xa_set_mark',
      '__xa_clear_mark',
    ],
    before: '#include <linux/xarray.h>\nstatic DEFINE_XARRAY(x);\nstatic DEFINE_XARRAY_ALLOC(y);',
    body: `u32 id; unsigned long at; void *entry; int k; for (k = 1; k < 5; k++) xa_store(&x, k, xa_mk_value(k * 10), GFP_KERNEL); xa_set_mark(&x, 2, XA_MARK_0); xa_set_mark(&x, 4, XA_MARK_0); xa_set_mark(&x, 3, XA_MARK_1); xa_set_mark(&x, 9, XA_MARK_1);
xa_for_each_marked(&x, at, entry, XA_MARK_0) pr_info("%lu %lu", at, xa_to_value(entry)); pr_info("%d %d %d %d", xa_get_mark(&x, 2, XA_MARK_0), xa_get_mark(&x, 2, XA_MARK_1), xa_get_mark(&x, 9, XA_MARK_1), xa_marked(&x, XA_MARK_2));
xa_store(&x, 2, xa_mk_value(21), GFP_KERNEL); xa_erase(&x, 4); xa_store(&x, 4, xa_mk_value(41), GFP_KERNEL); pr_info("%d %d", xa_get_mark(&x, 2, XA_MARK_0), xa_get_mark(&x, 4, XA_MARK_0)); xa_clear_mark(&x, 2, XA_MARK_0); xa_lock(&x); __xa_set_mark(&x, 4, XA_MARK_2); __xa_clear_mark(&x, 3, XA_MARK_1); xa_unlock(&x);
pr_info("%d %d %d", xa_marked(&x, XA_MARK_0), xa_marked(&x, XA_MARK_1), xa_get_mark(&x, 4, XA_MARK_2)); xa_destroy(&x);
xa_alloc(&y, &id, &x, xa_limit_32b, GFP_KERNEL); xa_set_mark(&y, 0, XA_FREE_MARK); xa_alloc(&y, &id, &y, xa_limit_32b, GFP_KERNEL); pr_info("%u %d", id, xa_get_mark(&y, 0, XA_FREE_MARK)); xa_destroy(&y);`,
    says: ['2 20', '4 40', '1 0 0 0', '1 0', '0 0 1', '0 0'],
  },
  {
    of: 'lib/vsprintf.c',
    functions: ['pr_info'],
    body: `u8 b[70]; int k; for (k = 0; k < 70; k++) b[k] = k + 250; pr_info("%*ph|%*phC|%*phD|%*phN|%ph|%4phN", 3, b, 2, b, 3, b, 4, b, b, b + 6); pr_info("%*ph|%*ph|%*ph", 0, b, 3, NULL, -2, b); pr_info("%*phN", 70, b);`,
    says: [
      'fa fb fc|fa:fb|fa-fb-fc|fafbfcfd|fa|00010203',
      '|(null)|fa fb',
      Array.from({ length: 64 }, (_, byte) => ((byte + 250) & 0xff).toString(16).padStart(2, '0')).join(''),
    ],
  },
  {
    of: 'mm/slab_common.c, mm/slub.c',
    functions: [
      'kmem_cache_create',
      'KMEM_CACHE',
      'kmem_cache_alloc',
      'kmem_cache_zalloc',
      'kmem_cache_free',
      'kmem_cache_size',
      'kmem_cache_destroy',
    ],
    before: `#include <linux/slab.h>
struct thing { int a, b; }; static void begin(void *p) { ((struct thing *)p)->a = 7; }`,
    body: `struct kmem_cache_args args = { .ctor = begin }; struct kmem_cache *s = kmem_cache_create("made", 6, 0, SLAB_HWCACHE_ALIGN, NULL), *t = kmem_cache_create("begun", sizeof(struct thing), &args, 0), *u = KMEM_CACHE(thing, SLAB_PANIC);
struct thing *one = kmem_cache_alloc(t, GFP_KERNEL), *two = kmem_cache_zalloc(u, GFP_ATOMIC), *three = kmem_cache_alloc(u, GFP_KERNEL); pr_info("%u %u %u %d %d", kmem_cache_size(s), kmem_cache_size(t), kmem_cache_size(u), one->a, two->b);
kmem_cache_free(t, one); kfree(two); kmem_cache_free(u, three); kmem_cache_destroy(s); kmem_cache_destroy(t); kmem_cache_destroy(u); kmem_cache_destroy(NULL);`,
    says: ['6 8 8 7 0'],
  },
];
