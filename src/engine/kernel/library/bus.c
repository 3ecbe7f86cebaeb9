/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include <linux/pci.h>
#include <linux/auxiliary_bus.h>
#include "core.h"

struct kobject sysfs_root, devices_root, virtual_root, bus_root, class_root, dev_char_root;
static struct kobject dev_root, kernel_root, fs_root, firmware_root;
struct kobject *kernel_kobj = &kernel_root, *fs_kobj = &fs_root, *firmware_kobj = &firmware_root;

static void root_add(struct kobject *kobj, struct kobject *parent, const char *name)
{
	kobject_init(kobj, &dynamic_ktype);
	kobj->name = __kernel_format("%s", name);
	kobj->parent = parent;
	kobj->sd = kernfs_add_dir(parent ? parent->sd : NULL, name, KERNFS_MANY, kobj);
	kobj->sd->owned = true;
	kobj->state_in_sysfs = true;
}

/* sysfs_init (fs/sysfs/mount.c), devices_init, buses_init, classes_init (drivers/base) */
void core_init(void)
{
	root_add(&sysfs_root, NULL, "");
	root_add(&devices_root, &sysfs_root, "devices");
	/* virtual_device_parent (drivers/base/core.c): others have needed it long before. */
	root_add(&virtual_root, &devices_root, "virtual");
	root_add(&bus_root, &sysfs_root, "bus");
	root_add(&class_root, &sysfs_root, "class");
	root_add(&dev_root, &sysfs_root, "dev");
	root_add(&dev_char_root, &dev_root, "char");
	root_add(&kernel_root, &sysfs_root, "kernel");
	root_add(&fs_root, &sysfs_root, "fs");
	root_add(&firmware_root, &sysfs_root, "firmware");
	INIT_LIST_HEAD(&deferred_devices);
	INIT_LIST_HEAD(&deferred_active);
}

/* bus_register (drivers/base/bus.c) */
int bus_register(struct bus_type *bus)
{
	struct subsys_private *sp = __machine_alloc(sizeof(*sp), 1);

	if (!sp)
		return -ENOMEM;
	bus->p = sp;
	INIT_LIST_HEAD(&sp->device_list);
	INIT_LIST_HEAD(&sp->driver_list);
	BLOCKING_INIT_NOTIFIER_HEAD(&sp->bus_notifier);
	root_add(&sp->bus, &bus_root, bus->name);
	root_add(&sp->devices, &sp->bus, "devices");
	root_add(&sp->drivers, &sp->bus, "drivers");
	return 0;
}

/* bus_register_notifier (drivers/base/bus.c) */
int bus_register_notifier(const struct bus_type *bus, struct notifier_block *nb)
{
	return bus->p ? blocking_notifier_chain_register(&bus->p->bus_notifier, nb) : -EINVAL;
}

/* bus_unregister_notifier (drivers/base/bus.c) */
int bus_unregister_notifier(const struct bus_type *bus, struct notifier_block *nb)
{
	return bus->p ? blocking_notifier_chain_unregister(&bus->p->bus_notifier, nb) : -EINVAL;
}

/* bus_notify (drivers/base/bus.c) */
void bus_notify(struct device *dev, enum bus_notifier_event value)
{
	struct subsys_private *sp = dev->bus ? dev->bus->p : NULL;

	if (sp && sp->bus_notifier.head)
		blocking_notifier_call_chain(&sp->bus_notifier, value, dev);
}

static void report_left(const struct bus_type *bus, int module)
{
	const struct notifier_block *nb;

	for (nb = bus->p->bus_notifier.head; nb; nb = nb->next)
		if (__kernel_module_of(nb->notifier_call) == module)
			__kernel_report_at(nb->notifier_call, "use-after-free", "notifier-of-module", __kernel_module_name(module));
}

/* A module's code is gone, and its notifiers are called all the same. */
void notifiers_outlive(int module)
{
	report_left(&pci_bus_type, module);
	report_left(&auxiliary_bus_type, module);
}

/* bus_add_device (drivers/base/bus.c) */
int bus_add_device(struct device *dev)
{
	struct subsys_private *sp;
	int error;

	if (!dev->bus || !dev->bus->p)
		return 0;
	sp = dev->bus->p;
	error = sysfs_create_link(&sp->devices, &dev->kobj, dev_name(dev));
	if (error)
		return error;
	error = sysfs_create_link(&dev->kobj, &sp->bus, "subsystem");
	if (error) {
		sysfs_remove_link(&sp->devices, dev_name(dev));
		return error;
	}
	/* The list of the bus holds a reference. */
	get_device(dev);
	if (dev->bus == &auxiliary_bus_type) {
		dev->p->id = to_auxiliary_dev(dev)->id;
		dev->p->region = auxiliary_region(dev);
	} else if (dev->bus == &pci_bus_type)
		dev->p->id = to_pci_dev(dev)->companion.device;
	__machine_meet(sp, THE_DEVICES, 0);
	list_add_tail(&dev->p->knode_bus, &sp->device_list);
	return 0;
}

/* bus_remove_device (drivers/base/bus.c) */
void bus_remove_device(struct device *dev)
{
	if (!dev->bus || !dev->bus->p)
		return;
	sysfs_remove_link(&dev->kobj, "subsystem");
	sysfs_remove_link(&dev->bus->p->devices, dev_name(dev));
	if (!list_empty(&dev->p->knode_bus)) {
		__machine_meet(dev->bus->p, THE_DEVICES, 0);
		list_del_init(&dev->p->knode_bus);
		put_device(dev);
	}
	device_release_driver(dev);
}

/* bus_probe_device (drivers/base/bus.c) */
void bus_probe_device(struct device *dev)
{
	if (dev->bus && dev->bus->p)
		device_attach(dev);
}

/* The device after one on the list, or the first for NULL; with a reference, NULL at the end. */
static struct device *next_device(const struct bus_type *bus, struct device *after)
{
	struct list_head *next = after ? after->p->knode_bus.next : bus->p->device_list.next;

	if (next == &bus->p->device_list)
		return NULL;
	return get_device(list_entry(next, struct device_private, knode_bus)->device);
}

/* bus_for_each_dev (drivers/base/bus.c); a walk ends where its device is taken out of the machine. */
int bus_for_each_dev(const struct bus_type *bus, struct device *start, void *data,
		     int (*fn)(struct device *dev, void *data))
{
	struct device *dev, *next;
	int error = 0;

	if (!bus->p)
		return -EINVAL;
	/* Devices that come and go need not see each other; a walk sees them. */
	__machine_meet(bus->p, THE_DEVICES, 1);
	dev = next_device(bus, start);
	while (dev && !error) {
		error = fn(dev, data);
		next = list_empty(&dev->p->knode_bus) ? NULL : next_device(bus, dev);
		put_device(dev);
		dev = next;
	}
	put_device(dev);
	return error;
}
