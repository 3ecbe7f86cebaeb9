import type { Row } from './row.ts';

/** Texts, numbers, lists: what has no device in it. */
export const lib: readonly Row[] = [
  {
    of: 'mm/util.c, include/linux/slab.h',
    functions: ['krealloc_array', 'kmemdup_nul', 'kmemdup_array', 'kvcalloc'],
    body: `u32 one[2] = { 7, 8 }, *a = kmemdup_array(one, 2, 4, GFP_KERNEL), *b = krealloc_array(a, 3, 4, GFP_KERNEL), *c = kvcalloc(2, 4, GFP_KERNEL); char *t = kmemdup_nul("abc", 2, GFP_KERNEL);
pr_info("%u %u %s %d %d", b[1], c[1], t, krealloc_array(NULL, ~0ul, 2, GFP_KERNEL) == NULL, kmemdup_nul(NULL, 1, GFP_KERNEL) == NULL); kfree(b); kvfree(c); kfree(t);`,
    says: ['8 0 ab 1 1'],
  },
  {
    of: 'kernel/sched/completion.c',
    functions: ['complete_all', 'wait_for_completion', 'reinit_completion'],
    before: '#include <linux/completion.h>\nstatic DECLARE_COMPLETION(s);',
    body: 'DECLARE_COMPLETION_ONSTACK(c); complete_all(&c); wait_for_completion(&c); wait_for_completion(&c); reinit_completion(&c); complete(&c); wait_for_completion(&c); complete(&s); wait_for_completion(&s); pr_info("twice");',
    says: ['twice'],
  },
  {
    of: 'kernel/time',
    functions: [
      'msleep_interruptible',
      'usleep_range',
      'udelay',
      'mdelay',
      'jiffies_to_msecs',
      'msecs_to_jiffies',
    ],
    before: '#include <linux/delay.h>\n#include <linux/jiffies.h>',
    body: `unsigned long before = jiffies, left; left = msleep_interruptible(100); usleep_range(20000, 30000); udelay(10); mdelay(20);
pr_info("%lu %d %u", left, jiffies_to_msecs(jiffies - before) >= 140, jiffies_to_msecs(msecs_to_jiffies(1000)));`,
    says: ['0 1 1000'],
  },
  {
    of: 'kernel/time/time.c',
    functions: ['usecs_to_jiffies', 'jiffies_to_usecs'],
    before: '#include <linux/jiffies.h>',
    body: 'pr_info("%lu %lu %lu %u", usecs_to_jiffies(1), usecs_to_jiffies(4001), usecs_to_jiffies(~0u), jiffies_to_usecs(3));',
    says: ['1 2 4611686018427387902 12000'],
  },
  {
    of: 'lib/string.c',
    functions: ['memcmp', 'strlen', 'strnlen', 'strchr', 'strrchr', 'strstr', 'strcpy', 'strcat', 'strscpy'],
    body: `char t[8], *s = "a/b/c"; int n; strcpy(t, "ab"); strcat(t, "cd");
pr_info("%d %d %zu %zu %s %s %s %s", memcmp("abc", "abd", 3) < 0, memcmp("abc", "abd", 2), strlen(t), strnlen("abcdef", 3), t, strchr(s, '/'), strrchr(s, '/'), strstr("one two", "two"));
pr_info("%d %d", strchr(s, 'x') == NULL, strstr(s, "x") == NULL); n = strscpy(t, "123456789", sizeof(t)); pr_info("%d %s", n, t); n = strscpy(t, "12", sizeof(t)); pr_info("%d %s", n, t);`,
    says: ['1 0 4 3 abcd /b/c /c two', '1 1', '-7 1234567', '2 12'],
  },
  {
    of: 'lib/string_helpers.c, mm/util.c',
    functions: ['sysfs_streq', 'kstrdup_const', 'kfree_const', 'kstrndup'],
    body: `const char *c = kstrdup_const("text", GFP_KERNEL); char *n = kstrndup("abcdef", 3, GFP_KERNEL);
pr_info("%d %d %d %s %s", sysfs_streq("a\\n", "a"), sysfs_streq("a", "a\\n"), sysfs_streq("a", "b"), c, n); kfree_const(c); kfree(n);`,
    says: ['1 1 0 text abc'],
  },
  {
    of: 'lib/kstrtox.c',
    functions: ['kstrtoull', 'kstrtouint', 'kstrtoint', 'kstrtobool'],
    body: `unsigned long long w = 0; unsigned int u = 0; int i = 0, a, b, c, d, e, f; bool on = false, off = true; a = kstrtoull("0x10", 0, &w); b = kstrtouint("-1", 0, &u); c = kstrtoint("2147483648", 10, &i); d = kstrtoint("-7\\n", 10, &i);
e = kstrtobool("on", &on); f = kstrtobool("0", &off); pr_info("%d %llu %d %d %d %d %d %d %d %d %d", a, w, b, c, d, i, e, on, f, off, kstrtobool("x", &on));`,
    says: ['0 16 -22 -34 0 -7 0 1 0 0 -22'],
  },
  {
    of: 'include/linux/list.h',
    functions: [
      'INIT_LIST_HEAD',
      'list_del_init',
      'list_replace',
      'list_move',
      'list_move_tail',
      'list_splice',
      'list_splice_init',
      'list_is_last',
      'list_is_head',
    ],
    before:
      'struct item { int n; struct list_head list; };\nstatic void show(struct list_head *h) { struct item *i; int all = 0; list_for_each_entry(i, h, list) all = all * 10 + i->n; pr_info("%d", all); }',
    body: `struct list_head a; LIST_HEAD(b); struct item i[5]; int k; INIT_LIST_HEAD(&a); for (k = 0; k < 4; k++) { i[k].n = k + 1; list_add_tail(&i[k].list, &a); } i[4].n = 9;
list_move(&i[2].list, &a); show(&a); list_move_tail(&i[0].list, &a); show(&a); list_replace(&i[1].list, &i[4].list); show(&a);
pr_info("%d %d %d", list_is_last(&i[0].list, &a), list_is_last(&i[2].list, &a), list_is_head(&a, &a)); list_del_init(&i[3].list); pr_info("%d", list_empty(&i[3].list));
list_add(&i[3].list, &b); list_splice_init(&b, &a); show(&a); pr_info("%d", list_empty(&b)); list_splice(&a, &b); show(&b);`,
    says: ['3124', '3241', '3941', '1 0 1', '1', '4391', '1', '4391'],
  },
  {
    of: 'include/linux/list.h',
    functions: ['hlist_add_head', 'hlist_del', 'hlist_del_init', 'hlist_empty', 'INIT_HLIST_NODE'],
    body: `HLIST_HEAD(h); struct hlist_node a, b; INIT_HLIST_NODE(&a); INIT_HLIST_NODE(&b); hlist_add_head(&a, &h); hlist_add_head(&b, &h); pr_info("%d %d", h.first == &b, hlist_empty(&h));
hlist_del_init(&b); pr_info("%d %d", h.first == &a, hlist_unhashed(&b)); hlist_del(&a); pr_info("%d", hlist_empty(&h));`,
    says: ['1 0', '1 1', '1'],
  },
  {
    of: 'include/linux/rculist.h',
    functions: ['list_add_rcu', 'list_add_tail_rcu', 'list_del_rcu', 'list_replace_rcu'],
    before: `#include <linux/rculist.h>
struct item { int n; struct list_head list; };
static void show(struct list_head *h) { struct item *i; int all = 0, walk = 0; rcu_read_lock(); list_for_each_entry_rcu(i, h, list) all = all * 10 + i->n; list_for_each_entry_lockless(i, h, list) walk = walk * 10 + i->n; rcu_read_unlock(); pr_info("%d %d", all, walk); }`,
    body: `LIST_HEAD(h); struct item a = { .n = 1 }, b = { .n = 2 }, c = { .n = 3 }; struct list_head *e = &h; list_add_rcu(&a.list, &h); list_add_tail_rcu(&b.list, &h); show(&h); list_replace_rcu(&a.list, &c.list); show(&h);
pr_info("%d %d %d", list_first_or_null_rcu(&h, struct item, list)->n, list_next_or_null_rcu(&h, &c.list, struct item, list)->n, list_next_or_null_rcu(&h, &b.list, struct item, list) == NULL);
list_del_rcu(&c.list); show(&h); pr_info("%d %d", c.list.next == &b.list, c.list.prev == LIST_POISON2); list_del_rcu(&b.list); pr_info("%d %d", list_first_or_null_rcu(&h, struct item, list) == NULL, list_entry_rcu(e->next, struct item, list) == list_entry(&h, struct item, list));`,
    says: ['12 12', '32 32', '3 2 1', '2 2', '1 1', '1 1'],
  },
  {
    of: 'include/linux/rculist.h',
    functions: ['hlist_add_head_rcu', 'hlist_del_rcu', 'hlist_del_init_rcu', 'hlist_replace_rcu'],
    before: `#include <linux/hashtable.h>
struct item { int n; struct hlist_node node; };
static void show(struct hlist_head *h) { struct item *i; int all = 0; rcu_read_lock(); hlist_for_each_entry_rcu(i, h, node) all = all * 10 + i->n; rcu_read_unlock(); pr_info("%d", all); }`,
    body: `HLIST_HEAD(h); struct item a = { .n = 1 }, b = { .n = 2 }, c = { .n = 3 }; hlist_add_head_rcu(&a.node, &h); hlist_add_head_rcu(&b.node, &h); show(&h); hlist_replace_rcu(&b.node, &c.node); show(&h);
hlist_del_rcu(&c.node); show(&h); pr_info("%d %d", c.node.next == &a.node, c.node.pprev == LIST_POISON2); hlist_del_init_rcu(&a.node); hlist_del_init_rcu(&a.node); pr_info("%d %d", hlist_empty(&h), hlist_unhashed(&a.node));`,
    says: ['21', '31', '1', '1 1', '1 1'],
  },
  {
    of: 'include/linux/hashtable.h',
    functions: [
      'hash_init',
      'hash_add',
      'hash_empty',
      'hash_for_each',
      'hash_for_each_safe',
      'hash_del',
      'hash_32',
    ],
    before: `#include <linux/hashtable.h>
struct item { int n; struct hlist_node node; };
static DEFINE_HASHTABLE(table, 4);`,
    body: `struct item a = { .n = 1 }, b = { .n = 2 }, c = { .n = 3 }, d = { .n = 4 }, *i; struct hlist_node *next; int k, e; hash_init(table);
hash_for_each(table, k, i, node) pr_info("none"); pr_info("%d %d", k, i == NULL); hash_add(table, &a.node, 1); hash_add(table, &b.node, 2);
hash_add(table, &c.node, 1); hash_add(table, &d.node, 700UL); hash_for_each(table, k, i, node) pr_info("%d in %d", i->n, k); pr_info("%d %u", k, hash_32(77, 20));
hash_for_each(table, k, i, node) if (i->n == 3) break; pr_info("%d %d", k, i == &c); e = hash_empty(table); pr_info("%d", e);
hash_for_each_safe(table, k, next, i, node) hash_del(&i->node); e = hash_empty(table); pr_info("%d %d", k, e);`,
    says: ['16 1', '4 in 6', '3 in 6', '1 in 6', '2 in 12', '16 431366', '7 1', '0', '16 1'],
  },
  {
    of: 'include/linux/hashtable.h',
    functions: ['hash_add_rcu', 'hash_del_rcu', 'hash_for_each_rcu', 'hash_for_each_possible_rcu'],
    before: `#include <linux/hashtable.h>
struct item { int n; struct hlist_node node; }; static DEFINE_HASHTABLE(table, 2);
static void show(void) { struct item *i; int k, all = 0, one = 0; rcu_read_lock(); hash_for_each_rcu(table, k, i, node) all += i->n; hash_for_each_possible_rcu(table, i, node, 7, rcu_read_lock_held()) one += i->n; rcu_read_unlock(); pr_info("%d %d", all, one); }`,
    body: `struct item a = { .n = 7 }, b = { .n = 7 }; hash_add_rcu(table, &a.node, 7); hash_add_rcu(table, &b.node, 7); show(); hash_del_rcu(&a.node); show(); hash_del_rcu(&b.node); pr_info("%d", hash_empty(table));`,
    says: ['14 14', '7 7', '1'],
  },
  {
    of: 'include/linux/rcupdate.h',
    functions: [
      'rcu_read_lock',
      'rcu_read_unlock',
      'rcu_dereference',
      'rcu_replace_pointer',
      'rcu_assign_pointer',
    ],
    before:
      '#include <linux/rcupdate.h>\nstatic int __rcu *p; static DEFINE_MUTEX(m); static int f(void) { guard(rcu)(); return *rcu_dereference(p); }',
    body: `int a = 1, b = 2, v = 0, *old; RCU_INIT_POINTER(p, &a); rcu_read_lock(); rcu_read_lock(); v = *rcu_dereference(p); rcu_read_unlock(); rcu_read_unlock();
mutex_lock(&m); old = rcu_replace_pointer(p, &b, lockdep_is_held(&m)); v += 10 * *rcu_dereference_check(p, lockdep_is_held(&m)); mutex_unlock(&m); pr_info("%d %d %d", v, old == &a, f());
scoped_guard(rcu) { v = *rcu_pointer_handoff(rcu_dereference(p)); } rcu_assign_pointer(p, NULL); pr_info("%d %d", v, rcu_access_pointer(p) == NULL);`,
    says: ['21 1 2', '2 1'],
  },
  {
    of: 'include/linux/rcupdate.h',
    functions: ['rcu_read_lock_held'],
    notHeld: 'it is built without lockdep',
    before: '#include <linux/rcupdate.h>',
    body: 'int a, b; rcu_read_lock(); a = rcu_read_lock_held(); rcu_read_unlock(); b = rcu_read_lock_held(); pr_info("%d %d", a, b);',
    says: ['1 0'],
  },
  {
    of: 'kernel/rcu/tree.c, mm/slab_common.c',
    functions: ['call_rcu', 'rcu_barrier', 'synchronize_rcu', 'kvfree_call_rcu', 'kfree_rcu_mightsleep'],
    before: `#include <linux/rcupdate.h>
struct item { int n; struct rcu_head rcu; }; static struct item a, b, c; static bool again;
static void done(struct rcu_head *head) { pr_info("done %d", container_of(head, struct item, rcu)->n); if (again) { again = false; call_rcu(&c.rcu, done); pr_info("asked"); } }`,
    body: `static DEFINE_SPINLOCK(s); struct item *f = kzalloc(sizeof(*f), GFP_KERNEL), *g = kzalloc(sizeof(*g), GFP_KERNEL); a.n = 1; b.n = 2; c.n = 3; synchronize_rcu(); synchronize_rcu_expedited(); call_rcu(&a.rcu, done); rcu_barrier(); again = true;
rcu_read_lock(); call_rcu(&a.rcu, done); call_rcu(&b.rcu, done); kfree_rcu(f, rcu); pr_info("in"); rcu_read_unlock(); rcu_barrier(); rcu_barrier(); spin_lock(&s); call_rcu(&a.rcu, done); pr_info("held"); spin_unlock(&s); rcu_barrier();
kvfree_call_rcu(&g->rcu, g); kfree_rcu_mightsleep(kzalloc(4, GFP_KERNEL)); f = NULL; kvfree_rcu(f, rcu); pr_info("out");`,
    says: ['done 1', 'in', 'done 1', 'asked', 'done 2', 'done 3', 'held', 'done 1', 'out'],
  },
  {
    of: 'include/linux/wait.h, kernel/sched/wait.c, kernel/time/sleep_timeout.c',
    functions: [
      'init_waitqueue_head',
      'waitqueue_active',
      'wake_up',
      'wake_up_interruptible',
      'wait_event',
      'wait_event_interruptible',
      'wait_event_timeout',
      'wait_event_interruptible_timeout',
      'schedule_timeout_interruptible',
      'schedule_timeout_killable',
      'schedule_timeout_uninterruptible',
    ],
    before: '#include <linux/jiffies.h>\n#include <linux/wait.h>',
    body: `wait_queue_head_t q; DECLARE_WAIT_QUEUE_HEAD_ONSTACK(r); int n = 0, a, b; long c, d, e, f; unsigned long before = jiffies; init_waitqueue_head(&q); wake_up(&q); wake_up_interruptible(&q); wake_up_all(&r); wait_event(q, ++n == 2); a = n; b = wait_event_interruptible(r, n == 2);
c = wait_event_timeout(q, n == 2, 50); d = wait_event_timeout(q, n == 3, 50); e = wait_event_timeout(q, ++n == 4, 50); f = wait_event_interruptible_timeout(q, n == 4, 0); pr_info("%d %d %ld %ld %ld %ld", a, b, c, d, e, f);
a = waitqueue_active(&q) || wq_has_sleeper(&r); b = jiffies - before >= 50; c = schedule_timeout_interruptible(1); d = schedule_timeout_killable(1); e = schedule_timeout_uninterruptible(1); pr_info("%d %d %ld %ld %ld", a, b, c, d, e);`,
    says: ['2 0 50 0 50 1', '0 1 0 0 0'],
  },
  {
    of: 'kernel/time/sleep_timeout.c',
    functions: ['schedule_timeout'],
    notHeld: 'a task that has not said that it sleeps goes on at once there',
    body: 'pr_info("%ld", schedule_timeout(1));',
    says: ['0'],
  },
  {
    of: 'include/linux/overflow.h',
    functions: ['size_mul', 'size_add', 'size_sub'],
    before: '#include <linux/overflow.h>',
    body: 'pr_info("%d %zu %d %zu %d", size_mul(~0ul / 2, 3) == ~0ul, size_mul(3, 4), size_add(~0ul, 1) == ~0ul, size_sub(5, 3), size_sub(3, 5) == ~0ul);',
    says: ['1 12 1 2 1'],
  },
  {
    of: 'mm/slab_common.c, mm/util.c, mm/vmalloc.c',
    functions: [
      'kmalloc_array',
      'kfree_sensitive',
      'ksize',
      'kvmalloc',
      'vmalloc',
      'vzalloc',
      'vfree',
      'kvfree',
    ],
    before: '#include <linux/vmalloc.h>',
    body: `void *a = kmalloc_array(2, 8, GFP_KERNEL), *b = kmalloc_array(~0ul, 2, GFP_KERNEL), *c = kvmalloc(8, GFP_KERNEL), *d = vmalloc(8); char *e = vzalloc(8);
pr_info("%d %d %d", ksize(a) >= 16, b == NULL, e[7]); kfree_sensitive(a); kfree_sensitive(NULL); kvfree(c); vfree(d); vfree(e); vfree(NULL);`,
    says: ['1 1 0'],
  },
  {
    of: 'include/linux/kref.h',
    functions: ['kref_read', 'kref_get_unless_zero', 'kref_put_mutex'],
    before:
      '#include <linux/mutex.h>\nstatic DEFINE_MUTEX(m); static void gone(struct kref *k) { pr_info("gone %d", mutex_is_locked(&m)); mutex_unlock(&m); }',
    body: `struct kref k; int a, b, c; kref_init(&k); a = kref_get_unless_zero(&k); pr_info("%u", kref_read(&k)); b = kref_put_mutex(&k, gone, &m); c = kref_put_mutex(&k, gone, &m);
pr_info("%d %d %d %d", a, b, c, kref_get_unless_zero(&k));`,
    says: ['2', 'gone 1', '1 0 1 0'],
  },
  {
    of: 'kernel/locking/rwsem.c',
    functions: [
      'init_rwsem',
      'down_read',
      'up_read',
      'down_write',
      'up_write',
      'down_read_trylock',
      'down_write_trylock',
    ],
    before: '#include <linux/rwsem.h>',
    body: `struct rw_semaphore s; int a, b, c; init_rwsem(&s); down_read(&s); up_read(&s); down_write(&s); a = down_read_trylock(&s); b = down_write_trylock(&s); up_write(&s); c = down_write_trylock(&s); up_write(&s); pr_info("%d %d %d", a, b, c);`,
    says: ['0 0 1'],
  },
  {
    of: 'kernel/locking/rwsem.c',
    functions: [
      'down_read_interruptible',
      'down_read_killable',
      'down_write_killable',
      'downgrade_write',
      'rwsem_is_locked',
    ],
    before: '#include <linux/rwsem.h>\n#include <linux/lockdep.h>\nstatic DECLARE_RWSEM(s);',
    body: `int a = down_read_interruptible(&s), b = down_write_trylock(&s), c, d, e; lockdep_assert_held_read(&s); up_read(&s); c = down_write_killable(&s); lockdep_assert_held_write(&s); downgrade_write(&s); lockdep_assert_held_read(&s); d = rwsem_is_locked(&s); up_read(&s); e = down_read_killable(&s); up_read(&s);
pr_info("%d %d %d %d %d %d", a, b, c, d, e, rwsem_is_locked(&s));`,
    says: ['0 0 0 1 0 0'],
  },
  {
    of: 'kernel/locking/mutex.c, kernel/locking/spinlock.c',
    functions: [
      'mutex_init',
      'mutex_trylock',
      'mutex_lock_interruptible',
      'mutex_lock_killable',
      'spin_lock_init',
      'spin_trylock',
    ],
    body: `struct mutex m; spinlock_t s; int a, b, c, d, e; mutex_init(&m); a = mutex_lock_interruptible(&m); b = mutex_trylock(&m); mutex_unlock(&m); c = mutex_lock_killable(&m); mutex_unlock(&m);
spin_lock_init(&s); d = spin_trylock(&s); e = spin_trylock(&s); spin_unlock(&s); pr_info("%d %d %d %d %d", a, b, c, d, e);`,
    says: ['0 0 0 1 0'],
  },
  {
    of: 'include/linux/sched/signal.h',
    functions: ['signal_pending', 'fatal_signal_pending'],
    before: '#include <linux/sched.h>',
    body: 'pr_info("%d %d", signal_pending(current), fatal_signal_pending(current));',
    says: ['0 0'],
  },
  {
    of: 'include/linux/overflow.h, include/uapi/asm-generic/ioctl.h',
    functions: ['check_shl_overflow', '_IOC_TYPE', '_IOC_NR', '_IOC_DIR', '_IOC_SIZE'],
    before: '#include <linux/ioctl.h>\n#include <linux/overflow.h>',
    body: `u8 b = 0; int i = 0, o, p, q, r, s; u64 x = 0; unsigned int n = _IOWR('E', 100, u64); o = check_shl_overflow(3u, 6, &b); pr_info("%d %u", o, b); p = check_shl_overflow(3u, 7, &b); pr_info("%d %u", p, b);
q = check_shl_overflow(1, 31, &i); r = check_shl_overflow(-1, 1, &i); s = check_shl_overflow(1ull, 64, &x); pr_info("%d %d %d %llu", q, r, s, x); o = check_shl_overflow(1ull << 62, 1, &x); pr_info("%d %llx", o, x); pr_info("%c %u %u %u", _IOC_TYPE(n), _IOC_NR(n), _IOC_DIR(n), _IOC_SIZE(n));`,
    says: ['0 192', '1 128', '1 1 1 1', '0 8000000000000000', 'E 100 3 8'],
  },
  {
    of: 'lib/idr.c',
    functions: ['ida_init', 'ida_alloc_range', 'ida_free'],
    body: `struct ida ida; int a, b, c, d; ida_init(&ida); a = ida_alloc_range(&ida, 3, 4, GFP_KERNEL); b = ida_alloc_range(&ida, 3, 4, GFP_KERNEL); c = ida_alloc_range(&ida, 3, 4, GFP_KERNEL); ida_free(&ida, 3); d = ida_alloc_range(&ida, 0, ~0, GFP_KERNEL);
pr_info("%d %d %d %d", a, b, c, d); ida_destroy(&ida);`,
    says: ['3 4 -28 0'],
  },
  {
    of: 'include/asm-generic/io.h',
    functions: [
      'ioremap',
      'iounmap',
      'ioread8',
      'ioread16',
      'ioread32',
      'ioread64',
      'iowrite8',
      'iowrite16',
      'resource_size',
    ],
    notHeld: 'nothing answers there in the guest, and x86 has no ioread64 of its own',
    before: '#include <linux/io.h>\n#include <linux/ioport.h>',
    body: `void __iomem *io = ioremap(0x1000000000, 64); struct resource r = { .start = 4, .end = 7 }; iowrite8(0x12, io); iowrite16(0x3456, io + 2);
pr_info("%x %x %x %llx %llu", ioread8(io), ioread16(io + 2), ioread32(io), ioread64(io), (u64)resource_size(&r)); iounmap(io);`,
    says: ['12 3456 34560012 34560012 4'],
  },
  {
    of: 'lib/string.c, mm/slab_common.c, include/linux/hash.h',
    functions: ['strncmp', 'sized_strscpy', 'kvzalloc', 'hash_64'],
    before: '#include <linux/hashtable.h>',
    body: `char t[4]; char *z = kvzalloc(4, GFP_KERNEL); ssize_t n = sized_strscpy(t, "abcdef", sizeof(t)); pr_info("%d %d %zd %s %d %d", strncmp("abc", "abd", 2), strncmp("abc", "abd", 3) < 0, n, t, z[3], hash_64(12345, 4) < 16); kvfree(z);`,
    says: ['0 1 -7 abc 0 1'],
  },
  {
    of: 'kernel/locking/spinlock.c, kernel/sched',
    functions: ['spin_lock', 'spin_unlock', 'complete', 'wait_for_completion', 'schedule', 'cpu_relax'],
    before: '#include <linux/completion.h>\n#include <linux/sched.h>\nstatic DEFINE_SPINLOCK(s);',
    body: 'struct completion c; int taken; init_completion(&c); complete(&c); complete(&c); wait_for_completion(&c); wait_for_completion(&c); spin_lock(&s); taken = spin_trylock(&s); spin_unlock(&s); schedule(); cpu_relax(); pr_info("%d", taken);',
    says: ['0'],
  },
];
