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
	if (kobj->parent == new_parent)
		return 0;
	if (kernfs_find(new_parent->sd, kobject_name(kobj)))
		return -EEXIST;
	kobject_get(new_parent);
	old_parent = kobj->parent;
	kernfs_move(kobj->sd, new_parent->sd);
	kobj->parent = new_parent;
	kobject_put(old_parent);
	return 0;
}

/* device_move_class_links (drivers/base/core.c) */
static int move_class_links(struct device *dev, struct device *old_parent, struct device *new_parent)
{
	if (!class_to_subsys(dev->class))
		return 0;
	if (old_parent)
		sysfs_remove_link(&dev->kobj, "device");
	return new_parent ? sysfs_create_link(&dev->kobj, &new_parent->kobj, "device") : 0;
}

/* The list of a parent's children holds a reference. */
static void change_parent(struct device *dev, struct device *parent)
{
	bool was_child = !list_empty(&dev->p->knode_parent);

	dev->parent = parent;
	if (was_child)
		list_del_init(&dev->p->knode_parent);
	if (parent) {
		list_add_tail(&dev->p->knode_parent, &parent->p->children);
		dev->numa_node = parent->numa_node;
	}
	if (parent && !was_child)
		get_device(dev);
	if (!parent && was_child)
		put_device(dev);
}

/*
 * The device is in its new directory: that of its class, in which it was, is let go. Linux leaves one that nothing else
 * is in.
 */
static int take_place(struct device *dev, struct device *new_parent, struct kobject *glue)
{
	struct device *old_parent = dev->parent;
	struct kobject *old_glue = dev->p->glue_dir;
	int error;

	change_parent(dev, new_parent);
	error = move_class_links(dev, old_parent, new_parent);
	if (error) {
		move_class_links(dev, new_parent, old_parent);
		if (!kobject_move(&dev->kobj, old_glue ? old_glue : old_parent ? &old_parent->kobj : &devices_root))
			change_parent(dev, old_parent);
		return error;
	}
	dev->p->glue_dir = glue;
	put_glue_dir(dev, &old_glue);
	put_device(old_parent);
	return 0;
}

/* device_move (drivers/base/core.c); a parent of NULL is none. */
int device_move(struct device *dev, struct device *new_parent, enum dpm_order dpm_order)
{
	struct kobject *directory, *glue = NULL;
	int error;

	may_sleep();
	get_device(dev);
	get_device(new_parent);
	directory = parent_directory(dev, new_parent, &glue);
	error = IS_ERR(directory) ? PTR_ERR(directory) : kobject_move(&dev->kobj, directory);
	if (!error)
		error = take_place(dev, new_parent, glue);
	if (error) {
		put_glue_dir(dev, &glue);
		put_device(new_parent);
	}
	put_device(dev);
	return error;
}
