import type { Random } from '../../../src/engine/base/random.ts';
import { type Small, small } from './small.ts';

/*
 * Small drivers drawn at random: a few statements for each task, of what drivers do to what they share. Most of them
 * are wrong somewhere, which is wanted: a search that leaves out orders has to find all of it, and the same ends.
 */

const before = `#include <linux/wait.h>
#include <linux/rcupdate.h>
#include <linux/rwlock.h>
#include <linux/semaphore.h>
#include <linux/seqlock.h>
#include <linux/srcu.h>
#include <linux/timer.h>
#include <linux/workqueue.h>
struct object {
	struct list_head link;
	struct kref ref;
	struct rcu_head rcu;
	int value;
};
static int v0, v1, v2;
static atomic_t count = ATOMIC_INIT(1);
static DEFINE_MUTEX(m0);
static DEFINE_MUTEX(m1);
static DEFINE_SPINLOCK(s0);
static DECLARE_RWSEM(sem);
static DECLARE_WAIT_QUEUE_HEAD(wait);
static DECLARE_COMPLETION(done);
static LIST_HEAD(queue);
static DEFINE_IDA(numbers);
static DEFINE_XARRAY(table);
static struct object *shared;
static struct object __rcu *published;
static void object_free(struct kref *ref) { kfree(container_of(ref, struct object, ref)); }
static struct object *make(int value)
{
	struct object *o = kzalloc(sizeof(*o), GFP_KERNEL);
	if (!o)
		return NULL;
	kref_init(&o->ref);
	o->value = value;
	return o;
}
static void worked(struct work_struct *work) { WRITE_ONCE(v0, READ_ONCE(v0) + 1); }
static DECLARE_WORK(work, worked);
static void worked_late(struct work_struct *work) { complete(&done); }
static DECLARE_DELAYED_WORK(late, worked_late);
static void timed(struct timer_list *timer) { WRITE_ONCE(v1, READ_ONCE(v1) + 1); wake_up(&wait); }
static DEFINE_TIMER(timer, timed);
static DEFINE_SEMAPHORE(many, 1);
static DEFINE_RWLOCK(rw);
static DEFINE_SEQLOCK(seq);
DEFINE_STATIC_SRCU(srcu);
`;

type Draw = (random: Random, depth: number) => string;

const variable = (random: Random): string => random.pick(['v0', 'v1', 'v2']);
const number = (random: Random): string => String(1 + random.below(3));

/** One or two statements to be done under something. */
const inner: Draw = (random, depth) => statements(random, 1 + random.below(2), depth + 1);

const plain: readonly Draw[] = [
  (random) => `${variable(random)} = ${number(random)};`,
  (random) => `${variable(random)} = ${variable(random)} + 1;`,
  (random) => `r = (r * 3 + ${variable(random)}) & 15;`,
  (random) => `WRITE_ONCE(${variable(random)}, ${number(random)});`,
  (random) => `r = (r * 3 + READ_ONCE(${variable(random)})) & 15;`,
  (random) => `smp_store_release(&${variable(random)}, ${number(random)});`,
  (random) => `r = (r * 3 + smp_load_acquire(&${variable(random)})) & 15;`,
  () => 'atomic_inc(&count);',
  () => 'r += atomic_dec_and_test(&count);',
  () => 'r += atomic_xchg(&count, 2);',
  (random) => `r += cmpxchg(&${variable(random)}, 0, ${number(random)});`,
];

const objects: readonly Draw[] = [
  (random) => `o = make(${number(random)}); if (!o) return -ENOMEM; kfree(xchg(&shared, o));`,
  (random) => `if (!shared) shared = make(${number(random)});`,
  () => 'o = xchg(&shared, NULL); if (o) { r += o->value; kfree(o); }',
  () => 'if (shared) r += shared->value;',
  () => 'if (shared) { kref_get(&shared->ref); kref_put(&shared->ref, object_free); }',
  () => 'o = shared; if (o && kref_put(&o->ref, object_free)) shared = NULL;',
  (random) => `o = make(${number(random)}); if (o) list_add(&o->link, &queue);`,
  () =>
    'o = list_first_entry_or_null(&queue, struct object, link); if (o) { r += o->value; list_del(&o->link); kfree(o); }',
  () => 'list_for_each_entry(o, &queue, link) r = (r * 3 + o->value) & 15;',
  () => 'r += list_empty(&queue);',
];

