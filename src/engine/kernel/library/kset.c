/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/kobject.h>
#include "core.h"

/* kobj_attr_show (lib/kobject.c) */
static ssize_t kobj_attr_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct kobj_attribute *own = container_of(attr, struct kobj_attribute, attr);

	return own->show ? own->show(kobj, own, buf) : -EIO;
}

/* kobj_attr_store (lib/kobject.c) */
static ssize_t kobj_attr_store(struct kobject *kobj, struct attribute *attr, const char *buf, size_t count)
{
	struct kobj_attribute *own = container_of(attr, struct kobj_attribute, attr);

	return own->store ? own->store(kobj, own, buf, count) : -EIO;
}

const struct sysfs_ops kobj_sysfs_ops = { .show = kobj_attr_show, .store = kobj_attr_store };

/* kobj_kset_join (lib/kobject.c) */
void kobj_kset_join(struct kobject *kobj)
{
	kobject_get(&kobj->kset->kobj);
	spin_lock(&kobj->kset->list_lock);
	list_add_tail(&kobj->entry, &kobj->kset->list);
	spin_unlock(&kobj->kset->list_lock);
}

/* kobj_kset_leave (lib/kobject.c) */
void kobj_kset_leave(struct kobject *kobj)
{
	if (!kobj->kset)
		return;
	spin_lock(&kobj->kset->list_lock);
	list_del_init(&kobj->entry);
	spin_unlock(&kobj->kset->list_lock);
	kobject_put(&kobj->kset->kobj);
}

/* kset_init (lib/kobject.c) */
static void kset_init(struct kset *k)
{
	const struct kobj_type *ktype = k->kobj.ktype;

	/* A set's type may be missing, which only kset_register minds. */
	kobject_init(&k->kobj, ktype ?: &dynamic_ktype);
	k->kobj.ktype = ktype;
	INIT_LIST_HEAD(&k->list);
	spin_lock_init(&k->list_lock);
}

/* kset_register (lib/kobject.c) */
int kset_register(struct kset *k)
{
	if (!k)
		return -EINVAL;
	if (!k->kobj.ktype) {
		pr_err("kobject: must have a ktype to be initialized properly!\n");
		return -EINVAL;
	}
	kset_init(k);
	return __kobject_add(&k->kobj, k->kobj.parent, (char *)k->kobj.name);
}

/* kset_unregister (lib/kobject.c) */
void kset_unregister(struct kset *k)
{
	if (!k)
		return;
	kobject_del(&k->kobj);
	kobject_put(&k->kobj);
}

/* kset_find_obj (lib/kobject.c); with a reference. */
struct kobject *kset_find_obj(struct kset *kset, const char *name)
{
	struct kobject *each, *found = NULL;

	spin_lock(&kset->list_lock);
	list_for_each_entry(each, &kset->list, entry)
		if (kobject_name(each) && !strcmp(kobject_name(each), name)) {
			found = kobject_get_unless_zero(each);
			break;
		}
	spin_unlock(&kset->list_lock);
	return found;
}

/* kset_release (lib/kobject.c) */
static void kset_release(struct kobject *kobj)
{
	__machine_free(container_of(kobj, struct kset, kobj));
}

static const struct kobj_type kset_ktype = { .sysfs_ops = &kobj_sysfs_ops, .release = kset_release };

/* kset_create_and_add (lib/kobject.c) */
struct kset *kset_create_and_add(const char *name, const struct kset_uevent_ops *uevent_ops, struct kobject *parent)
{
	struct kset *kset;

	may_sleep();
	kset = __machine_choose("kset_create", 2) ? NULL : __machine_alloc(sizeof(*kset), 1);
	if (!kset)
		return NULL;
	kobject_set_name(&kset->kobj, "%s", name);
	kset->kobj.parent = parent;
	kset->kobj.ktype = &kset_ktype;
	kset->uevent_ops = uevent_ops;
	if (kset_register(kset)) {
		kobject_put(&kset->kobj);
		return NULL;
	}
	return kset;
}

/* kobject_get_path (lib/kobject.c): NULL for what has no name. */
char *kobject_get_path(const struct kobject *kobj, gfp_t gfp)
{
	char *path = kasprintf(gfp, "%s", ""), *longer;

	for (; path && kobj; kobj = kobj->parent) {
		longer = kobj == &sysfs_root ? NULL : kobj->name ? kasprintf(gfp, "/%s%s", kobj->name, path) : NULL;
		if (kobj == &sysfs_root)
			break;
		kfree(path);
		path = longer;
	}
	return path;
}

/* kobject_uevent_env (lib/kobject_uevent.c): no one listens here; -EINVAL below no set. */
int kobject_uevent_env(struct kobject *kobj, enum kobject_action action, char *envp[])
{
	may_sleep();
	for (; kobj; kobj = kobj->parent)
		if (kobj->kset || kobj->ktype == &device_ktype)
			return 0;
	return -EINVAL;
}

/* kobject_uevent (lib/kobject_uevent.c) */
int kobject_uevent(struct kobject *kobj, enum kobject_action action)
{
	return kobject_uevent_env(kobj, action, NULL);
}
