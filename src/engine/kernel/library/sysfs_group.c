/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/sysfs.h>

/* A mode that files of a group may have; SYSFS_PREALLOC is not looked at. */
static umode_t permitted(umode_t mode, const char *name)
{
	WARN(mode & ~(SYSFS_PREALLOC | 0664), "Attribute %s: Invalid permissions 0%o\n", name, mode);
	return mode & 0664;
}

/* create_files (fs/sysfs/group.c): with the mode that the group's is_visible gives, if it gives one. */
static int create_text_files(struct kernfs_node *parent, struct kobject *kobj, const struct attribute_group *group)
{
	int i, error = 0;

	for (i = 0; group->attrs && group->attrs[i] && !error; i++) {
		struct attribute *attr = group->attrs[i];
		umode_t mode = attr->mode;

		if (group->is_visible)
			mode = group->is_visible(kobj, attr, i) & ~SYSFS_GROUP_INVISIBLE;
		if (mode || !group->is_visible)
			error = sysfs_add_file(parent, attr, permitted(mode, attr->name));
	}
	return error;
}

/* The same of its binary files. */
static int create_bin_files(struct kernfs_node *parent, struct kobject *kobj, const struct attribute_group *group)
{
	int i, error = 0;

	for (i = 0; group->bin_attrs && group->bin_attrs[i] && !error; i++) {
		struct bin_attribute *battr = group->bin_attrs[i];
		umode_t mode = battr->attr.mode;

		if (group->is_bin_visible)
			mode = group->is_bin_visible(kobj, battr, i) & ~SYSFS_GROUP_INVISIBLE;
		if (mode || !group->is_bin_visible)
			error = sysfs_add_bin_file(parent, battr, permitted(mode, battr->attr.name));
	}
	return error;
}

/* __first_visible (fs/sysfs/group.c): whether there is to be no directory, as the first attribute's mode says. */
static bool is_invisible(struct kobject *kobj, const struct attribute_group *group)
{
	umode_t mode = 0;

	if (group->attrs && group->attrs[0] && group->is_visible)
		mode = group->is_visible(kobj, group->attrs[0], 0);
	else if (group->bin_attrs && group->bin_attrs[0] && group->is_bin_visible)
		mode = group->is_bin_visible(kobj, group->bin_attrs[0], 0);
	return mode & SYSFS_GROUP_INVISIBLE;
}

/* internal_create_group (fs/sysfs/group.c) */
int sysfs_create_group(struct kobject *kobj, const struct attribute_group *group)
{
	struct kernfs_node *parent;
	int error;

	may_sleep();
	if (WARN_ON(!kobj || !kobj->sd))
		return -EINVAL;
	if (!group->attrs && !group->bin_attrs)
		return 0;
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
	error = create_text_files(parent, kobj, group);
	if (!error)
		error = create_bin_files(parent, kobj, group);
	if (error)
		sysfs_remove_group(kobj, group);
	return error;
}

/* sysfs_remove_group (fs/sysfs/group.c) */
void sysfs_remove_group(struct kobject *kobj, const struct attribute_group *group)
{
	struct bin_attribute **battr;
	struct attribute **attr;

	may_sleep();
	if (group->name) {
		struct kernfs_node *node = kobj->sd ? kernfs_find(kobj->sd, group->name) : NULL;

		kernfs_remove(node);
		return;
	}
	for (attr = group->attrs; attr && *attr; attr++)
		sysfs_remove_file(kobj, *attr);
	for (battr = group->bin_attrs; battr && *battr; battr++)
		sysfs_remove_bin_file(kobj, *battr);
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
