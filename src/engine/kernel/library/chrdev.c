/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/cdev.h>
#include <linux/fs.h>
#include "core.h"

/* __register_chrdev (fs/char_dev.c): the major it found, for one of 0; a cdev for all of its numbers. */
int __register_chrdev(unsigned int major, unsigned int baseminor, unsigned int count, const char *name,
		      const struct file_operations *fops)
{
	dev_t first = MKDEV(major, baseminor);
	struct cdev *cdev;
	int err;

	err = major ? register_chrdev_region(first, count, name) : alloc_chrdev_region(&first, baseminor, count, name);
	if (err)
		return err;
	err = -ENOMEM;
	cdev = cdev_alloc();
	if (!cdev)
		goto out_region;
	cdev->owner = fops->owner;
	cdev->ops = fops;
	err = cdev_add(cdev, first, count);
	if (err)
		goto out_cdev;
	return major ? 0 : MAJOR(first);

out_cdev:
	kobject_put(&cdev->kobj);
out_region:
	unregister_chrdev_region(first, count);
	return err;
}

/* __unregister_chrdev (fs/char_dev.c) */
void __unregister_chrdev(unsigned int major, unsigned int baseminor, unsigned int count, const char *name)
{
	dev_t first = MKDEV(major, baseminor);
	struct cdev *cdev = cdev_of(first);

	if (number_is_reserved(first) && cdev)
		cdev_del(cdev);
	unregister_chrdev_region(first, count);
}
