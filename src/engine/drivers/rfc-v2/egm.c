/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/property.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "egm.h"

struct egm_gpu {
	struct list_head list;
	struct pci_dev *pdev;
};

/* An error means that the firmware has EGM switched off. */
int egm_read_pxm(struct pci_dev *pdev, u64 *pxm)
{
	return device_property_read_u64(&pdev->dev, "nvidia,egm-pxm", pxm);
}

/* What is stored before an error stays. Neither values nor their agreement with other GPUs are looked at. */
int egm_read_region(struct pci_dev *pdev, u64 *base, u64 *length, u64 *retired)
{
	int ret;

	ret = device_property_read_u64(&pdev->dev, "nvidia,egm-size", length);
	if (ret)
		return ret;
	ret = device_property_read_u64(&pdev->dev, "nvidia,egm-base-pa", base);
	if (ret)
		return ret;
	ret = device_property_read_u64(&pdev->dev, "nvidia,egm-retired-pages-data-base", retired);
	if (ret)
		return ret;
	if (!*retired) {
		dev_err(&pdev->dev, "Retired pages region is not setup\n");
		return -EINVAL;
	}
	return 0;
}

/* The class device of nvgrace-egm, with a reference; NULL while that module has not made one. */
static struct device *egm_class_device(struct egm_device *egm)
{
	char name[32];

	snprintf(name, sizeof(name), "egm%lld", egm->pxm);
	return device_find_child_by_name(&egm->aux.dev, name);
}

static int link_gpu(struct egm_device *egm, struct pci_dev *pdev)
{
	struct device *dev = egm_class_device(egm);
	int ret;

	if (!dev)
		return 0;
	ret = sysfs_create_link_nowarn(&dev->kobj, &pdev->dev.kobj, dev_name(&pdev->dev));
	put_device(dev);
	return ret == -EEXIST ? 0 : ret;
}

static void unlink_gpu(struct egm_device *egm, struct pci_dev *pdev)
{
	struct device *dev = egm_class_device(egm);

	if (!dev)
		return;
	sysfs_remove_link(&dev->kobj, dev_name(&pdev->dev));
	put_device(dev);
}

int egm_add_gpu(struct egm_device *egm, struct pci_dev *pdev)
{
	struct egm_gpu *gpu = kzalloc(sizeof(*gpu), GFP_KERNEL);

	if (!gpu)
		return -ENOMEM;
	gpu->pdev = pdev;
	list_add_tail(&gpu->list, &egm->gpus);
	return link_gpu(egm, pdev);
}

void egm_remove_gpu(struct egm_device *egm, struct pci_dev *pdev)
{
	struct egm_gpu *gpu, *next;

	list_for_each_entry_safe(gpu, next, &egm->gpus, list) {
		if (gpu->pdev == pdev) {
			unlink_gpu(egm, pdev);
			list_del(&gpu->list);
			kfree(gpu);
		}
	}
}

static void release_egm(struct device *dev)
{
	kfree(container_of(dev, struct egm_device, aux.dev));
}

struct egm_device *egm_device_create(struct pci_dev *pdev, u64 pxm, u64 base, u64 length, u64 retired)
{
	struct egm_device *egm = kzalloc(sizeof(*egm), GFP_KERNEL);

	if (!egm)
		return NULL;
	egm->pxm = pxm;
	egm->base = base;
	egm->length = length;
	egm->retired = retired;
	INIT_LIST_HEAD(&egm->gpus);
	egm->aux.id = pxm;
	egm->aux.name = "egm";
	egm->aux.dev.parent = &pdev->dev;
	egm->aux.dev.release = release_egm;

	if (auxiliary_device_init(&egm->aux))
		goto free;
	if (auxiliary_device_add(&egm->aux)) {
		auxiliary_device_uninit(&egm->aux);
		goto free;
	}
	return egm;

free:
	kfree(egm);
	return NULL;
}
