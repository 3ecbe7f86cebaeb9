/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include "core.h"

/* kobject_move (lib/kobject.c), kernfs_rename_ns (fs/kernfs/dir.c): under a parent where its name is free. */
static int kobject_move(struct kobject *kobj, struct kobject *new_parent)
{
	struct kobject *old_parent;

	if (__machine_choose("kobject_move", 2))
		return -ENOMEM;
	if (!kobj->sd || !new_parent->sd)
		return -ENOENT;
	if (kernfs_find(new_parent->sd, kobject_name(kobj)))
		return -EEXIST;
	kobject_get(new_parent);
	old_parent = kobj->parent;
	kernfs_move(kobj->sd, new_parent->sd);
	kobj->parent = new_parent;
	kobject_put(old_parent);
	return 0;
}

/* device_move (drivers/base/core.c) of a device without a class, to a parent. */
int device_move(struct device *dev, struct device *new_parent, enum dpm_order dpm_order)
{
	struct device *old_parent;
	int error;

	may_sleep();
	if (WARN_ON(dev->class || !new_parent))
		return -EINVAL;
	get_device(dev);
	get_device(new_parent);
	error = kobject_move(&dev->kobj, &new_parent->kobj);
	if (error) {
		put_device(new_parent);
		goto out;
	}
	old_parent = dev->parent;
	dev->parent = new_parent;
	if (!list_empty(&dev->p->knode_parent))
		list_del_init(&dev->p->knode_parent);
	list_add_tail(&dev->p->knode_parent, &new_parent->p->children);
	put_device(old_parent);
out:
	put_device(dev);
	return error;
}
