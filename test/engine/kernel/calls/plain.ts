import type { Random } from '../../../../src/engine/base/random.ts';
import type { Family } from './family.ts';

const item = (random: Random): number => random.below(6);

/** include/linux/list.h */
export const lists: Family = {
  name: 'lists',
  before: `#include <linux/list.h>
struct item { int n; struct list_head list; };
static struct item items[6]; static LIST_HEAD(a); static LIST_HEAD(b);
static void shows(const char *name, struct list_head *head) { struct item *each; char text[32]; int at = 0; text[0] = 0; list_for_each_entry(each, head, list) at += scnprintf(text + at, sizeof(text) - at, " %d", each->n); list_for_each_entry_reverse(each, head, list) at += scnprintf(text + at, sizeof(text) - at, " %d", each->n); pr_info("%s%s", name, text); }
static bool in(struct item *item, struct list_head *head) { struct item *each; list_for_each_entry(each, head, list) if (each == item) return true; return false; }`,
  first:
    'int i; struct item *each, *next; for (i = 0; i < 6; i++) { items[i].n = i; INIT_LIST_HEAD(&items[i].list); }',
  call(random) {
    const [one, two] = [`&items[${item(random)}]`, `&items[${item(random)}]`];
    const [to, other] = random.pick([
      ['a', 'b'],
      ['b', 'a'],
    ]);
    const done = `shows("0: ${to}", &${to}); shows("0: ${other}", &${other});`;
    return random.pick([
      `if (list_empty(&(${one})->list)) list_add(&(${one})->list, &${to}); ${done}`,
      `if (list_empty(&(${one})->list)) list_add_tail(&(${one})->list, &${to}); ${done}`,
      `if (!list_empty(&(${one})->list)) list_del_init(&(${one})->list); ${done}`,
      `if (!list_empty(&(${one})->list)) list_move(&(${one})->list, &${to}); ${done}`,
      `if (!list_empty(&(${one})->list)) list_move_tail(&(${one})->list, &${to}); ${done}`,
      `list_rotate_left(&${to}); ${done}`,
      `if (in(${one}, &${to})) list_rotate_to_front(&(${one})->list, &${to}); ${done}`,
      `list_splice_init(&${other}, &${to}); ${done}`,
      `list_splice_tail_init(&${other}, &${to}); ${done}`,
      `if (list_empty(&${other}) && in(${one}, &${to})) list_cut_position(&${other}, &${to}, &(${one})->list); ${done}`,
      `if (list_empty(&${other}) && in(${one}, &${to})) list_cut_before(&${other}, &${to}, &(${one})->list); ${done}`,
      `if (in(${one}, &${to}) && in(${two}, &${to})) { if (${one} != ${two}) list_swap(&(${one})->list, &(${two})->list); }; ${done}`,
      `if (in(${one}, &${to}) && list_empty(&(${two})->list)) list_replace_init(&(${one})->list, &(${two})->list); ${done}`,
      `if (in(${one}, &${to})) list_bulk_move_tail(&${to}, ${to}.next, &(${one})->list); ${done}`,
      `pr_info("%d %d %d", list_is_singular(&${to}), list_empty_careful(&${to}), in(${one}, &${to}) ? list_is_last(&(${one})->list, &${to}) : -1);`,
      `list_for_each_entry_safe(each, next, &${to}, list) if (each->n & 1) list_del_init(&each->list); ${done}`,
      `each = list_first_entry_or_null(&${to}, struct item, list); pr_info("first %d", each ? each->n : -1);`,
    ]);
  },
  last: '',
};

