/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include "core.h"

/*
 * get_device_parent, class_dir_create_and_add (drivers/base/core.c): a class has a directory under the parent, of which
 * `glue` gets a reference.
 */
struct kobject *parent_directory(struct device *dev, struct device *parent, struct kobject **glue)
{
	struct class_private *cp = class_to_subsys(dev->class);
	struct device_private *sibling;

	/* A class that is not registered is as good as none. */
	if (!cp)
		return parent ? &parent->kobj : &devices_root;
	if (parent && parent->class)
		return &parent->kobj;
	if (!parent && cp->virtual_dir) {
		*glue = kobject_get(cp->virtual_dir);
	} else if (!parent) {
		cp->virtual_dir = kobject_create_and_add(dev->class->name, &virtual_root);
		*glue = cp->virtual_dir;
	} else {
		list_for_each_entry(sibling, &parent->p->children, knode_parent)
			if (sibling->class == dev->class && sibling->glue_dir) {
				*glue = kobject_get(sibling->glue_dir);
				return *glue;
			}
		*glue = kobject_create_and_add(dev->class->name, &parent->kobj);
	}
	if (*glue)
		return *glue;
	/* A parent that was deleted has no directory. */
	return ERR_PTR(parent && !parent->kobj.sd ? -ENOENT : -ENOMEM);
}

/* cleanup_glue_dir (drivers/base/core.c) */
void put_glue_dir(struct device *dev, struct kobject **glue)
{
	struct kobject *dir = *glue;

	*glue = NULL;
	if (!dir)
		return;
	if (kref_read(&dir->kref) == 1) {
		struct class_private *cp = class_to_subsys(dev->class);

		if (cp && cp->virtual_dir == dir)
			cp->virtual_dir = NULL;
		kobject_del(dir);
	}
	kobject_put(dir);
}
