/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/auxiliary_bus.h>
#include <linux/pci.h>
#include "core.h"

void tell_modules(void);
void tell_nodes(void);
void tell_files(void);
void tell_scrubs(void);
void tell_attributes(void);
void tell_power(void);
void tell_debugfs(void);

/* The number of the PCI device a device is below; -1 when it is below none. */
static int pci_number(struct device *dev)
{
	for (; dev; dev = dev->parent)
		if (dev->bus == &pci_bus_type)
			return to_pci_dev(dev)->companion.device;
	return -1;
}

/* The region's auxiliary device, of its number, else /dev/egm<number>. */
static int region_found(u32 region)
{
	int module;

	if (region_has_numbered(region))
		return REGION_AUXILIARY;
	return region_node(region, &module) ? REGION_NODE + module : REGION_NONE;
}

/* What a probe reads of its region, and whether it finds its device: see model_observe. */
void forget_region(struct device *dev)
{
	if (dev->bus != &pci_bus_type)
		return;
	to_pci_dev(dev)->companion.reads_region = false;
	to_pci_dev(dev)->companion.uses_region = REGION_NONE;
}

/* It has an auxiliary device of its own that no driver took: one that would use a node does not. */
static bool has_unbound_below(struct device *dev)
{
	struct device_private *below;

	list_for_each_entry(below, &dev->p->children, knode_parent)
		if (below->device->bus == &auxiliary_bus_type && !below->device->driver)
			return true;
	return false;
}

void note_region(struct device *dev)
{
	struct fwnode_handle *companion = &to_pci_dev(dev)->companion;

	if (dev->bus != &pci_bus_type || !companion->reads_region)
		return;
	companion->uses_region = region_found(companion->region);
	if (companion->uses_region >= REGION_NODE && has_unbound_below(dev))
		companion->uses_region = REGION_NONE;
	companion->told = __machine_told();
}

/*
 * What a bound device's probe found for its region, and is there no more: REGION_NONE for nothing. REGION_MISSING where
 * it read of a region, found nothing, and nothing came since.
 */
static int region_gone(const struct fwnode_handle *companion)
{
	int module;

	switch (companion->uses_region) {
	case REGION_NONE:
		return companion->reads_region && !region_has_device(companion->region) &&
		       region_found(companion->region) == REGION_NONE ? REGION_MISSING : REGION_NONE;
	case REGION_AUXILIARY:
		return region_has_numbered(companion->region) ? REGION_NONE : REGION_AUXILIARY;
	default:
		/* Whoever unloads the module has asked for it. */
		return region_node(companion->region, &module) ||
		       !module_is_live(companion->uses_region - REGION_NODE) ? REGION_NONE : REGION_NODE;
	}
}

/* Whether the device above has a driver; nothing above is as good. */
static bool parent_is_bound(struct device *dev)
{
	return !dev->parent || !dev->parent->bus || dev->parent->driver;
}

/*
 * Tells what exists, without changing anything. A PCI device that is bound and whose probe, having read the number of
 * an auxiliary device from the firmware, found it there, has lost it when there is none of that number any more.
 */
void model_observe(void)
{
	struct device_private *each;

	list_for_each_entry(each, &pci_bus_type.p->device_list, knode_bus) {
		struct device *dev = each->device;
		struct fwnode_handle *companion = &to_pci_dev(dev)->companion;

		__kernel_tell_pci(companion->device, device_is_bound(dev), dev->probe_error, companion->region,
				  region_gone(companion),
				  companion->probe, dev->kobj.kref.refcount.refs.counter - companion->references -
				  !list_empty(&each->deferred_probe), companion->told, to_pci_dev(dev)->held);
	}
	list_for_each_entry(each, &auxiliary_bus_type.p->device_list, knode_bus) {
		struct device *dev = each->device;

		__kernel_tell_auxiliary(dev_name(dev), pci_number(dev->parent), dev->kobj.kref.refcount.refs.counter,
					to_auxiliary_dev(dev)->id, parent_is_bound(dev),
					device_is_bound(dev) ? 0 : dev->probe_error, dev, each->region);
	}
	tell_modules();
	tell_nodes();
	tell_files();
	tell_scrubs();
	tell_attributes();
	tell_power();
	tell_debugfs();
}
