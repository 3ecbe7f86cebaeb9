import type { Family } from './family.ts';

const things = `struct item { int n; struct hlist_node node; struct llist_node l; struct list_head list; };
static struct item items[6];`;

/** include/linux/list.h, include/linux/hashtable.h, include/linux/rculist.h: lists with one end. */
export const hashes: Family = {
  name: 'hashes',
  before: `#include <linux/hashtable.h>
#include <linux/llist.h>
${things}
static HLIST_HEAD(a); static HLIST_HEAD(b); static DEFINE_HASHTABLE(table, 3); static int in[6]; enum { NONE, A, B, TABLE };
static void shows(const char *name, struct hlist_head *head) { struct item *each; char text[32]; int at = 0; text[0] = 0; hlist_for_each_entry(each, head, node) at += scnprintf(text + at, sizeof(text) - at, " %d", each->n); pr_info("%s%s", name, text); }`,
  first:
    'int i, bkt; struct item *each; struct hlist_node *next; for (i = 0; i < 6; i++) { items[i].n = i; INIT_HLIST_NODE(&items[i].node); }',
  call(random) {
    const [one, two] = [random.below(6), random.below(6)];
    const [to, is, other, otherIs] = random.pick([
      ['a', 'A', 'b', 'B'],
      ['b', 'B', 'a', 'A'],
    ]);
    const node = (at: number): string => `&items[${at}].node`;
    const done = `shows("0: ${to}", &${to});`;
    const free = `in[${one}] == NONE`;
    const rcu = random.pick(['', '_rcu']);
    return random.pick([
      `if (${free}) { hlist_add_head${rcu}(${node(one)}, &${to}); in[${one}] = ${is}; } ${done}`,
      `if (${free}) { hlist_add_head${rcu}(${node(one)}, &${to}); in[${one}] = ${is}; } ${done}`,
      `if (${free} && in[${two}] == ${is}) { hlist_add_before(${node(one)}, ${node(two)}); in[${one}] = ${is}; } ${done}`,
      `if (${free} && in[${two}] == ${is}) { hlist_add_behind(${node(one)}, ${node(two)}); in[${one}] = ${is}; } ${done}`,
      `if (in[${one}] == ${is}) { hlist_del_init${rcu}(${node(one)}); in[${one}] = NONE; } ${done}`,
      `if (in[${one}] == ${is}) { hlist_del${rcu}(${node(one)}); pr_info("del %d", hlist_unhashed(${node(one)})); INIT_HLIST_NODE(${node(one)}); in[${one}] = NONE; } ${done}`,
      `if (in[${one}] == ${is} && in[${two}] == NONE) { hlist_replace_rcu(${node(one)}, ${node(two)}); INIT_HLIST_NODE(${node(one)}); in[${one}] = NONE; in[${two}] = ${is}; } ${done}`,
      `if (hlist_empty(&${to})) { hlist_move_list(&${other}, &${to}); for (i = 0; i < 6; i++) if (in[i] == ${otherIs}) in[i] = ${is}; } ${done} shows("0: ${other}", &${other});`,
      `hlist_for_each_entry_safe(each, next, &${to}, node) if (each->n & 1) { hlist_del_init(&each->node); in[each->n] = NONE; } ${done}`,
      `pr_info("%d %d", hlist_empty(&${to}), hlist_unhashed(${node(one)}));`,
      `if (${free}) { hash_add${rcu}(table, ${node(one)}, ${one * 3}); in[${one}] = TABLE; pr_info("add"); }`,
      `if (in[${one}] == TABLE) { hash_del${rcu}(${node(one)}); in[${one}] = NONE; pr_info("del %d", hash_hashed(${node(one)})); }`,
      'hash_for_each(table, bkt, each, node) pr_info("in %d: %d", bkt, each->n);',
      'hash_for_each_safe(table, bkt, next, each, node) if (each->n > 3) { hash_del(&each->node); in[each->n] = NONE; pr_info("del %d", each->n); }',
      `hash_for_each_possible(table, each, node, ${one * 3}) pr_info("possible %d", each->n);`,
      'pr_info("empty %d", hash_empty(table));',
      `pr_info("%u %llu", hash_32(0x${random.wide().toString(16).slice(0, 8)}u, ${1 + random.below(32)}), (u64)hash_64(0x${random.wide().toString(16)}ull, ${1 + random.below(32)}));`,
    ]);
  },
  last: '',
};

