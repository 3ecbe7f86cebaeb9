/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_CDEV_H
#define LINUX_CDEV_H

#include <linux/device.h>
#include <linux/fs.h>
#include <linux/kdev_t.h>
#include <linux/kobject.h>

struct cdev {
	struct kobject kobj;
	struct module *owner;
	const struct file_operations *ops;
	/* Inodes that have found it. */
	struct list_head list;
	/* On the list of cdevs that can be found. */
	struct list_head map;
	/* What the map keeps of it while it is there. */
	struct cdev_probe *probe;
	dev_t dev;
	unsigned int count;
};

void cdev_init(struct cdev *cdev, const struct file_operations *fops);
int cdev_add(struct cdev *cdev, dev_t dev, unsigned int count);
struct cdev *cdev_alloc(void);
void cdev_del(struct cdev *cdev);
void cdev_set_parent(struct cdev *cdev, struct kobject *kobj);
int cdev_device_add(struct cdev *cdev, struct device *dev);
void cdev_device_del(struct cdev *cdev, struct device *dev);

#endif
