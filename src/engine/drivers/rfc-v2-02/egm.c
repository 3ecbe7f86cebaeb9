/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/property.h>
#include <linux/slab.h>
#include "egm.h"

/* An error means that the firmware has EGM switched off. */
int egm_read_pxm(struct pci_dev *pdev, u64 *pxm)
{
	return device_property_read_u64(&pdev->dev, "nvidia,egm-pxm", pxm);
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
