/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/kobject.h>
#include "core.h"

/* kobject_init (lib/kobject.c) */
void kobject_init(struct kobject *kobj, const struct kobj_type *ktype)
{
	if (!kobj || !ktype) {
		pr_err("kobject: kobject (%p): %s\n", kobj, kobj ? "must have a ktype to be initialized properly!\n" :
							   "invalid kobject pointer!");
		dump_stack();
		return;
	}
	if (kobj->state_initialized) {
		pr_err("kobject: kobject (%p): tried to init an initialized object, something is seriously wrong.\n", kobj);
		dump_stack();
	}
	kobj->kref.refcount.refs.counter = 1;
	kobj->sd = NULL;
	kobj->parent = NULL;
	kobj->state_in_sysfs = false;
	kobj->state_initialized = true;
	kobj->ktype = ktype;
}

/* kobject_set_name_vargs (lib/kobject.c); takes the name, which may be the one it has: as with a format of NULL. */
int __kobject_set_name(struct kobject *kobj, char *name)
{
	long slash;

	if (!name)
		return -ENOMEM;
	if (kobj->name == name)
		return 0;
	/* A slash would be a directory. */
	while ((slash = __machine_string_index(name, '/', 0)) >= 0)
		name[slash] = '!';
	if (kobj->name)
		__machine_free(kobj->name);
	kobj->name = name;
	return 0;
}

/* create_dir (lib/kobject.c) */
static int create_dir(struct kobject *kobj)
{
	int error = sysfs_create_dir(kobj);

	if (error || !kobj->ktype->default_groups)
		return error;
	error = sysfs_create_groups(kobj, kobj->ktype->default_groups);
	if (error)
		sysfs_remove_dir(kobj);
	return error;
}

/* kobject_add_internal (lib/kobject.c) */
static int kobject_add_internal(struct kobject *kobj)
{
	struct kobject *parent;
	int error;

	if (!kobj->name || !kobj->name[0]) {
		WARN(1, "kobject: (%p): attempted to be registered with empty name!\n", kobj);
		return -EINVAL;
	}
	parent = kobject_get(kobj->parent);
	if (kobj->kset) {
		if (!parent)
			parent = kobject_get(&kobj->kset->kobj);
		kobj_kset_join(kobj);
		kobj->parent = parent;
	}
	error = create_dir(kobj);
	if (error) {
		kobj_kset_leave(kobj);
		kobject_put(parent);
		kobj->parent = NULL;
		if (error == -EEXIST)
			pr_err("kobject: kobject_add_internal failed for %s with -EEXIST, don't try to register things with the same name in the same directory.\n",
			       kobject_name(kobj));
		else
			pr_err("kobject: kobject_add_internal failed for %s (error: %d parent: %s)\n",
			       kobject_name(kobj), error, parent ? kobject_name(parent) : "'none'");
		return error;
	}
	kobj->state_in_sysfs = true;
	return 0;
}

/* kobject_add (lib/kobject.c); takes the name. */
int __kobject_add(struct kobject *kobj, struct kobject *parent, char *name)
{
	__machine_might_sleep("kobject_add");
	if (!kobj->state_initialized) {
		pr_err("kobject: kobject '%s' (%p): tried to add an uninitialized object, something is seriously wrong.\n",
		       kobject_name(kobj), kobj);
		__machine_free(name);
		return -EINVAL;
	}
	if (__kobject_set_name(kobj, name))
		return -ENOMEM;
	kobj->parent = parent;
	return kobject_add_internal(kobj);
}

/* kobject_init_and_add (lib/kobject.c); takes the name. */
int __kobject_init_and_add(struct kobject *kobj, const struct kobj_type *ktype, struct kobject *parent, char *name)
{
	kobject_init(kobj, ktype);
	return __kobject_add(kobj, parent, name);
}

/* __kobject_del (lib/kobject.c) */
static void remove_kobject(struct kobject *kobj)
{
	if (kobj->ktype && kobj->ktype->default_groups)
		sysfs_remove_groups(kobj, kobj->ktype->default_groups);
	sysfs_remove_dir(kobj);
	kobj->state_in_sysfs = false;
	kobj_kset_leave(kobj);
	kobj->parent = NULL;
}

/* kobject_del (lib/kobject.c) */
void kobject_del(struct kobject *kobj)
{
	struct kobject *parent;

	may_sleep();
	if (!kobj)
		return;
	parent = kobj->parent;
	remove_kobject(kobj);
	kobject_put(parent);
}

/* kobject_get (lib/kobject.c) */
struct kobject *kobject_get(struct kobject *kobj)
{
	if (kobj) {
		if (!kobj->state_initialized)
			WARN(1, KERN_WARNING "kobject: '%s' (%p): is not initialized, yet kobject_get() is being called.\n",
			     kobject_name(kobj), kobj);
		refcount_add(1, &kobj->kref.refcount);
	}
	return kobj;
}

/* kobject_get_unless_zero (lib/kobject.c) */
struct kobject *kobject_get_unless_zero(struct kobject *kobj)
{
	return kobj && kref_get_unless_zero(&kobj->kref) ? kobj : NULL;
}

/* kobject_cleanup (lib/kobject.c): a parent that this one was below goes after it. */
static void kobject_cleanup(struct kobject *kobj)
{
	const struct kobj_type *ktype = kobj->ktype;
	const char *name = kobj->name;
	struct kobject *parent = NULL;

	if (kobj->state_in_sysfs) {
		parent = kobj->parent;
		remove_kobject(kobj);
	}
	if (ktype && ktype->release)
		ktype->release(kobj);
	if (name)
		__machine_free(name);
	kobject_put(parent);
}

/* kobject_put (lib/kobject.c) */
void kobject_put(struct kobject *kobj)
{
	if (!kobj)
		return;
	if (!kobj->state_initialized)
		WARN(1, KERN_WARNING "kobject: '%s' (%p): is not initialized, yet kobject_put() is being called.\n",
		     kobject_name(kobj), kobj);
	if (refcount_sub_and_test(1, &kobj->kref.refcount))
		kobject_cleanup(kobj);
}

/* dynamic_kobj_release (lib/kobject.c) */
static void dynamic_release(struct kobject *kobj)
{
	__machine_free(kobj);
}

const struct kobj_type dynamic_ktype = { .release = dynamic_release, .sysfs_ops = &kobj_sysfs_ops };

/* kobject_create_and_add (lib/kobject.c) */
struct kobject *kobject_create_and_add(const char *name, struct kobject *parent)
{
	struct kobject *kobj;
	int error;

	may_sleep();
	kobj = __machine_choose("kobject_create", 2) ? NULL : __machine_alloc(sizeof(*kobj), 1);
	if (!kobj)
		return NULL;
	kobject_init(kobj, &dynamic_ktype);
	error = kobject_add(kobj, parent, "%s", name);
	if (error) {
		pr_warn("kobject: kobject_create_and_add: kobject_add error: %d\n", error);
		kobject_put(kobj);
		return NULL;
	}
	return kobj;
}
