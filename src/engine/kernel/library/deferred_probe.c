/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include "core.h"

struct list_head deferred_devices;
static bool deferred_trigger;

/* driver_deferred_probe_add (drivers/base/dd.c) */
void deferred_probe_add(struct device *dev)
{
	if (list_empty(&dev->p->deferred_probe)) {
		get_device(dev);
		list_add_tail(&dev->p->deferred_probe, &deferred_devices);
	}
}

/* driver_deferred_probe_del (drivers/base/dd.c) */
void deferred_probe_del(struct device *dev)
{
	if (!list_empty(&dev->p->deferred_probe)) {
		list_del_init(&dev->p->deferred_probe);
		put_device(dev);
	}
}

/* deferred_probe_work_func (drivers/base/dd.c): each waiting device is tried once after another was bound. */
void deferred_probe_run(void)
{
	LIST_HEAD(again);

	while (deferred_trigger) {
		deferred_trigger = false;
		INIT_LIST_HEAD(&again);
		list_splice_init(&deferred_devices, &again);
		while (!list_empty(&again)) {
			struct device *dev = list_first_entry(&again, struct device_private, deferred_probe)->device;

			list_del_init(&dev->p->deferred_probe);
			bus_probe_device(dev);
			put_device(dev);
		}
	}
}

/* driver_deferred_probe_trigger (drivers/base/dd.c): those that wait are tried again. */
void deferred_probe_trigger(void)
{
	deferred_trigger = true;
}
