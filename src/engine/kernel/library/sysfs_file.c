/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/mm.h>
#include <linux/sysfs.h>
#include "core.h"

/* Files of sysfs, and what their users do with them. */

/* sysfs_add_file_mode_ns (fs/sysfs/file.c) */
int sysfs_add_file(struct kernfs_node *parent, const struct attribute *attr, umode_t mode)
{
	struct kobject *kobj = parent->kobj;
	struct kernfs_node *node;

	if (!kobj->ktype->sysfs_ops) {
		WARN(1, KERN_ERR "missing sysfs attribute operations for kobject: %s\n", kobject_name(kobj));
		return -EINVAL;
	}
	node = kernfs_add_file(parent, attr, mode);
	if (IS_ERR(node)) {
		if (PTR_ERR(node) == -EEXIST)
			sysfs_warn_dup(parent, attr->name);
		return PTR_ERR(node);
	}
	return 0;
}

/* sysfs_create_file_ns (fs/sysfs/file.c) */
int sysfs_create_file(struct kobject *kobj, const struct attribute *attr)
{
	may_sleep();
	if (WARN_ON(!kobj || !kobj->sd || !attr))
		return -EINVAL;
	return sysfs_add_file(kobj->sd, attr, attr->mode);
}

/* sysfs_remove_file_ns (fs/sysfs/file.c) */
void sysfs_remove_file(struct kobject *kobj, const struct attribute *attr)
{
	may_sleep();
	kernfs_remove_by_name(kobj->sd, attr->name);
}

/* sysfs_create_files (fs/sysfs/file.c): all of them, or none, also not one that was there before. */
int sysfs_create_files(struct kobject *kobj, const struct attribute *const *ptr)
{
	int error = 0, i;

	for (i = 0; ptr[i] && !error; i++)
		error = sysfs_create_file(kobj, ptr[i]);
	if (error)
		while (--i >= 0)
			sysfs_remove_file(kobj, ptr[i]);
	return error;
}

/* sysfs_remove_files (fs/sysfs/file.c) */
void sysfs_remove_files(struct kobject *kobj, const struct attribute *const *ptr)
{
	for (; *ptr; ptr++)
		sysfs_remove_file(kobj, *ptr);
}

/* The checks of sysfs_emit and sysfs_emit_at (fs/sysfs/file.c). */
int __sysfs_room(const char *buf, int at, const char *who)
{
	if (!buf || (unsigned long)buf & ~PAGE_MASK || at < 0 || at >= PAGE_SIZE) {
		WARN(1, "invalid %s: buf:%p at:%d\n", who, buf, at);
		return 0;
	}
	return PAGE_SIZE - at;
}

/*
 * What an attribute of a device, driver, class or kobject is (struct device_attribute and its like): all have the two
 * functions in the same place.
 */
struct file_attribute {
	struct attribute attr;
	void *show;
	void *store;
};

/* The driver's function that reading leads to, or writing; NULL where there is none, or it is the kernel's. */
static const void *functions_of(const struct kernfs_node *node, bool writes)
{
	const struct kobject *kobj = node->parent->kobj;
	const struct sysfs_ops *ops = kobj->ktype ? kobj->ktype->sysfs_ops : NULL;
	const void *own = ops ? (writes ? (const void *)ops->store : (const void *)ops->show) : NULL;
	const struct file_attribute *file;

	if (node->binary)
		return bin_function(node, writes);
	if (!own || !(node->mode & (writes ? 0222 : 0444)))
		return NULL;
	if (__kernel_module_of(own) >= 0)
		return own;
	file = container_of(node->attr, struct file_attribute, attr);
	own = writes ? file->store : file->show;
	return own && __kernel_module_of(own) >= 0 ? own : NULL;
}

/* What a driver's own operations call goes by the attribute. */
static const struct attribute *attribute_told(const struct kernfs_node *node, const void *show, const void *store)
{
	const struct sysfs_ops *ops = node->parent->kobj->ktype->sysfs_ops;

	return !node->binary && (show == ops->show || store == ops->store) ? node->attr : NULL;
}

/* Directories of groups, and of kobjects below; of links nothing. */
static void tell_below(const struct kernfs_node *directory)
{
	const void *show, *store;
	struct kernfs_node *child;
	char *path;
	u32 list;

	for (list = 0; list < directory->lists; list++)
		for (child = directory->children[list]; child; child = child->next) {
			if (child->kind == KERNFS_DIR)
				tell_below(child);
			if (child->kind != KERNFS_FILE)
				continue;
			show = functions_of(child, false);
			store = functions_of(child, true);
			if (!show && !store)
				continue;
			path = kernfs_path(child);
			__kernel_tell_attribute(path, show, store, attribute_told(child, show, store));
			__machine_free(path);
		}
}

