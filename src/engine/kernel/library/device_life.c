/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include <linux/mm.h>
#include <linux/pci.h>
#include "core.h"

/* device_release (drivers/base/core.c) */
static void device_release(struct kobject *kobj)
{
	struct device *dev = kobj_to_dev(kobj);
	struct device_private *p = dev->p;

	devres_release_all(dev);
	__machine_unpin(dev);
	if (dev->release)
		dev->release(dev);
	else if (dev->type && dev->type->release)
		dev->type->release(dev);
	else if (dev->class && dev->class->dev_release)
		dev->class->dev_release(dev);
	else
		WARN(1, KERN_ERR "Device '%s' does not have a release() function, it is broken and must be fixed. See Documentation/core-api/kobject.rst.\n",
		     dev_name(dev));
	if (!p)
		return;
	if (klist_forgets(&p->knode_driver) || klist_forgets(&p->knode_class))
		__machine_want_order();
	__machine_free(p);
}

static ssize_t dev_attr_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct device_attribute *own = container_of(attr, struct device_attribute, attr);
	ssize_t ret = own->show ? own->show(kobj_to_dev(kobj), own, buf) : -EIO;

	if (ret >= (ssize_t)PAGE_SIZE)
		pr_warn("dev_attr_show: %pS returned bad count\n", own->show);
	return ret;
}

static ssize_t dev_attr_store(struct kobject *kobj, struct attribute *attr, const char *buf, size_t count)
{
	struct device_attribute *own = container_of(attr, struct device_attribute, attr);

	return own->store ? own->store(kobj_to_dev(kobj), own, buf, count) : -EIO;
}

/* dev_sysfs_ops (drivers/base/core.c) */
static const struct sysfs_ops dev_sysfs_ops = { .show = dev_attr_show, .store = dev_attr_store };

const struct kobj_type device_ktype = { .release = device_release, .sysfs_ops = &dev_sysfs_ops };

/*
 * device_initialize (drivers/base/core.c). From here to its release the memory of a device belongs to
 * its references: it is pinned, so that freeing it is found.
 */
void device_initialize(struct device *dev)
{
	kobject_init(&dev->kobj, &device_ktype);
	list_begin(&dev->devres_head);
	mutex_init(&dev->mutex);
	dev->numa_node = NUMA_NO_NODE;
	__machine_pin(dev);
}

/* device_private_init (drivers/base/core.c) */
int device_private_init(struct device *dev)
{
	struct device_private *p = __machine_alloc(sizeof(*p), 1);

	if (!p)
		return -ENOMEM;
	list_begin(&p->children);
	list_begin(&p->knode_parent);
	list_begin(&p->knode_bus);
	list_begin(&p->knode_driver);
	list_begin(&p->knode_class);
	list_begin(&p->deferred_probe);
	p->device = dev;
	p->class = dev->class;
	dev->p = p;
	return 0;
}

/* get_device (drivers/base/core.c) */
struct device *get_device(struct device *dev)
{
	return dev ? kobj_to_dev(kobject_get(&dev->kobj)) : NULL;
}

/* put_device (drivers/base/core.c) */
void put_device(struct device *dev)
{
	if (!dev)
		return;
	/* Who is the last releases it: what drivers made, by a function of theirs. */
	if (dev->bus != &pci_bus_type)
		__machine_meet(dev, 0, 1);
	kobject_put(&dev->kobj);
}

/* dev_set_name (drivers/base/core.c); takes the name. */
int __dev_set_name(struct device *dev, char *name)
{
	__machine_might_sleep("dev_set_name");
	return __kobject_set_name(&dev->kobj, name);
}
