/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include <linux/pci.h>
#include "core.h"

static void driver_kobject_release(struct kobject *kobj)
{
}

static ssize_t drv_attr_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct driver_attribute *own = container_of(attr, struct driver_attribute, attr);

	return own->show ? own->show(container_of(kobj, struct device_driver, kobj), buf) : -EIO;
}

static ssize_t drv_attr_store(struct kobject *kobj, struct attribute *attr, const char *buf, size_t count)
{
	struct driver_attribute *own = container_of(attr, struct driver_attribute, attr);

	return own->store ? own->store(container_of(kobj, struct device_driver, kobj), buf, count) : -EIO;
}

/* driver_sysfs_ops (drivers/base/bus.c) */
static const struct sysfs_ops driver_sysfs_ops = { .show = drv_attr_show, .store = drv_attr_store };

static const struct kobj_type driver_ktype = { .release = driver_kobject_release, .sysfs_ops = &driver_sysfs_ops };

static void free_private(struct device_driver *drv)
{
	struct driver_private *priv = drv->p;

	drv->p = NULL;
	__machine_unpin(priv);
	__machine_free(priv);
}

/* kernfs_get_active (fs/kernfs/dir.c) of the driver's files: false once they are being removed. */
bool driver_files_get(struct device_driver *drv, const struct pci_dev *about)
{
	struct driver_private *priv = drv->p;

	if (!priv || priv->dead)
		return false;
	priv->writers[about->companion.device % DRIVER_COUNTS]++;
	return true;
}

/* kernfs_put_active (fs/kernfs/dir.c) */
void driver_files_put(struct device_driver *drv, const struct pci_dev *about)
{
	drv->p->writers[about->companion.device % DRIVER_COUNTS]--;
}

static void await_all(const int *counts)
{
	int i;

	for (i = 0; i < DRIVER_COUNTS; i++)
		__machine_await(&counts[i]);
}

/* bus_add_driver (drivers/base/bus.c) */
static int bus_add_driver(struct device_driver *drv)
{
	struct subsys_private *sp = drv->bus->p;
	struct driver_private *priv;
	int error;

	if (__machine_choose("driver_register", 2))
		return -ENOMEM;
	priv = __machine_alloc(sizeof(*priv), 1);
	if (!priv)
		return -ENOMEM;
	__machine_pin(priv);
	priv->driver = drv;
	drv->p = priv;
	INIT_LIST_HEAD(&priv->klist_devices);
	drv->kobj.state_initialized = false;
	drv->kobj.name = NULL;
	kobject_init(&drv->kobj, &driver_ktype);
	error = kobject_add(&drv->kobj, &sp->drivers, "%s", drv->name);
	if (error) {
		kobject_put(&drv->kobj);
		free_private(drv);
		return error;
	}
	__machine_meet(sp, THE_DRIVERS, 1);
	list_add_tail(&drv->knode_bus, &sp->driver_list);
	return driver_attach(drv);
}

/* driver_detach (drivers/base/dd.c): the devices in the reverse order of their binding. */
static void driver_detach(struct device_driver *drv)
{
	struct device *dev;

	if (driver_allows_async_probing(drv))
		async_synchronize_full();
	while ((dev = klist_last_bound(drv))) {
		get_device(dev);
		device_release_driver_internal(dev, drv);
		put_device(dev);
	}
}

/* bus_remove_driver (drivers/base/bus.c) */
static void bus_remove_driver(struct device_driver *drv)
{
	__machine_meet(drv->bus->p, THE_DRIVERS, 1);
	drv->p->dead = true;
	/* remove_bind_files: kernfs_drain (fs/kernfs/dir.c) waits for what is being written. */
	await_all(drv->p->writers);
	/* klist_remove (lib/klist.c) waits for devices that try it. */
	await_all(drv->p->walkers);
	list_del_init(&drv->knode_bus);
	driver_detach(drv);
	kobject_del(&drv->kobj);
	kobject_put(&drv->kobj);
	drv->kobj.state_initialized = false;
	drv->kobj.name = NULL;
	free_private(drv);
}

/* driver_register (drivers/base/driver.c) */
int driver_register(struct device_driver *drv)
{
	struct device_driver *other;
	int ret;

	may_sleep();
	if (!drv->bus || !drv->bus->p) {
		pr_err("Driver '%s' was unable to register with bus_type '%s' because the bus was not initialized.\n",
		       drv->name, drv->bus ? drv->bus->name : "");
		return -EINVAL;
	}
	list_for_each_entry(other, &drv->bus->p->driver_list, knode_bus)
		if (!strcmp(other->name, drv->name)) {
			pr_err("Error: Driver '%s' is already registered, aborting...\n", drv->name);
			return -EBUSY;
		}
	ret = bus_add_driver(drv);
	if (ret)
		return ret;
	ret = sysfs_create_groups(&drv->kobj, drv->groups);
	if (ret)
		bus_remove_driver(drv);
	return ret;
}

/* driver_unregister (drivers/base/driver.c) */
void driver_unregister(struct device_driver *drv)
{
	may_sleep();
	if (!drv || !drv->kobj.state_initialized) {
		WARN(1, "Unexpected driver unregister!\n");
		return;
	}
	sysfs_remove_groups(&drv->kobj, drv->groups);
	bus_remove_driver(drv);
}

/* driver_create_file (drivers/base/driver.c) */
int driver_create_file(const struct device_driver *drv, const struct driver_attribute *attr)
{
	return drv ? sysfs_create_file((struct kobject *)&drv->kobj, &attr->attr) : -EINVAL;
}

/* driver_remove_file (drivers/base/driver.c) */
void driver_remove_file(const struct device_driver *drv, const struct driver_attribute *attr)
{
	if (drv)
		sysfs_remove_file((struct kobject *)&drv->kobj, &attr->attr);
}
