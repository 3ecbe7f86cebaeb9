/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/pci.h>
#include "core.h"

static const struct pci_device_id any_id = {
	.vendor = PCI_ANY_ID, .device = PCI_ANY_ID, .subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID,
};

/* pci_match_one_device (drivers/pci/pci.h), where the device is equal already. */
static bool pci_match_one_device(const struct pci_device_id *id, const struct pci_dev *dev)
{
	return (id->vendor == dev->vendor || id->vendor == (__u32)PCI_ANY_ID) &&
	       (id->subvendor == (__u32)PCI_ANY_ID || id->subvendor == dev->subsystem_vendor) &&
	       (id->subdevice == (__u32)PCI_ANY_ID || id->subdevice == dev->subsystem_device) &&
	       !((id->class ^ dev->class) & id->class_mask);
}

/* pci_match_id (drivers/pci/pci-driver.c); what differs most is compared first. */
const struct pci_device_id *pci_match_id(const struct pci_device_id *ids, struct pci_dev *dev)
{
	if (ids)
		for (; ids->vendor || ids->subvendor || ids->class_mask; ids++)
			if ((ids->device == dev->device || ids->device == (__u32)PCI_ANY_ID) &&
			    pci_match_one_device(ids, dev))
				return ids;
	return NULL;
}

/* pci_match_device (drivers/pci/pci-driver.c); there are no dynamic ids. */
static const struct pci_device_id *pci_match_device(struct pci_driver *drv, struct pci_dev *dev)
{
	const struct pci_device_id *ids, *found;

	if (dev->driver_override && strcmp(dev->driver_override, drv->name))
		return NULL;
	for (ids = drv->id_table; (found = pci_match_id(ids, dev)); ids = found + 1)
		if (!found->override_only || dev->driver_override)
			return found;
	return dev->driver_override ? &any_id : NULL;
}

/* pci_bus_match (drivers/pci/pci-driver.c) */
static int pci_bus_match(struct device *dev, const struct device_driver *drv)
{
	return pci_match_device(to_pci_driver(drv), to_pci_dev(dev)) ? 1 : 0;
}

/* local_pci_probe (drivers/pci/pci-driver.c) */
static int local_pci_probe(struct pci_driver *drv, struct pci_dev *pdev, const struct pci_device_id *id)
{
	int rc;

	pm_runtime_get_sync(&pdev->dev);
	pdev->driver = drv;
	pdev->companion.probe = drv->probe;
	rc = drv->probe(pdev, id);
	if (!rc)
		return rc;
	if (rc < 0) {
		pdev->driver = NULL;
		pm_runtime_put_sync(&pdev->dev);
		return rc;
	}
	pci_warn(pdev, "Driver probe function unexpectedly returned %d\n", rc);
	return 0;
}

/* pci_device_probe, __pci_device_probe (drivers/pci/pci-driver.c) */
static int pci_device_probe(struct device *dev)
{
	struct pci_driver *drv = to_pci_driver(dev->driver);
	struct pci_dev *pdev = to_pci_dev(dev);
	const struct pci_device_id *id;
	int error = 0;

	get_device(&pdev->dev);
	if (drv->probe) {
		id = pci_match_device(drv, pdev);
		error = id ? local_pci_probe(drv, pdev, id) : -ENODEV;
	}
	if (error)
		put_device(&pdev->dev);
	return error;
}

/* pci_device_remove (drivers/pci/pci-driver.c) */
static void pci_device_remove(struct device *dev)
{
	struct pci_dev *pdev = to_pci_dev(dev);
	struct pci_driver *drv = pdev->driver;

	if (drv->remove) {
		pm_runtime_get_sync(dev);
		drv->remove(pdev);
		pm_runtime_put_noidle(dev);
	}
	pdev->driver = NULL;
	pm_runtime_put_sync(dev);
	put_device(&pdev->dev);
}

struct bus_type pci_bus_type = {
	.name = "pci",
	.match = pci_bus_match,
	.probe = pci_device_probe,
	.remove = pci_device_remove,
};

/* __pci_register_driver (drivers/pci/pci-driver.c) */
int __pci_register_driver(struct pci_driver *drv, struct module *owner, const char *mod_name)
{
	__machine_might_sleep("pci_register_driver");
	drv->driver.name = drv->name;
	drv->driver.bus = &pci_bus_type;
	drv->driver.owner = owner;
	drv->driver.mod_name = mod_name;
	drv->driver.groups = drv->groups;
	drv->driver.dev_groups = drv->dev_groups;
	return driver_register(&drv->driver);
}

/* pci_unregister_driver (drivers/pci/pci-driver.c) */
void pci_unregister_driver(struct pci_driver *drv)
{
	may_sleep();
	driver_unregister(&drv->driver);
}
