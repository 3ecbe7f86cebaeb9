/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/auxiliary_bus.h>
#include <linux/pci.h>
#include "core.h"

/* auxiliary_match_id (drivers/base/auxiliary.c): "module.name" before the last dot of the device's name. */
static const struct auxiliary_device_id *auxiliary_match_id(const struct auxiliary_device_id *id,
						  const struct auxiliary_device *auxdev)
{
	for (; id->name[0]; id++) {
		const char *p = strrchr(dev_name(&auxdev->dev), '.');
		size_t size;

		if (!p)
			continue;
		size = p - dev_name(&auxdev->dev);
		if (strlen(id->name) == size && !strncmp(dev_name(&auxdev->dev), id->name, size))
			return id;
	}
	return NULL;
}

/* auxiliary_match (drivers/base/auxiliary.c) */
static int auxiliary_match(struct device *dev, const struct device_driver *drv)
{
	return !!auxiliary_match_id(to_auxiliary_drv(drv)->id_table, to_auxiliary_dev(dev));
}

/* auxiliary_bus_probe (drivers/base/auxiliary.c) */
static int auxiliary_probe(struct device *dev)
{
	const struct auxiliary_driver *auxdrv = to_auxiliary_drv(dev->driver);
	struct auxiliary_device *auxdev = to_auxiliary_dev(dev);

	return auxdrv->probe(auxdev, auxiliary_match_id(auxdrv->id_table, auxdev));
}

/* auxiliary_bus_remove (drivers/base/auxiliary.c) */
static void auxiliary_remove(struct device *dev)
{
	const struct auxiliary_driver *auxdrv = to_auxiliary_drv(dev->driver);

	if (auxdrv->remove)
		auxdrv->remove(to_auxiliary_dev(dev));
}

struct bus_type auxiliary_bus_type = {
	.name = "auxiliary",
	.match = auxiliary_match,
	.probe = auxiliary_probe,
	.remove = auxiliary_remove,
};

/* Drivers may number their devices as they come, and a number be that of another region by chance. */
u32 auxiliary_region(struct device *dev)
{
	struct device *above;

	for (above = dev->parent; above; above = above->parent)
		if (above->bus == &pci_bus_type && to_pci_dev(above)->companion.reads_region)
			return to_pci_dev(above)->companion.region;
	return to_auxiliary_dev(dev)->id;
}

/* Whether there is an auxiliary device for that region, which has its number. */
bool region_has_numbered(u32 region)
{
	struct device_private *dev;

	list_for_each_entry(dev, &auxiliary_bus_type.p->device_list, knode_bus)
		if (dev->id == region && dev->region == region)
			return true;
	return false;
}

/* Whatever its number is. */
bool region_has_device(u32 region)
{
	struct device_private *dev;

	list_for_each_entry(dev, &auxiliary_bus_type.p->device_list, knode_bus)
		if (dev->region == region)
			return true;
	return false;
}

/* auxiliary_bus_init (drivers/base/auxiliary.c) */
int auxiliary_bus_init(void)
{
	return bus_register(&auxiliary_bus_type);
}

/* auxiliary_device_init (drivers/base/auxiliary.c): after an error the caller frees. */
int auxiliary_device_init(struct auxiliary_device *auxdev)
{
	struct device *dev = &auxdev->dev;

	if (!dev->parent) {
		pr_err("auxiliary:%s: auxiliary_device has a NULL dev->parent\n", __func__);
		return -EINVAL;
	}
	if (!auxdev->name) {
		pr_err("auxiliary:%s: auxiliary_device has a NULL name\n", __func__);
		return -EINVAL;
	}
	dev->bus = &auxiliary_bus_type;
	device_initialize(&auxdev->dev);
	mutex_init(&auxdev->sysfs.lock);
	return 0;
}

