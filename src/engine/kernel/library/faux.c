/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device/faux.h>
#include "core.h"

/* struct faux_object (drivers/base/faux.c) */
struct faux_object {
	struct faux_device faux_dev;
	const struct faux_device_ops *faux_ops;
	const struct attribute_group **groups;
	/* Its probe, where it has one, has succeeded. */
	bool bound;
};

static struct faux_object *object_of(struct faux_device *faux_dev)
{
	return container_of(faux_dev, struct faux_object, faux_dev);
}

static void faux_device_release(struct device *dev)
{
	__machine_free(object_of(to_faux_device(dev)));
}

/* faux_probe (drivers/base/faux.c): its files come once it has succeeded. */
static int faux_probe(struct faux_object *faux)
{
	struct device *dev = &faux->faux_dev.dev;
	int ret = 0;

	device_lock(dev);
	if (faux->faux_ops && faux->faux_ops->probe)
		ret = faux->faux_ops->probe(&faux->faux_dev);
	if (!ret && faux->groups) {
		ret = sysfs_create_groups(&dev->kobj, faux->groups);
		if (ret && faux->faux_ops && faux->faux_ops->remove)
			faux->faux_ops->remove(&faux->faux_dev);
	}
	faux->bound = !ret;
	if (ret)
		devres_release_all(dev);
	device_unlock(dev);
	return ret;
}

/* faux_device_create_with_groups (drivers/base/faux.c): NULL for whatever fails. Without its bus, of which nobody sees anything. */
struct faux_device *faux_device_create_with_groups(const char *name, struct device *parent,
						   const struct faux_device_ops *faux_ops,
						   const struct attribute_group **groups)
{
	struct faux_object *faux;
	struct device *dev;

	__machine_might_sleep("faux_device_create");
	faux = __machine_choose("faux_device_create", 2) ? NULL : __machine_alloc(sizeof(*faux), 1);
	if (!faux)
		return NULL;
	faux->faux_ops = faux_ops;
	faux->groups = groups;
	dev = &faux->faux_dev.dev;
	device_initialize(dev);
	dev->release = faux_device_release;
	dev->parent = parent;
	if (dev_set_name(dev, "%s", name) || device_add(dev)) {
		put_device(dev);
		return NULL;
	}
	if (faux_probe(faux)) {
		faux_device_destroy(&faux->faux_dev);
		return NULL;
	}
	return &faux->faux_dev;
}

/* faux_device_create (drivers/base/faux.c) */
struct faux_device *faux_device_create(const char *name, struct device *parent,
				       const struct faux_device_ops *faux_ops)
{
	return faux_device_create_with_groups(name, parent, faux_ops, NULL);
}

/* faux_device_destroy (drivers/base/faux.c): its files go before its remove, and what is managed after it. */
void faux_device_destroy(struct faux_device *faux_dev)
{
	struct faux_object *faux;
	struct device *dev;

	__machine_might_sleep("faux_device_destroy");
	if (!faux_dev)
		return;
	faux = object_of(faux_dev);
	dev = &faux_dev->dev;
	if (faux->bound) {
		faux->bound = false;
		sysfs_remove_groups(&dev->kobj, faux->groups);
		device_lock(dev);
		if (faux->faux_ops && faux->faux_ops->remove)
			faux->faux_ops->remove(faux_dev);
		devres_release_all(dev);
		device_unlock(dev);
	}
	device_del(dev);
	put_device(dev);
}
