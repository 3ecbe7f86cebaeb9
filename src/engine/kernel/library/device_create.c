/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include "core.h"

/* device_create_release (drivers/base/core.c) */
static void device_create_release(struct device *dev)
{
	__machine_free(dev);
}

/* device_create_groups_vargs (drivers/base/core.c); takes the name. */
struct device *__device_create(const struct class *class, struct device *parent, dev_t devt, void *drvdata,
			       const struct attribute_group **groups, char *name)
{
	struct device *dev;
	int error;

	__machine_might_sleep("device_create");
	if (IS_ERR_OR_NULL(class)) {
		__machine_free(name);
		return ERR_PTR(-ENODEV);
	}
	dev = __machine_choose("device_create", 2) ? NULL : __machine_alloc(sizeof(*dev), 1);
	if (!dev) {
		__machine_free(name);
		return ERR_PTR(-ENOMEM);
	}
	device_initialize(dev);
	dev->devt = devt;
	dev->class = class;
	dev->parent = parent;
	dev->groups = groups;
	dev->release = device_create_release;
	dev_set_drvdata(dev, drvdata);
	error = __dev_set_name(dev, name);
	if (!error)
		error = device_add(dev);
	if (error) {
		put_device(dev);
		return ERR_PTR(error);
	}
	return dev;
}

/* device_destroy (drivers/base/core.c): of several with that number, the first that was added. */
void device_destroy(const struct class *class, dev_t devt)
{
	struct device *dev;

	may_sleep();
	dev = class_find_device_by_devt(class, devt);
	if (!dev)
		return;
	put_device(dev);
	device_unregister(dev);
}

/* root_device_register (drivers/base/core.c): a device below /sys/devices for others to be below; without its link to its module. */
struct device *root_device_register(const char *name)
{
	struct device *dev;
	int error;

	may_sleep();
	dev = __machine_choose("root_device_register", 2) ? NULL : __machine_alloc(sizeof(*dev), 1);
	if (!dev)
		return ERR_PTR(-ENOMEM);
	device_initialize(dev);
	dev->release = device_create_release;
	error = dev_set_name(dev, "%s", name);
	if (!error)
		error = device_add(dev);
	if (error) {
		put_device(dev);
		return ERR_PTR(error);
	}
	return dev;
}

/* root_device_unregister (drivers/base/core.c) */
void root_device_unregister(struct device *dev)
{
	device_unregister(dev);
}

/* device_add_groups (drivers/base/core.c) */
int device_add_groups(struct device *dev, const struct attribute_group **groups)
{
	return sysfs_create_groups(&dev->kobj, groups);
}

/* device_remove_groups (drivers/base/core.c) */
void device_remove_groups(struct device *dev, const struct attribute_group **groups)
{
	sysfs_remove_groups(&dev->kobj, groups);
}

struct managed_group {
	struct device *dev;
	const struct attribute_group *grp;
};

static void remove_managed_group(void *data)
{
	struct managed_group *managed = data;

	sysfs_remove_group(&managed->dev->kobj, managed->grp);
	__machine_free(managed);
}

/* devm_device_add_group (drivers/base/core.c) */
int devm_device_add_group(struct device *dev, const struct attribute_group *grp)
{
	struct managed_group *managed = __machine_alloc(sizeof(*managed), 1);
	int error = managed ? devm_add_action(dev, remove_managed_group, managed) : -ENOMEM;

	if (error)
		goto out;
	managed->dev = dev;
	managed->grp = grp;
	error = sysfs_create_group(&dev->kobj, grp);
	if (!error)
		return 0;
	devm_remove_action(dev, remove_managed_group, managed);
out:
	__machine_free(managed);
	return error;
}