/** kernel/notifier.c */
export const notifiers: Family = {
  name: 'notifiers',
  before: `#include <linux/notifier.h>
static BLOCKING_NOTIFIER_HEAD(chain); static RAW_NOTIFIER_HEAD(raw);
struct block { struct notifier_block nb; int n, answer; bool on; };
static int heard(struct notifier_block *nb, unsigned long action, void *data) { struct block *block = container_of(nb, struct block, nb); pr_info("heard %d %lu", block->n, action); return block->answer; }
static struct block blocks[5];`,
  first:
    'int i; for (i = 0; i < 5; i++) { blocks[i].n = i; blocks[i].answer = i == 3 ? NOTIFY_STOP : i == 4 ? notifier_from_errno(-EBUSY) : i & 1; blocks[i].nb.notifier_call = heard; blocks[i].nb.priority = (i * 7) % 3; }',
  call(random) {
    const block = `blocks[${random.below(5)}]`;
    const action = random.below(4);
    return random.pick([
      `if (!${block}.on) { pr_info("register %d", blocking_notifier_chain_register(&chain, &${block}.nb)); ${block}.on = true; }`,
      `pr_info("unregister %d", blocking_notifier_chain_unregister(&chain, &${block}.nb)); ${block}.on = false;`,
      `pr_info("call %x", blocking_notifier_call_chain(&chain, ${action}, NULL));`,
      `pr_info("robust %x", blocking_notifier_call_chain_robust(&chain, ${action}, ${action + 10}, NULL));`,
    ]);
  },
  last: 'for (i = 0; i < 5; i++) blocking_notifier_chain_unregister(&chain, &blocks[i].nb); pr_info("raw %x", raw_notifier_call_chain(&raw, 1, NULL));',
};

/** kernel/resource.c */
export const resources: Family = {
  name: 'resources',
  before: `#include <linux/ioport.h>
static struct resource root = DEFINE_RES_NAMED(0x1000, 0x1000, "root", IORESOURCE_MEM); static u64 starts[4], sizes[4];`,
  first: 'struct resource *res;',
  call(random) {
    const slot = random.below(4);
    const [start, size] = [0xf00 + random.below(18) * 0x100, (1 + random.below(4)) * 0x100];
    return random.pick([
      `if (!sizes[${slot}]) { res = __request_region(&root, ${start}, ${size}, "part", 0); pr_info("request %d", res != NULL); if (res) { starts[${slot}] = ${start}; sizes[${slot}] = ${size}; pr_info("%pa %pa %s %lx", &res->start, &res->end, res->name, res->flags); } }`,
      `if (sizes[${slot}]) { __release_region(&root, starts[${slot}], sizes[${slot}]); sizes[${slot}] = 0; pr_info("release"); }`,
      `{ struct resource a = DEFINE_RES_MEM(${start}, ${size}), b = DEFINE_RES_MEM(0x1400, 0x300); pr_info("%d %d %d", resource_overlaps(&a, &b), resource_contains(&a, &b), resource_contains(&b, &a)); }`,
    ]);
  },
  last: 'for (int i = 0; i < 4; i++) if (sizes[i]) __release_region(&root, starts[i], sizes[i]);',
};

/** kernel/locking, kernel/sched/completion.c: what is told of them, and gives no wait. */
export const locks: Family = {
  name: 'locks',
  before: `#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/completion.h>
static DEFINE_MUTEX(m); static DECLARE_RWSEM(s); static struct semaphore c; static DECLARE_COMPLETION(done); static bool held; static int readers, writer, downs;`,
  first: 'sema_init(&c, 2);',
  call(random) {
    return random.pick([
      'if (!held) { held = mutex_trylock(&m); pr_info("mutex %d", held); }',
      'pr_info("locked %d", mutex_is_locked(&m));',
      'if (held) { mutex_unlock(&m); held = false; pr_info("unlock"); }',
      'if (!writer && !readers && down_read_trylock(&s)) { readers++; pr_info("reads"); }',
      'if (!writer && !readers && down_write_trylock(&s)) { writer = 1; pr_info("writes"); }',
      'if (writer) { downgrade_write(&s); writer = 0; readers = 1; pr_info("downgrade"); }',
      'if (readers) { up_read(&s); readers--; pr_info("up"); } else if (writer) { up_write(&s); writer = 0; pr_info("up"); }',
      'pr_info("rwsem %d", rwsem_is_locked(&s));',
      'pr_info("down %d", down_trylock(&c)); downs++;',
      'if (downs < 3) { up(&c); pr_info("up"); }',
      'pr_info("done %d", completion_done(&done));',
      'pr_info("try %d", try_wait_for_completion(&done));',
      'complete(&done); pr_info("complete");',
      'if (completion_done(&done)) { wait_for_completion(&done); pr_info("waited"); }',
      'pr_info("left %lu", wait_for_completion_timeout(&done, 1) > 0);',
      `complete_all(&done); pr_info("all %d", completion_done(&done));`,
      'reinit_completion(&done); pr_info("again");',
    ]);
  },
  last: 'if (held) mutex_unlock(&m); if (readers) up_read(&s); if (writer) up_write(&s);',
};
