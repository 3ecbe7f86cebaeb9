/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_RCUPDATE_H
#define LINUX_RCUPDATE_H

#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/types.h>

void rcu_read_lock(void);
void rcu_read_unlock(void);
void synchronize_rcu(void);
void call_rcu(struct rcu_head *head, rcu_callback_t func);
void rcu_barrier(void);
void kvfree_call_rcu(struct rcu_head *head, void *ptr);
void __kvfree_rcu_mightsleep(const void *ptr);

#define synchronize_rcu_expedited() synchronize_rcu()
#define call_rcu_hurry(head, func) call_rcu(head, func)

/* The task cannot be preempted. */
#define __atomic_held() (__machine_within("spinlock") || __machine_within("rwlock"))
/* Which section a task is in it knows of itself: no memory is read for it. */
#define rcu_read_lock_held() (__machine_within("RCU read section") != 0)
#define rcu_read_lock_any_held() (__machine_within("RCU read section") || __atomic_held())
/* lockdep_rcu_suspicious (kernel/locking/lockdep.c) */
#define __rcu_check(fine, what)							\
	do {									\
		if (!(fine))							\
			__machine_report("lock-misuse", "suspicious-rcu", what);	\
	} while (0)
#define RCU_LOCKDEP_WARN(condition, text) __rcu_check(!(condition), text)

#define rcu_access_pointer(p) READ_ONCE(p)
#define rcu_dereference_raw(p) READ_ONCE(p)
#define rcu_dereference_check(p, condition) ({					\
	__rcu_check((condition) || rcu_read_lock_held(), "rcu_dereference_check");	\
	READ_ONCE(p);								\
})
#define rcu_dereference(p) ({							\
	__rcu_check(rcu_read_lock_held(), "rcu_dereference");			\
	READ_ONCE(p);								\
})
#define rcu_dereference_protected(p, condition) ({				\
	__rcu_check(condition, "rcu_dereference_protected");			\
	(p);									\
})
#define rcu_pointer_handoff(p) (p)
#define unrcu_pointer(p) (p)
#define RCU_INITIALIZER(v) (v)
#define RCU_INIT_POINTER(p, v) WRITE_ONCE(p, v)
#define rcu_assign_pointer(p, v) smp_store_release(&(p), v)
#define rcu_replace_pointer(p, v, condition) ({					\
	typeof(p) __replaced = rcu_dereference_protected(p, condition);		\
	rcu_assign_pointer(p, v);						\
	__replaced;								\
})

#define kvfree_rcu(ptr, field) do {						\
	typeof(ptr) __freed = (ptr);						\
	if (__freed)								\
		kvfree_call_rcu(&__freed->field, (void *)__freed);		\
} while (0)
#define kfree_rcu(ptr, field) kvfree_rcu(ptr, field)
#define kvfree_rcu_mightsleep(ptr) __kvfree_rcu_mightsleep(ptr)
#define kfree_rcu_mightsleep(ptr) __kvfree_rcu_mightsleep(ptr)

#define init_rcu_head(head) do { } while (0)
#define destroy_rcu_head(head) do { } while (0)
#define init_rcu_head_on_stack(head) do { } while (0)
#define destroy_rcu_head_on_stack(head) do { } while (0)

DEFINE_LOCK_GUARD_0(rcu, rcu_read_lock(), rcu_read_unlock())

#endif