/* __auxiliary_device_add (drivers/base/auxiliary.c): after an error the caller calls uninit and nothing else. */
int __auxiliary_device_add(struct auxiliary_device *auxdev, const char *modname)
{
	struct device *dev = &auxdev->dev;
	int ret;

	__machine_might_sleep("auxiliary_device_add");
	if (!modname) {
		dev_err(dev, "auxiliary device modname is NULL\n");
		return -EINVAL;
	}
	ret = dev_set_name(dev, "%s.%s.%d", modname, auxdev->name, auxdev->id);
	if (ret) {
		dev_err(dev, "auxiliary device dev_set_name failed: %d\n", ret);
		return ret;
	}
	ret = device_add(dev);
	if (ret)
		dev_err(dev, "adding auxiliary device failed!: %d\n", ret);
	return ret;
}

/* auxiliary_device_uninit (include/linux/auxiliary_bus.h) */
void auxiliary_device_uninit(struct auxiliary_device *auxdev)
{
	mutex_destroy(&auxdev->sysfs.lock);
	put_device(&auxdev->dev);
}

/* auxiliary_device_delete (include/linux/auxiliary_bus.h) */
void auxiliary_device_delete(struct auxiliary_device *auxdev)
{
	may_sleep();
	device_del(&auxdev->dev);
}

/* auxiliary_device_destroy (drivers/base/auxiliary.c) */
void auxiliary_device_destroy(void *auxdev)
{
	auxiliary_device_delete(auxdev);
	auxiliary_device_uninit(auxdev);
}

/* auxiliary_device_release (drivers/base/auxiliary.c) */
static void auxiliary_device_release(struct device *dev)
{
	kfree(to_auxiliary_dev(dev));
}

/* auxiliary_device_create (drivers/base/auxiliary.c): NULL on any failure. */
struct auxiliary_device *auxiliary_device_create(struct device *dev, const char *modname, const char *devname,
						 void *platform_data, int id)
{
	struct auxiliary_device *auxdev = kzalloc(sizeof(*auxdev), GFP_KERNEL);

	may_sleep();
	if (!auxdev)
		return NULL;
	auxdev->id = id;
	auxdev->name = devname;
	auxdev->dev.parent = dev;
	auxdev->dev.platform_data = platform_data;
	auxdev->dev.release = auxiliary_device_release;
	if (auxiliary_device_init(auxdev)) {
		kfree(auxdev);
		return NULL;
	}
	if (__auxiliary_device_add(auxdev, modname)) {
		/* The release callback frees it. */
		auxiliary_device_uninit(auxdev);
		return NULL;
	}
	return auxdev;
}

/* __devm_auxiliary_device_create (drivers/base/auxiliary.c) */
struct auxiliary_device *__devm_auxiliary_device_create(struct device *dev, const char *modname,
							const char *devname, void *platform_data, int id)
{
	struct auxiliary_device *auxdev = auxiliary_device_create(dev, modname, devname, platform_data, id);

	if (!auxdev || devm_add_action_or_reset(dev, auxiliary_device_destroy, auxdev))
		return NULL;
	return auxdev;
}

/* __auxiliary_driver_register (drivers/base/auxiliary.c) */
int __auxiliary_driver_register(struct auxiliary_driver *auxdrv, struct module *owner, const char *modname)
{
	int ret;

	__machine_might_sleep("auxiliary_driver_register");
	if (WARN_ON(!auxdrv->probe) || WARN_ON(!auxdrv->id_table))
		return -EINVAL;
	if (__machine_choose("kasprintf", 2))
		return -ENOMEM;
	if (auxdrv->name)
		auxdrv->driver.name = __kernel_format("%s.%s", modname, auxdrv->name);
	else
		auxdrv->driver.name = __kernel_format("%s", modname);
	auxdrv->driver.owner = owner;
	auxdrv->driver.bus = &auxiliary_bus_type;
	auxdrv->driver.mod_name = modname;
	ret = driver_register(&auxdrv->driver);
	if (ret)
		__machine_free(auxdrv->driver.name);
	return ret;
}

/* auxiliary_driver_unregister (drivers/base/auxiliary.c) */
void auxiliary_driver_unregister(struct auxiliary_driver *auxdrv)
{
	may_sleep();
	driver_unregister(&auxdrv->driver);
	__machine_free(auxdrv->driver.name);
}