const services: readonly Draw[] = [
  () => 'complete(&done);',
  () => 'r += try_wait_for_completion(&done);',
  () => 'wait_for_completion(&done);',
  () => 'r += completion_done(&done);',
  (random) => `wait_event(wait, READ_ONCE(${variable(random)}));`,
  (random) => `r += !wait_event_timeout(wait, READ_ONCE(${variable(random)}), 5);`,
  () => 'wake_up(&wait);',
  (random) => `WRITE_ONCE(${variable(random)}, 1); wake_up_all(&wait);`,
  () => 'r += ida_alloc(&numbers, GFP_KERNEL);',
  () => 'r += xa_err(xa_store(&table, 1, &v0, GFP_KERNEL));',
  () => 'r += !!xa_load(&table, 1);',
  () => 'r += !!xa_erase(&table, 1);',
  () => 'r += schedule_work(&work);',
  () => 'r += flush_work(&work);',
  () => 'r += cancel_work_sync(&work);',
  () => 'r += schedule_delayed_work(&late, 1);',
  () => 'r += mod_delayed_work(system_wq, &late, 1);',
  () => 'r += flush_delayed_work(&late);',
  () => 'r += cancel_delayed_work_sync(&late);',
  () => 'r += mod_timer(&timer, jiffies + 1);',
  () => 'r += timer_delete_sync(&timer);',
  () => 'r += timer_pending(&timer);',
  () => 'r += !!wait_for_completion_interruptible(&done);',
  () => 'r += !!wait_for_completion_timeout(&done, 5);',
  (random) => `r += !!wait_event_interruptible(wait, READ_ONCE(${variable(random)}));`,
  () => 'up(&many);',
  () => 'r += down_trylock(&many);',
  () => 'msleep(1);',
  () => 'synchronize_srcu(&srcu);',
  () => 'synchronize_rcu();',
  () => 'rcu_barrier();',
];

const around: readonly Draw[] = [
  (random, depth) => {
    const lock = random.pick(['m0', 'm0', 'm1']);
    return `mutex_lock(&${lock}); ${inner(random, depth)} mutex_unlock(&${lock});`;
  },
  (random, depth) => `if (mutex_trylock(&m0)) { ${inner(random, depth)} mutex_unlock(&m0); }`,
  (random, depth) =>
    `if (mutex_lock_interruptible(&m0)) return -EINTR; ${inner(random, depth)} mutex_unlock(&m0);`,
  (random) => `spin_lock(&s0); ${statement(random, plain, 9)} spin_unlock(&s0);`,
  (random, depth) => `if (down_interruptible(&many)) return -EINTR; ${inner(random, depth)} up(&many);`,
  (random) => `read_lock(&rw); ${statement(random, plain, 9)} read_unlock(&rw);`,
  (random) => `write_lock(&rw); ${statement(random, plain, 9)} write_unlock(&rw);`,
  (random) => `write_seqlock(&seq); ${statement(random, plain, 9)} write_sequnlock(&seq);`,
  (random) =>
    `do { s = read_seqbegin(&seq); p = READ_ONCE(${variable(random)}); } while (read_seqretry(&seq, s)); r += p;`,
  (random, depth) => `s = srcu_read_lock(&srcu); ${inner(random, depth)} srcu_read_unlock(&srcu, s);`,
  (random, depth) => `down_read(&sem); ${inner(random, depth)} up_read(&sem);`,
  (random, depth) => `down_write(&sem); ${inner(random, depth)} up_write(&sem);`,
  (random, depth) => `if (READ_ONCE(${variable(random)})) { ${inner(random, depth)} }`,
  (random) =>
    `if (atomic_read(&count) == ${number(random)}) { ${statement(random, plain, 9)} } else { ${statement(random, plain, 9)} }`,
];

const rcu: readonly Draw[] = [
  (random) =>
    `rcu_read_lock(); o = rcu_dereference(published); if (o) r += o->value; rcu_read_unlock(); ${statement(random, plain, 9)}`,
  (random) =>
    `o = make(${number(random)}); if (o) { o = (struct object *)xchg((struct object **)&published, o); synchronize_rcu(); kfree(o); }`,
  () => 'o = (struct object *)xchg((struct object **)&published, NULL); if (o) kfree_rcu(o, rcu);',
  () => 'o = (struct object *)xchg((struct object **)&published, NULL); if (o) kfree(o);',
  () => 'rcu_assign_pointer(published, make(2));',
];

function statement(random: Random, kinds: readonly Draw[], depth: number): string {
  return random.pick(kinds)(random, depth);
}

function statements(random: Random, howMany: number, depth: number): string {
  return Array.from({ length: howMany }, () => {
    const kinds = random.pick([plain, plain, objects, services, around, around, rcu]);
    return statement(random, kinds === around && depth > 1 ? plain : kinds, depth);
  }).join(' ');
}

/** Statements that begin a task, on a line each. */
function body(random: Random, most: number): string {
  const lines = Array.from({ length: 1 + random.below(most) }, () => `\t${statements(random, 1, 0)}`);
  return [
    '{',
    '\tstruct object *o = NULL;',
    '\tint p, r = 0, s;',
    ...lines,
    '\treturn r + !o - 1;',
    '}',
  ].join('\n');
}

const first = 'int init(void)\n{\n\tshared = make(1);\n\treturn 0;\n}\n';
const last = `int fini(void)
{
	return v0 + v1 * 4 + v2 * 16 + atomic_read(&count) * 64;
}
`;

/** Two tasks, or three shorter ones, that do something else each. */
export function randomSystem(random: Random): Small {
  const tasks = random.below(4) === 0 ? ['a', 'b', 'c'] : ['a', 'b'];
  const functions = tasks.map((name) => `int ${name}(void)\n${body(random, tasks.length === 2 ? 3 : 2)}\n`);
  const withFirst = random.below(2) === 0 ? first : '';
  return small(`${before}${withFirst}${functions.join('')}${last}`, tasks, random.below(3) === 0 ? 1 : 0);
}
