/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_AUXILIARY_BUS_H
#define LINUX_AUXILIARY_BUS_H

#include <linux/device.h>
#include <linux/mod_devicetable.h>

struct auxiliary_device {
	struct device dev;
	const char *name;
	u32 id;
	struct {
		struct xarray *irqs;
		struct mutex lock;
		bool irq_dir_exists;
	} sysfs;
};

struct auxiliary_driver {
	int (*probe)(struct auxiliary_device *auxdev, const struct auxiliary_device_id *id);
	void (*remove)(struct auxiliary_device *auxdev);
	void (*shutdown)(struct auxiliary_device *auxdev);
	int (*suspend)(struct auxiliary_device *auxdev, pm_message_t state);
	int (*resume)(struct auxiliary_device *auxdev);
	const char *name;
	struct device_driver driver;
	const struct auxiliary_device_id *id_table;
};

#define to_auxiliary_dev(_dev) container_of(_dev, struct auxiliary_device, dev)
#define to_auxiliary_drv(drv) container_of(drv, struct auxiliary_driver, driver)

static inline void *auxiliary_get_drvdata(struct auxiliary_device *auxdev)
{
	return dev_get_drvdata(&auxdev->dev);
}

static inline void auxiliary_set_drvdata(struct auxiliary_device *auxdev, void *data)
{
	dev_set_drvdata(&auxdev->dev, data);
}

int auxiliary_device_init(struct auxiliary_device *auxdev);
int __auxiliary_device_add(struct auxiliary_device *auxdev, const char *modname);
#define auxiliary_device_add(auxdev) __auxiliary_device_add(auxdev, KBUILD_MODNAME)
void auxiliary_device_uninit(struct auxiliary_device *auxdev);
void auxiliary_device_delete(struct auxiliary_device *auxdev);
void auxiliary_device_destroy(void *auxdev);
struct auxiliary_device *auxiliary_device_create(struct device *dev, const char *modname, const char *devname,
						 void *platform_data, int id);
struct auxiliary_device *__devm_auxiliary_device_create(struct device *dev, const char *modname,
							const char *devname, void *platform_data, int id);
#define devm_auxiliary_device_create(dev, devname, platform_data) \
	__devm_auxiliary_device_create(dev, KBUILD_MODNAME, devname, platform_data, 0)
struct auxiliary_device *auxiliary_find_device(struct device *start, const void *data, device_match_t match);
int __auxiliary_driver_register(struct auxiliary_driver *auxdrv, struct module *owner, const char *modname);
#define auxiliary_driver_register(auxdrv) __auxiliary_driver_register(auxdrv, THIS_MODULE, KBUILD_MODNAME)
void auxiliary_driver_unregister(struct auxiliary_driver *auxdrv);

#define module_auxiliary_driver(__auxiliary_driver) \
	module_driver(__auxiliary_driver, auxiliary_driver_register, auxiliary_driver_unregister)

#endif
