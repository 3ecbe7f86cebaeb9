/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_DEVICE_H
#define LINUX_DEVICE_H

#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/cleanup.h>
#include <linux/dev_printk.h>
#include <linux/device/bus.h>
#include <linux/device/class.h>
#include <linux/device/driver.h>
#include <linux/err.h>
#include <linux/gfp_types.h>
#include <linux/ioport.h>
#include <linux/kref.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/numa.h>
#include <linux/pm.h>
#include <linux/slab.h>
#include <linux/types.h>

struct fwnode_handle;
struct device_node;
struct iommu_group;

struct device_type {
	const char *name;
	const struct attribute_group **groups;
	void (*release)(struct device *dev);
};

struct device {
	struct kobject kobj;
	struct device *parent;
	const char *init_name;
	const struct device_type *type;
	const struct bus_type *bus;
	struct device_driver *driver;
	void *platform_data;
	void *driver_data;
	struct mutex mutex;
	struct dev_pm_info power;
	struct device_node *of_node;
	struct fwnode_handle *fwnode;
	int numa_node;
	dev_t devt;
	u32 id;
	struct list_head devres_head;
	const struct class *class;
	const struct attribute_group **groups;
	void (*release)(struct device *dev);
	struct iommu_group *iommu_group;
	/* From its first device_add to its release. */
	struct device_private *p;
	int probe_error;
};

/* How a device that is moved goes into the order of suspending, which is not modelled. */
enum dpm_order { DPM_ORDER_NONE, DPM_ORDER_DEV_AFTER_PARENT, DPM_ORDER_PARENT_BEFORE_DEV, DPM_ORDER_DEV_LAST };

/* enum device_link_state; flags (include/linux/device.h) */
enum device_link_state {
	DL_STATE_NONE = -1,
	DL_STATE_DORMANT,
	DL_STATE_AVAILABLE,
	DL_STATE_CONSUMER_PROBE,
	DL_STATE_ACTIVE,
	DL_STATE_SUPPLIER_UNBIND
};
#define DL_FLAG_STATELESS 0x01
#define DL_FLAG_AUTOREMOVE_CONSUMER 0x02
#define DL_FLAG_PM_RUNTIME 0x04
#define DL_FLAG_RPM_ACTIVE 0x08
#define DL_FLAG_AUTOREMOVE_SUPPLIER 0x10
#define DL_FLAG_AUTOPROBE_CONSUMER 0x20
#define DL_FLAG_MANAGED 0x40

struct device_link {
	struct device_link *next;
	struct device *supplier;
	struct device *consumer;
	enum device_link_state status;
	u32 flags;
	struct kref kref;
};

struct device_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device *dev, struct device_attribute *attr, char *buf);
	ssize_t (*store)(struct device *dev, struct device_attribute *attr, const char *buf, size_t count);
};

#define DEVICE_ATTR(_name, _mode, _show, _store) \
	struct device_attribute dev_attr_##_name = __ATTR(_name, _mode, _show, _store)
#define DEVICE_ATTR_ADMIN_RO(_name) struct device_attribute dev_attr_##_name = __ATTR(_name, 0400, _name##_show, NULL)
#define DEVICE_ATTR_ADMIN_RW(_name) struct device_attribute dev_attr_##_name = __ATTR(_name, 0600, _name##_show, _name##_store)
#define DEVICE_ATTR_RO(_name) struct device_attribute dev_attr_##_name = __ATTR_RO(_name)
#define DEVICE_ATTR_RW(_name) struct device_attribute dev_attr_##_name = __ATTR_RW(_name)
#define DEVICE_ATTR_WO(_name) struct device_attribute dev_attr_##_name = __ATTR_WO(_name)
#define kobj_to_dev(k) container_of(k, struct device, kobj)

void device_initialize(struct device *dev);
int device_add(struct device *dev);
int device_register(struct device *dev);
void device_del(struct device *dev);
void device_unregister(struct device *dev);
int device_move(struct device *dev, struct device *new_parent, enum dpm_order dpm_order);
struct device_link *device_link_add(struct device *consumer, struct device *supplier, u32 flags);
void device_link_del(struct device_link *link);
void device_link_remove(void *consumer, struct device *supplier);
struct device *get_device(struct device *dev);
void put_device(struct device *dev);
int __dev_set_name(struct device *dev, char *name);
/* dev_set_name (drivers/base/core.c); the name is formatted first. */
#define dev_set_name(dev, ...) \
	__dev_set_name(dev, __machine_choose("dev_set_name", 2) ? NULL : __kernel_format(__VA_ARGS__))
struct device *device_find_child(struct device *parent, void *data, int (*match)(struct device *dev, void *data));
struct device *device_find_any_child(struct device *parent);
struct device *device_find_child_by_name(struct device *parent, const char *name);
int device_for_each_child(struct device *parent, void *data, int (*fn)(struct device *dev, void *data));
int device_for_each_child_reverse(struct device *parent, void *data, int (*fn)(struct device *dev, void *data));
int device_create_file(struct device *dev, const struct device_attribute *attr);
bool device_remove_file_self(struct device *dev, const struct device_attribute *attr);
int device_create_bin_file(struct device *dev, const struct bin_attribute *attr);
void device_remove_bin_file(struct device *dev, const struct bin_attribute *attr);
void device_remove_file(struct device *dev, const struct device_attribute *attr);
int devm_device_add_group(struct device *dev, const struct attribute_group *grp);
static inline int device_add_group(struct device *dev, const struct attribute_group *grp)
{
	return sysfs_create_group(&dev->kobj, grp);
}

