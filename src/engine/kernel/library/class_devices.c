/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include <linux/string.h>
#include "core.h"

/*
 * The devices of a class (klist_devices of struct subsys_private): in the order in which they were added, where some
 * driver walks them. Where none does no order is kept, as in klist_bound.c.
 */

/* device_add (drivers/base/core.c): the list holds a reference. */
void class_add_device(struct device *dev)
{
	struct class_private *cp = class_to_subsys(dev->class);

	if (!cp)
		return;
	get_device(dev);
	/* Devices that come and go need not see each other; a walk sees them. */
	if (__machine_ordered())
		__machine_meet(cp, THE_DEVICES, 0);
	klist_come(&dev->p->knode_class, &cp->klist_devices);
}

/* device_del (drivers/base/core.c) */
void class_remove_device(struct device *dev)
{
	struct device_private *p = dev->p;
	struct class_private *cp = list_empty(&p->knode_class) ? NULL : class_to_subsys(p->class);

	/* A class that is gone is not found any more: the reference of its list is nobody's to drop. */
	if (!cp)
		return;
	if (!klist_forgets(&p->knode_class))
		__machine_meet(cp, THE_DEVICES, 0);
	klist_go(&p->knode_class);
	put_device(dev);
}

/* The device after one on the list, or the first for NULL; with a reference, NULL at the end. */
static struct device *next_of_class(struct class_private *cp, const struct device *after)
{
	struct list_head *next = after ? after->p->knode_class.next : cp->klist_devices.next;

	if (next == &cp->klist_devices)
		return NULL;
	return get_device(list_entry(next, struct device_private, knode_class)->device);
}

/* class_dev_iter_init (drivers/base/class.c): NULL for a class that has no devices to walk, as `who` has said. */
static struct class_private *walk_class(const struct class *class, const char *who)
{
	struct class_private *cp;

	if (!class)
		return NULL;
	cp = class_to_subsys(class);
	if (!cp) {
		WARN(1, "%s called for class '%s' before it was registered", who, class->name);
		return NULL;
	}
	/* Which order it is in was not kept. */
	if (!__machine_ordered())
		__machine_want_order();
	__machine_meet(cp, THE_DEVICES, 1);
	return cp;
}

/* class_for_each_device (drivers/base/class.c); a walk ends where its device is taken out of the class. */
int class_for_each_device(const struct class *class, const struct device *start, void *data,
			  int (*fn)(struct device *dev, void *data))
{
	struct class_private *cp = walk_class(class, __func__);
	struct device *dev, *next;
	int error = 0;

	if (!cp)
		return -EINVAL;
	dev = next_of_class(cp, start);
	while (dev && !error) {
		error = fn(dev, data);
		next = error || list_empty(&dev->p->knode_class) ? NULL : next_of_class(cp, dev);
		put_device(dev);
		dev = next;
	}
	return error;
}

/* class_find_device (drivers/base/class.c); with a reference. */
struct device *class_find_device(const struct class *class, const struct device *start, const void *data,
				 int (*match)(struct device *dev, const void *data))
{
	struct class_private *cp = walk_class(class, __func__);
	struct device *dev, *next;

	dev = cp ? next_of_class(cp, start) : NULL;
	while (dev && !match(dev, data)) {
		next = list_empty(&dev->p->knode_class) ? NULL : next_of_class(cp, dev);
		put_device(dev);
		dev = next;
	}
	return dev;
}

/* device_match_devt (drivers/base/core.c) */
int device_match_devt(struct device *dev, const void *pdevt)
{
	return dev->devt == *(const dev_t *)pdevt;
}

/* device_match_name (drivers/base/core.c) */
int device_match_name(struct device *dev, const void *name)
{
	return sysfs_streq(dev_name(dev), name);
}

/* device_match_any (drivers/base/core.c) */
int device_match_any(struct device *dev, const void *unused)
{
	return 1;
}

/* class_find_device_by_devt (include/linux/device/class.h); with a reference. */
struct device *class_find_device_by_devt(const struct class *class, dev_t devt)
{
	return class_find_device(class, NULL, &devt, device_match_devt);
}

/* class_find_device_by_name (include/linux/device/class.h); with a reference. */
struct device *class_find_device_by_name(const struct class *class, const char *name)
{
	return class_find_device(class, NULL, name, device_match_name);
}