/** include/linux/llist.h, and the walks of include/linux/list.h. */
export const walks: Family = {
  name: 'walks',
  before: `#include <linux/llist.h>
#include <linux/rculist.h>
${things}
static LLIST_HEAD(head); static LIST_HEAD(list);
static long of(struct llist_node *node) { return node ? llist_entry(node, struct item, l)->n : -1; }
static void forgets(struct llist_node *node) { struct item *each, *next; llist_for_each_entry_safe(each, next, node, l) { pr_info("had %d", each->n); init_llist_node(&each->l); } }`,
  first:
    'int i; struct item *each, *next; struct list_head *pos, *n; struct llist_node *node; for (i = 0; i < 6; i++) { items[i].n = i; init_llist_node(&items[i].l); INIT_LIST_HEAD(&items[i].list); }',
  call(random) {
    const one = random.below(6);
    const [item, node] = [`items[${one}]`, `&items[${one}].l`];
    const held = `!list_empty(&${item}.list)`;
    return random.pick([
      `if (!llist_on_list(${node})) pr_info("add %d", llist_add(${node}, &head));`,
      `if (!llist_on_list(${node})) pr_info("add %d", llist_add(${node}, &head));`,
      'node = llist_del_first(&head); pr_info("first %ld", of(node)); if (node) init_llist_node(node);',
      'node = llist_del_first_init(&head); pr_info("first %ld %d", of(node), node ? llist_on_list(node) : -1);',
      `if (llist_del_first_this(&head, ${node})) { init_llist_node(${node}); pr_info("this"); } else pr_info("not this");`,
      'node = llist_del_all(&head); forgets(node); pr_info("all %d", llist_empty(&head));',
      'node = llist_reverse_order(llist_del_all(&head)); forgets(node); pr_info("turned");',
      'llist_for_each_entry(each, head.first, l) pr_info("each %d %ld", each->n, of(llist_next(&each->l)));',
      `if (!(${held})) { list_add_tail(&${item}.list, &list); pr_info("tail %zu", list_count_nodes(&list)); }`,
      `if (!(${held})) { list_add_tail_rcu(&${item}.list, &list); pr_info("tail %zu", list_count_nodes(&list)); }`,
      `if (!(${held})) { list_add_rcu(&${item}.list, &list); pr_info("head %zu", list_count_nodes(&list)); }`,
      `if (${held}) { list_del_rcu(&${item}.list); INIT_LIST_HEAD(&${item}.list); pr_info("del %zu", list_count_nodes(&list)); }`,
      'list_for_each(pos, &list) pr_info("on %d", list_entry(pos, struct item, list)->n);',
      'list_for_each_prev(pos, &list) pr_info("back %d", list_entry(pos, struct item, list)->n);',
      'list_for_each_prev_safe(pos, n, &list) if (list_entry(pos, struct item, list)->n == 2) list_del_init(pos); pr_info("%zu", list_count_nodes(&list));',
      'list_for_each_entry_rcu(each, &list, list) pr_info("rcu %d", each->n);',
      `each = ${held} ? &${item} : NULL; each = list_prepare_entry(each, &list, list); list_for_each_entry_continue(each, &list, list) pr_info("on %d", each->n);`,
      `if (${held}) { each = &${item}; list_for_each_entry_continue_reverse(each, &list, list) pr_info("back %d", each->n); }`,
      `if (${held}) { each = &${item}; list_for_each_entry_from(each, &list, list) pr_info("from %d", each->n); }`,
      `if (${held}) { each = &${item}; list_for_each_entry_from_reverse(each, &list, list) pr_info("from %d", each->n); }`,
      `if (${held}) pr_info("%d %d", list_next_entry_circular(&${item}, &list, list)->n, list_prev_entry_circular(&${item}, &list, list)->n);`,
      'each = list_first_or_null_rcu(&list, struct item, list); pr_info("first %d", each ? each->n : -1);',
      'list_for_each_entry_safe_reverse(each, next, &list, list) if (each->n & 1) list_del_init(&each->list); pr_info("%zu", list_count_nodes(&list));',
      'list_for_each_entry_safe(each, next, &list, list) if (each->n == 4) { list_move(&each->list, &list); list_safe_reset_next(each, next, list); } pr_info("%zu", list_count_nodes(&list));',
    ]);
  },
  last: '',
};
