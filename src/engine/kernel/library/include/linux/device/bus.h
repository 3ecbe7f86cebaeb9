/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_DEVICE_BUS_H
#define LINUX_DEVICE_BUS_H

#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/notifier.h>

struct device;
struct device_driver;
struct fwnode_handle;

/* What the driver core keeps of a bus (struct subsys_private, drivers/base/base.h). */
struct subsys_private {
	struct kobject bus;
	struct kobject devices;
	struct kobject drivers;
	struct list_head device_list;
	struct list_head driver_list;
	struct blocking_notifier_head bus_notifier;
};

enum bus_notifier_event {
	BUS_NOTIFY_ADD_DEVICE,
	BUS_NOTIFY_DEL_DEVICE,
	BUS_NOTIFY_REMOVED_DEVICE,
	BUS_NOTIFY_BIND_DRIVER,
	BUS_NOTIFY_BOUND_DRIVER,
	BUS_NOTIFY_UNBIND_DRIVER,
	BUS_NOTIFY_UNBOUND_DRIVER,
	BUS_NOTIFY_DRIVER_NOT_BOUND,
};

struct bus_type {
	const char *name;
	const char *dev_name;
	int (*match)(struct device *dev, const struct device_driver *drv);
	int (*uevent)(const struct device *dev, void *env);
	int (*probe)(struct device *dev);
	void (*remove)(struct device *dev);
	void (*shutdown)(struct device *dev);
	int (*dma_configure)(struct device *dev);
	void (*dma_cleanup)(struct device *dev);
	bool need_parent_lock;
	struct subsys_private *p;
};

int bus_register(struct bus_type *bus);
int bus_register_notifier(const struct bus_type *bus, struct notifier_block *nb);
int bus_unregister_notifier(const struct bus_type *bus, struct notifier_block *nb);
int bus_add_device(struct device *dev);
void bus_remove_device(struct device *dev);
void bus_probe_device(struct device *dev);
int bus_for_each_dev(const struct bus_type *bus, struct device *start, void *data,
		     int (*fn)(struct device *dev, void *data));
typedef int (*device_match_t)(struct device *dev, const void *data);
struct device *bus_find_device(const struct bus_type *bus, struct device *start, const void *data, device_match_t match);
struct device *bus_find_device_by_name(const struct bus_type *bus, struct device *start, const char *name);
struct device *bus_find_device_by_devt(const struct bus_type *bus, dev_t devt);
struct device *bus_find_device_by_fwnode(const struct bus_type *bus, const struct fwnode_handle *fwnode);
struct device *bus_find_next_device(const struct bus_type *bus, struct device *cur);
#define bus_find_device_by_acpi_dev(bus, adev) \
	bus_find_device_by_fwnode(bus, (const struct fwnode_handle *)(adev))

#endif
