/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/auxiliary_bus.h>
#include <linux/pci.h>
#include "core.h"

/* What drivers of PCI and auxiliary devices are asked to do where the machine is shut down, or sleeps and wakes up. */

static const struct dev_pm_ops *pm_of(struct device *dev)
{
	return dev->driver ? dev->driver->pm : NULL;
}

static struct pci_driver *pci_driver_of(struct device *dev)
{
	return dev->bus == &pci_bus_type && dev->driver ? to_pci_driver(dev->driver) : NULL;
}

static struct auxiliary_driver *auxiliary_driver_of(struct device *dev)
{
	return dev->bus == &auxiliary_bus_type && dev->driver ? to_auxiliary_drv(dev->driver) : NULL;
}

/* What findings are put down to: the PCI device, as in dd.c. */
static void begin_power(const char *what, struct device *dev)
{
	if (dev->bus == &pci_bus_type)
		__machine_errand(what, what ? dev_name(dev) : NULL);
}

static bool shuts_down(struct device *dev)
{
	return (pci_driver_of(dev) && pci_driver_of(dev)->shutdown) ||
	       (auxiliary_driver_of(dev) && auxiliary_driver_of(dev)->shutdown);
}

static bool sleeps(struct device *dev)
{
	struct pci_driver *drv = pci_driver_of(dev);

	return pm_of(dev) || (drv && (drv->suspend || drv->resume));
}

/* Whether one of the bound devices has a driver that is asked. */
void tell_power(void)
{
	const struct bus_type *buses[] = { &pci_bus_type, &auxiliary_bus_type };
	bool shuts = false, sleep = false;
	struct device_private *each;
	int i;

	for (i = 0; i < 2; i++)
		list_for_each_entry(each, &buses[i]->p->device_list, knode_bus) {
			shuts |= shuts_down(each->device);
			sleep |= sleeps(each->device);
		}
	if (shuts || sleep)
		__kernel_tell_power(shuts, sleep);
}

/* device_shutdown (drivers/base/core.c) of one; pci_device_shutdown, auxiliary_bus_shutdown. */
static void shut_down(struct device *dev)
{
	if (!shuts_down(dev))
		return;
	begin_power("shutdown", dev);
	if (dev->parent)
		device_lock(dev->parent);
	device_lock(dev);
	pm_runtime_get_noresume(dev);
	if (pci_driver_of(dev))
		pci_driver_of(dev)->shutdown(to_pci_dev(dev));
	else
		auxiliary_driver_of(dev)->shutdown(to_auxiliary_dev(dev));
	device_unlock(dev);
	if (dev->parent)
		device_unlock(dev->parent);
	begin_power(NULL, dev);
}

/* kernel_restart_prepare (kernel/reboot.c), device_shutdown: those that came last go first, and nothing is removed after. */
void model_shutdown(void)
{
	struct device_private *each, *before;

	list_for_each_entry_safe_reverse(each, before, &auxiliary_bus_type.p->device_list, knode_bus)
		shut_down(each->device);
	list_for_each_entry_safe_reverse(each, before, &pci_bus_type.p->device_list, knode_bus)
		shut_down(each->device);
	run_works();
}

/* The parts of going to sleep and waking up (drivers/base/power/main.c), in their order. */
enum sleep_part { PREPARE, SUSPEND, SUSPEND_LATE, SUSPEND_NOIRQ, RESUME_NOIRQ, RESUME_EARLY, RESUME, COMPLETE };

/* pci_legacy_suspend, pci_legacy_resume (drivers/pci/pci-driver.c) */
static int sleep_legacy(struct pci_driver *drv, struct pci_dev *pdev, enum sleep_part part)
{
	if (part == SUSPEND && drv->suspend)
		return drv->suspend(pdev, PMSG_SUSPEND);
	if (part == RESUME && drv->resume)
		return drv->resume(pdev);
	return 0;
}

static int call_part(const struct dev_pm_ops *pm, struct device *dev, enum sleep_part part)
{
	int (*parts[])(struct device *dev) = {
		pm->prepare, pm->suspend, pm->suspend_late, pm->suspend_noirq, pm->resume_noirq, pm->resume_early, pm->resume
	};

	if (part != COMPLETE)
		return parts[part] ? parts[part](dev) : 0;
	if (pm->complete)
		pm->complete(dev);
	return 0;
}

/* device_suspend, device_resume and their like (drivers/base/power/main.c); that of an interrupt takes no lock. */
static int sleep_one(struct device *dev, enum sleep_part part)
{
	struct pci_driver *drv = pci_driver_of(dev);
	bool locks = part != SUSPEND_NOIRQ && part != RESUME_NOIRQ && part != SUSPEND_LATE && part != RESUME_EARLY;
	int ret;

	begin_power(part < RESUME_NOIRQ ? "suspend" : "resume", dev);
	if (locks)
		device_lock(dev);
	ret = drv && (drv->suspend || drv->resume) ? sleep_legacy(drv, to_pci_dev(dev), part) :
						     call_part(pm_of(dev), dev, part);
	if (locks)
		device_unlock(dev);
	begin_power(NULL, dev);
	return ret;
}

/* pm_suspend (kernel/power/suspend.c): children before parents, and the other way; where one refuses, all before it wake. */
void model_sleep(void)
{
	const struct bus_type *buses[] = { &pci_bus_type, &auxiliary_bus_type };
	int far[RESUME_NOIRQ] = { 0 }, count = 0, i, part;
	struct device **devices;
	struct device_private *each;
	bool refused = false;

	for (i = 0; i < 2; i++)
		list_for_each_entry(each, &buses[i]->p->device_list, knode_bus)
			count += sleeps(each->device);
	devices = __machine_alloc(count * sizeof(*devices), 1);
	if (!devices)
		return;
	count = 0;
	for (i = 0; i < 2; i++)
		list_for_each_entry(each, &buses[i]->p->device_list, knode_bus)
			if (sleeps(each->device))
				devices[count++] = each->device;
	/* From the last on, but for PREPARE: far counts those that came to the end of a part. */
	for (part = PREPARE; part < RESUME_NOIRQ && !refused; part++)
		for (i = 0; i < count && !refused; i++) {
			int ret = sleep_one(devices[part == PREPARE ? i : count - 1 - i], part);

			/* Of prepare, more than 0 is no error. */
			refused = part == PREPARE ? ret < 0 : ret != 0;
			far[part] += !refused;
		}
	for (part = RESUME_NOIRQ; part <= COMPLETE; part++) {
		int slept = far[COMPLETE - part];

		for (i = 0; i < slept; i++)
			sleep_one(devices[part == COMPLETE ? slept - 1 - i : count - slept + i], part);
	}
	__machine_free(devices);
	run_works();
}
