/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include "core.h"

/* class_release (drivers/base/class.c) */
static void class_release(struct kobject *kobj)
{
	struct class *class = container_of(kobj, struct class, kobj);

	if (class->created) {
		__machine_free(class);
		return;
	}
	memset(kobj, 0, sizeof(*kobj));
	if (class->class_release)
		class->class_release(class);
}

static ssize_t class_attr_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct class_attribute *own = container_of(attr, struct class_attribute, attr);

	return own->show ? own->show(container_of(kobj, struct class, kobj), own, buf) : -EIO;
}

static ssize_t class_attr_store(struct kobject *kobj, struct attribute *attr, const char *buf, size_t count)
{
	struct class_attribute *own = container_of(attr, struct class_attribute, attr);

	return own->store ? own->store(container_of(kobj, struct class, kobj), own, buf, count) : -EIO;
}

/* class_sysfs_ops (drivers/base/class.c) */
static const struct sysfs_ops class_sysfs_ops = { .show = class_attr_show, .store = class_attr_store };

static const struct kobj_type class_ktype = { .release = class_release, .sysfs_ops = &class_sysfs_ops };

static void free_private_of(struct class *class)
{
	__machine_unpin(class->p);
	__machine_free(class->p);
	class->p = NULL;
}

/* class_register (drivers/base/class.c) */
int class_register(struct class *class)
{
	int error;

	may_sleep();
	if (__machine_choose("class_register", 2))
		return -ENOMEM;
	if (class->p) {
		sysfs_warn_dup(class_root.sd, class->name);
		pr_err("kobject: kobject_add_internal failed for %s with -EEXIST, don't try to register things with the same name in the same directory.\n",
		       class->name);
		return -EEXIST;
	}
	class->p = __machine_alloc(sizeof(*class->p), 1);
	if (!class->p)
		return -ENOMEM;
	__machine_pin(class->p);
	INIT_LIST_HEAD(&class->p->klist_devices);
	kobject_init(&class->kobj, &class_ktype);
	error = kobject_add(&class->kobj, &class_root, "%s", class->name);
	if (!error)
		error = sysfs_create_groups(&class->kobj, class->class_groups);
	if (!error)
		return 0;
	free_private_of(class);
	kobject_put(&class->kobj);
	return error;
}

/* class_unregister (drivers/base/class.c) */
void class_unregister(struct class *class)
{
	may_sleep();
	sysfs_remove_groups(&class->kobj, class->class_groups);
	free_private_of(class);
	kobject_del(&class->kobj);
	kobject_put(&class->kobj);
}

/* class_is_registered (drivers/base/class.c) */
bool class_is_registered(const struct class *class)
{
	return class->p != NULL;
}

/* class_create_file_ns (drivers/base/class.c) */
int class_create_file(const struct class *class, const struct class_attribute *attr)
{
	return class->p ? sysfs_create_file((struct kobject *)&class->kobj, &attr->attr) : -EINVAL;
}

/* class_remove_file_ns (drivers/base/class.c) */
void class_remove_file(const struct class *class, const struct class_attribute *attr)
{
	if (class->p)
		sysfs_remove_file((struct kobject *)&class->kobj, &attr->attr);
}

/* class_create (drivers/base/class.c) */
struct class *class_create(const char *name)
{
	struct class *class;
	int error;

	may_sleep();
	class = __machine_choose("class_create", 2) ? NULL : __machine_alloc(sizeof(*class), 1);
	if (!class)
		return ERR_PTR(-ENOMEM);
	class->name = name;
	error = class_register(class);
	if (error) {
		__machine_free(class);
		return ERR_PTR(error);
	}
	class->created = true;
	return class;
}

/* class_destroy (drivers/base/class.c) */
void class_destroy(struct class *class)
{
	if (IS_ERR_OR_NULL(class))
		return;
	class_unregister(class);
}
