/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/srcu.h>

/* SRCU (kernel/rcu/srcutree.c), as rcu.c does RCU: each domain has readers and callbacks of its own. */

#define SRCU_SECTION "SRCU read section"

/* Callbacks of these wait until a task gives back a spinlock. */
static struct srcu_struct *delayed_domains;

static int *calling(struct srcu_struct *ssp)
{
	return ssp ? &ssp->running : &running;
}

/* init_srcu_struct (kernel/rcu/srcutree.c) */
int init_srcu_struct(struct srcu_struct *ssp)
{
	may_sleep();
	if (__machine_choose("init_srcu_struct", 2))
		return -ENOMEM;
	__machine_meet(ssp, 0, 1);
	__machine_make_lock(&ssp->readers);
	__machine_fill(ssp, 0, sizeof(*ssp));
	ssp->magic = ssp;
	return 0;
}

/* check_init_srcu_struct (kernel/rcu/srcutree.c) */
static void check_srcu(struct srcu_struct *ssp)
{
	__machine_meet(ssp, 0, 0);
	if (ssp->magic != ssp)
		__machine_report("lock-misuse", "not-initialised", "srcu_struct");
}

static void delay_domain(struct srcu_struct *ssp)
{
	if (!__machine_within(DELAY))
		__machine_lock_shared(&delays, DELAY);
	if (ssp->delayed)
		return;
	ssp->delayed = true;
	ssp->next = delayed_domains;
	delayed_domains = ssp;
}

/* srcu_invoke_callbacks (kernel/rcu/srcutree.c) */
static void run_domain(struct srcu_struct *ssp)
{
	struct rcu_head *head;

	if (!ssp->pending)
		return;
	if (__atomic_held()) {
		delay_domain(ssp);
		return;
	}
	if (__machine_within(CALLBACK))
		return;
	while ((head = ssp->pending) && !__machine_is_locked(&ssp->readers) && !__machine_is_locked(&delays)) {
		ssp->pending = head->next;
		run_callback(ssp, head);
	}
}

static void run_delayed_domains(void)
{
	while (delayed_domains && !__machine_is_locked(&delays)) {
		struct srcu_struct *ssp = delayed_domains;

		delayed_domains = ssp->next;
		ssp->delayed = false;
		run_domain(ssp);
	}
}

/* srcu_read_lock (include/linux/srcu.h): whoever reads already does so once more. */
int srcu_read_lock(struct srcu_struct *ssp)
{
	check_srcu(ssp);
	if (!__machine_holds(&ssp->readers) || !__machine_try_lock_shared(&ssp->readers, SRCU_SECTION))
		__machine_lock_shared(&ssp->readers, SRCU_SECTION);
	return 0;
}

/* srcu_read_unlock (include/linux/srcu.h) */
void srcu_read_unlock(struct srcu_struct *ssp, int idx)
{
	check_srcu(ssp);
	WARN_ON_ONCE(idx & ~0x1);
	__machine_unlock_shared(&ssp->readers, SRCU_SECTION);
	run_domain(ssp);
}

/* srcu_read_lock_held (include/linux/srcu.h) */
int srcu_read_lock_held(struct srcu_struct *ssp)
{
	return __machine_holds(&ssp->readers) != 0;
}

/* synchronize_srcu (kernel/rcu/srcutree.c) */
void synchronize_srcu(struct srcu_struct *ssp)
{
	may_sleep();
	check_srcu(ssp);
	wait_for_holders(&ssp->readers, SRCU_SECTION);
}

/* call_srcu (kernel/rcu/srcutree.c) */
void call_srcu(struct srcu_struct *ssp, struct rcu_head *head, rcu_callback_t func)
{
	struct rcu_head **last = &ssp->pending;

	check_srcu(ssp);
	while (*last && *last != head)
		last = &(*last)->next;
	if (WARN(*last || is_left_to_workers(ssp, head), "call_srcu(): Leaked duplicate callback"))
		return;
	head->func = func;
	head->next = NULL;
	*last = head;
	run_domain(ssp);
}

/* srcu_barrier (kernel/rcu/srcutree.c) */
void srcu_barrier(struct srcu_struct *ssp)
{
	may_sleep();
	check_srcu(ssp);
	while (ssp->pending) {
		wait_for_holders(&ssp->readers, SRCU_SECTION);
		wait_for_holders(&delays, DELAY);
		run_domain(ssp);
	}
	wait_for_left(ssp);
	wait_for_holders(&ssp->running, CALLBACK);
}

/* cleanup_srcu_struct (kernel/rcu/srcutree.c): what is read, or has callbacks, is leaked instead. */
void cleanup_srcu_struct(struct srcu_struct *ssp)
{
	check_srcu(ssp);
	wait_for_holders(&ssp->running, CALLBACK);
	if (WARN_ON(__machine_is_locked(&ssp->readers)) || WARN_ON(ssp->pending || ssp->ready))
		return;
	__machine_meet(ssp, 0, 1);
	ssp->magic = NULL;
}
