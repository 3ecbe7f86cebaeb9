/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include "core.h"

/* cdev_map, and the lock of drivers/base/map.c: who looks a cdev up has it before another can take it away. */
static LIST_HEAD(cdevs);
static DEFINE_MUTEX(cdevs_lock);
/* cdev_lock (fs/char_dev.c): of what inodes have found. */
static DEFINE_SPINLOCK(cdev_lock);

/* struct probe (drivers/base/map.c): stays with the kernel when the driver forgets to take its cdev away. */
struct cdev_probe {
	struct cdev *data;
};

struct cdev *cdev_of(dev_t number)
{
	struct cdev *cdev;

	list_for_each_entry(cdev, &cdevs, map)
		if (number >= cdev->dev && number - cdev->dev < cdev->count)
			return cdev;
	return NULL;
}

/* cdev_purge (fs/char_dev.c): inodes no longer find it. */
static void cdev_purge(struct cdev *cdev)
{
	spin_lock(&cdev_lock);
	while (!list_empty(&cdev->list)) {
		struct inode *inode = list_first_entry(&cdev->list, struct inode, i_devices);

		list_del_init(&inode->i_devices);
		inode->i_cdev = NULL;
	}
	spin_unlock(&cdev_lock);
}

/* cdev_default_release (fs/char_dev.c): the parent stays until the last file is closed. */
static void cdev_default_release(struct kobject *kobj)
{
	struct kobject *parent = kobj->parent;

	cdev_purge(container_of(kobj, struct cdev, kobj));
	kobject_put(parent);
}

/* cdev_dynamic_release (fs/char_dev.c) */
static void cdev_dynamic_release(struct kobject *kobj)
{
	struct kobject *parent = kobj->parent;
	struct cdev *cdev = container_of(kobj, struct cdev, kobj);

	cdev_purge(cdev);
	__machine_free(cdev);
	kobject_put(parent);
}

static const struct kobj_type cdev_ktype = { .release = cdev_default_release };
static const struct kobj_type cdev_dynamic_ktype = { .release = cdev_dynamic_release };

/* cdev_get (fs/char_dev.c), under the lock of cdev_map or of inodes: no cdev goes meanwhile. */
struct cdev *cdev_get(struct cdev *cdev)
{
	if (!try_module_get_locked(cdev->owner))
		return NULL;
	if (kref_get_unless_zero(&cdev->kobj.kref))
		return cdev;
	module_put_locked(cdev->owner);
	return NULL;
}

/* cdev_put (fs/char_dev.c) */
void cdev_put(struct cdev *cdev)
{
	struct module *owner = cdev->owner;

	kobject_put(&cdev->kobj);
	module_put(owner);
}

/* kobj_lookup (drivers/base/map.c) in cdev_map; with a reference. */
static struct cdev *cdev_lookup(dev_t number)
{
	struct cdev *cdev;

	mutex_lock(&cdevs_lock);
	cdev = cdev_of(number);
	if (cdev)
		cdev = cdev_get(cdev);
	mutex_unlock(&cdevs_lock);
	return cdev;
}

/* The beginning of chrdev_open (fs/char_dev.c): with a reference; found by its number at the first open. */
struct cdev *inode_cdev(struct inode *inode)
{
	struct cdev *p, *new = NULL;

	spin_lock(&cdev_lock);
	p = inode->i_cdev;
	if (!p) {
		spin_unlock(&cdev_lock);
		new = cdev_lookup(inode->i_rdev);
		if (!new)
			return NULL;
		spin_lock(&cdev_lock);
		/* Another may have opened it meanwhile. */
		p = inode->i_cdev;
		if (!p) {
			inode->i_cdev = p = new;
			list_add(&inode->i_devices, &p->list);
			new = NULL;
		} else if (!cdev_get(p))
			p = NULL;
	} else if (!cdev_get(p))
		p = NULL;
	spin_unlock(&cdev_lock);
	if (new)
		cdev_put(new);
	return p;
}

/* cdev_alloc (fs/char_dev.c) */
struct cdev *cdev_alloc(void)
{
	struct cdev *cdev;

	may_sleep();
	cdev = __machine_choose("cdev_alloc", 2) ? NULL : __machine_alloc(sizeof(*cdev), 1);
	if (!cdev)
		return NULL;
	INIT_LIST_HEAD(&cdev->list);
	INIT_LIST_HEAD(&cdev->map);
	kobject_init(&cdev->kobj, &cdev_dynamic_ktype);
	return cdev;
}

/* cdev_init (fs/char_dev.c) */
void cdev_init(struct cdev *cdev, const struct file_operations *fops)
{
	memset(cdev, 0, sizeof(*cdev));
	INIT_LIST_HEAD(&cdev->list);
	INIT_LIST_HEAD(&cdev->map);
	kobject_init(&cdev->kobj, &cdev_ktype);
	cdev->ops = fops;
}

/* cdev_add (fs/char_dev.c) */
int cdev_add(struct cdev *cdev, dev_t dev, unsigned int count)
{
	may_sleep();
	cdev->dev = dev;
	cdev->count = count;
	if (WARN_ON(dev == WHITEOUT_DEV))
		return -EBUSY;
	if (__machine_choose("cdev_add", 2))
		return -ENOMEM;
	/* Added anew, one that was never taken away is lost. */
	cdev->probe = __machine_alloc(sizeof(*cdev->probe), 1);
	cdev->probe->data = cdev;
	mutex_lock(&cdevs_lock);
	list_add_tail(&cdev->map, &cdevs);
	mutex_unlock(&cdevs_lock);
	kobject_get(cdev->kobj.parent);
	return 0;
}

/* cdev_set_parent (fs/char_dev.c) */
void cdev_set_parent(struct cdev *cdev, struct kobject *kobj)
{
	WARN_ON(!kobj->state_initialized);
	cdev->kobj.parent = kobj;
}

/* cdev_del (fs/char_dev.c): open files keep the cdev, and its parent. */
void cdev_del(struct cdev *cdev)
{
	may_sleep();
	mutex_lock(&cdevs_lock);
	list_del_init(&cdev->map);
	mutex_unlock(&cdevs_lock);
	__machine_free(cdev->probe);
	cdev->probe = NULL;
	kobject_put(&cdev->kobj);
}

/* cdev_device_add (fs/char_dev.c) */
int cdev_device_add(struct cdev *cdev, struct device *dev)
{
	int rc = 0;

	may_sleep();
	if (dev->devt) {
		cdev_set_parent(cdev, &dev->kobj);
		rc = cdev_add(cdev, dev->devt, 1);
		if (rc)
			return rc;
	}
	rc = device_add(dev);
	if (rc && dev->devt)
		cdev_del(cdev);
	return rc;
}

/* cdev_device_del (fs/char_dev.c) */
void cdev_device_del(struct cdev *cdev, struct device *dev)
{
	may_sleep();
	device_del(dev);
	if (dev->devt)
		cdev_del(cdev);
}
