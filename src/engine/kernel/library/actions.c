/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/pci.h>
#include "core.h"

/*
 * What a user does, one function each, to be run as a task (kernel/actions.ts has the table). Each gives what
 * the system call, or the write to sysfs, would: 0 where that gives a count, or an errno. Devices, modules,
 * open files and words are numbers of the machine's. What was queued meanwhile is run in the end (workqueue.c).
 */

int user_done(int ret)
{
	run_works();
	return ret;
}

struct process *user_processes[MAX_FILES];

struct process *user_process_of(int file)
{
	return file >= 0 && file < MAX_FILES ? user_processes[file] : NULL;
}

/* insmod; what was deferred is tried afterwards, by its work queue. */
int action_load(int module)
{
	int ret = load_module(module);

	if (!ret)
		deferred_probe_run();
	return user_done(ret);
}

/* A worker of the asynchronous probes (kernel/async.c), in a task of its own beside the load; 1 when it had one. */
int action_async_probe(void)
{
	return user_done(async_probe_run());
}

/* A worker of the work queues, which is at it again and again. */
int action_worker(int number)
{
	worker_run(number);
	return 0;
}

int action_unload(int module)
{
	return user_done(unload_module(module));
}

/*
 * driver_override_store (drivers/pci/pci-sysfs.c), where none is set yet, then bind_store (drivers/base/bus.c):
 * of the driver that the override names, or that has the device in its table.
 */
int action_bind(int device)
{
	struct pci_dev *pdev = pci_device_get(device);
	struct device_driver *drv;
	int ret = -ENODEV;

	if (!pdev)
		return -ENODEV;
	drv = pci_driver_for(pdev);
	if (!drv)
		goto out;
	if (!pdev->driver_override) {
		ret = driver_set_override(pdev, __kernel_format("%s", drv->name));
		if (ret)
			goto out_driver;
	}
	ret = -ENODEV;
	if (driver_match_device(drv, &pdev->dev)) {
		ret = device_driver_attach(drv, &pdev->dev);
		deferred_probe_run();
	}
out_driver:
	driver_files_put(drv, pdev);
out:
	put_device(&pdev->dev);
	return user_done(ret);
}

/* unbind_store (drivers/base/bus.c) */
int action_unbind(int device)
{
	struct pci_dev *pdev = pci_device_get(device);
	struct device_driver *drv;
	int ret = -ENODEV;

	if (!pdev)
		return ret;
	drv = pdev->dev.driver;
	if (drv && driver_files_get(drv, pdev)) {
		device_release_driver(&pdev->dev);
		driver_files_put(drv, pdev);
		ret = 0;
	}
	put_device(&pdev->dev);
	return user_done(ret);
}

/* remove_store (drivers/pci/pci-sysfs.c): the directory is gone with the device. */
int action_unplug(int device)
{
	struct pci_dev *pdev = pci_device_get(device);

	if (!pdev)
		return -ENOENT;
	pci_stop_and_remove_bus_device_locked(pdev);
	put_device(&pdev->dev);
	return user_done(0);
}

/* driver_override_store (drivers/pci/pci-sysfs.c): an empty text takes it away. */
int action_override(int device, int word)
{
	struct pci_dev *pdev = pci_device_get(device);
	int ret;

	if (!pdev)
		return -ENOENT;
	ret = driver_set_override(pdev, __kernel_word(word));
	put_device(&pdev->dev);
	return ret;
}
