/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_KOBJECT_H
#define LINUX_KOBJECT_H

#include <linux/kref.h>
#include <linux/list.h>
#include <linux/sysfs.h>
#include <linux/types.h>

struct kset;
struct kobj_type;

struct kobject {
	const char *name;
	struct kobject *parent;
	struct kset *kset;
	const struct kobj_type *ktype;
	struct kernfs_node *sd;
	struct kref kref;
	bool state_initialized;
	bool state_in_sysfs;
};

struct kobj_type {
	void (*release)(struct kobject *kobj);
	const struct sysfs_ops *sysfs_ops;
	const struct attribute_group **default_groups;
};

struct kset {
	struct kobject kobj;
};

void kobject_init(struct kobject *kobj, const struct kobj_type *ktype);
int __kobject_set_name(struct kobject *kobj, char *name);
#define kobject_set_name(kobj, ...) __kobject_set_name(kobj, __kernel_format(__VA_ARGS__))
int __kobject_add(struct kobject *kobj, struct kobject *parent, char *name);
/* kobject_add (lib/kobject.c); the name is formatted first. */
#define kobject_add(kobj, parent, ...) __kobject_add(kobj, parent, __kernel_format(__VA_ARGS__))
void kobject_del(struct kobject *kobj);
struct kobject *kobject_get(struct kobject *kobj);
void kobject_put(struct kobject *kobj);
struct kobject *kobject_create_and_add(const char *name, struct kobject *parent);

static inline const char *kobject_name(const struct kobject *kobj)
{
	return kobj->name;
}

#endif
