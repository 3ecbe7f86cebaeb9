import type { Random } from '../../../../src/engine/base/random.ts';
import type { Family } from './family.ts';

const few = [-2147483648, -2, -1, 0, 1, 2, 3, 2147483647];

/** A number of C, for INT_MIN has no literal of its own. */
function few32(random: Random): string {
  const value = random.pick(few);
  return value === -2147483648 ? 'INT_MIN' : String(value);
}

/** include/linux/atomic/atomic-instrumented.h: what each gives, and what is there then. */
export const atomics: Family = {
  name: 'atomics',
  before: `#include <linux/atomic.h>
static atomic_t v; static atomic64_t w; static atomic_long_t l; static u8 byte; static u16 half; static u32 word; static void *p;`,
  first: 'int r, old; s64 q, was; unsigned long long u;',
  call(random) {
    const [i, j] = [few32(random), few32(random)];
    const wide = `${random.pick(['', '-'])}0x${(random.wide() >> 2n).toString(16)}ll`;
    const returns = random.pick([
      'add_return',
      'sub_return',
      'fetch_add',
      'fetch_sub',
      'add_negative',
      'sub_and_test',
    ]);
    const alone = random.pick([
      'inc_return',
      'dec_return',
      'fetch_inc',
      'fetch_dec',
      'inc_and_test',
      'dec_and_test',
      'inc_not_zero',
      'dec_if_positive',
      'inc_unless_negative',
      'dec_unless_positive',
    ]);
    const plain = random.pick(['add', 'sub', 'and', 'or', 'xor', 'andnot']);
    const bits = random.pick(['fetch_and', 'fetch_or', 'fetch_xor', 'fetch_andnot']);
    const alone64 = random.pick([
      'inc_return',
      'dec_return',
      'dec_and_test',
      'inc_not_zero',
      'dec_if_positive',
    ]);
    const of = random.pick(['byte', 'half', 'word']);
    const read = 'atomic_read(&v)';
    return random.pick([
      `atomic_set(&v, ${i}); pr_info("set %d", ${read});`,
      `r = atomic_${returns}(${i}, &v); pr_info("${returns} %d %d", r, ${read});`,
      `r = atomic_${returns}(${i}, &v); pr_info("${returns} %d %d", r, ${read});`,
      `r = atomic_${alone}(&v); pr_info("${alone} %d %d", r, ${read});`,
      `r = atomic_${alone}(&v); pr_info("${alone} %d %d", r, ${read});`,
      `atomic_${plain}(${i}, &v); pr_info("${plain} %d", ${read});`,
      `r = atomic_${bits}(${i}, &v); pr_info("${bits} %d %d", r, ${read});`,
      `r = atomic_cmpxchg(&v, ${i}, ${j}); pr_info("cmpxchg %d %d", r, ${read});`,
      `old = ${i}; r = atomic_try_cmpxchg(&v, &old, ${j}); pr_info("try %d %d %d", r, old, ${read});`,
      `r = atomic_xchg(&v, ${i}); pr_info("xchg %d %d", r, ${read});`,
      `r = atomic_add_unless(&v, ${i}, ${j}); pr_info("unless %d %d", r, ${read});`,
      `r = atomic_fetch_add_unless(&v, ${i}, ${j}); pr_info("unless %d %d", r, ${read});`,
      `q = atomic64_add_return(${wide}, &w); pr_info("add %lld %lld", q, (s64)atomic64_read(&w));`,
      `q = atomic64_fetch_add(${wide}, &w); pr_info("fetch %lld %lld", q, (s64)atomic64_read(&w));`,
      `q = atomic64_${alone64}(&w); pr_info("${alone64} %lld %lld", q, (s64)atomic64_read(&w));`,
      `atomic64_set(&w, ${i}); was = ${j}; r = atomic64_try_cmpxchg(&w, &was, ${wide}); pr_info("try %d %lld %lld", r, was, (s64)atomic64_read(&w));`,
      `r = atomic_long_add_unless(&l, ${i}, ${j}); pr_info("long %d %ld", r, atomic_long_read(&l));`,
      `r = atomic_long_dec_and_test(&l); pr_info("long %d %ld", r, atomic_long_read(&l));`,
      `u = xchg(&${of}, ${i}); pr_info("${of} %llu %u", u, ${of});`,
      `u = cmpxchg(&${of}, ${of}, ${i}); pr_info("${of} %llu %u", u, ${of});`,
      `{ typeof(${of}) has = ${j}; r = try_cmpxchg(&${of}, &has, ${i}); pr_info("${of} %d %u %u", r, has, ${of}); }`,
      `pr_info("p %d", xchg(&p, ${random.pick(['&v', 'NULL'])}) == &v);`,
    ]);
  },
  last: '',
};

