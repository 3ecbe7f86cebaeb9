/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/percpu-refcount.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

/* percpu_ref_init (lib/percpu-refcount.c) */
int percpu_ref_init(struct percpu_ref *ref, percpu_ref_func_t *release, unsigned int flags, gfp_t gfp)
{
	struct percpu_ref_data *data;

	may_alloc(gfp);
	data = __machine_choose("percpu_ref_init", 2) ? NULL : __machine_alloc(sizeof(*data), 1);
	if (!data)
		return -ENOMEM;
	ref->is_dead = (flags & PERCPU_REF_INIT_DEAD) != 0;
	ref->is_percpu = !(flags & (PERCPU_REF_INIT_ATOMIC | PERCPU_REF_INIT_DEAD));
	data->force_atomic = (flags & PERCPU_REF_INIT_ATOMIC) != 0;
	data->allow_reinit = flags != 0;
	data->count = ref->is_dead ? 0 : 1;
	data->release = release;
	data->ref = ref;
	ref->data = data;
	return 0;
}

/* percpu_ref_exit (lib/percpu-refcount.c); a second time it does nothing. */
void percpu_ref_exit(struct percpu_ref *ref)
{
	struct percpu_ref_data *data = ref->data;

	if (!data)
		return;
	WARN_ON_ONCE(data->confirm_switch);
	ref->is_percpu = false;
	ref->is_dead = true;
	ref->data = NULL;
	__machine_free(data);
}

/* percpu_ref_get_many (include/linux/percpu-refcount.h) */
void percpu_ref_get_many(struct percpu_ref *ref, unsigned long n)
{
	ref->data->count += n;
}

/* percpu_ref_put_many (include/linux/percpu-refcount.h) */
void percpu_ref_put_many(struct percpu_ref *ref, unsigned long n)
{
	struct percpu_ref_data *data = ref->data;

	data->count -= n;
	if (!data->count && !ref->is_percpu)
		data->release(ref);
}

/* percpu_ref_tryget_many (include/linux/percpu-refcount.h) */
bool percpu_ref_tryget_many(struct percpu_ref *ref, unsigned long n)
{
	if (!ref->is_percpu && (!ref->data || !ref->data->count))
		return false;
	ref->data->count += n;
	return true;
}

/* percpu_ref_tryget_live (include/linux/percpu-refcount.h): none once it is killed. */
bool percpu_ref_tryget_live(struct percpu_ref *ref)
{
	return !ref->is_dead && percpu_ref_tryget(ref);
}

/* percpu_ref_is_dying (include/linux/percpu-refcount.h) */
bool percpu_ref_is_dying(struct percpu_ref *ref)
{
	return ref->is_dead;
}

/* percpu_ref_is_zero (lib/percpu-refcount.c) */
bool percpu_ref_is_zero(struct percpu_ref *ref)
{
	return !ref->is_percpu && (!ref->data || !ref->data->count);
}

/* percpu_ref_switch_to_atomic_rcu (lib/percpu-refcount.c): from here on somebody is the last. */
static void switched_to_atomic(struct rcu_head *rcu)
{
	struct percpu_ref_data *data = container_of(rcu, struct percpu_ref_data, rcu);
	struct percpu_ref *ref = data->ref;
	percpu_ref_func_t *confirm = data->confirm_switch;

	ref->is_percpu = false;
	data->confirm_switch = NULL;
	WARN(data->count <= 0, "percpu ref (%ps) <= 0 (%ld) after switching to atomic", data->release, data->count);
	if (confirm)
		confirm(ref);
	percpu_ref_put(ref);
}

static void confirm_nothing(struct percpu_ref *ref)
{
}

/* percpu_ref_kill_and_confirm (lib/percpu-refcount.c): once all CPUs have seen it, confirm() is called. */
void percpu_ref_kill_and_confirm(struct percpu_ref *ref, percpu_ref_func_t *confirm)
{
	WARN(ref->is_dead, "%s called more than once on %ps!", __func__, ref->data->release);
	ref->is_dead = true;
	if (ref->is_percpu) {
		percpu_ref_get(ref);
		ref->data->confirm_switch = confirm ? confirm : confirm_nothing;
		call_rcu(&ref->data->rcu, switched_to_atomic);
	} else if (confirm) {
		confirm(ref);
	}
	percpu_ref_put(ref);
}

/* percpu_ref_resurrect (lib/percpu-refcount.c) */
void percpu_ref_resurrect(struct percpu_ref *ref)
{
	WARN_ON_ONCE(!ref->is_dead);
	ref->is_dead = false;
	percpu_ref_get(ref);
	ref->is_percpu = !ref->data->force_atomic && !WARN_ON_ONCE(!ref->data->allow_reinit);
}

/* percpu_ref_reinit (lib/percpu-refcount.c): of one whose count is 0. */
void percpu_ref_reinit(struct percpu_ref *ref)
{
	WARN_ON_ONCE(!percpu_ref_is_zero(ref));
	percpu_ref_resurrect(ref);
}
