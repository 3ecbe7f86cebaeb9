/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/mutex.h>
#include <linux/pci.h>
#include "core.h"

static DEFINE_MUTEX(pci_rescan_remove_lock);

/* pci_lock_rescan_remove (drivers/pci/probe.c) */
void pci_lock_rescan_remove(void)
{
	mutex_lock(&pci_rescan_remove_lock);
}

/* pci_unlock_rescan_remove (drivers/pci/probe.c) */
void pci_unlock_rescan_remove(void)
{
	mutex_unlock(&pci_rescan_remove_lock);
}

/* pci_stop_and_remove_bus_device (drivers/pci/remove.c): pci_stop_dev, then pci_destroy_dev. */
void pci_stop_and_remove_bus_device(struct pci_dev *dev)
{
	if (pci_device_forget(dev))
		return;
	device_release_driver(&dev->dev);
	device_del(&dev->dev);
	put_device(&dev->dev);
}

/* pci_stop_and_remove_bus_device_locked (drivers/pci/remove.c) */
void pci_stop_and_remove_bus_device_locked(struct pci_dev *dev)
{
	pci_lock_rescan_remove();
	pci_stop_and_remove_bus_device(dev);
	pci_unlock_rescan_remove();
}
