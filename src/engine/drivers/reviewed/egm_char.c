/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/idr.h>
#include <linux/module.h>
#include <linux/slab.h>
#include "egm_char.h"
#include "nvgrace_egm.h"

/* One for each region; a socket has one, and machines have up to four sockets. */
#define MOST_REGIONS 64

static dev_t numbers;
static DEFINE_IDA(minors);

static ssize_t show_size(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "0x%llx\n", container_of(dev, struct egm_char, dev)->size);
}

static struct device_attribute size_attribute = {
	.attr = { .name = "egm_size", .mode = 0444 },
	.show = show_size,
};
static struct attribute *egm_attributes[] = { &size_attribute.attr, NULL };
static const struct attribute_group egm_group = { .attrs = egm_attributes };
static const struct attribute_group *egm_groups[] = { &egm_group, NULL };

static char *egm_devnode(const struct device *dev, umode_t *mode)
{
	if (mode)
		*mode = 0600;
	return NULL;
}

static struct class egm_class = {
	.name = "egm",
	.devnode = egm_devnode,
	.dev_groups = egm_groups,
};

static void release_char(struct device *dev)
{
	struct egm_char *egm = container_of(dev, struct egm_char, dev);

	ida_free(&minors, MINOR(dev->devt) - MINOR(numbers));
	egm_pages_free(&egm->pages);
	mutex_destroy(&egm->lock);
	kfree(egm);
}

/* Everything of the device that its release undoes. */
static struct egm_char *alloc_char(const struct egm_aux *region)
{
	struct egm_char *egm = kzalloc(sizeof(*egm), GFP_KERNEL);
	int minor;

	if (!egm)
		return ERR_PTR(-ENOMEM);
	minor = ida_alloc_max(&minors, MOST_REGIONS - 1, GFP_KERNEL);
	if (minor < 0) {
		kfree(egm);
		return ERR_PTR(minor);
	}
	egm->base = region->base;
	egm->size = region->size;
	mutex_init(&egm->lock);
	egm_pages_init(&egm->pages);
	device_initialize(&egm->dev);
	egm->dev.class = &egm_class;
	egm->dev.parent = (struct device *)&region->aux.dev;
	egm->dev.release = release_char;
	egm->dev.devt = MKDEV(MAJOR(numbers), MINOR(numbers) + minor);
	cdev_init(&egm->cdev, &egm_operations);
	egm->cdev.owner = THIS_MODULE;
	return egm;
}

static int egm_probe(struct auxiliary_device *aux, const struct auxiliary_device_id *id)
{
	const struct egm_aux *region = container_of(aux, struct egm_aux, aux);
	struct egm_char *egm;
	int ret;

	if (!PAGE_ALIGNED(region->base) || !PAGE_ALIGNED(region->size)) {
		dev_err(&aux->dev, "region at 0x%llx of 0x%llx bytes is not of whole pages\n", region->base,
			region->size);
		return -EINVAL;
	}
	egm = alloc_char(region);
	if (IS_ERR(egm))
		return PTR_ERR(egm);
	ret = dev_set_name(&egm->dev, "egm%llu", region->pxm);
	if (!ret && region->retired)
		ret = egm_pages_read(egm, region->retired);
	if (!ret)
		ret = cdev_device_add(&egm->cdev, &egm->dev);
	if (ret) {
		put_device(&egm->dev);
		return ret;
	}
	auxiliary_set_drvdata(aux, egm);
	return 0;
}

static void egm_remove(struct auxiliary_device *aux)
{
	struct egm_char *egm = auxiliary_get_drvdata(aux);

	cdev_device_del(&egm->cdev, &egm->dev);
	egm_revoke(egm);
	put_device(&egm->dev);
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

static int __init egm_init(void)
{
	int ret;

	ret = alloc_chrdev_region(&numbers, 0, MOST_REGIONS, "egm");
	if (ret)
		return ret;
	ret = class_register(&egm_class);
	if (ret)
		goto unregister_numbers;
	ret = auxiliary_driver_register(&egm_driver);
	if (ret)
		goto unregister_class;
	return 0;

unregister_class:
	class_unregister(&egm_class);
unregister_numbers:
	unregister_chrdev_region(numbers, MOST_REGIONS);
	return ret;
}
module_init(egm_init);

static void __exit egm_exit(void)
{
	auxiliary_driver_unregister(&egm_driver);
	class_unregister(&egm_class);
	unregister_chrdev_region(numbers, MOST_REGIONS);
	ida_destroy(&minors);
}
module_exit(egm_exit);

MODULE_DESCRIPTION("Model of the driver of EGM regions as its reviewers asked for");
MODULE_LICENSE("Dual MIT/GPL");
