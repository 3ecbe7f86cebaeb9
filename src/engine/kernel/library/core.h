/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef CORE_H
#define CORE_H

#include <linux/device.h>

/* What the files of the driver core share (drivers/base/base.h, kernel/ksysfs.c). */
extern struct kobject devices_root;
extern struct kobject bus_root;
extern struct kobject class_root;
extern struct list_head deferred_devices;

void core_init(void);
int pci_init(void);
int auxiliary_bus_init(void);
int vfio_init(void);

int really_probe(struct device *dev, const struct device_driver *drv);
int driver_match_device(const struct device_driver *drv, struct device *dev);
void deferred_probe_add(struct device *dev);
void deferred_probe_del(struct device *dev);
void deferred_probe_run(void);
void device_release_driver_internal(struct device *dev, const struct device_driver *drv);
void devres_release_all(struct device *dev);
void devtmpfs_create_node(struct device *dev);
void devtmpfs_delete_node(struct device *dev);

#endif
