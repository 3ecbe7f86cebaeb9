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

/* device_for_each_child_reverse (drivers/base/core.c) */
int device_for_each_child_reverse(struct device *parent, void *data, int (*fn)(struct device *dev, void *data))
{
	struct list_head *at, *before;
	int error = 0;

	if (!parent->p)
		return 0;
	for (at = parent->p->children.prev; at != &parent->p->children && !error; at = before) {
		before = at->prev;
		error = fn(list_entry(at, struct device_private, knode_parent)->device, data);
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

/* device_find_any_child (drivers/base/core.c); with a reference. */
struct device *device_find_any_child(struct device *parent)
{
	if (!parent->p || list_empty(&parent->p->children))
		return NULL;
	return get_device(list_first_entry(&parent->p->children, struct device_private, knode_parent)->device);
}
