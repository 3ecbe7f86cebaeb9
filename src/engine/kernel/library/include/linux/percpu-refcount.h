/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_PERCPU_REFCOUNT_H
#define LINUX_PERCPU_REFCOUNT_H

#include <linux/gfp_types.h>
#include <linux/rcupdate.h>
#include <linux/types.h>

struct percpu_ref;
typedef void (percpu_ref_func_t)(struct percpu_ref *);

enum { PERCPU_REF_INIT_ATOMIC = 1, PERCPU_REF_INIT_DEAD = 2, PERCPU_REF_ALLOW_REINIT = 4 };

struct percpu_ref_data {
	long count;
	percpu_ref_func_t *release;
	percpu_ref_func_t *confirm_switch;
	bool force_atomic;
	bool allow_reinit;
	struct rcu_head rcu;
	struct percpu_ref *ref;
};

struct percpu_ref {
	/* Counted on each CPU, so that nobody knows when it is 0. */
	bool is_percpu;
	bool is_dead;
	struct percpu_ref_data *data;
};

int percpu_ref_init(struct percpu_ref *ref, percpu_ref_func_t *release, unsigned int flags, gfp_t gfp);
void percpu_ref_exit(struct percpu_ref *ref);
void percpu_ref_kill_and_confirm(struct percpu_ref *ref, percpu_ref_func_t *confirm);
void percpu_ref_resurrect(struct percpu_ref *ref);
void percpu_ref_reinit(struct percpu_ref *ref);
bool percpu_ref_is_zero(struct percpu_ref *ref);
bool percpu_ref_is_dying(struct percpu_ref *ref);
void percpu_ref_get_many(struct percpu_ref *ref, unsigned long n);
void percpu_ref_put_many(struct percpu_ref *ref, unsigned long n);
bool percpu_ref_tryget_many(struct percpu_ref *ref, unsigned long n);
bool percpu_ref_tryget_live(struct percpu_ref *ref);
#define percpu_ref_kill(ref) percpu_ref_kill_and_confirm(ref, NULL)
#define percpu_ref_get(ref) percpu_ref_get_many(ref, 1)
#define percpu_ref_put(ref) percpu_ref_put_many(ref, 1)
#define percpu_ref_tryget(ref) percpu_ref_tryget_many(ref, 1)
#define percpu_ref_tryget_live_rcu(ref) percpu_ref_tryget_live(ref)

#endif
