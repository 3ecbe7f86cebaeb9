/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/cdev.h>
#include <linux/device.h>
#include "core.h"

/* A range of device numbers (struct char_device_struct, fs/char_dev.c). */
struct number_range {
	struct list_head list;
	dev_t first;
	unsigned int count;
};

/* A node of /dev (drivers/base/devtmpfs.c). */
struct node {
	struct list_head list;
	struct device *dev;
	char *name;
};

#define FIRST_DYNAMIC_MAJOR 511

static LIST_HEAD(ranges);
static LIST_HEAD(nodes);

static bool overlaps(dev_t first, unsigned int count)
{
	struct number_range *range;

	list_for_each_entry(range, &ranges, list)
		if (first < range->first + range->count && range->first < first + count)
			return true;
	return false;
}

/* __register_chrdev_region (fs/char_dev.c) */
static int add_range(dev_t first, unsigned int count)
{
	struct number_range *range;

	if (overlaps(first, count))
		return -EBUSY;
	range = __machine_alloc(sizeof(*range), 1);
	if (!range)
		return -ENOMEM;
	range->first = first;
	range->count = count;
	list_add_tail(&range->list, &ranges);
	return 0;
}

/* alloc_chrdev_region (fs/char_dev.c): a major of its own, from 511 down here. */
int alloc_chrdev_region(dev_t *dev, unsigned int first, unsigned int count, const char *name)
{
	unsigned int major = FIRST_DYNAMIC_MAJOR;
	int ret;

	if (__machine_choose("alloc_chrdev_region", 2))
		return -ENOMEM;
	if (count > MINORMASK + 1 - first) {
		pr_err("CHRDEV \"%s\" minor range requested (%u-%u) is out of range of maximum range (%u-%u) for a single major\n",
		       name, first, first + count - 1, 0, MINORMASK);
		return -EINVAL;
	}
	while (overlaps(MKDEV(major, 0), MINORMASK + 1))
		major--;
	ret = add_range(MKDEV(major, first), count);
	if (!ret)
		*dev = MKDEV(major, first);
	return ret;
}

/* register_chrdev_region (fs/char_dev.c) */
int register_chrdev_region(dev_t from, unsigned int count, const char *name)
{
	if (__machine_choose("register_chrdev_region", 2))
		return -ENOMEM;
	return add_range(from, count);
}

/* unregister_chrdev_region (fs/char_dev.c) */
void unregister_chrdev_region(dev_t from, unsigned int count)
{
	struct number_range *range;

	list_for_each_entry(range, &ranges, list)
		if (range->first == from && range->count == count) {
			list_del(&range->list);
			__machine_free(range);
			return;
		}
}

/* cdev_default_release (fs/char_dev.c) */
static void cdev_release(struct kobject *kobj)
{
}

static const struct kobj_type cdev_ktype = { .release = cdev_release };

/* cdev_init (fs/char_dev.c) */
void cdev_init(struct cdev *cdev, const struct file_operations *fops)
{
	memset(cdev, 0, sizeof(*cdev));
	INIT_LIST_HEAD(&cdev->list);
	kobject_init(&cdev->kobj, &cdev_ktype);
	cdev->ops = fops;
}

/* cdev_add (fs/char_dev.c) */
int cdev_add(struct cdev *cdev, dev_t dev, unsigned int count)
{
	if (WARN_ON(dev == ~0u))
		return -EBUSY;
	if (__machine_choose("cdev_add", 2))
		return -ENOMEM;
	cdev->dev = dev;
	cdev->count = count;
	kobject_get(cdev->kobj.parent);
	return 0;
}

/* cdev_set_parent (fs/char_dev.c) */
void cdev_set_parent(struct cdev *cdev, struct kobject *kobj)
{
	WARN_ON(!kobj->state_initialized);
	cdev->kobj.parent = kobj;
}

/* cdev_del (fs/char_dev.c) */
void cdev_del(struct cdev *cdev)
{
	struct kobject *parent = cdev->kobj.parent;

	kobject_put(&cdev->kobj);
	kobject_put(parent);
}

/* cdev_device_add (fs/char_dev.c) */
int cdev_device_add(struct cdev *cdev, struct device *dev)
{
	int rc = 0;

	if (dev->devt) {
		cdev_set_parent(cdev, &dev->kobj);
		rc = cdev_add(cdev, dev->devt, 1);
		if (rc)
			return rc;
	}
	rc = device_add(dev);
	if (rc && dev->devt)
		cdev_del(cdev);
	return rc;
}

/* cdev_device_del (fs/char_dev.c) */
void cdev_device_del(struct cdev *cdev, struct device *dev)
{
	device_del(dev);
	if (dev->devt)
		cdev_del(cdev);
}

/* devtmpfs_create_node (drivers/base/devtmpfs.c) */
void devtmpfs_create_node(struct device *dev)
{
	struct node *node = __machine_alloc(sizeof(*node), 1);
	umode_t mode = 0;
	char *name = NULL;

	if (!node)
		return;
	if (dev->class && dev->class->devnode)
		name = dev->class->devnode(dev, &mode);
	node->dev = dev;
	node->name = __kernel_format("%s", name ? name : dev_name(dev));
	kfree(name);
	list_add_tail(&node->list, &nodes);
}

/* devtmpfs_delete_node (drivers/base/devtmpfs.c) */
void devtmpfs_delete_node(struct device *dev)
{
	struct node *node;

	list_for_each_entry(node, &nodes, list)
		if (node->dev == dev) {
			list_del(&node->list);
			__machine_free(node->name);
			__machine_free(node);
			return;
		}
}

/* Tells observe.c's caller the nodes of /dev. */
void tell_nodes(void)
{
	struct node *node;

	list_for_each_entry(node, &nodes, list)
		__kernel_tell_node(node->name);
}
