/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/pci.h>
#include "core.h"

/* driver_match_device (drivers/base/base.h) */
int driver_match_device(const struct device_driver *drv, struct device *dev)
{
	return drv->bus->match ? drv->bus->match(dev, drv) : 1;
}

/* What findings are put down to: the PCI device a driver is being bound to, or unbound from. */
static void begin(const char *what, struct device *dev)
{
	if (dev->bus == &pci_bus_type)
		__machine_errand(what, dev_name(dev));
}

static void end(struct device *dev)
{
	if (dev->bus == &pci_bus_type)
		__machine_errand(NULL, NULL);
}

/* device_is_bound (drivers/base/dd.c): its probe has succeeded. */
bool device_is_bound(struct device *dev)
{
	return dev->driver && dev->p && !list_empty(&dev->p->knode_driver);
}

/* device_unbind_cleanup (drivers/base/dd.c) */
static void device_unbind_cleanup(struct device *dev)
{
	devres_release_all(dev);
	dev->driver = NULL;
	dev_set_drvdata(dev, NULL);
}

/* driver_sysfs_add (drivers/base/dd.c) */
static int driver_sysfs_add(struct device *dev)
{
	int ret;

	bus_notify(dev, BUS_NOTIFY_BIND_DRIVER);
	ret = sysfs_create_link(&dev->driver->kobj, &dev->kobj, dev_name(dev));
	if (ret)
		return ret;
	ret = sysfs_create_link(&dev->kobj, &dev->driver->kobj, "driver");
	if (ret)
		sysfs_remove_link(&dev->driver->kobj, dev_name(dev));
	return ret;
}

/* driver_sysfs_remove (drivers/base/dd.c) */
static void driver_sysfs_remove(struct device *dev)
{
	sysfs_remove_link(&dev->driver->kobj, dev_name(dev));
	sysfs_remove_link(&dev->kobj, "driver");
}

/* call_driver_probe (drivers/base/dd.c) */
static int call_driver_probe(struct device *dev, const struct device_driver *drv)
{
	int ret = 0;

	if (dev->bus->probe)
		ret = dev->bus->probe(dev);
	else if (drv->probe)
		ret = drv->probe(dev);
	switch (ret) {
	case 0:
		break;
	case -EPROBE_DEFER:
	case -ENODEV:
	case -ENXIO:
		/* Said at debug level only. */
		break;
	default:
		dev_err(dev, "probe with driver %s failed with error %d\n", drv->name, ret);
	}
	return ret;
}

/* really_probe (drivers/base/dd.c): an error of the driver's probe is returned positive. */
int really_probe(struct device *dev, const struct device_driver *drv)
{
	int ret = device_links_check_suppliers(dev);

	if (ret)
		return ret;
	if (!list_empty(&dev->devres_head)) {
		dev_crit(dev, "Resources present before probing\n");
		return -EBUSY;
	}
	dev->driver = (struct device_driver *)drv;
	if (dev->bus->dma_configure) {
		ret = dev->bus->dma_configure(dev);
		if (ret)
			goto out;
	}
	ret = driver_sysfs_add(dev);
	if (ret) {
		dev_err(dev, "really_probe: driver_sysfs_add failed\n");
		goto out;
	}
	ret = call_driver_probe(dev, drv);
	if (ret) {
		dev->probe_error = ret;
		if (dev->bus != &pci_bus_type) {
			__machine_failed("probe", dev_name(dev));
			__kernel_answered("device", dev_name(dev));
		}
		ret = -ret;
		goto out_links;
	}
	ret = sysfs_create_groups(&dev->kobj, drv->dev_groups);
	if (ret) {
		dev_err(dev, "device_add_groups() failed\n");
		if (dev->bus->remove)
			dev->bus->remove(dev);
		goto out_links;
	}
	/* driver_bound (drivers/base/dd.c) */
	klist_add_bound(dev);
	deferred_probe_bound(dev);
	dev->probe_error = 0;
	device_links_driver_bound(dev);
	bus_notify(dev, BUS_NOTIFY_BOUND_DRIVER);
	return 0;

out_links:
	driver_sysfs_remove(dev);
out:
	bus_notify(dev, BUS_NOTIFY_DRIVER_NOT_BOUND);
	device_links_no_driver(dev);
	device_unbind_cleanup(dev);
	return ret;
}

