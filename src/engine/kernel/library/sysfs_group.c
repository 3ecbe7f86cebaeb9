/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/sysfs.h>

/* create_files (fs/sysfs/group.c): with the mode that the group's is_visible gives, if it gives one. */
static int create_files(struct kernfs_node *parent, struct kobject *kobj, const struct attribute_group *group)
{
	int i, error = 0;

	for (i = 0; group->attrs && group->attrs[i] && !error; i++) {
		struct attribute *attr = group->attrs[i];
		umode_t mode = attr->mode;

		if (group->is_visible)
			mode = group->is_visible(kobj, attr, i) & ~SYSFS_GROUP_INVISIBLE;
		if (mode || !group->is_visible)
			error = sysfs_add_file(parent, attr, mode);
	}
	return error;
}

/* __first_visible (fs/sysfs/group.c): whether there is to be no directory, as the first attribute's mode says. */
static bool is_invisible(struct kobject *kobj, const struct attribute_group *group)
{
	return group->attrs && group->attrs[0] && group->is_visible &&
	       group->is_visible(kobj, group->attrs[0], 0) & SYSFS_GROUP_INVISIBLE;
}

/* internal_create_group (fs/sysfs/group.c) */
int sysfs_create_group(struct kobject *kobj, const struct attribute_group *group)
{
	struct kernfs_node *parent;
	int error;

	may_sleep();
	if (WARN_ON(!kobj || !kobj->sd))
		return -EINVAL;
	parent = kobj->sd;
	if (group->name) {
		if (is_invisible(kobj, group))
			return 0;
		parent = kernfs_add_dir(kobj->sd, group->name, KERNFS_FEW, kobj);
		if (IS_ERR(parent)) {
			if (PTR_ERR(parent) == -EEXIST)
				sysfs_warn_dup(kobj->sd, group->name);
			return PTR_ERR(parent);
		}
	}
	error = create_files(parent, kobj, group);
	if (error)
		sysfs_remove_group(kobj, group);
	return error;
}

/* sysfs_remove_group (fs/sysfs/group.c) */
void sysfs_remove_group(struct kobject *kobj, const struct attribute_group *group)
{
	struct attribute **attr;

	may_sleep();
	if (group->name) {
		struct kernfs_node *node = kobj->sd ? kernfs_find(kobj->sd, group->name) : NULL;

		if (!node)
			WARN(1, KERN_WARNING "sysfs group '%s' not found for kobject '%s'\n", group->name,
			     kobject_name(kobj));
		kernfs_remove(node);
		return;
	}
	for (attr = group->attrs; attr && *attr; attr++)
		sysfs_remove_file(kobj, *attr);
}

/* internal_create_groups (fs/sysfs/group.c) */
int sysfs_create_groups(struct kobject *kobj, const struct attribute_group **groups)
{
	int i, error;

	may_sleep();
	for (i = 0; groups && groups[i]; i++) {
		error = sysfs_create_group(kobj, groups[i]);
		if (error) {
			while (--i >= 0)
				sysfs_remove_group(kobj, groups[i]);
			return error;
		}
	}
	return 0;
}

/* sysfs_remove_groups (fs/sysfs/group.c) */
void sysfs_remove_groups(struct kobject *kobj, const struct attribute_group **groups)
{
	int i;

	may_sleep();
	for (i = 0; groups && groups[i]; i++)
		sysfs_remove_group(kobj, groups[i]);
}
