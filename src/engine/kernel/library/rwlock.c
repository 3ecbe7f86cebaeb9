/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/spinlock.h>

/* rwlock_init (kernel/locking/spinlock_debug.c) */
void rwlock_init(rwlock_t *lock)
{
	__machine_meet(lock, (unsigned long)lock, 1);
	__machine_make_lock(&lock->word);
	lock->word = 0;
	lock->magic = RWLOCK_MAGIC;
}

/* rwlock_bug (kernel/locking/spinlock_debug.c): "bad magic" */
static void check_rwlock(rwlock_t *lock)
{
	__machine_meet(lock, (unsigned long)lock, 0);
	if (lock->magic != RWLOCK_MAGIC)
		__machine_report("lock-misuse", "not-initialised", "rwlock");
}

/* read_lock (kernel/locking/spinlock.c, as all here) */
void read_lock(rwlock_t *lock)
{
	check_rwlock(lock);
	__machine_lock_shared(&lock->word, "rwlock");
}

/* read_trylock */
int read_trylock(rwlock_t *lock)
{
	check_rwlock(lock);
	return __machine_try_lock_shared(&lock->word, "rwlock");
}

/* write_lock */
void write_lock(rwlock_t *lock)
{
	check_rwlock(lock);
	__machine_lock(&lock->word, "rwlock");
}

/* write_trylock */
int write_trylock(rwlock_t *lock)
{
	check_rwlock(lock);
	return __machine_try_lock(&lock->word, "rwlock");
}