/* __driver_probe_device (drivers/base/dd.c) */
static int __driver_probe_device(const struct device_driver *drv, struct device *dev)
{
	int ret;

	if (!device_is_registered(dev) || dev->p->dead)
		return -ENODEV;
	if (dev->driver)
		return -EBUSY;
	begin("probe", dev);
	forget_region(dev);
	ret = really_probe(dev, drv);
	if (!ret)
		note_region(dev);
	end(dev);
	return ret;
}

/* driver_probe_device (drivers/base/dd.c) */
int driver_probe_device(const struct device_driver *drv, struct device *dev)
{
	int ret = __driver_probe_device(drv, dev);

	if (ret == -EPROBE_DEFER || ret == EPROBE_DEFER) {
		deferred_probe_add(dev);
		if (dev->p->bound_below)
			deferred_probe_trigger();
	}
	dev->p->bound_below = false;
	return ret;
}

/* device_driver_attach (drivers/base/dd.c): what a write to bind does after the match. */
int device_driver_attach(const struct device_driver *drv, struct device *dev)
{
	int ret;

	device_lock(dev);
	ret = __driver_probe_device(drv, dev);
	dev->p->bound_below = false;
	device_unlock(dev);
	if (ret > 0)
		ret = -ret;
	return ret == -EPROBE_DEFER ? -EAGAIN : ret;
}

/* __device_attach_driver (drivers/base/dd.c): 0 where the next driver is to be tried. */
static int device_attach_driver(struct device_driver *drv, struct device *dev)
{
	int ret = driver_match_device(drv, dev);

	if (ret == -EPROBE_DEFER)
		deferred_probe_add(dev);
	if (ret <= 0)
		return ret;
	ret = driver_probe_device(drv, dev);
	return ret < 0 ? ret : ret == 0;
}

/* __device_attach (drivers/base/dd.c) */
int device_attach(struct device *dev)
{
	struct device_driver *drv;
	int ret = 0;

	device_lock(dev);
	if (dev->p->dead)
		goto out;
	if (dev->driver) {
		ret = 1;
		goto out;
	}
	__machine_meet(dev->bus->p, THE_DRIVERS, 0);
	list_for_each_entry(drv, &dev->bus->p->driver_list, knode_bus) {
		int *walkers = &drv->p->walkers[dev->p->id % DRIVER_COUNTS];

		if (drv->p->dead)
			continue;
		++*walkers;
		ret = device_attach_driver(drv, dev);
		--*walkers;
		if (ret)
			break;
	}
out:
	device_unlock(dev);
	return ret;
}

/* __device_release_driver (drivers/base/dd.c) */
static void __device_release_driver(struct device *dev)
{
	struct device_driver *drv = dev->driver;
	struct device *consumer;

	if (!drv)
		return;
	while ((consumer = device_links_next_consumer(dev))) {
		device_unlock(dev);
		device_release_driver_internal(consumer, NULL);
		put_device(consumer);
		device_lock(dev);
		if (dev->driver != drv)
			return;
	}
	begin("remove", dev);
	driver_sysfs_remove(dev);
	bus_notify(dev, BUS_NOTIFY_UNBIND_DRIVER);
	sysfs_remove_groups(&dev->kobj, drv->dev_groups);
	if (dev->bus && dev->bus->remove)
		dev->bus->remove(dev);
	else if (drv->remove)
		drv->remove(dev);
	device_unbind_cleanup(dev);
	device_links_driver_cleanup(dev);
	forget_region(dev);
	klist_remove_bound(dev, drv);
	bus_notify(dev, BUS_NOTIFY_UNBOUND_DRIVER);
	end(dev);
}

/* device_release_driver_internal (drivers/base/dd.c) */
void device_release_driver_internal(struct device *dev, const struct device_driver *drv)
{
	device_lock(dev);
	if (!drv || drv == dev->driver)
		__device_release_driver(dev);
	device_unlock(dev);
}
