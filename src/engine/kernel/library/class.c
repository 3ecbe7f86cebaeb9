/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include "core.h"

static LIST_HEAD(classes);

/* class_to_subsys (drivers/base/class.c), without a reference: NULL for a class that is not registered. */
struct class_private *class_to_subsys(const struct class *class)
{
	struct class_private *cp;

	if (class)
		list_for_each_entry(cp, &classes, node)
			if (cp->class == class)
				return cp;
	return NULL;
}

/* class_release (drivers/base/class.c) */
static void class_release(struct kobject *kobj)
{
	struct class_private *cp = container_of(kobj, struct class_private, kobj);

	if (cp->class->class_release)
		cp->class->class_release(cp->class);
	__machine_free(cp);
}

static ssize_t class_attr_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct class_attribute *own = container_of(attr, struct class_attribute, attr);

	return own->show ? own->show(container_of(kobj, struct class_private, kobj)->class, own, buf) : -EIO;
}

static ssize_t class_attr_store(struct kobject *kobj, struct attribute *attr, const char *buf, size_t count)
{
	struct class_attribute *own = container_of(attr, struct class_attribute, attr);

	return own->store ? own->store(container_of(kobj, struct class_private, kobj)->class, own, buf, count) : -EIO;
}

/* class_sysfs_ops (drivers/base/class.c) */
static const struct sysfs_ops class_sysfs_ops = { .show = class_attr_show, .store = class_attr_store };

static const struct kobj_type class_ktype = { .release = class_release, .sysfs_ops = &class_sysfs_ops };

/* class_register (drivers/base/class.c) */
int class_register(const struct class *class)
{
	struct class_private *cp;
	int error;

	may_sleep();
	if (__machine_choose("class_register", 2))
		return -ENOMEM;
	cp = __machine_alloc(sizeof(*cp), 1);
	if (!cp)
		return -ENOMEM;
	cp->class = class;
	INIT_LIST_HEAD(&cp->klist_devices);
	kobject_init(&cp->kobj, &class_ktype);
	error = kobject_add(&cp->kobj, &class_root, "%s", class->name);
	if (!error)
		error = sysfs_create_groups(&cp->kobj, class->class_groups);
	if (error) {
		kobject_del(&cp->kobj);
		__machine_free(cp->kobj.name);
		__machine_free(cp);
		return error;
	}
	list_add_tail(&cp->node, &classes);
	__machine_pin(cp);
	return 0;
}

/* class_unregister (drivers/base/class.c) */
void class_unregister(const struct class *class)
{
	struct class_private *cp = class_to_subsys(class);

	may_sleep();
	if (!cp)
		return;
	sysfs_remove_groups(&cp->kobj, class->class_groups);
	list_del(&cp->node);
	__machine_unpin(cp);
	kobject_del(&cp->kobj);
	kobject_put(&cp->kobj);
}

/* class_is_registered (drivers/base/class.c) */
bool class_is_registered(const struct class *class)
{
	return class_to_subsys(class) != NULL;
}

/* class_create_file_ns (drivers/base/class.c) */
int class_create_file(const struct class *class, const struct class_attribute *attr)
{
	struct class_private *cp = class_to_subsys(class);

	return cp ? sysfs_create_file(&cp->kobj, &attr->attr) : -EINVAL;
}

/* class_remove_file_ns (drivers/base/class.c) */
void class_remove_file(const struct class *class, const struct class_attribute *attr)
{
	struct class_private *cp = class_to_subsys(class);

	if (cp)
		sysfs_remove_file(&cp->kobj, &attr->attr);
}

/* class_create_release (drivers/base/class.c) */
static void class_create_release(const struct class *class)
{
	__machine_free(class);
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
	class->class_release = class_create_release;
	error = class_register(class);
	if (error) {
		__machine_free(class);
		return ERR_PTR(error);
	}
	return class;
}

/* class_destroy (drivers/base/class.c) */
void class_destroy(const struct class *class)
{
	if (IS_ERR_OR_NULL(class))
		return;
	class_unregister(class);
}
