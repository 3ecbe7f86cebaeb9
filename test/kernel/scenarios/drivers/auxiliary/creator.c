/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/auxiliary_bus.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/property.h>
#include <linux/slab.h>

static bool is_left_out(struct pci_dev *pdev, const char *what)
{
	const char *named;

	return !device_property_read_string(&pdev->dev, "test,leave-out", &named) && !strcmp(named, what);
}

static void release_device(struct device *dev)
{
	dev_info(dev->parent, "released %s\n", dev_name(dev));
	kfree(to_auxiliary_dev(dev));
}

static int create(struct pci_dev *pdev, u64 id)
{
	struct auxiliary_device *aux = kzalloc(sizeof(*aux), GFP_KERNEL);
	int ret;

	if (!aux)
		return -ENOMEM;
	aux->id = id;
	if (!is_left_out(pdev, "name"))
		aux->name = "egm";
	if (!is_left_out(pdev, "parent"))
		aux->dev.parent = &pdev->dev;
	if (!is_left_out(pdev, "release"))
		aux->dev.release = release_device;
	ret = auxiliary_device_init(aux);
	if (ret) {
		kfree(aux);
		return ret;
	}
	ret = __auxiliary_device_add(aux, is_left_out(pdev, "modname") ? NULL : KBUILD_MODNAME);
	if (ret) {
		auxiliary_device_uninit(aux);
		return ret;
	}
	pci_set_drvdata(pdev, aux);
	return 0;
}

static int creator_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	static int deferred;
	u64 times, pxm;
	int ret;

	if (!device_property_read_u64(&pdev->dev, "test,defers", &times) && deferred < (int)times) {
		deferred++;
		dev_info(&pdev->dev, "deferred %d\n", deferred);
		return -EPROBE_DEFER;
	}
	ret = device_property_read_u64(&pdev->dev, "nvidia,egm-pxm", &pxm);
	return ret ? ret : create(pdev, pxm);
}

static void creator_remove(struct pci_dev *pdev)
{
	struct auxiliary_device *aux = pci_get_drvdata(pdev);

	dev_info(&pdev->dev, "remove\n");
	auxiliary_device_delete(aux);
	auxiliary_device_uninit(aux);
}

static const struct pci_device_id creator_ids[] = {
	{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_VENDOR_ID_NVIDIA, 0x2941) },
	{ }
};

static struct pci_driver creator_driver = {
	.name = KBUILD_MODNAME,
	.id_table = creator_ids,
	.probe = creator_probe,
	.remove = creator_remove,
};
module_pci_driver(creator_driver);

MODULE_DESCRIPTION("Creates an auxiliary device for each GPU");
MODULE_LICENSE("Dual MIT/GPL");
