/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/auxiliary_bus.h>
#include <linux/device.h>
#include <linux/pci.h>
#include "core.h"

/*
 * Lists that few look at: the devices that a driver is bound to, here, and those of a class (class_devices.c). Who comes to a list,
 * or leaves it, touches its neighbours, so that each order is a state of its own. Until somebody asks for it no order is
 * kept, but who is on the list.
 */

/* klist_add_tail (lib/klist.c) */
void klist_come(struct list_head *node, struct list_head *list)
{
	if (__machine_ordered())
		list_add_tail(node, list);
	else
		node->next = node->prev = NULL;
}

/* It is on a list that keeps no order: where its memory goes, others on the list would come to it. */
bool klist_forgets(const struct list_head *node)
{
	return !node->next;
}

/* klist_remove (lib/klist.c) */
void klist_go(struct list_head *node)
{
	if (klist_forgets(node))
		list_begin(node);
	else
		list_del_init(node);
}

/* driver_bound (drivers/base/dd.c). Only driver_detach asks for the order, and only where several are left. */
void klist_add_bound(struct device *dev)
{
	struct driver_private *priv = dev->driver->p;

	/* A walk of them sees who comes and goes (device_find.c). */
	if (__machine_ordered())
		__machine_meet(priv, THE_DEVICES, 0);
	priv->bound[dev->p->id % DRIVER_COUNTS]++;
	klist_come(&dev->p->knode_driver, &priv->klist_devices);
}

/* __device_release_driver (drivers/base/dd.c) */
void klist_remove_bound(struct device *dev, const struct device_driver *drv)
{
	if (list_empty(&dev->p->knode_driver))
		return;
	if (!klist_forgets(&dev->p->knode_driver))
		__machine_meet(drv->p, THE_DEVICES, 0);
	drv->p->bound[dev->p->id % DRIVER_COUNTS]--;
	klist_go(&dev->p->knode_driver);
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
