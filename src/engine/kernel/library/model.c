/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/acpi.h>
#include <linux/pci.h>
#include "core.h"

/* The PCI devices by their number in the machine. */
#define MAX_DEVICES 512
static struct pci_dev *devices[MAX_DEVICES];
static int count;

static void pci_release(struct device *dev)
{
	struct pci_dev *pdev = to_pci_dev(dev);

	while (pdev->held)
		pci_forget_reference(pdev);
	__machine_free(pdev);
}

struct bridge {
	struct list_head list;
	struct pci_bus bus;
	struct device dev;
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

/* The place of a device in the tree (device_add, drivers/base/core.c). */
static void add_below(struct device *dev, struct device *parent)
{
	dev->parent = get_device(parent);
	if (parent)
		list_add_tail(&get_device(dev)->p->knode_parent, &parent->p->children);
	kobject_add(&dev->kobj, parent ? &parent->kobj : &devices_root, "%s", dev_name(dev));
}

static struct bridge *add_bridge(unsigned int domain, unsigned int number, struct bridge *parent, char *name)
{
	struct bridge *bridge = __machine_alloc(sizeof(*bridge), 1);

	bridge->bus.domain = domain;
	bridge->bus.number = number;
	bridge->bus.parent = parent ? &parent->bus : NULL;
	/* No driver of a bridge is modelled: it has no bus. */
	device_initialize(&bridge->dev);
	device_private_init(&bridge->dev);
	__dev_set_name(&bridge->dev, name);
	add_below(&bridge->dev, parent ? &parent->dev : NULL);
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
	struct device *dev = &pdev->dev;

	pdev->bus = &bridge->bus;
	pdev->devfn = __kernel_pci_number(number, 2);
	pdev->vendor = __kernel_pci_number(number, 3);
	pdev->device = __kernel_pci_number(number, 4);
	pdev->class = PCI_CLASS_DISPLAY_3D << 8;
	pdev->revision = 0xa1;
	pdev->companion.device = number;
	device_initialize(dev);
	device_private_init(dev);
	dev->release = pci_release;
	dev->bus = &pci_bus_type;
	dev->fwnode = &pdev->companion;
	/* The host bridge's, which all behind it have. */
	set_dev_node(dev, acpi_get_node(ACPI_HANDLE(dev)));
	set_dev_node(&bridge->dev, dev_to_node(dev));
	/* pci_pm_init (drivers/pci/pci.c): runtime suspend is forbidden at first. */
	pm_runtime_get_noresume(dev);
	pm_runtime_set_active(dev);
	pm_runtime_enable(dev);
	__dev_set_name(dev, __kernel_format("%04x:%02x:%02x.%x", domain, bus, PCI_SLOT(pdev->devfn),
					    PCI_FUNC(pdev->devfn)));
	pci_read_bases(pdev, number);
	add_below(dev, &bridge->dev);
	bus_add_device(dev);
	pdev->companion.references = kref_read(&dev->kobj.kref);
	devices[number] = pdev;
}

/*
 * What boots before any module is loaded. So many tasks will be workers, which run what is queued (begin_workers); less than
 * none: tasks are begun for that (run_works_apart).
 */
void model_boot(int workers, int again)
{
	int i;

	core_init();
	if (workers > 0)
		begin_workers(workers, again);
	if (workers < 0)
		run_works_apart();
	bus_register(&pci_bus_type);
	auxiliary_bus_init();
	vfio_init();
	misc_init();
	count = __kernel_pci_devices();
	for (i = 0; i < count && i < MAX_DEVICES; i++)
		add_pci_device(i);
}

/* The PCI device of that number, with a reference; NULL when it is not in the machine, or no longer. */
struct pci_dev *pci_device_get(int number)
{
	struct pci_dev *pdev = number >= 0 && number < count ? devices[number] : NULL;

	if (pdev)
		get_device(&pdev->dev);
	return pdev;
}

/* Takes a device off the list; true when it was off it already. */
bool pci_device_forget(struct pci_dev *pdev)
{
	int number = pdev->companion.device;
	bool gone = devices[number] != pdev;

	devices[number] = NULL;
	return gone;
}

/*
 * The PCI driver that the override names, or else that has the device in its table; what is written to its
 * files is under way until driver_files_put.
 */
struct device_driver *pci_driver_for(struct pci_dev *pdev)
{
	struct device_driver *drv;

	list_for_each_entry(drv, &pci_bus_type.p->driver_list, knode_bus)
		if (pdev->driver_override ? !strcmp(pdev->driver_override, drv->name)
					  : pci_match_id(to_pci_driver(drv)->id_table, pdev) != NULL)
			return driver_files_get(drv, pdev) ? drv : NULL;
	return NULL;
}

/* driver_set_override (drivers/base/driver.c); takes the name, which is empty for none. */
int driver_set_override(struct pci_dev *pdev, char *name)
{
	const char *old = pdev->driver_override;

	if (__machine_choose("driver_set_override", 2)) {
		__machine_free(name);
		return -ENOMEM;
	}
	pdev->driver_override = name[0] ? name : NULL;
	if (!name[0])
		__machine_free(name);
	__machine_free(old);
	return 0;
}

/* 1 when a loaded driver names the device. */
int model_matches(int number)
{
	struct device_driver *drv = devices[number] ? pci_driver_for(devices[number]) : NULL;

	if (drv)
		driver_files_put(drv, devices[number]);
	return drv != NULL;
}

/* 1 when a driver is bound already, 0 for a device that is gone, -1 when one was tried and failed: its table asks for no driver_override. */
int model_bound(int number)
{
	struct device *dev = devices[number] ? &devices[number]->dev : NULL;

	if (!dev)
		return 0;
	return device_is_bound(dev) ? 1 : dev->probe_error ? -1 : 0;
}

/* The work queue that tries deferred devices again, once a module has been loaded. */
void model_settle(void)
{
	deferred_probe_run();
}
