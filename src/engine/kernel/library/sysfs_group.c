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

/*
 * create_files (fs/sysfs/group.c): with the mode that the group's is_visible gives, if it gives one. To update is to remove
 * and to add again.
 */
static int create_text_files(struct kernfs_node *parent, struct kobject *kobj, const struct attribute_group *group,
			     bool update)
{
	int i, error = 0;

	for (i = 0; group->attrs && group->attrs[i] && !error; i++) {
		struct attribute *attr = group->attrs[i];
		umode_t mode = attr->mode;

		if (update)
			kernfs_remove_by_name(parent, attr->name);
		if (group->is_visible)
			mode = group->is_visible(kobj, attr, i) & ~SYSFS_GROUP_INVISIBLE;
		if (mode || !group->is_visible)
			error = sysfs_add_file(parent, attr, permitted(mode, attr->name));
	}
	return error;
}

/* The same of its binary files. */
static int create_bin_files(struct kernfs_node *parent, struct kobject *kobj, const struct attribute_group *group,
			    bool update)
{
	int i, error = 0;

	for (i = 0; group->bin_attrs && group->bin_attrs[i] && !error; i++) {
		struct bin_attribute *battr = group->bin_attrs[i];
		umode_t mode = battr->attr.mode;

		if (update)
			kernfs_remove_by_name(parent, battr->attr.name);
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

/* The directory of a group that has a name, made where it is not there; NULL where there is to be none. */
static struct kernfs_node *directory_of(struct kobject *kobj, const struct attribute_group *group, bool *update)
{
	bool invisible = is_invisible(kobj, group);
	struct kernfs_node *directory = *update ? kernfs_find(kobj->sd, group->name) : NULL;

	if (directory) {
		if (!invisible)
			return directory;
		sysfs_remove_group(kobj, group);
		return NULL;
	}
	*update = false;
	if (invisible)
		return NULL;
	directory = kernfs_add_dir(kobj->sd, group->name, KERNFS_FEW, kobj);
	if (IS_ERR(directory) && PTR_ERR(directory) == -EEXIST)
		sysfs_warn_dup(kobj->sd, group->name);
	return directory;
}

/* internal_create_group (fs/sysfs/group.c) */
static int internal_create_group(struct kobject *kobj, bool update, const struct attribute_group *group)
{
	struct kernfs_node *parent;
	int error;

	may_sleep();
	if (WARN_ON(!kobj || (!update && !kobj->sd)) || !kobj->sd)
		return -EINVAL;
	if (!group->attrs && !group->bin_attrs)
		return 0;
	parent = group->name ? directory_of(kobj, group, &update) : kobj->sd;
	if (IS_ERR_OR_NULL(parent))
		return PTR_ERR_OR_ZERO(parent);
	error = create_text_files(parent, kobj, group, update);
	if (!error)
		error = create_bin_files(parent, kobj, group, update);
	if (error)
		sysfs_remove_group(kobj, group);
	return error;
}

/* sysfs_create_group (fs/sysfs/group.c) */
int sysfs_create_group(struct kobject *kobj, const struct attribute_group *group)
{
	return internal_create_group(kobj, false, group);
}

/* sysfs_update_group (fs/sysfs/group.c) */
int sysfs_update_group(struct kobject *kobj, const struct attribute_group *group)
{
	return internal_create_group(kobj, true, group);
}

/* sysfs_remove_group (fs/sysfs/group.c): that there is none by its name is said at debug level only. */
void sysfs_remove_group(struct kobject *kobj, const struct attribute_group *group)
{
	struct bin_attribute **battr;
	struct attribute **attr;

	may_sleep();
	if (group->name) {
		kernfs_remove(kernfs_find(kobj->sd, group->name));
		return;
	}
	for (attr = group->attrs; attr && *attr; attr++)
		sysfs_remove_file(kobj, *attr);
	for (battr = group->bin_attrs; battr && *battr; battr++)
		sysfs_remove_bin_file(kobj, *battr);
}

/* internal_create_groups (fs/sysfs/group.c) */
static int internal_create_groups(struct kobject *kobj, bool update, const struct attribute_group **groups)
{
	int i, error;

	may_sleep();
	for (i = 0; groups && groups[i]; i++) {
		error = internal_create_group(kobj, update, groups[i]);
		if (error) {
			while (--i >= 0)
				sysfs_remove_group(kobj, groups[i]);
			return error;
		}
	}
	return 0;
}

/* sysfs_create_groups (fs/sysfs/group.c) */
int sysfs_create_groups(struct kobject *kobj, const struct attribute_group **groups)
{
	return internal_create_groups(kobj, false, groups);
}

/* sysfs_update_groups (fs/sysfs/group.c) */
int sysfs_update_groups(struct kobject *kobj, const struct attribute_group **groups)
{
	return internal_create_groups(kobj, true, groups);
}

/* sysfs_remove_groups (fs/sysfs/group.c) */
void sysfs_remove_groups(struct kobject *kobj, const struct attribute_group **groups)
{
	int i;

	may_sleep();
	for (i = 0; groups && groups[i]; i++)
		sysfs_remove_group(kobj, groups[i]);
}

/* sysfs_merge_group (fs/sysfs/group.c): where one cannot be added, what was there by its name goes with the others. */
int sysfs_merge_group(struct kobject *kobj, const struct attribute_group *group)
{
	struct kernfs_node *parent;
	int i, error = 0;

	may_sleep();
	parent = kernfs_find(kobj->sd, group->name);
	if (!parent)
		return -ENOENT;
	for (i = 0; group->attrs[i] && !error; i++)
		error = sysfs_add_file(parent, group->attrs[i], group->attrs[i]->mode);
	if (error)
		while (--i >= 0)
			kernfs_remove_by_name(parent, group->attrs[i]->name);
	return error;
}

/* sysfs_unmerge_group (fs/sysfs/group.c) */
void sysfs_unmerge_group(struct kobject *kobj, const struct attribute_group *group)
{
	struct kernfs_node *parent;
	struct attribute **attr;

	may_sleep();
	parent = kernfs_find(kobj->sd, group->name);
	for (attr = group->attrs; parent && *attr; attr++)
		kernfs_remove_by_name(parent, (*attr)->name);
}

/* sysfs_add_file_to_group (fs/sysfs/file.c): to the kobject itself without a group. */
int sysfs_add_file_to_group(struct kobject *kobj, const struct attribute *attr, const char *group)
{
	struct kernfs_node *parent;

	may_sleep();
	parent = group ? kernfs_find(kobj->sd, group) : kobj->sd;
	return parent ? sysfs_add_file(parent, attr, attr->mode) : -ENOENT;
}

/* sysfs_remove_file_from_group (fs/sysfs/file.c) */
void sysfs_remove_file_from_group(struct kobject *kobj, const struct attribute *attr, const char *group)
{
	struct kernfs_node *parent;

	may_sleep();
	parent = group ? kernfs_find(kobj->sd, group) : kobj->sd;
	if (parent)
		kernfs_remove_by_name(parent, attr->name);
}
