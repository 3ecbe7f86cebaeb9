/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/mm.h>
#include <linux/sysfs.h>

/* sysfs_create_files (fs/sysfs/file.c): all of them, or none. */
int sysfs_create_files(struct kobject *kobj, const struct attribute *const *ptr)
{
	int error = 0, i;

	for (i = 0; ptr[i] && !error; i++)
		error = sysfs_create_file(kobj, ptr[i]);
	/* The last is not there. */
	if (error)
		for (i -= 2; i >= 0; i--)
			sysfs_remove_file(kobj, ptr[i]);
	return error;
}

/* sysfs_remove_files (fs/sysfs/file.c) */
void sysfs_remove_files(struct kobject *kobj, const struct attribute *const *ptr)
{
	for (; *ptr; ptr++)
		sysfs_remove_file(kobj, *ptr);
}

/* create_files (fs/sysfs/group.c): those that the group's is_visible gives a mode. */
static int create_files(struct kernfs_node *parent, struct kobject *kobj, const struct attribute_group *group)
{
	struct kernfs_node *node;
	int i;

	for (i = 0; group->attrs && group->attrs[i]; i++) {
		struct attribute *attr = group->attrs[i];

		if (group->is_visible && !(group->is_visible(kobj, attr, i) & ~SYSFS_GROUP_INVISIBLE))
			continue;
		node = kernfs_add_file(parent, attr);
		if (IS_ERR(node)) {
			if (PTR_ERR(node) == -EEXIST)
				sysfs_warn_dup(parent, attr->name);
			return PTR_ERR(node);
		}
	}
	return 0;
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
		parent = kernfs_add_dir(kobj->sd, group->name, KERNFS_FEW);
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

/* The checks of sysfs_emit and sysfs_emit_at (fs/sysfs/file.c). */
int __sysfs_room(const char *buf, int at, const char *who)
{
	if (!buf || (unsigned long)buf & ~PAGE_MASK || at < 0 || at >= PAGE_SIZE) {
		WARN(1, "invalid %s: buf:%p at:%d\n", who, buf, at);
		return 0;
	}
	return PAGE_SIZE - at;
}
