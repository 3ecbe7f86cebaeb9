/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_DEVICE_DRIVER_H
#define LINUX_DEVICE_DRIVER_H

#include <linux/device/bus.h>

struct module;
struct dev_pm_ops;
struct of_device_id;
struct acpi_device_id;

enum probe_type { PROBE_DEFAULT_STRATEGY, PROBE_PREFER_ASYNCHRONOUS, PROBE_FORCE_SYNCHRONOUS };

/* Counts of a driver's are kept apart by the device they are about: what is done to another has nothing to do with it. */
#define DRIVER_COUNTS 8

/* Lives as long as the driver is registered: pinned, so that one never unregistered is found. */
struct driver_private {
	struct device_driver *driver;
	/* In the order of their binding, where that is kept; and how many, of all. */
	struct list_head klist_devices;
	int bound[DRIVER_COUNTS];
	/* Writes to its files in sysfs that are under way (kernfs_get_active, fs/kernfs/dir.c). */
	int writers[DRIVER_COUNTS];
	/* Devices that try it, which they found on the bus's list (n_ref of knode_bus, lib/klist.c). */
	int walkers[DRIVER_COUNTS];
	/* No longer found on that list (knode_dead, lib/klist.c). */
	bool dead;
};

struct device_driver {
	const char *name;
	const struct bus_type *bus;
	struct module *owner;
	const char *mod_name;
	bool suppress_bind_attrs;
	enum probe_type probe_type;
	const struct of_device_id *of_match_table;
	const struct acpi_device_id *acpi_match_table;
	int (*probe)(struct device *dev);
	int (*remove)(struct device *dev);
	const struct attribute_group **groups;
	const struct attribute_group **dev_groups;
	const struct dev_pm_ops *pm;
	struct driver_private *p;
	/* The rest of struct driver_private (drivers/base/base.h). */
	struct kobject kobj;
	struct list_head knode_bus;
};

struct driver_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device_driver *driver, char *buf);
	ssize_t (*store)(struct device_driver *driver, const char *buf, size_t count);
};

#define DRIVER_ATTR_RW(_name) struct driver_attribute driver_attr_##_name = __ATTR_RW(_name)
#define DRIVER_ATTR_RO(_name) struct driver_attribute driver_attr_##_name = __ATTR_RO(_name)
#define DRIVER_ATTR_WO(_name) struct driver_attribute driver_attr_##_name = __ATTR_WO(_name)

int driver_create_file(const struct device_driver *drv, const struct driver_attribute *attr);
void driver_remove_file(const struct device_driver *drv, const struct driver_attribute *attr);
int driver_register(struct device_driver *drv);
void driver_unregister(struct device_driver *drv);
int driver_attach(const struct device_driver *drv);
int device_driver_attach(const struct device_driver *drv, struct device *dev);
void device_release_driver(struct device *dev);
int device_attach(struct device *dev);

int driver_for_each_device(struct device_driver *drv, struct device *start, void *data,
			   int (*fn)(struct device *dev, void *data));
struct device *driver_find_device(const struct device_driver *drv, struct device *start, const void *data,
				  device_match_t match);
struct device *driver_find_device_by_name(const struct device_driver *drv, const char *name);
struct device *driver_find_device_by_devt(const struct device_driver *drv, dev_t devt);
struct device *driver_find_device_by_fwnode(struct device_driver *drv, const struct fwnode_handle *fwnode);
struct device *driver_find_next_device(const struct device_driver *drv, struct device *start);
struct device_driver *driver_find(const char *name, const struct bus_type *bus);

#define module_driver(__driver, __register, __unregister, ...)			\
static int __init __driver##_init(void)						\
{										\
	return __register(&(__driver), ##__VA_ARGS__);				\
}										\
module_init(__driver##_init);							\
static void __exit __driver##_exit(void)					\
{										\
	__unregister(&(__driver), ##__VA_ARGS__);				\
}										\
module_exit(__driver##_exit)

#endif