/* Tells observe.c's caller the files in which there is something of a driver's. */
void tell_attributes(void)
{
	tell_below(sysfs_root.sd);
}

/* kernfs_walk_ns (fs/kernfs/dir.c), through links; the path is cut into its names. */
static struct kernfs_node *kernfs_walk(char *path)
{
	struct kernfs_node *node = sysfs_root.sd;

	while (node && *path) {
		long slash = __machine_string_index(path, '/', 0);
		char *next = slash < 0 ? path + __machine_string_length(path) : path + slash + 1;

		if (slash >= 0)
			path[slash] = 0;
		if (*path)
			node = node->kind == KERNFS_DIR && !node->removed ? kernfs_find(node, path) : NULL;
		if (node && node->kind == KERNFS_LINK)
			node = __machine_is_live(node->target) ? node->target : NULL;
		path = next;
	}
	return node;
}

/*
 * kernfs_get_active (fs/kernfs/dir.c) of the file that a user names, below /sys: whoever removes it waits for
 * kernfs_put_active. -EACCES where it is for nobody to read, or write (kernfs_fop_open, fs/kernfs/file.c).
 */
static int get_active(int word, umode_t mode, struct kernfs_node **got)
{
	char *path = __kernel_word(word);
	struct kernfs_node *node = kernfs_walk(path);

	__machine_free(path);
	if (!node || node->kind != KERNFS_FILE)
		return node ? -EISDIR : -ENOENT;
	if (!(node->mode & mode))
		return -EACCES;
	__machine_lock_shared(&node->active, KERNFS_ACTIVE);
	*got = node;
	return 0;
}

/* sysfs_kf_seq_show (fs/sysfs/file.c): into a page of zeros. */
static int show_file(const struct kernfs_node *node)
{
	/* Once it is removed it is below nothing. */
	const struct sysfs_ops *ops = node->parent->kobj->ktype->sysfs_ops;
	const void *own = functions_of(node, false);
	const char *name = node->attr->name;
	ssize_t count;
	char *page;

	page = ops->show ? __machine_alloc(PAGE_SIZE, 1) : NULL;
	count = page ? ops->show(node->parent->kobj, (struct attribute *)node->attr, page) : ops->show ? -ENOMEM : -EACCES;
	if (count >= (ssize_t)PAGE_SIZE) {
		pr_warn("fill_read_buffer: %pS returned bad count\n", ops->show);
		__kernel_report_at(own, "warn", "bad-count", name);
	}
	if (page)
		__machine_free(page);
	return count < 0 ? count : 0;
}

static int read_file(int word)
{
	struct kernfs_node *node;
	int ret = get_active(word, 0444, &node);

	if (ret)
		return ret;
	ret = node->binary ? read_bin_file(node) : show_file(node);
	kernfs_put_active(node);
	return ret;
}

/* sysfs_kf_write (fs/sysfs/file.c): nothing is not passed on. */
static int store_file(const struct kernfs_node *node, const char *buf, size_t length)
{
	const struct sysfs_ops *ops = node->parent->kobj->ktype->sysfs_ops;
	ssize_t count = ops->store ? 0 : -EACCES;

	if (!count && length)
		count = ops->store(node->parent->kobj, (struct attribute *)node->attr, buf, length);
	return count < 0 ? count : 0;
}

/* kernfs_fop_write_iter (fs/kernfs/file.c): a page at most. */
static int write_file(int word, int text)
{
	struct kernfs_node *node;
	size_t length;
	char *buf;
	int ret;

	ret = get_active(word, 0222, &node);
	if (ret)
		return ret;
	buf = __kernel_word(text);
	length = buf ? __machine_string_length(buf) : 0;
	if (length > PAGE_SIZE) {
		length = PAGE_SIZE;
		buf[length] = 0;
	}
	if (!buf)
		ret = -ENOMEM;
	else
		ret = node->binary ? write_bin_file(node, buf, length) : store_file(node, buf, length);
	if (buf)
		__machine_free(buf);
	kernfs_put_active(node);
	return ret;
}

/* read(2) of a file below /sys, from its beginning; what users do, as in actions.c. */
int action_read(int word)
{
	int ret = read_file(word);

	run_works();
	return ret;
}

/* write(2) of a text to one. */
int action_write(int word, int text)
{
	int ret = write_file(word, text);

	run_works();
	return ret;
}
