/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/auxiliary_bus.h>
#include <linux/device.h>
#include <linux/pci.h>
#include "core.h"

/*
 * The devices that a driver is bound to (klist_devices of struct driver_private). Who comes to a list, or leaves it, touches its
 * neighbours, so that each order of binding is a state of its own, though only driver_detach asks for it, and only where
 * several are left: until that is met no order is kept, but which are bound.
 */

/* klist_add_tail of driver_bound (drivers/base/dd.c) */
void klist_add_bound(struct device *dev)
{
	struct device_private *p = dev->p;
	struct driver_private *priv = dev->driver->p;

	priv->bound[p->id % DRIVER_COUNTS]++;
	if (__machine_ordered())
		list_add_tail(&p->knode_driver, &priv->klist_devices);
	else
		p->knode_driver.next = p->knode_driver.prev = NULL;
}

/* The device is bound, and on no list: its memory goes, where others on that list would come to it. */
bool klist_forgets(const struct device_private *p)
{
	return !p->knode_driver.next;
}

/* klist_remove of __device_release_driver (drivers/base/dd.c) */
void klist_remove_bound(struct device *dev, const struct device_driver *drv)
{
	struct device_private *p = dev->p;

	if (list_empty(&p->knode_driver))
		return;
	drv->p->bound[p->id % DRIVER_COUNTS]--;
	if (klist_forgets(p))
		list_begin(&p->knode_driver);
	else
		list_del_init(&p->knode_driver);
}

/* The one that was bound last; NULL for none, and where the order that is wanted was not kept. */
struct device *klist_last_bound(const struct device_driver *drv)
{
	struct device_private *each;
	int i, bound = 0;

	if (!list_empty(&drv->p->klist_devices))
		return list_last_entry(&drv->p->klist_devices, struct device_private, knode_driver)->device;
	for (i = 0; i < DRIVER_COUNTS; i++)
		bound += drv->p->bound[i];
	if (bound == 0)
		return NULL;
	if (bound == 1)
		list_for_each_entry(each, &drv->bus->p->device_list, knode_bus)
			if (each->device->driver == drv && device_is_bound(each->device))
				return each->device;
	/* More than one, or one that is being taken off its bus. */
	__machine_want_order();
	return NULL;
}
