/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_KOBJECT_H
#define LINUX_KOBJECT_H

#include <linux/kref.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/sysfs.h>
#include <linux/types.h>

struct kset;
struct kobj_type;

struct kobject {
	const char *name;
	struct list_head entry;
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

struct kset_uevent_ops;

struct kset {
	struct list_head list;
	spinlock_t list_lock;
	struct kobject kobj;
	const struct kset_uevent_ops *uevent_ops;
};

struct kobj_attribute {
	struct attribute attr;
	ssize_t (*show)(struct kobject *kobj, struct kobj_attribute *attr, char *buf);
	ssize_t (*store)(struct kobject *kobj, struct kobj_attribute *attr, const char *buf, size_t count);
};

enum kobject_action {
	KOBJ_ADD,
	KOBJ_REMOVE,
	KOBJ_CHANGE,
	KOBJ_MOVE,
	KOBJ_ONLINE,
	KOBJ_OFFLINE,
	KOBJ_BIND,
	KOBJ_UNBIND,
};

extern const struct sysfs_ops kobj_sysfs_ops;
/* Directories of the kernel's own (kernel/ksysfs.c, fs/filesystems.c). */
extern struct kobject *kernel_kobj, *fs_kobj, *firmware_kobj;

void kobject_init(struct kobject *kobj, const struct kobj_type *ktype);
int __kobject_set_name(struct kobject *kobj, char *name);
#define kobject_set_name(kobj, ...) \
	__kobject_set_name(kobj, __machine_choose("kobject_set_name", 2) ? NULL : __kernel_format(__VA_ARGS__))
int __kobject_add(struct kobject *kobj, struct kobject *parent, char *name);
/* kobject_add (lib/kobject.c); the name is formatted first. */
#define kobject_add(kobj, parent, ...) __kobject_add(kobj, parent, __kernel_format(__VA_ARGS__))
int __kobject_init_and_add(struct kobject *kobj, const struct kobj_type *ktype, struct kobject *parent, char *name);
#define kobject_init_and_add(kobj, ktype, parent, ...) \
	__kobject_init_and_add(kobj, ktype, parent, __kernel_format(__VA_ARGS__))
void kobject_del(struct kobject *kobj);
struct kobject *kobject_get(struct kobject *kobj);
void kobject_put(struct kobject *kobj);
struct kobject *kobject_get_unless_zero(struct kobject *kobj);
struct kobject *kobject_create_and_add(const char *name, struct kobject *parent);
char *kobject_get_path(const struct kobject *kobj, gfp_t gfp);
int kobject_uevent(struct kobject *kobj, enum kobject_action action);
int kobject_uevent_env(struct kobject *kobj, enum kobject_action action, char *envp[]);

int kset_register(struct kset *kset);
void kset_unregister(struct kset *kset);
struct kset *kset_create_and_add(const char *name, const struct kset_uevent_ops *uevent_ops, struct kobject *parent);
struct kobject *kset_find_obj(struct kset *kset, const char *name);

/* kset_get, kset_put (include/linux/kobject.h) */
static inline struct kset *kset_get(struct kset *kset)
{
	return kset ? container_of(kobject_get(&kset->kobj), struct kset, kobj) : NULL;
}

static inline void kset_put(struct kset *kset)
{
	kobject_put(&kset->kobj);
}

static inline const char *kobject_name(const struct kobject *kobj)
{
	return kobj->name;
}

#endif
