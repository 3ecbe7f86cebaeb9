/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/notifier.h>

/* blocking_notifier_chain_register (kernel/notifier.c, as all here): those of a higher priority come first. */
int blocking_notifier_chain_register(struct blocking_notifier_head *nh, struct notifier_block *nb)
{
	struct notifier_block **at = &nh->head;

	guard(rwsem_write)(&nh->rwsem);
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

/* blocking_notifier_chain_unregister */
int blocking_notifier_chain_unregister(struct blocking_notifier_head *nh, struct notifier_block *nb)
{
	struct notifier_block **at = &nh->head;

	guard(rwsem_write)(&nh->rwsem);
	for (; *at; at = &(*at)->next)
		if (*at == nb) {
			*at = nb->next;
			return 0;
		}
	return -ENOENT;
}

/* blocking_notifier_call_chain */
int blocking_notifier_call_chain(struct blocking_notifier_head *nh, unsigned long action, void *data)
{
	struct notifier_block *nb, *next;
	int ret = NOTIFY_DONE;

	guard(rwsem_read)(&nh->rwsem);
	for (nb = nh->head; nb && !(ret & NOTIFY_STOP_MASK); nb = next) {
		next = nb->next;
		ret = nb->notifier_call(nb, action, data);
	}
	return ret;
}
