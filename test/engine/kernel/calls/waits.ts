import type { Family } from './family.ts';

/** kernel/sched/wait.c, kernel/sched/completion.c, kernel/locking: what waiting answers where nothing is left to chance. */
export const waits: Family = {
  name: 'waits',
  before: `#include <linux/wait.h>
#include <linux/completion.h>
#include <linux/seqlock.h>
#include <linux/rwlock.h>
#include <linux/semaphore.h>
#include <linux/rwsem.h>
#include <linux/srcu.h>
#include <linux/delay.h>
#include <linux/iopoll.h>
static DECLARE_WAIT_QUEUE_HEAD(q); static DECLARE_COMPLETION(done); static seqcount_t seq = SEQCNT_ZERO(seq); static DEFINE_SEQLOCK(sl); static DEFINE_SPINLOCK(s); static DEFINE_RWLOCK(rw); static DEFINE_MUTEX(m); DEFINE_STATIC_SRCU(srcu); static DECLARE_RWSEM(sem); static bool flag;`,
  first: 'long r; int i, n; unsigned seen = 0; unsigned long flags; struct semaphore c; sema_init(&c, 1);',
  call(random) {
    const is = random.pick(['true', 'flag', 'false']);
    const sure = random.pick(['true', 'flag || true']);
    const time = random.pick([0, 0, 1, 2]);
    return random.pick([
      `flag = ${random.below(2)}; wake_up${random.pick(['', '_all', '_interruptible'])}(&q); pr_info("active %d %d", waitqueue_active(&q), flag);`,
      `r = wait_event_timeout(q, ${is}, ${time}); pr_info("timeout %d", r > 0);`,
      `r = wait_event_interruptible_timeout(q, ${is}, ${time}); pr_info("timeout %d", r > 0 ? 1 : (int)r);`,
      `r = wait_event_timeout(q, ${sure}, 100); pr_info("left %ld", r);`,
      `r = wait_event_interruptible(q, ${sure}); pr_info("interruptible %ld", r);`,
      `r = wait_event_killable(q, ${sure}); pr_info("killable %ld", r);`,
      `r = wait_event_interruptible_timeout(q, ${sure}, 50); pr_info("left %ld", r);`,
      `complete(&done); pr_info("complete");`,
      `if (completion_done(&done)) { r = wait_for_completion_interruptible(&done); pr_info("waited %ld", r); }`,
      `if (completion_done(&done)) { r = wait_for_completion_killable(&done); pr_info("waited %ld", r); }`,
      `r = wait_for_completion_timeout(&done, ${time}); pr_info("done %d", r > 0);`,
      `r = wait_for_completion_interruptible_timeout(&done, ${time}); pr_info("done %d", r > 0 ? 1 : (int)r);`,
      `r = wait_for_completion_killable_timeout(&done, ${time}); pr_info("done %d", r > 0 ? 1 : (int)r);`,
      'if (completion_done(&done)) { r = wait_for_completion_timeout(&done, 77); pr_info("left %ld", r); }',
      'seen = read_seqcount_begin(&seq); pr_info("begin %u", seen);',
      'pr_info("retry %d", read_seqcount_retry(&seq, seen));',
      'spin_lock(&s); write_seqcount_begin(&seq); write_seqcount_end(&seq); spin_unlock(&s); pr_info("wrote %d", read_seqcount_retry(&seq, seen));',
      'write_seqlock(&sl); write_sequnlock(&sl); n = read_seqbegin(&sl); pr_info("seqlock %d %d", n, read_seqretry(&sl, n));',
      'spin_lock(&s); n = spin_trylock(&s); i = spin_is_locked(&s); spin_unlock(&s); pr_info("spin %d %d %d", n, i, spin_is_locked(&s));',
      'n = spin_trylock(&s); if (n) spin_unlock(&s); pr_info("try %d", n);',
      'n = spin_trylock_irqsave(&s, flags); if (n) spin_unlock_irqrestore(&s, flags); pr_info("try %d", n);',
      'n = spin_trylock_irq(&s); i = spin_trylock_bh(&s); if (n) spin_unlock_irq(&s); pr_info("try %d %d", n, i);',
      'read_lock(&rw); n = read_trylock(&rw); i = write_trylock(&rw); if (n) read_unlock(&rw); read_unlock(&rw); pr_info("rw %d %d", n, i);',
      'write_lock(&rw); n = read_trylock(&rw); i = write_trylock(&rw); write_unlock(&rw); pr_info("rw %d %d", n, i);',
      'n = mutex_lock_interruptible(&m); i = mutex_trylock(&m); mutex_unlock(&m); pr_info("mutex %d %d", n, i);',
      'n = mutex_lock_killable(&m); mutex_unlock(&m); pr_info("mutex %d", n);',
      'n = down_interruptible(&c); i = down_trylock(&c); up(&c); pr_info("down %d %d", n, i);',
      `down(&c); n = down_timeout(&c, ${time}); up(&c); pr_info("down %d %d", n, down_killable(&c)); up(&c);`,
      'down_read(&sem); i = down_write_trylock(&sem); up_read(&sem); pr_info("rwsem %d", i);',
      'n = down_write_killable(&sem); i = down_read_trylock(&sem); downgrade_write(&sem); up_read(&sem); pr_info("rwsem %d %d %d", n, i, down_read_interruptible(&sem)); up_read(&sem);',
      'n = srcu_read_lock(&srcu); pr_info("srcu %d", n >= 0); srcu_read_unlock(&srcu, n); synchronize_srcu(&srcu);',
      `r = readx_poll_timeout(READ_ONCE, flag, n, n == ${random.below(2)}, 1, ${random.pick([20, 100])}); pr_info("poll %ld %d", r, n);`,
      'r = msleep_interruptible(1); pr_info("slept %ld", r);',
      'set_current_state(TASK_INTERRUPTIBLE); r = schedule_timeout(1); pr_info("slept %d", r >= 0);',
      'r = schedule_timeout_uninterruptible(1); pr_info("slept %ld", r);',
    ]);
  },
  last: '',
};
