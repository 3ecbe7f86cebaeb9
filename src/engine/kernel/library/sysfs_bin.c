/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/mm.h>
#include <linux/sysfs.h>
#include "core.h"

/* Binary files of sysfs: their functions are given the offset, and as many bytes as the user wants. */

/* sysfs_add_bin_file_mode_ns (fs/sysfs/file.c) */
int sysfs_add_bin_file(struct kernfs_node *parent, const struct bin_attribute *battr, umode_t mode)
{
	struct kernfs_node *node = kernfs_add_file(parent, &battr->attr, mode);

	if (IS_ERR(node)) {
		if (PTR_ERR(node) == -EEXIST)
			sysfs_warn_dup(parent, battr->attr.name);
		return PTR_ERR(node);
	}
	node->binary = true;
	node->size = battr->size;
	return 0;
}

/* sysfs_create_bin_file (fs/sysfs/file.c) */
int sysfs_create_bin_file(struct kobject *kobj, const struct bin_attribute *attr)
{
	may_sleep();
	if (WARN_ON(!kobj || !kobj->sd || !attr))
		return -EINVAL;
	return sysfs_add_bin_file(kobj->sd, attr, attr->attr.mode);
}

/* sysfs_remove_bin_file (fs/sysfs/file.c) */
void sysfs_remove_bin_file(struct kobject *kobj, const struct bin_attribute *attr)
{
	may_sleep();
	kernfs_remove_by_name(kobj->sd, attr->attr.name);
}

/* device_create_bin_file (drivers/base/core.c) */
int device_create_bin_file(struct device *dev, const struct bin_attribute *attr)
{
	may_sleep();
	return dev ? sysfs_create_bin_file(&dev->kobj, attr) : -EINVAL;
}

/* device_remove_bin_file (drivers/base/core.c) */
void device_remove_bin_file(struct device *dev, const struct bin_attribute *attr)
{
	may_sleep();
	if (dev)
		sysfs_remove_bin_file(&dev->kobj, attr);
}

/* sysfs_bin_attr_simple_read (fs/sysfs/file.c): what the attribute's private leads to. */
ssize_t sysfs_bin_attr_simple_read(struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf,
				   loff_t off, size_t count)
{
	memcpy(buf, (const char *)attr->private + off, count);
	return count;
}

static struct bin_attribute *attribute_of(const struct kernfs_node *node)
{
	return (struct bin_attribute *)container_of(node->attr, struct bin_attribute, attr);
}

/* What is called for a user who reads, or writes: as sysfs_add_bin_file_mode_ns chooses, one that is mapped has both. */
const void *bin_function(const struct kernfs_node *node, bool writes)
{
	const struct bin_attribute *battr = attribute_of(node);

	if (!(node->mode & (writes ? 0222 : 0444)))
		return NULL;
	return writes ? (const void *)battr->write : (const void *)battr->read;
}

/* What was read is given to the user (copy_to_iter, lib/iov_iter.c). */
static void give(const struct kernfs_node *node, const char *buf, size_t got, size_t asked)
{
	const void *read = bin_function(node, false);
	unsigned long written;
	char *text;

	if (got > asked) {
		__kernel_report_at(read, "out-of-bounds", "bin-count", node->attr->name);
		return;
	}
	written = __machine_initialised(buf, got);
	if (written == got)
		return;
	text = __kernel_format("of %lu bytes the one at offset %lu was never written", got, written);
	__kernel_report_at(read, "uninitialised-copy-out", "memory", text);
	__machine_free(text);
}

/* kernfs_file_read_iter (fs/kernfs/file.c), sysfs_kf_bin_read (fs/sysfs/file.c): of a user who asks for a page, or what is left. */
static ssize_t read_at(const struct kernfs_node *node, loff_t pos)
{
	struct inode inode = { .i_mode = node->mode };
	struct file file = { .f_mode = FMODE_READ, .f_inode = &inode };
	size_t count = PAGE_SIZE;
	ssize_t got;
	char *buf;

	if (node->size && node->size - pos < count)
		count = node->size - pos;
	buf = __machine_alloc(count, 0);
	if (!buf)
		return -ENOMEM;
	got = attribute_of(node)->read(&file, node->parent->kobj, attribute_of(node), buf, pos, count);
	if (got > 0)
		give(node, buf, got, count);
	__machine_free(buf);
	return got;
}

/* The first page; then the last one, or, of a file whose size nobody has said, what follows, unless it is removed meanwhile. */
int read_bin_file(const struct kernfs_node *node)
{
	struct bin_attribute *battr = attribute_of(node);
	ssize_t got;
	loff_t pos;

	if (!battr->read)
		return battr->mmap ? -EIO : -EACCES;
	/* A size that no file has is before any offset. */
	if (node->size < 0)
		return 0;
	got = read_at(node, 0);
	if (got <= 0)
		return got;
	pos = node->size ? (node->size - 1) & PAGE_MASK : got;
	if (pos && !node->removed)
		got = read_at(node, pos);
	return got < 0 ? got : 0;
}

/* sysfs_kf_bin_write (fs/sysfs/file.c); `length` is a page at most. */
int write_bin_file(const struct kernfs_node *node, char *buf, size_t length)
{
	struct bin_attribute *battr = attribute_of(node);
	struct inode inode = { .i_mode = node->mode };
	struct file file = { .f_mode = FMODE_WRITE, .f_inode = &inode };
	ssize_t count;

	if (!battr->write && !battr->mmap)
		return -EACCES;
	if (node->size < 0)
		return -EFBIG;
	if (node->size && node->size < length)
		length = node->size;
	if (!length)
		return 0;
	count = battr->write ? battr->write(&file, node->parent->kobj, battr, buf, 0, length) : -EIO;
	return count < 0 ? count : 0;
}
