/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_MUTEX_H
#define LINUX_MUTEX_H

#include <linux/cleanup.h>
#include <linux/types.h>

struct lock_class_key {
	int unused;
};

/* word: 0 free, else the task that holds it. magic: the mutex itself once it is initialised. */
struct mutex {
	int word;
	struct mutex *magic;
};

#define __MUTEX_INITIALIZER(name) { .word = 0, .magic = &(name) }
#define DEFINE_MUTEX(name) struct mutex name = __MUTEX_INITIALIZER(name)

struct device;

void mutex_init(struct mutex *lock);
int devm_mutex_init(struct device *dev, struct mutex *lock);
void mutex_destroy(struct mutex *lock);
void mutex_lock(struct mutex *lock);
int mutex_lock_interruptible(struct mutex *lock);
int mutex_lock_killable(struct mutex *lock);
int mutex_trylock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);
bool mutex_is_locked(struct mutex *lock);
int atomic_dec_and_mutex_lock(atomic_t *v, struct mutex *lock);
void __assert_held(const int *word, const char *what);
void __assert_not_held(const int *word, const char *what);
void __assert_held_as(const int *word, int as, const char *what);

#define SINGLE_DEPTH_NESTING 1
#define mutex_lock_nested(lock, subclass) mutex_lock(lock)
#define lockdep_assert_held(lock) __assert_held(&(lock)->word, "lockdep_assert_held")
#define lockdep_assert_held_read(lock) __assert_held_as(&(lock)->word, 2, "lockdep_assert_held_read")
#define lockdep_assert_held_write(lock) __assert_held_as(&(lock)->word, 1, "lockdep_assert_held_write")
#define lockdep_assert_held_once(lock) __assert_held(&(lock)->word, "lockdep_assert_held_once")
#define lockdep_assert_not_held(lock) __assert_not_held(&(lock)->word, "lockdep_assert_not_held")
#define lockdep_set_class(lock, key) do { } while (0)
#define lockdep_is_held(lock) (__machine_holds(&(lock)->word) != 0)

DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))
DEFINE_GUARD_COND(mutex, _try, mutex_trylock(_T))
DEFINE_GUARD_COND(mutex, _intr, mutex_lock_interruptible(_T), _RET == 0)
DEFINE_GUARD_COND(mutex, _kill, mutex_lock_killable(_T), _RET == 0)
DEFINE_FREE(mutex, struct mutex *, if (_T) mutex_unlock(_T))

#endif
