/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

/* __mutex_init (kernel/locking/mutex.c) */
void mutex_init(struct mutex *lock)
{
	__machine_meet(lock, (unsigned long)lock, 1);
	__machine_make_lock(&lock->word);
	lock->word = 0;
	lock->magic = lock;
}

/* A magic that no mutex has. Linux has NULL there, as in memory that never was one. */
#define MUTEX_DESTROYED ((struct mutex *)1)

/* mutex_destroy (kernel/locking/mutex-debug.c) */
void mutex_destroy(struct mutex *lock)
{
	if (__machine_is_locked(&lock->word))
		__machine_report("lock-misuse", "destroyed-held", "mutex_destroy");
	__machine_meet(lock, (unsigned long)lock, 1);
	lock->magic = MUTEX_DESTROYED;
}

/* DEBUG_LOCKS_WARN_ON(lock->magic != lock) (kernel/locking/mutex.c) */
static void check_mutex(struct mutex *lock)
{
	__machine_meet(lock, (unsigned long)lock, 0);
	if (lock->magic != lock)
		__machine_report("lock-misuse", lock->magic == MUTEX_DESTROYED ? "destroyed" : "not-initialised", "mutex");
}

/* mutex_lock (kernel/locking/mutex.c) */
void mutex_lock(struct mutex *lock)
{
	may_sleep();
	check_mutex(lock);
	__machine_lock(&lock->word, "mutex");
}

/* __mutex_lock_common (kernel/locking/mutex.c): a signal matters only where the task has to wait. */
static int lock_mutex_unless(struct mutex *lock, const char *signal)
{
	__machine_might_sleep(signal);
	check_mutex(lock);
	if (takes_signals() && __machine_interrupted(&lock->word, "mutex", signal))
		return -EINTR;
	__machine_lock(&lock->word, "mutex");
	return 0;
}

/* mutex_lock_interruptible (kernel/locking/mutex.c) */
int mutex_lock_interruptible(struct mutex *lock)
{
	return lock_mutex_unless(lock, "mutex_lock_interruptible");
}

/* mutex_lock_killable (kernel/locking/mutex.c) */
int mutex_lock_killable(struct mutex *lock)
{
	return lock_mutex_unless(lock, "mutex_lock_killable");
}

/* mutex_trylock (kernel/locking/mutex.c) */
int mutex_trylock(struct mutex *lock)
{
	check_mutex(lock);
	return __machine_try_lock(&lock->word, "mutex");
}

/* mutex_unlock (kernel/locking/mutex.c) */
void mutex_unlock(struct mutex *lock)
{
	__machine_meet(lock, (unsigned long)lock, 0);
	__machine_unlock(&lock->word, "mutex");
}

/* mutex_is_locked (kernel/locking/mutex.c) */
bool mutex_is_locked(struct mutex *lock)
{
	return __machine_is_locked(&lock->word);
}

/* lockdep_assert (include/linux/lockdep.h) */
void __assert_held(const int *word, const char *what)
{
	if (!__machine_holds(word))
		__machine_report("lock-misuse", "assert-held", what);
}

/* lockdep_assert_not_held (include/linux/lockdep.h): by this task; others may. */
void __assert_not_held(const int *word, const char *what)
{
	if (__machine_holds(word))
		__machine_report("lock-misuse", "assert-not-held", what);
}

/* lockdep_assert_held_read, lockdep_assert_held_write (include/linux/lockdep.h) */
void __assert_held_as(const int *word, int as, const char *what)
{
	if (__machine_holds(word) != as)
		__machine_report("lock-misuse", "assert-held", what);
}

/* spin_lock_init (include/linux/spinlock.h) */
void spin_lock_init(spinlock_t *lock)
{
	__machine_meet(lock, (unsigned long)lock, 1);
	__machine_make_lock(&lock->word);
	lock->word = 0;
	lock->magic = SPINLOCK_MAGIC;
}

/* debug_spin_lock_before (kernel/locking/spinlock_debug.c): "bad magic" */
static void check_spinlock(spinlock_t *lock)
{
	__machine_meet(lock, (unsigned long)lock, 0);
	if (lock->magic != SPINLOCK_MAGIC)
		__machine_report("lock-misuse", "not-initialised", "spinlock");
}

/* spin_lock (kernel/locking/spinlock.c) */
void spin_lock(spinlock_t *lock)
{
	check_spinlock(lock);
	__machine_lock(&lock->word, "spinlock");
}