static inline void device_remove_group(struct device *dev, const struct attribute_group *grp)
{
	sysfs_remove_group(&dev->kobj, grp);
}

int device_add_groups(struct device *dev, const struct attribute_group **groups);
void device_remove_groups(struct device *dev, const struct attribute_group **groups);
struct device *__device_create(const struct class *class, struct device *parent, dev_t devt, void *drvdata,
			       const struct attribute_group **groups, char *name);
/* The name is formatted first. */
#define device_create(class, parent, devt, drvdata, ...) \
	__device_create(class, parent, devt, drvdata, NULL, __kernel_format(__VA_ARGS__))
#define device_create_with_groups(class, parent, devt, drvdata, groups, ...) \
	__device_create(class, parent, devt, drvdata, groups, __kernel_format(__VA_ARGS__))
void device_destroy(const struct class *class, dev_t devt);
struct device *root_device_register(const char *name);
void root_device_unregister(struct device *dev);
int device_match_devt(struct device *dev, const void *pdevt);
int device_match_name(struct device *dev, const void *name);
int device_match_any(struct device *dev, const void *unused);
int device_match_fwnode(struct device *dev, const void *fwnode);
bool device_is_bound(struct device *dev);
void device_lock(struct device *dev);
int device_trylock(struct device *dev);
void device_unlock(struct device *dev);

static inline const char *dev_name(const struct device *dev)
{
	if (dev->init_name)
		return dev->init_name;
	return dev->kobj.name;
}

static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}

static inline void dev_set_drvdata(struct device *dev, void *data)
{
	dev->driver_data = data;
}

static inline int device_is_registered(struct device *dev)
{
	return dev->kobj.state_in_sysfs;
}

static inline int dev_to_node(struct device *dev)
{
	return dev->numa_node;
}

static inline void set_dev_node(struct device *dev, int node)
{
	dev->numa_node = node;
}

static inline void *dev_get_platdata(const struct device *dev)
{
	return dev->platform_data;
}

/* Managed resources (drivers/base/devres.c): released in reverse order when the driver is unbound. */
typedef void (*dr_release_t)(struct device *dev, void *res);
typedef int (*dr_match_t)(struct device *dev, void *res, void *match_data);
void *devres_alloc(dr_release_t release, size_t size, gfp_t gfp);
void devres_free(void *res);
void devres_add(struct device *dev, void *res);
void *devres_find(struct device *dev, dr_release_t release, dr_match_t match, void *match_data);
void *devres_get(struct device *dev, void *new_res, dr_match_t match, void *match_data);
void *devres_remove(struct device *dev, dr_release_t release, dr_match_t match, void *match_data);
int devres_destroy(struct device *dev, dr_release_t release, dr_match_t match, void *match_data);
void *devres_open_group(struct device *dev, void *id, gfp_t gfp);
void devres_close_group(struct device *dev, void *id);
void devres_remove_group(struct device *dev, void *id);
int devres_release_group(struct device *dev, void *id);
int devres_release(struct device *dev, dr_release_t release, dr_match_t match, void *match_data);
void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp);
void *devm_krealloc(struct device *dev, void *p, size_t size, gfp_t gfp);
void *devm_kzalloc(struct device *dev, size_t size, gfp_t gfp);
void devm_kfree(struct device *dev, const void *p);
char *devm_kstrdup(struct device *dev, const char *s, gfp_t gfp);
void *devm_kmemdup(struct device *dev, const void *from, size_t n, gfp_t gfp);
char *devm_kasprintf(struct device *dev, gfp_t gfp, char *text);
/* The text is formatted first. */
#define devm_kasprintf(dev, gfp, ...) devm_kasprintf(dev, gfp, __kernel_format(__VA_ARGS__))

static inline char *devm_kvasprintf(struct device *dev, gfp_t gfp, const char *fmt, va_list args)
{
	struct va_format given = { .fmt = fmt, .va = &args };

	return devm_kasprintf(dev, gfp, "%pV", &given);
}
void devm_remove_action(struct device *dev, void (*action)(void *data), void *data);
void devm_release_action(struct device *dev, void (*action)(void *data), void *data);
int devm_add_action(struct device *dev, void (*action)(void *data), void *data);
int devm_add_action_or_reset(struct device *dev, void (*action)(void *data), void *data);
/* devm_kmalloc_array, devm_kcalloc (include/linux/device/devres.h) */
static inline void *devm_kmalloc_array(struct device *dev, size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : devm_kmalloc(dev, bytes, gfp);
}
#define devm_kcalloc(dev, n, size, gfp) devm_kmalloc_array(dev, n, size, (gfp) | __GFP_ZERO)

DEFINE_GUARD(device, struct device *, device_lock(_T), device_unlock(_T))
DEFINE_FREE(put_device, struct device *, if (_T) put_device(_T))

#endif