/** lib/refcount.c, include/linux/kref.h: what is left of a count that one may not have, too. */
export const references: Family = {
  name: 'references',
  before: `#include <linux/kref.h>
static refcount_t r = REFCOUNT_INIT(1); static struct kref k; static atomic_t v; static DEFINE_MUTEX(m); static DEFINE_SPINLOCK(s);
static void gone(struct kref *kref) { pr_info("gone %u", kref_read(kref)); }`,
  first: 'int got; unsigned long flags; kref_init(&k);',
  call(random) {
    const n = random.pick([1, 1, 2, 3]);
    const left = 'refcount_read(&r)';
    return random.pick([
      `refcount_set(&r, ${random.below(4)}); pr_info("set %d", ${left});`,
      `refcount_set(&r, ${random.pick(['INT_MAX', 'INT_MAX - 1', 'REFCOUNT_SATURATED', 2, 3])}); pr_info("set %d", ${left});`,
      `refcount_add(${n}, &r); pr_info("add %d", ${left});`,
      `refcount_inc(&r); pr_info("inc %d", ${left});`,
      `refcount_dec(&r); pr_info("dec %d", ${left});`,
      `got = refcount_add_not_zero(${n}, &r); pr_info("add %d %d", got, ${left});`,
      `got = refcount_inc_not_zero(&r); pr_info("inc %d %d", got, ${left});`,
      `got = refcount_dec_and_test(&r); pr_info("dec %d %d", got, ${left});`,
      `got = refcount_sub_and_test(${n}, &r); pr_info("sub %d %d", got, ${left});`,
      `got = refcount_dec_if_one(&r); pr_info("one %d %d", got, ${left});`,
      `got = refcount_dec_not_one(&r); pr_info("not one %d %d", got, ${left});`,
      `got = refcount_dec_and_mutex_lock(&r, &m); pr_info("mutex %d %d %d", got, ${left}, mutex_is_locked(&m)); if (got) mutex_unlock(&m);`,
      `got = refcount_dec_and_lock(&r, &s); pr_info("lock %d %d %d", got, ${left}, spin_is_locked(&s)); if (got) spin_unlock(&s);`,
      `got = refcount_dec_and_lock_irqsave(&r, &s, &flags); pr_info("lock %d %d", got, ${left}); if (got) spin_unlock_irqrestore(&s, flags);`,
      'kref_get(&k); pr_info("get %d", kref_read(&k));',
      'got = kref_get_unless_zero(&k); pr_info("get %d %d", got, kref_read(&k));',
      'got = kref_put(&k, gone); pr_info("put %d %d", got, kref_read(&k));',
      'got = kref_put_mutex(&k, gone, &m); pr_info("put %d %d", got, kref_read(&k)); if (got) mutex_unlock(&m);',
      'got = kref_put_lock(&k, gone, &s); pr_info("put %d %d", got, kref_read(&k)); if (got) spin_unlock(&s);',
      'kref_init(&k); pr_info("init %d", kref_read(&k));',
      `atomic_set(&v, ${n}); got = atomic_dec_and_lock(&v, &s); pr_info("atomic %d %d", got, atomic_read(&v)); if (got) spin_unlock(&s);`,
      `atomic_set(&v, ${n}); got = atomic_dec_and_mutex_lock(&v, &m); pr_info("atomic %d %d", got, atomic_read(&v)); if (got) mutex_unlock(&m);`,
    ]);
  },
  last: '',
  isWrong: true,
};

/** lib/percpu-refcount.c: rules of it are kept, or Linux's count would be wrong. */
export const percpuReferences: Family = {
  name: 'references of CPUs',
  before: `#include <linux/percpu-refcount.h>
static struct percpu_ref ref; static int held; static bool on, dead;
static void last(struct percpu_ref *of) { pr_info("last %d", of == &ref); }
static void sees(struct percpu_ref *of) { pr_info("confirmed"); }
static void end(void) { while (held) { held--; percpu_ref_put(&ref); } if (!dead) { percpu_ref_kill(&ref); dead = true; } rcu_barrier(); percpu_ref_exit(&ref); on = false; }`,
  first: 'int r;',
  call(random) {
    const flags = random.pick([
      '0',
      'PERCPU_REF_INIT_ATOMIC',
      'PERCPU_REF_ALLOW_REINIT',
      'PERCPU_REF_INIT_DEAD',
      'PERCPU_REF_INIT_DEAD | PERCPU_REF_ALLOW_REINIT',
    ]);
    const again = (how: string): string =>
      `if (on && dead && ref.data->allow_reinit) { rcu_barrier(); if (${how === 'reinit' ? '!held' : 'held'}) { percpu_ref_${how}(&ref); dead = false; pr_info("${how} %d", percpu_ref_is_zero(&ref)); } }`;
    return random.pick([
      `if (!on) { r = percpu_ref_init(&ref, last, ${flags}, GFP_KERNEL); on = !r; dead = percpu_ref_is_dying(&ref); held = 0; pr_info("init %d %d %d", r, dead, percpu_ref_is_zero(&ref)); }`,
      'if (on && (!dead || held)) { percpu_ref_get(&ref); held++; pr_info("get"); }',
      'if (on && (!dead || held)) { percpu_ref_get_many(&ref, 3); held += 3; pr_info("get 3"); }',
      'if (held) { percpu_ref_put(&ref); held--; pr_info("put"); }',
      'if (held > 2) { percpu_ref_put_many(&ref, 2); held -= 2; pr_info("put 2"); }',
      'if (on && (!dead || held)) { r = percpu_ref_tryget(&ref); held += r; pr_info("try %d", r); }',
      'if (on && dead && !held) { rcu_barrier(); r = percpu_ref_tryget(&ref); held += r; pr_info("try %d", r); }',
      'if (on) { r = percpu_ref_tryget_live(&ref); held += r; pr_info("live %d", r); }',
      'if (on && !dead) { percpu_ref_kill(&ref); rcu_barrier(); dead = true; pr_info("kill %d", held); }',
      'if (on && !dead) { percpu_ref_kill_and_confirm(&ref, sees); rcu_barrier(); dead = true; pr_info("confirm %d", held); }',
      'if (on) pr_info("dying %d zero %d", percpu_ref_is_dying(&ref), percpu_ref_is_zero(&ref));',
      again('reinit'),
      again('resurrect'),
      'if (on) { end(); pr_info("exit"); }',
    ]);
  },
  last: 'if (on) end();',
};