/* spin_trylock (kernel/locking/spinlock.c) */
int spin_trylock(spinlock_t *lock)
{
	check_spinlock(lock);
	return __machine_try_lock(&lock->word, "spinlock");
}

/* spin_is_locked (include/linux/spinlock.h) */
int spin_is_locked(spinlock_t *lock)
{
	return __machine_is_locked(&lock->word);
}

/* init_rwsem (kernel/locking/rwsem.c) */
void init_rwsem(struct rw_semaphore *sem)
{
	__machine_meet(sem, (unsigned long)sem, 1);
	__machine_make_lock(&sem->word);
	sem->word = 0;
	sem->magic = sem;
}

/* DEBUG_RWSEMS_WARN_ON(sem->magic != sem, sem) (kernel/locking/rwsem.c) */
static void check_rwsem(struct rw_semaphore *sem)
{
	__machine_meet(sem, (unsigned long)sem, 0);
	if (sem->magic != sem)
		__machine_report("lock-misuse", "not-initialised", "rwsem");
}

/* down_read (kernel/locking/rwsem.c) */
void down_read(struct rw_semaphore *sem)
{
	may_sleep();
	check_rwsem(sem);
	__machine_lock_shared(&sem->word, "rwsem");
}

/* rwsem_down_read_slowpath (kernel/locking/rwsem.c): a signal matters only where the task has to wait. */
static int read_unless(struct rw_semaphore *sem, const char *signal)
{
	__machine_might_sleep(signal);
	check_rwsem(sem);
	if (takes_signals() && __machine_interrupted_shared(&sem->word, "rwsem", signal))
		return -EINTR;
	__machine_lock_shared(&sem->word, "rwsem");
	return 0;
}

/* down_read_interruptible (kernel/locking/rwsem.c) */
int down_read_interruptible(struct rw_semaphore *sem)
{
	return read_unless(sem, "down_read_interruptible");
}

/* down_read_killable (kernel/locking/rwsem.c) */
int down_read_killable(struct rw_semaphore *sem)
{
	return read_unless(sem, "down_read_killable");
}

/* down_read_trylock (kernel/locking/rwsem.c) */
int down_read_trylock(struct rw_semaphore *sem)
{
	check_rwsem(sem);
	return __machine_try_lock_shared(&sem->word, "rwsem");
}

/* up_read (kernel/locking/rwsem.c) */
void up_read(struct rw_semaphore *sem)
{
	check_rwsem(sem);
	__machine_unlock_shared(&sem->word, "rwsem");
}

/* down_write (kernel/locking/rwsem.c) */
void down_write(struct rw_semaphore *sem)
{
	may_sleep();
	check_rwsem(sem);
	__machine_lock(&sem->word, "rwsem");
}

/* down_write_killable (kernel/locking/rwsem.c): a fatal signal matters only where the task has to wait. */
int down_write_killable(struct rw_semaphore *sem)
{
	may_sleep();
	check_rwsem(sem);
	if (takes_signals() && __machine_interrupted(&sem->word, "rwsem", "down_write_killable"))
		return -EINTR;
	__machine_lock(&sem->word, "rwsem");
	return 0;
}

/* down_write_trylock (kernel/locking/rwsem.c) */
int down_write_trylock(struct rw_semaphore *sem)
{
	check_rwsem(sem);
	return __machine_try_lock(&sem->word, "rwsem");
}

/* up_write (kernel/locking/rwsem.c) */
void up_write(struct rw_semaphore *sem)
{
	check_rwsem(sem);
	__machine_unlock(&sem->word, "rwsem");
}

/* downgrade_write (kernel/locking/rwsem.c) */
void downgrade_write(struct rw_semaphore *sem)
{
	check_rwsem(sem);
	__machine_downgrade(&sem->word, "rwsem");
}

/* rwsem_is_locked (include/linux/rwsem.h) */
int rwsem_is_locked(struct rw_semaphore *sem)
{
	return __machine_is_locked(&sem->word);
}

/* fatal_signal_pending (include/linux/sched/signal.h) */
bool fatal_signal_pending(struct task_struct *task)
{
	return takes_signals() && __machine_choose("fatal_signal_pending", 2);
}

/* signal_pending (include/linux/sched/signal.h) */
bool signal_pending(struct task_struct *task)
{
	return is_signalled("signal_pending");
}

/* schedule (kernel/sched/core.c) */
void schedule(void)
{
	may_sleep();
	if (thread_schedules(MAX_SCHEDULE_TIMEOUT) < 0)
		__machine_yield();
}
