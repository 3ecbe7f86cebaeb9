/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/pci.h>
#include "core.h"

/* The PCI devices by their number in the machine. */
#define MAX_DEVICES 512
static struct pci_dev *devices[MAX_DEVICES];
static int count;

static void pci_release(struct device *dev)
{
	__machine_free(to_pci_dev(dev));
}

struct bridge {
	struct list_head list;
	struct pci_bus bus;
	struct kobject kobj;
	struct bridge *parent;
	int ports;
};

static LIST_HEAD(bridges);

static struct bridge *find_bridge(unsigned int domain, unsigned int number)
{
	struct bridge *bridge;

	list_for_each_entry(bridge, &bridges, list)
		if (bridge->bus.domain == domain && bridge->bus.number == number)
			return bridge;
	return NULL;
}

static struct bridge *add_bridge(unsigned int domain, unsigned int number, struct bridge *parent, char *name)
{
	struct bridge *bridge = __machine_alloc(sizeof(*bridge), 1);

	bridge->bus.domain = domain;
	bridge->bus.number = number;
	bridge->bus.parent = parent ? &parent->bus : NULL;
	bridge->parent = parent;
	kobject_init(&bridge->kobj, NULL);
	__kobject_add(&bridge->kobj, parent ? &parent->kobj : &devices_root, name);
	list_add_tail(&bridge->list, &bridges);
	return bridge;
}

/* Whether a device of the machine stands on the root bus there. */
static bool root_slot_used(unsigned int domain, unsigned int slot)
{
	int i;

	for (i = 0; i < count; i++)
		if (__kernel_pci_number(i, 0) == domain && __kernel_pci_number(i, 1) == 0 &&
		    PCI_SLOT(__kernel_pci_number(i, 2)) == slot)
			return true;
	return false;
}

/*
 * The bus a device is on. The machine tells no bridges: bus 0 is the host bridge's, every other bus is
 * behind a root port of its own, numbered in order of appearance.
 */
static struct bridge *bridge_of(unsigned int domain, unsigned int number)
{
	struct bridge *root = find_bridge(domain, 0);
	struct bridge *bridge = find_bridge(domain, number);

	if (!root)
		root = add_bridge(domain, 0, NULL, __kernel_format("pci%04x:00", domain));
	while (!bridge && number && root_slot_used(domain, root->ports))
		root->ports++;
	if (!bridge)
		bridge = number ? add_bridge(domain, number, root,
					     __kernel_format("%04x:00:%02x.0", domain, root->ports++)) : root;
	return bridge;
}

/* pci_scan_device, pci_device_add (drivers/pci/probe.c) */
static void add_pci_device(int number)
{
	unsigned int domain = __kernel_pci_number(number, 0);
	unsigned int bus = __kernel_pci_number(number, 1);
	struct bridge *bridge = bridge_of(domain, bus);
	struct pci_dev *pdev = __machine_alloc(sizeof(*pdev), 1);
	struct kobject *directory = &bridge->kobj;
	struct device *dev = &pdev->dev;

	pdev->bus = &bridge->bus;
	pdev->devfn = __kernel_pci_number(number, 2);
	pdev->vendor = __kernel_pci_number(number, 3);
	pdev->device = __kernel_pci_number(number, 4);
	pdev->companion.device = number;
	device_initialize(dev);
	dev->release = pci_release;
	dev->bus = &pci_bus_type;
	dev->fwnode = &pdev->companion;
	/* pci_pm_init (drivers/pci/pci.c): runtime suspend is forbidden at first. */
	pm_runtime_get_noresume(dev);
	__dev_set_name(dev, __kernel_format("%04x:%02x:%02x.%x", domain, bus, PCI_SLOT(pdev->devfn),
					    PCI_FUNC(pdev->devfn)));
	kobject_add(&dev->kobj, directory, "%s", dev_name(dev));
	bus_add_device(dev);
	devices[number] = pdev;
}

/* What boots before any module is loaded. */
void model_boot(void)
{
	int i;

	core_init();
	bus_register(&pci_bus_type);
	auxiliary_bus_init();
	vfio_init();
	count = __kernel_pci_devices();
	for (i = 0; i < count && i < MAX_DEVICES; i++)
		add_pci_device(i);
}

/* The PCI driver that names the device in its table: what a user writes to driver_override. */
static struct device_driver *driver_for(struct pci_dev *pdev)
{
	struct device_driver *drv;

	list_for_each_entry(drv, &pci_bus_type.p->driver_list, knode_bus)
		if (pci_match_id(to_pci_driver(drv)->id_table, pdev))
			return drv;
	return NULL;
}

/* 1 when a loaded driver names the device. */
int model_matches(int number)
{
	return driver_for(devices[number]) != NULL;
}

/* 1 when a driver is bound already, -1 when one was tried and failed: its table asks for no driver_override. */
int model_bound(int number)
{
	struct device *dev = &devices[number]->dev;

	return device_is_bound(dev) ? 1 : dev->probe_error ? -1 : 0;
}

/* The work queue that tries deferred devices again, once a module has been loaded. */
void model_settle(void)
{
	deferred_probe_run();
}

/* driver_override_store and bind_store (drivers/pci/pci-sysfs.c, drivers/base/bus.c) */
int model_bind(int number)
{
	struct pci_dev *pdev = devices[number];
	struct device_driver *drv = driver_for(pdev);
	int ret;

	if (!drv)
		return -ENODEV;
	if (pdev->driver_override)
		__machine_free(pdev->driver_override);
	pdev->driver_override = __kernel_format("%s", drv->name);
	if (!driver_match_device(drv, &pdev->dev))
		return -ENODEV;
	ret = device_driver_attach(drv, &pdev->dev);
	deferred_probe_run();
	return ret;
}

/* unbind_store (drivers/base/bus.c) */
int model_unbind(int number)
{
	struct device *dev = &devices[number]->dev;

	if (!dev->driver)
		return -ENODEV;
	device_release_driver(dev);
	return 0;
}
