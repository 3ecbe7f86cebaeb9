/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/auxiliary_bus.h>
#include <linux/device.h>
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/string.h>
#include <linux/sysfs.h>

static struct kobject *things;
static u32 level = 5;

static ssize_t level_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	pr_info("files: %s is read: %u\n", attr->attr.name, level);
	return sysfs_emit(buf, "%u\n", level);
}

static ssize_t level_store(struct kobject *kobj, struct kobj_attribute *attr, const char *buf, size_t count)
{
	int ret;

	pr_info("files: %s is written: %zu bytes\n", attr->attr.name, count);
	ret = kstrtou32(buf, 0, &level);
	return ret ? ret : count;
}

static ssize_t refusing_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return -EBUSY;
}

static ssize_t refusing_store(struct kobject *kobj, struct kobj_attribute *attr, const char *buf, size_t count)
{
	return -ERANGE;
}

static ssize_t passing_store(struct kobject *kobj, struct kobj_attribute *attr, const char *buf, size_t count)
{
	pr_info("files: %s removes itself: %d\n", attr->attr.name, sysfs_remove_file_self(kobj, &attr->attr));
	return count;
}

static struct kobj_attribute passing = __ATTR(passing, 0200, NULL, passing_store);
static struct kobj_attribute both = __ATTR(both, 0644, level_show, level_store);
static struct kobj_attribute read_only = __ATTR(read_only, 0444, level_show, level_store);
static struct kobj_attribute write_only = __ATTR(write_only, 0200, level_show, level_store);
static struct kobj_attribute refusing = __ATTR(refusing, 0644, refusing_show, refusing_store);
static struct kobj_attribute nothing = __ATTR(nothing, 0644, NULL, NULL);
static const struct attribute *all[] = {
	&both.attr, &read_only.attr, &write_only.attr, &refusing.attr, &nothing.attr, &passing.attr, NULL
};

static struct kobj_attribute less = __ATTR(less, 0644, level_show, level_store);
static struct kobj_attribute hidden = __ATTR(hidden, 0644, level_show, level_store);
static struct attribute *some[] = { &less.attr, &hidden.attr, NULL };

static umode_t visible(struct kobject *kobj, struct attribute *attr, int n)
{
	return n == 0 ? 0444 : 0;
}

static const struct attribute_group group = { .name = "group", .attrs = some, .is_visible = visible };

static char kept[16] = "what is kept";

static ssize_t table_read(struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf, loff_t off,
			  size_t count)
{
	pr_info("files: %s is read: %zu bytes at %lld\n", attr->attr.name, count, off);
	return memory_read_from_buffer(buf, count, &off, kept, sizeof(kept));
}

static ssize_t table_write(struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf, loff_t off,
			   size_t count)
{
	pr_info("files: %s is written: %zu bytes at %lld: %s", attr->attr.name, count, off, buf);
	return count;
}

static ssize_t refused_read(struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf, loff_t off,
			    size_t count)
{
	return -EBUSY;
}

/* How often a reader asks again of a file without a size is for it to choose. */
static ssize_t silent_read(struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf, loff_t off,
			   size_t count)
{
	return memory_read_from_buffer(buf, count, &off, kept, sizeof(kept));
}

static BIN_ATTR_RW(table, sizeof(kept));
static BIN_ATTR(sizeless, 0600, silent_read, table_write, 0);
static BIN_ATTR_RO(refused, 4);
static BIN_ATTR(unread, 0644, NULL, table_write, 4);
static BIN_ATTR(unwritten, 0644, table_read, NULL, 4);
static BIN_ATTR(idle, 0644, NULL, NULL, 4);
static BIN_ATTR(short, 0644, table_read, table_write, 4);
static struct bin_attribute *binary_attrs[] = {
	&bin_attr_table, &bin_attr_sizeless, &bin_attr_refused, &bin_attr_unread, &bin_attr_unwritten, &bin_attr_idle,
	&bin_attr_short, NULL
};
static const struct attribute_group binary_group = { .name = "binary", .bin_attrs = binary_attrs };

static ssize_t version_show(const struct class *class, const struct class_attribute *attr, char *buf)
{
	pr_info("files: %s of the class is read\n", attr->attr.name);
	return sysfs_emit(buf, "1\n");
}
static CLASS_ATTR_RO(version);

static struct class kind = { .name = "files" };

static ssize_t mode_show(struct device_driver *driver, char *buf)
{
	pr_info("files: mode of the driver is read\n");
	return sysfs_emit(buf, "%s\n", driver->name);
}

static ssize_t mode_store(struct device_driver *driver, const char *buf, size_t count)
{
	pr_info("files: mode of the driver is written\n");
	return count;
}
static DRIVER_ATTR_RW(mode);
static struct attribute *of_driver[] = { &driver_attr_mode.attr, NULL };
static const struct attribute_group driver_group = { .attrs = of_driver };
static const struct attribute_group *driver_groups[] = { &driver_group, NULL };

static int files_probe(struct auxiliary_device *aux, const struct auxiliary_device_id *id)
{
	return 0;
}

static const struct auxiliary_device_id files_ids[] = {
	{ .name = "files.none" },
	{ }
};

static struct auxiliary_driver files_driver = {
	.name = "part",
	.id_table = files_ids,
	.probe = files_probe,
	.driver = { .groups = driver_groups },
};

static int __init begin_files(void)
{
	int ret = -ENOMEM;

	things = kobject_create_and_add("files", kernel_kobj);
	if (!things)
		return ret;
	ret = sysfs_create_files(things, all);
	if (!ret)
		ret = sysfs_create_group(things, &group);
	if (!ret)
		ret = sysfs_create_group(things, &binary_group);
	if (ret)
		goto out;
	ret = class_register(&kind);
	if (ret)
		goto out;
	ret = class_create_file(&kind, &class_attr_version);
	if (!ret)
		ret = auxiliary_driver_register(&files_driver);
	if (!ret)
		return 0;
	class_unregister(&kind);
out:
	kobject_put(things);
	return ret;
}

static void __exit end_files(void)
{
	auxiliary_driver_unregister(&files_driver);
	class_remove_file(&kind, &class_attr_version);
	class_unregister(&kind);
	kobject_put(things);
}

module_init(begin_files);
module_exit(end_files);

MODULE_DESCRIPTION("Files of sysfs");
MODULE_LICENSE("Dual MIT/GPL");
