/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include "core.h"

/* device_lock (include/linux/device.h) */
void device_lock(struct device *dev)
{
	may_sleep();
	mutex_lock(&dev->mutex);
}

/* device_trylock (include/linux/device.h) */
int device_trylock(struct device *dev)
{
	return mutex_trylock(&dev->mutex);
}

/* device_unlock (include/linux/device.h) */
void device_unlock(struct device *dev)
{
	mutex_unlock(&dev->mutex);
}

/* device_for_each_child (drivers/base/core.c) */
int device_for_each_child(struct device *parent, void *data, int (*fn)(struct device *dev, void *data))
{
	struct device_private *child, *next;
	int error = 0;

	if (!parent->p)
		return 0;
	list_for_each_entry_safe(child, next, &parent->p->children, knode_parent) {
		error = fn(child->device, data);
		if (error)
			break;
	}
	return error;
}

/* device_find_child (drivers/base/core.c); with a reference. */
struct device *device_find_child(struct device *parent, void *data, int (*match)(struct device *dev, void *data))
{
	struct device_private *child;

	if (!parent->p)
		return NULL;
	list_for_each_entry(child, &parent->p->children, knode_parent)
		if (match(child->device, data))
			return get_device(child->device);
	return NULL;
}

/* device_find_child_by_name (include/linux/device.h); with a reference. */
struct device *device_find_child_by_name(struct device *parent, const char *name)
{
	struct device_private *child;

	if (!parent->p)
		return NULL;
	list_for_each_entry(child, &parent->p->children, knode_parent)
		if (sysfs_streq(dev_name(child->device), name))
			return get_device(child->device);
	return NULL;
}

/* device_create_release (drivers/base/core.c) */
static void device_create_release(struct device *dev)
{
	__machine_free(dev);
}

/* device_create (drivers/base/core.c); takes the name. */
struct device *__device_create(const struct class *class, struct device *parent, dev_t devt, void *drvdata, char *name)
{
	struct device *dev;
	int error;

	__machine_might_sleep("device_create");
	dev = __machine_choose("device_create", 2) ? NULL : __machine_alloc(sizeof(*dev), 1);
	if (!dev) {
		__machine_free(name);
		return ERR_PTR(-ENOMEM);
	}
	device_initialize(dev);
	dev->devt = devt;
	dev->class = class;
	dev->parent = parent;
	dev->release = device_create_release;
	dev_set_drvdata(dev, drvdata);
	error = __dev_set_name(dev, name);
	if (!error)
		error = device_add(dev);
	if (error) {
		put_device(dev);
		return ERR_PTR(error);
	}
	return dev;
}
