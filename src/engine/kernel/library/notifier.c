/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/notifier.h>

/* notifier_chain_register (kernel/notifier.c, as all here): those of a higher priority come first. */
static int chain_register(struct notifier_block **at, struct notifier_block *nb)
{
	for (; *at; at = &(*at)->next) {
		if (*at == nb) {
			WARN(1, "notifier callback %ps already registered", nb->notifier_call);
			return -EEXIST;
		}
		if (nb->priority > (*at)->priority)
			break;
	}
	nb->next = *at;
	*at = nb;
	return 0;
}

/* notifier_chain_unregister */
static int chain_unregister(struct notifier_block **at, struct notifier_block *nb)
{
	for (; *at; at = &(*at)->next)
		if (*at == nb) {
			*at = nb->next;
			return 0;
		}
	return -ENOENT;
}

/* notifier_call_chain: of so many at most; says how many were called. */
static int call_chain(struct notifier_block *nb, unsigned long action, void *data, int most, int *called)
{
	struct notifier_block *next;
	int ret = NOTIFY_DONE;

	for (*called = 0; nb && *called < most && !(ret & NOTIFY_STOP_MASK); nb = next) {
		next = nb->next;
		ret = nb->notifier_call(nb, action, data);
		++*called;
	}
	return ret;
}

/* notifier_call_chain_robust: where one refuses, those before it are told that it is not to be. */
static int call_chain_robust(struct notifier_block *nb, unsigned long up, unsigned long down, void *data)
{
	int called, ret = call_chain(nb, up, data, INT_MAX, &called);

	if (ret & NOTIFY_STOP_MASK)
		call_chain(nb, down, data, called - 1, &called);
	return ret;
}

/* raw_notifier_chain_register */
int raw_notifier_chain_register(struct raw_notifier_head *nh, struct notifier_block *nb)
{
	return chain_register(&nh->head, nb);
}

/* raw_notifier_chain_unregister */
int raw_notifier_chain_unregister(struct raw_notifier_head *nh, struct notifier_block *nb)
{
	return chain_unregister(&nh->head, nb);
}

/* raw_notifier_call_chain */
int raw_notifier_call_chain(struct raw_notifier_head *nh, unsigned long action, void *data)
{
	int called;

	return call_chain(nh->head, action, data, INT_MAX, &called);
}

/* raw_notifier_call_chain_robust */
int raw_notifier_call_chain_robust(struct raw_notifier_head *nh, unsigned long up, unsigned long down, void *data)
{
	return call_chain_robust(nh->head, up, down, data);
}

/* blocking_notifier_chain_register */
int blocking_notifier_chain_register(struct blocking_notifier_head *nh, struct notifier_block *nb)
{
	guard(rwsem_write)(&nh->rwsem);
	return chain_register(&nh->head, nb);
}

/* blocking_notifier_chain_unregister */
int blocking_notifier_chain_unregister(struct blocking_notifier_head *nh, struct notifier_block *nb)
{
	guard(rwsem_write)(&nh->rwsem);
	return chain_unregister(&nh->head, nb);
}

/* blocking_notifier_call_chain */
int blocking_notifier_call_chain(struct blocking_notifier_head *nh, unsigned long action, void *data)
{
	int called;

	guard(rwsem_read)(&nh->rwsem);
	return call_chain(nh->head, action, data, INT_MAX, &called);
}

/* blocking_notifier_call_chain_robust */
int blocking_notifier_call_chain_robust(struct blocking_notifier_head *nh, unsigned long up, unsigned long down, void *data)
{
	guard(rwsem_read)(&nh->rwsem);
	return call_chain_robust(nh->head, up, down, data);
}
