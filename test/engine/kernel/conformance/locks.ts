import type { Row } from './row.ts';

/** What tasks wait for, as far as one task can tell. */
export const locks: readonly Row[] = [
  {
    of: 'kernel/locking/spinlock.c',
    functions: [
      'rwlock_init',
      'read_lock',
      'read_trylock',
      'read_unlock',
      'write_lock',
      'write_trylock',
      'write_unlock',
    ],
    before: '#include <linux/spinlock.h>',
    body: `rwlock_t l; int a, b; unsigned long flags; rwlock_init(&l); read_lock(&l); a = write_trylock(&l); read_unlock(&l); write_lock_irqsave(&l, flags); write_unlock_irqrestore(&l, flags);
b = read_trylock(&l); read_unlock(&l); write_lock(&l); write_unlock(&l); { guard(write_lock)(&l); } pr_info("%d %d", a, b);`,
    says: ['0 1'],
  },
  {
    of: 'include/linux/spinlock.h',
    functions: ['spin_is_locked', 'spin_lock_nested', 'raw_spin_lock', 'assert_spin_locked'],
    before: 'static DEFINE_SPINLOCK(s); static DEFINE_RAW_SPINLOCK(r);',
    body: `int a; spin_lock_nested(&s, SINGLE_DEPTH_NESTING); a = spin_is_locked(&s); assert_spin_locked(&s); spin_unlock(&s); raw_spin_lock(&r); raw_spin_unlock(&r); pr_info("%d %d", a, spin_is_locked(&s));`,
    says: ['1 0'],
  },
  {
    of: 'kernel/sched/completion.c',
    functions: [
      'completion_done',
      'try_wait_for_completion',
      'wait_for_completion_interruptible',
      'wait_for_completion_killable',
      'wait_for_completion_timeout',
      'wait_for_completion_interruptible_timeout',
    ],
    before: '#include <linux/completion.h>',
    body: `DECLARE_COMPLETION_ONSTACK(c); int a, b, d, e; unsigned long f; long g; a = completion_done(&c) + try_wait_for_completion(&c); complete(&c); b = completion_done(&c) + try_wait_for_completion(&c) + try_wait_for_completion(&c); complete(&c); d = wait_for_completion_interruptible(&c);
complete_all(&c); e = wait_for_completion_killable(&c); f = wait_for_completion_timeout(&c, 5); g = wait_for_completion_interruptible_timeout(&c, 0); pr_info("%d %d %d %d %lu %ld %d", a, b, d, e, f, g, completion_done(&c));`,
    says: ['0 2 0 0 5 1 1'],
  },
  {
    of: 'kernel/locking/semaphore.c',
    functions: [
      'sema_init',
      'down',
      'down_interruptible',
      'down_killable',
      'down_timeout',
      'down_trylock',
      'up',
    ],
    before: '#include <linux/semaphore.h>',
    body: `struct semaphore s; int a, b, c, d, e; sema_init(&s, 2); down(&s); a = down_trylock(&s); b = down_trylock(&s); up(&s); c = down_interruptible(&s); up(&s); d = down_killable(&s); up(&s); e = down_timeout(&s, 5); pr_info("%d %d %d %d %d", a, b, c, d, e);`,
    says: ['0 1 0 0 0'],
  },
  {
    of: 'include/linux/cleanup.h',
    functions: ['ACQUIRE', 'ACQUIRE_ERR', 'scoped_cond_guard'],
    notHeld: 'it has no ACQUIRE yet',
    before: `static DEFINE_MUTEX(m); static DECLARE_RWSEM(w);
static int tries(void) { ACQUIRE(mutex_try, lock)(&m); return ACQUIRE_ERR(mutex_try, &lock); }
static int may_be_told(void) { ACQUIRE(mutex_intr, lock)(&m); int ret = ACQUIRE_ERR(mutex_intr, &lock); return ret ? ret : mutex_is_locked(&m); }
static int may_be_killed(void) { ACQUIRE(rwsem_write_kill, lock)(&w); if (ACQUIRE_ERR(rwsem_write_kill, &lock)) return -1; return tries(); }
static int scoped(void) { scoped_cond_guard(mutex_try, return -EAGAIN, &m) return mutex_is_locked(&m); return 5; }`,
    body: `int a = tries(), b = may_be_told(), c = may_be_killed(), d = scoped(), e, f; mutex_lock(&m); e = tries(); f = scoped(); mutex_unlock(&m); pr_info("%d %d %d %d %d %d %d %d", a, b, c, d, e, f, mutex_is_locked(&m), rwsem_is_locked(&w));`,
    says: ['0 1 0 1 -16 -11 0 0'],
  },
  {
    of: 'kernel/rcu/srcutree.c',
    functions: [
      'DEFINE_STATIC_SRCU',
      'init_srcu_struct',
      'cleanup_srcu_struct',
      'srcu_read_lock',
      'srcu_read_unlock',
      'srcu_dereference',
      'synchronize_srcu',
      'call_srcu',
      'srcu_barrier',
    ],
    before: `#include <linux/delay.h>
#include <linux/srcu.h>
DEFINE_STATIC_SRCU(fixed); static int n = 7, *p = &n; static void called(struct rcu_head *head) { pr_info("called"); }`,
    body: `struct srcu_struct made; struct rcu_head head; int a, b; if (init_srcu_struct(&made)) return -ENOMEM; a = srcu_read_lock(&made); b = srcu_read_lock(&made); call_srcu(&made, &head, called); pr_info("%d", *srcu_dereference(p, &made));
msleep(1); synchronize_srcu(&fixed); srcu_read_unlock(&made, b); pr_info("still"); srcu_read_unlock(&made, a); { guard(srcu)(&fixed); } srcu_barrier(&made); synchronize_srcu(&made); cleanup_srcu_struct(&made);`,
    says: ['7', 'still', 'called'],
  },
  {
    of: 'kernel/rcu/srcutree.c',
    functions: ['srcu_read_lock_held'],
    notHeld: 'it is built without lockdep',
    before: '#include <linux/srcu.h>\nDEFINE_STATIC_SRCU(one); DEFINE_STATIC_SRCU(other);',
    body: 'int a = srcu_read_lock(&one), b = srcu_read_lock_held(&one), c = srcu_read_lock_held(&other); srcu_read_unlock(&one, a); pr_info("%d %d", b, c);',
    says: ['1 0'],
  },
  {
    of: 'include/linux/seqlock.h',
    functions: [
      'seqlock_init',
      'read_seqbegin',
      'read_seqretry',
      'write_seqlock',
      'write_sequnlock',
      'seqcount_init',
      'read_seqcount_begin',
      'read_seqcount_retry',
      'write_seqcount_begin',
      'write_seqcount_end',
    ],
    before:
      '#include <linux/seqlock.h>\nstatic DEFINE_SEQLOCK(fixed); static DEFINE_SPINLOCK(l); static seqcount_spinlock_t c = SEQCNT_SPINLOCK_ZERO(c, &l);',
    body: `seqlock_t s; seqcount_t d; unsigned int a, b, e, f; seqlock_init(&s); seqcount_init(&d); a = read_seqbegin(&s); b = read_seqretry(&s, a); a = read_seqbegin(&s); write_seqlock(&s); e = spin_is_locked(&s.lock); write_sequnlock(&s); pr_info("%u %u %u %u", b, e, read_seqretry(&s, a), read_seqbegin(&s) - a);
f = read_seqcount_begin(&c); spin_lock(&l); write_seqcount_begin(&c); write_seqcount_end(&c); spin_unlock(&l); pr_info("%d %d %u", read_seqcount_retry(&c, f), read_seqcount_retry(&d, read_seqcount_begin(&d)), read_seqbegin(&fixed));`,
    says: ['0 1 1 2', '1 0 0'],
  },
];
