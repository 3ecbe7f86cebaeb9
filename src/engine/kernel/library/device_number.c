/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include <linux/kdev_t.h>
#include "core.h"

/* device_create_sys_dev_entry (drivers/base/core.c): a number is one device's. */
int device_number_link(struct device *dev)
{
	char number[16];

	sprintf(number, "%u:%u", MAJOR(dev->devt), MINOR(dev->devt));
	return sysfs_create_link(&dev_char_root, &dev->kobj, number);
}

/* device_remove_sys_dev_entry (drivers/base/core.c) */
void device_number_unlink(struct device *dev)
{
	char number[16];

	sprintf(number, "%u:%u", MAJOR(dev->devt), MINOR(dev->devt));
	sysfs_remove_link(&dev_char_root, number);
}
