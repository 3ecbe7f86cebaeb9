/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include "core.h"

/* Those that wait for another to be bound, and those that are tried again. */
struct list_head deferred_devices, deferred_active;

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

/* deferred_probe_work_func (drivers/base/dd.c) */
void deferred_probe_run(void)
{
	while (!list_empty(&deferred_active)) {
		struct device *dev = list_first_entry(&deferred_active, struct device_private, deferred_probe)->device;

		list_del_init(&dev->p->deferred_probe);
		bus_probe_device(dev);
		put_device(dev);
	}
}

/* driver_deferred_probe_trigger (drivers/base/dd.c): those that wait now are tried again, those that come later are not. */
void deferred_probe_trigger(void)
{
	if (!list_empty(&deferred_devices))
		list_splice_tail_init(&deferred_devices, &deferred_active);
}

/*
 * driver_bound (drivers/base/dd.c). Linux counts triggers, so that a device that defers knows of one since its probe began;
 * here it knows of those below it alone, not of what other tasks bound meanwhile.
 */
void deferred_probe_bound(struct device *dev)
{
	struct device *above;

	deferred_probe_del(dev);
	deferred_probe_trigger();
	for (above = dev->parent; above; above = above->parent)
		if (above->p && above->p->links_status == DL_DEV_PROBING)
			above->p->bound_below = true;
}
