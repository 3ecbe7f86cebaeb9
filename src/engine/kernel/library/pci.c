/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/pci.h>
#include "core.h"

/* Where a reference was taken is where this was allocated. */
struct pci_reference {
	struct pci_reference *next;
};

/* pci_dev_get (drivers/pci/pci-driver.c) */
struct pci_dev *pci_dev_get(struct pci_dev *dev)
{
	struct pci_reference *reference;

	if (!dev)
		return NULL;
	get_device(&dev->dev);
	reference = __machine_alloc(sizeof(*reference), 1);
	if (reference) {
		reference->next = dev->held;
		dev->held = reference;
	}
	return dev;
}

/* What was taken last is taken for what is given back. */
void pci_forget_reference(struct pci_dev *dev)
{
	struct pci_reference *reference = dev->held;

	if (reference)
		dev->held = reference->next;
	__machine_free(reference);
}

/* pci_dev_put (drivers/pci/pci-driver.c) */
void pci_dev_put(struct pci_dev *dev)
{
	if (!dev)
		return;
	if (__machine_is_live(dev))
		pci_forget_reference(dev);
	put_device(&dev->dev);
}

/* pci_get_device (drivers/pci/search.c): drops the reference to from. */
struct pci_dev *pci_get_device(unsigned int vendor, unsigned int device, struct pci_dev *from)
{
	struct pci_dev *found = NULL;
	struct device_private *dev;
	bool started = from == NULL;

	list_for_each_entry(dev, &pci_bus_type.p->device_list, knode_bus) {
		struct pci_dev *pdev = to_pci_dev(dev->device);

		if (started && (vendor == PCI_ANY_ID || vendor == pdev->vendor) &&
		    (device == PCI_ANY_ID || device == pdev->device)) {
			found = pci_dev_get(pdev);
			break;
		}
		if (pdev == from)
			started = true;
	}
	pci_dev_put(from);
	return found;
}

/* pci_get_domain_bus_and_slot (drivers/pci/search.c); with a reference. */
struct pci_dev *pci_get_domain_bus_and_slot(int domain, unsigned int bus, unsigned int devfn)
{
	struct pci_dev *pdev = NULL;

	for_each_pci_dev(pdev)
		if (pci_domain_nr(pdev->bus) == domain && pdev->bus->number == bus && pdev->devfn == devfn)
			return pdev;
	return NULL;
}

/* pci_get_slot (drivers/pci/search.c); with a reference. */
struct pci_dev *pci_get_slot(struct pci_bus *bus, unsigned int devfn)
{
	struct pci_dev *pdev = NULL;

	for_each_pci_dev(pdev)
		if (pdev->bus == bus && pdev->devfn == devfn)
			return pdev;
	return NULL;
}

/* pci_enable_device_flags (drivers/pci/pci.c) */
int pci_enable_device(struct pci_dev *dev)
{
	if (atomic_inc_return(&dev->enable_cnt) > 1)
		return 0;
	may_sleep();
	if (__machine_choose("pci_enable_device", 2)) {
		atomic_dec(&dev->enable_cnt);
		return -EIO;
	}
	return 0;
}

/* pci_enable_device_mem (drivers/pci/pci.c) */
int pci_enable_device_mem(struct pci_dev *dev)
{
	return pci_enable_device(dev);
}

/* pci_disable_device (drivers/pci/pci.c) */
void pci_disable_device(struct pci_dev *dev)
{
	dev_WARN_ONCE(&dev->dev, atomic_read(&dev->enable_cnt) <= 0, "disabling already-disabled device");
	if (atomic_dec_return(&dev->enable_cnt) != 0)
		return;
	dev->is_busmaster = false;
}

/* pci_set_master (drivers/pci/pci.c) */
void pci_set_master(struct pci_dev *dev)
{
	dev->is_busmaster = true;
}

/* pci_clear_master (drivers/pci/pci.c) */
void pci_clear_master(struct pci_dev *dev)
{
	dev->is_busmaster = false;
}

/* pci_is_enabled (include/linux/pci.h) */
int pci_is_enabled(struct pci_dev *pdev)
{
	return atomic_read(&pdev->enable_cnt) > 0;
}

/* pci_set_power_state (drivers/pci/pci.c) */
int pci_set_power_state(struct pci_dev *dev, pci_power_t state)
{
	may_sleep();
	return 0;
}

/* pci_num_vf (drivers/pci/iov.c) */
int pci_num_vf(struct pci_dev *dev)
{
	return 0;
}
