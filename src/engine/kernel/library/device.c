/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include <linux/kdev_t.h>
#include "core.h"

/* device_create_file (drivers/base/core.c) */
int device_create_file(struct device *dev, const struct device_attribute *attr)
{
	may_sleep();
	return sysfs_create_file(&dev->kobj, &attr->attr);
}

/* device_remove_file (drivers/base/core.c) */
void device_remove_file(struct device *dev, const struct device_attribute *attr)
{
	may_sleep();
	if (dev)
		sysfs_remove_file(&dev->kobj, &attr->attr);
}

static const struct device_attribute uevent_attribute = { .attr = { .name = "uevent", .mode = 0644 } };
static const struct device_attribute dev_attribute = { .attr = { .name = "dev", .mode = 0444 } };

/* device_add_class_symlinks (drivers/base/core.c) */
static int add_class_links(struct device *dev)
{
	struct class_private *cp = class_to_subsys(dev->class);
	int error;

	if (!cp)
		return 0;
	error = sysfs_create_link(&dev->kobj, &cp->kobj, "subsystem");
	if (error)
		return error;
	if (dev->parent) {
		error = sysfs_create_link(&dev->kobj, &dev->parent->kobj, "device");
		if (error)
			goto out_subsystem;
	}
	error = sysfs_create_link(&cp->kobj, &dev->kobj, dev_name(dev));
	if (!error)
		return 0;
	if (dev->parent)
		sysfs_remove_link(&dev->kobj, "device");
out_subsystem:
	sysfs_remove_link(&dev->kobj, "subsystem");
	return error;
}

/* device_remove_class_symlinks (drivers/base/core.c) */
static void remove_class_links(struct device *dev)
{
	struct class_private *cp = class_to_subsys(dev->class);

	if (!cp)
		return;
	if (dev->parent)
		sysfs_remove_link(&dev->kobj, "device");
	sysfs_remove_link(&dev->kobj, "subsystem");
	sysfs_remove_link(&cp->kobj, dev_name(dev));
}

/* device_remove_attrs (drivers/base/core.c) */
static void remove_attributes(struct device *dev)
{
	sysfs_remove_groups(&dev->kobj, dev->groups);
	if (dev->type)
		sysfs_remove_groups(&dev->kobj, dev->type->groups);
	if (dev->class)
		sysfs_remove_groups(&dev->kobj, dev->class->dev_groups);
}

/* device_add_attrs (drivers/base/core.c) */
static int add_attributes(struct device *dev)
{
	int error = 0;

	if (dev->class) {
		error = sysfs_create_groups(&dev->kobj, dev->class->dev_groups);
		if (error)
			return error;
	}
	if (dev->type) {
		error = sysfs_create_groups(&dev->kobj, dev->type->groups);
		if (error)
			goto out_class;
	}
	error = sysfs_create_groups(&dev->kobj, dev->groups);
	if (!error)
		return 0;
	if (dev->type)
		sysfs_remove_groups(&dev->kobj, dev->type->groups);
out_class:
	if (dev->class)
		sysfs_remove_groups(&dev->kobj, dev->class->dev_groups);
	return error;
}

/* The part of device_add between the directory and the bus, and its unwinding. */
static int add_files(struct device *dev)
{
	int error;

	error = device_create_file(dev, &uevent_attribute);
	if (error)
		return error;
	error = add_class_links(dev);
	if (error)
		goto out_uevent;
	error = add_attributes(dev);
	if (error)
		goto out_class;
	error = bus_add_device(dev);
	if (error)
		goto out_attributes;
	if (MAJOR(dev->devt)) {
		error = device_create_file(dev, &dev_attribute);
		if (error)
			goto out_bus;
		error = device_number_link(dev);
		if (error)
			goto out_dev;
		devtmpfs_create_node(dev);
	}
	return 0;

out_dev:
	device_remove_file(dev, &dev_attribute);
out_bus:
	bus_remove_device(dev);
out_attributes:
	remove_attributes(dev);
out_class:
	remove_class_links(dev);
out_uevent:
	device_remove_file(dev, &uevent_attribute);
	return error;
}

/* device_add (drivers/base/core.c), in its order; uevents and power management are left out. */
int device_add(struct device *dev)
{
	struct device *parent;
	struct kobject *directory;
	int error = -EINVAL;

	may_sleep();
	dev = get_device(dev);
	if (!dev)
		return error;
	if (__machine_choose("device_add", 2)) {
		error = -ENOMEM;
		goto done;
	}
	if (!dev->p) {
		error = device_private_init(dev);
		if (error)
			goto done;
	}
	error = -EINVAL;
	if (dev->init_name) {
		error = dev_set_name(dev, "%s", dev->init_name);
		dev->init_name = NULL;
	}
	if (dev_name(dev))
		error = 0;
	if (error)
		goto done;

	parent = get_device(dev->parent);
	if (parent && dev->numa_node == NUMA_NO_NODE)
		dev->numa_node = parent->numa_node;
	directory = parent_directory(dev, parent, &dev->p->glue_dir);
	if (IS_ERR(directory)) {
		error = PTR_ERR(directory);
		goto out_parent;
	}
	error = __kobject_add(&dev->kobj, directory, (char *)dev->kobj.name);
	if (error)
		goto out_glue;
	error = add_files(dev);
	if (error) {
		kobject_del(&dev->kobj);
		goto out_glue;
	}
	if (parent) {
		/* The list of children holds a reference. */
		get_device(dev);
		list_add_tail(&dev->p->knode_parent, &parent->p->children);
	}
	bus_notify(dev, BUS_NOTIFY_ADD_DEVICE);
	bus_probe_device(dev);
	class_add_device(dev);
	goto done;

out_glue:
	put_glue_dir(dev, &dev->p->glue_dir);
out_parent:
	put_device(parent);
done:
	put_device(dev);
	return error;
}

/* device_register (drivers/base/core.c) */
int device_register(struct device *dev)
{
	may_sleep();
	device_initialize(dev);
	return device_add(dev);
}

/* device_del (drivers/base/core.c), in its order. */
void device_del(struct device *dev)
{
	struct device *parent = dev->parent;

	may_sleep();
	device_lock(dev);
	dev->p->dead = true;
	device_unlock(dev);
	bus_notify(dev, BUS_NOTIFY_DEL_DEVICE);
	if (!list_empty(&dev->p->knode_parent)) {
		list_del_init(&dev->p->knode_parent);
		put_device(dev);
	}
	if (MAJOR(dev->devt)) {
		devtmpfs_delete_node(dev);
		device_number_unlink(dev);
		device_remove_file(dev, &dev_attribute);
	}
	remove_class_links(dev);
	class_remove_device(dev);
	device_remove_file(dev, &uevent_attribute);
	remove_attributes(dev);
	bus_remove_device(dev);
	deferred_probe_del(dev);
	device_links_purge(dev);
	devres_release_all(dev);
	bus_notify(dev, BUS_NOTIFY_REMOVED_DEVICE);
	kobject_del(&dev->kobj);
	put_glue_dir(dev, &dev->p->glue_dir);
	put_device(parent);
}

/* device_unregister (drivers/base/core.c) */
void device_unregister(struct device *dev)
{
	may_sleep();
	device_del(dev);
	put_device(dev);
}
