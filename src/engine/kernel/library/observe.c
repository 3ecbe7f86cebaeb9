/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/auxiliary_bus.h>
#include <linux/pci.h>

extern struct bus_type auxiliary_bus_type;
void tell_nodes(void);

/* The number of the PCI device a device is below; -1 when it is below none. */
static int pci_number(struct device *dev)
{
	for (; dev; dev = dev->parent)
		if (dev->bus == &pci_bus_type)
			return to_pci_dev(dev)->companion.device;
	return -1;
}

/* Tells what exists, without changing anything. */
void model_observe(void)
{
	struct device *dev;

	list_for_each_entry(dev, &pci_bus_type.p->device_list, knode_bus)
		__kernel_tell_pci(to_pci_dev(dev)->companion.device, device_is_bound(dev), dev->probe_error);
	list_for_each_entry(dev, &auxiliary_bus_type.p->device_list, knode_bus)
		__kernel_tell_auxiliary(dev_name(dev), pci_number(dev->parent), dev->kobj.kref.refcount.refs.counter,
					to_auxiliary_dev(dev)->id);
	tell_nodes();
}
