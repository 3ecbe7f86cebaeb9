/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/debugfs.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

/* Files of single values (fs/debugfs/file.c). */

/* simple_open (fs/libfs.c) */
int simple_open(struct inode *inode, struct file *file)
{
	if (inode->i_private)
		file->private_data = inode->i_private;
	return 0;
}

/* Takes the text. */
static ssize_t read_text(char __user *buf, size_t count, loff_t *pos, char *text)
{
	ssize_t ret = text ? simple_read_from_buffer(buf, count, pos, text, strlen(text)) : -ENOMEM;

	__machine_free(text);
	return ret;
}

#define VALUES(of, type, format)										\
	static ssize_t read_##of(struct file *file, char __user *buf, size_t count, loff_t *pos)		\
	{													\
		return read_text(buf, count, pos, __kernel_format(format "\n", *(type *)file->private_data));	\
	}													\
	static const struct file_operations of##_operations = { .open = simple_open, .read = read_##of };	\
	void debugfs_create_##of(const char *name, umode_t mode, struct dentry *parent, type *value)		\
	{													\
		debugfs_create_file(name, mode, parent, value, &of##_operations);				\
	}

VALUES(u8, u8, "%u")
VALUES(u16, u16, "%u")
VALUES(u32, u32, "%u")
VALUES(u64, u64, "%llu")
VALUES(x8, u8, "0x%02x")
VALUES(x16, u16, "0x%04x")
VALUES(x32, u32, "0x%08x")
VALUES(x64, u64, "0x%016llx")
VALUES(ulong, unsigned long, "%lu")
VALUES(size_t, size_t, "%zu")

static ssize_t read_bool(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	return read_text(buf, count, pos, __kernel_format("%s\n", *(bool *)file->private_data ? "Y" : "N"));
}

static ssize_t read_atomic(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	return read_text(buf, count, pos, __kernel_format("%d\n", atomic_read((atomic_t *)file->private_data)));
}

static ssize_t read_str(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	return read_text(buf, count, pos, __kernel_format("%s\n", *(char **)file->private_data));
}

static ssize_t read_blob(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	struct debugfs_blob_wrapper *blob = file->private_data;

	return simple_read_from_buffer(buf, count, pos, blob->data, blob->size);
}

static const struct file_operations bool_operations = { .open = simple_open, .read = read_bool };
static const struct file_operations atomic_operations = { .open = simple_open, .read = read_atomic };
static const struct file_operations str_operations = { .open = simple_open, .read = read_str };
static const struct file_operations blob_operations = { .open = simple_open, .read = read_blob };

void debugfs_create_bool(const char *name, umode_t mode, struct dentry *parent, bool *value)
{
	debugfs_create_file(name, mode, parent, value, &bool_operations);
}

void debugfs_create_atomic_t(const char *name, umode_t mode, struct dentry *parent, atomic_t *value)
{
	debugfs_create_file(name, mode, parent, value, &atomic_operations);
}

void debugfs_create_str(const char *name, umode_t mode, struct dentry *parent, char **value)
{
	debugfs_create_file(name, mode, parent, value, &str_operations);
}

struct dentry *debugfs_create_blob(const char *name, umode_t mode, struct dentry *parent,
				   struct debugfs_blob_wrapper *blob)
{
	return debugfs_create_file(name, mode & 0644, parent, blob, &blob_operations);
}
