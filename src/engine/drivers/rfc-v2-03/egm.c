/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/property.h>
#include <linux/slab.h>
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

int egm_add_gpu(struct egm_device *egm, struct pci_dev *pdev)
{
	struct egm_gpu *gpu = kzalloc(sizeof(*gpu), GFP_KERNEL);

	if (!gpu)
		return -ENOMEM;
	gpu->pdev = pdev;
	list_add_tail(&gpu->list, &egm->gpus);
	return 0;
}

void egm_remove_gpu(struct egm_device *egm, struct pci_dev *pdev)
{
	struct egm_gpu *gpu, *next;

	list_for_each_entry_safe(gpu, next, &egm->gpus, list) {
		if (gpu->pdev == pdev) {
			list_del(&gpu->list);
			kvfree(gpu);
		}
	}
}

static void release_egm(struct device *dev)
{
	kvfree(container_of(dev, struct egm_device, aux.dev));
}

struct egm_device *egm_device_create(struct pci_dev *pdev, u64 pxm)
{
	struct egm_device *egm = kzalloc(sizeof(*egm), GFP_KERNEL);

	if (!egm)
		return NULL;
	egm->pxm = pxm;
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
	kvfree(egm);
	return NULL;
}
