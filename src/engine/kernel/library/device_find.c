/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/auxiliary_bus.h>
#include <linux/device.h>
#include <linux/string.h>
#include "core.h"

/* Devices of a bus and of a driver, found by what a caller asks of them; each with a reference. */

/* bus_find_device (drivers/base/bus.c): begins after start. */
struct device *bus_find_device(const struct bus_type *bus, struct device *start, const void *data, device_match_t match)
{
	struct device *dev, *next;

	if (!bus->p)
		return NULL;
	__machine_meet(bus->p, THE_DEVICES, 1);
	dev = next_device(bus, start);
	while (dev && !match(dev, data)) {
		next = list_empty(&dev->p->knode_bus) ? NULL : next_device(bus, dev);
		put_device(dev);
		dev = next;
	}
	return dev;
}

/* bus_find_device_by_name (include/linux/device/bus.h); who looks for a name meets that name alone. */
struct device *bus_find_device_by_name(const struct bus_type *bus, struct device *start, const char *name)
{
	struct device_private *dev;

	if (start)
		return bus_find_device(bus, start, name, device_match_name);
	if (!bus->p)
		return NULL;
	__machine_meet(bus->p->devices.sd, __machine_string_hash(name), 0);
	list_for_each_entry(dev, &bus->p->device_list, knode_bus)
		if (sysfs_streq(dev_name(dev->device), name))
			return get_device(dev->device);
	return NULL;
}

/* bus_find_device_by_devt (include/linux/device/bus.h) */
struct device *bus_find_device_by_devt(const struct bus_type *bus, dev_t devt)
{
	return bus_find_device(bus, NULL, &devt, device_match_devt);
}

/* bus_find_device_by_fwnode (include/linux/device/bus.h) */
struct device *bus_find_device_by_fwnode(const struct bus_type *bus, const struct fwnode_handle *fwnode)
{
	return bus_find_device(bus, NULL, fwnode, device_match_fwnode);
}

/* bus_find_next_device (include/linux/device/bus.h) */
struct device *bus_find_next_device(const struct bus_type *bus, struct device *cur)
{
	return bus_find_device(bus, cur, NULL, device_match_any);
}

/* device_match_fwnode (drivers/base/core.c) */
int device_match_fwnode(struct device *dev, const void *fwnode)
{
	return dev->fwnode == fwnode;
}

/* auxiliary_find_device (drivers/base/auxiliary.c) */
struct auxiliary_device *auxiliary_find_device(struct device *start, const void *data, device_match_t match)
{
	struct device *dev = bus_find_device(&auxiliary_bus_type, start, data, match);

	return dev ? to_auxiliary_dev(dev) : NULL;
}

/* The device bound after one, or the first for NULL; with a reference, NULL at the end. */
static struct device *next_bound(const struct device_driver *drv, const struct device *after)
{
	struct list_head *next = after ? after->p->knode_driver.next : drv->p->klist_devices.next;

	if (next == &drv->p->klist_devices)
		return NULL;
	return get_device(list_entry(next, struct device_private, knode_driver)->device);
}

/* Whether the devices of a driver can be walked; in which order they were bound may not have been kept. */
static bool walk_bound(const struct device_driver *drv)
{
	if (!drv || !drv->p)
		return false;
	if (!__machine_ordered()) {
		__machine_want_order();
		return false;
	}
	__machine_meet(drv->p, THE_DEVICES, 1);
	return true;
}

/* driver_for_each_device (drivers/base/driver.c): -EINVAL without a driver; a walk ends where its device is unbound. */
int driver_for_each_device(struct device_driver *drv, struct device *start, void *data,
			   int (*fn)(struct device *dev, void *data))
{
	struct device *dev, *next;
	int error = 0;

	if (!drv)
		return -EINVAL;
	dev = walk_bound(drv) ? next_bound(drv, start) : NULL;
	while (dev && !error) {
		error = fn(dev, data);
		next = error || list_empty(&dev->p->knode_driver) ? NULL : next_bound(drv, dev);
		put_device(dev);
		dev = next;
	}
	return error;
}

/* driver_find_device (drivers/base/driver.c) */
struct device *driver_find_device(const struct device_driver *drv, struct device *start, const void *data,
				  device_match_t match)
{
	struct device *dev, *next;

	dev = walk_bound(drv) ? next_bound(drv, start) : NULL;
	while (dev && !match(dev, data)) {
		next = list_empty(&dev->p->knode_driver) ? NULL : next_bound(drv, dev);
		put_device(dev);
		dev = next;
	}
	return dev;
}

/* driver_find_device_by_name (include/linux/device/driver.h) */
struct device *driver_find_device_by_name(const struct device_driver *drv, const char *name)
{
	return driver_find_device(drv, NULL, name, device_match_name);
}

/* driver_find_device_by_devt (include/linux/device/driver.h) */
struct device *driver_find_device_by_devt(const struct device_driver *drv, dev_t devt)
{
	return driver_find_device(drv, NULL, &devt, device_match_devt);
}

/* driver_find_device_by_fwnode (include/linux/device/driver.h) */
struct device *driver_find_device_by_fwnode(struct device_driver *drv, const struct fwnode_handle *fwnode)
{
	return driver_find_device(drv, NULL, fwnode, device_match_fwnode);
}

/* driver_find_next_device (include/linux/device/driver.h) */
struct device *driver_find_next_device(const struct device_driver *drv, struct device *start)
{
	return driver_find_device(drv, start, NULL, device_match_any);
}

/* driver_find (drivers/base/driver.c): without a reference; the caller keeps it from being unregistered. */
struct device_driver *driver_find(const char *name, const struct bus_type *bus)
{
	struct device_driver *drv;

	if (!bus->p)
		return NULL;
	__machine_meet(bus->p, THE_DRIVERS, 0);
	list_for_each_entry(drv, &bus->p->driver_list, knode_bus)
		if (!strcmp(drv->name, name))
			return drv;
	return NULL;
}
