/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_DEVICE_CLASS_H
#define LINUX_DEVICE_CLASS_H

#include <linux/device/bus.h>

/* Lives as long as the class is registered: pinned, so that one never unregistered is found. */
/* struct subsys_private (drivers/base/base.h): a class itself is never written, and may be const. */
struct class_private {
	struct kobject kobj;
	const struct class *class;
	/* On the list of all. */
	struct list_head node;
	/* Of its devices without a parent. */
	struct kobject *virtual_dir;
	/* In the order in which they were added, where that is kept. */
	struct list_head klist_devices;
};

struct class {
	const char *name;
	const struct attribute_group **class_groups;
	const struct attribute_group **dev_groups;
	int (*dev_uevent)(const struct device *dev, void *env);
	char *(*devnode)(const struct device *dev, umode_t *mode);
	void (*class_release)(const struct class *class);
	void (*dev_release)(struct device *dev);
};

struct class_attribute {
	struct attribute attr;
	ssize_t (*show)(const struct class *class, const struct class_attribute *attr, char *buf);
	ssize_t (*store)(const struct class *class, const struct class_attribute *attr, const char *buf, size_t count);
};

#define CLASS_ATTR_RO(_name) struct class_attribute class_attr_##_name = __ATTR_RO(_name)
#define CLASS_ATTR_RW(_name) struct class_attribute class_attr_##_name = __ATTR_RW(_name)
#define CLASS_ATTR_WO(_name) struct class_attribute class_attr_##_name = __ATTR_WO(_name)

bool class_is_registered(const struct class *class);
int class_create_file(const struct class *class, const struct class_attribute *attr);
void class_remove_file(const struct class *class, const struct class_attribute *attr);
int class_register(const struct class *class);
void class_unregister(const struct class *class);
struct class *class_create(const char *name);
void class_destroy(const struct class *class);
int class_for_each_device(const struct class *class, const struct device *start, void *data,
			  int (*fn)(struct device *dev, void *data));
struct device *class_find_device(const struct class *class, const struct device *start, const void *data,
				 int (*match)(struct device *dev, const void *data));
struct device *class_find_device_by_devt(const struct class *class, dev_t devt);
struct device *class_find_device_by_name(const struct class *class, const char *name);

#endif
