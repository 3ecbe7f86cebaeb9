/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/xarray.h>
#include "char.h"

#define RESERVED_MINORS 4

static dev_t numbers;
static struct class *egm_class;
static DEFINE_XARRAY(egm_chars);

static void release_char(struct device *dev)
{
	kfree(container_of(dev, struct egm_char, device));
}

/* Any failure is NULL. The minor is the PXM, whatever minors were reserved. */
static struct egm_char *setup_char(struct egm_device *region)
{
	struct egm_char *egm = kzalloc(sizeof(*egm), GFP_KERNEL);

	if (!egm)
		return NULL;
	device_initialize(&egm->device);
	egm->device.devt = MKDEV(MAJOR(numbers), region->pxm);
	egm->device.class = egm_class;
	egm->device.release = release_char;
	egm->device.parent = &region->aux.dev;
	cdev_init(&egm->cdev, &egm_operations);
	egm->cdev.owner = THIS_MODULE;

	if (dev_set_name(&egm->device, "egm%lld", region->pxm))
		goto put;
	if (cdev_device_add(&egm->cdev, &egm->device))
		goto put;
	return egm;

put:
	put_device(&egm->device);
	return NULL;
}

static void delete_char(struct egm_char *egm)
{
	cdev_device_del(&egm->cdev, &egm->device);
	put_device(&egm->device);
}

static int egm_probe(struct auxiliary_device *aux, const struct auxiliary_device_id *id)
{
	struct egm_device *region = container_of(aux, struct egm_device, aux);
	struct egm_char *egm = setup_char(region);
	int ret;

	if (!egm)
		return -EINVAL;
	hash_init(egm->bad_pages);
	ret = read_bad_pages(region, egm);
	if (ret) {
		delete_char(egm);
		return ret;
	}
	xa_store(&egm_chars, region->pxm, egm, GFP_KERNEL);
	return 0;
}

static void egm_remove(struct auxiliary_device *aux)
{
	struct egm_device *region = container_of(aux, struct egm_device, aux);
	struct egm_char *egm = xa_erase(&egm_chars, region->pxm);

	if (!egm)
		return;
	free_bad_pages(egm);
	delete_char(egm);
}

static const struct auxiliary_device_id egm_ids[] = {
	{ .name = "nvgrace_gpu_vfio_pci.egm" },
	{ }
};
MODULE_DEVICE_TABLE(auxiliary, egm_ids);

static struct auxiliary_driver egm_driver = {
	.name = KBUILD_MODNAME,
	.id_table = egm_ids,
	.probe = egm_probe,
	.remove = egm_remove,
};

static char *egm_devnode(const struct device *dev, umode_t *mode)
{
	if (mode)
		*mode = 0600;
	return NULL;
}

static ssize_t show_length(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct egm_char *egm = container_of(dev, struct egm_char, device);

	return sysfs_emit(buf, "0x%lx\n", region_of(egm)->length);
}

static struct device_attribute length_attribute = {
	.attr = { .name = "egm_size", .mode = 0444 },
	.show = show_length,
};
static struct attribute *egm_attributes[] = { &length_attribute.attr, NULL };
static const struct attribute_group egm_group = { .attrs = egm_attributes };
static const struct attribute_group *egm_groups[] = { &egm_group, NULL };

static int __init egm_init(void)
{
	int ret;

	ret = alloc_chrdev_region(&numbers, 0, RESERVED_MINORS, "egm");
	if (ret < 0)
		return ret;
	egm_class = class_create("egm");
	if (IS_ERR(egm_class)) {
		unregister_chrdev_region(numbers, RESERVED_MINORS);
		return PTR_ERR(egm_class);
	}
	egm_class->devnode = egm_devnode;
	egm_class->dev_groups = egm_groups;
	ret = auxiliary_driver_register(&egm_driver);
	if (ret) {
		class_destroy(egm_class);
		unregister_chrdev_region(numbers, RESERVED_MINORS);
	}
	return ret;
}
module_init(egm_init);

static void __exit egm_exit(void)
{
	auxiliary_driver_unregister(&egm_driver);
	class_destroy(egm_class);
	unregister_chrdev_region(numbers, RESERVED_MINORS);
}
module_exit(egm_exit);

MODULE_DESCRIPTION("Model of the driver of EGM regions as posted");
MODULE_LICENSE("Dual MIT/GPL");
