/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_SYSFS_H
#define LINUX_SYSFS_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/sprintf.h>
#include <linux/types.h>

struct kobject;
struct module;
struct bin_attribute;

struct attribute {
	const char *name;
	umode_t mode;
};

#define SYSFS_PREALLOC 010000
/* A directory of a group that is not even to be there. */
#define SYSFS_GROUP_INVISIBLE 020000
/* is_visible of a group whose directory is there only if <name>_group_visible() says so. */
#define DEFINE_SYSFS_GROUP_VISIBLE(name)								\
static inline umode_t sysfs_group_visible_##name(struct kobject *kobj, struct attribute *attr, int n)	\
{													\
	return n == 0 && !name##_group_visible(kobj) ? SYSFS_GROUP_INVISIBLE				\
						     : name##_attr_visible(kobj, attr, n);		\
}
#define DEFINE_SIMPLE_SYSFS_GROUP_VISIBLE(name)								\
static inline umode_t sysfs_group_visible_##name(struct kobject *kobj, struct attribute *attr, int n)	\
{													\
	return n == 0 && !name##_group_visible(kobj) ? SYSFS_GROUP_INVISIBLE : attr->mode;		\
}
#define SYSFS_GROUP_VISIBLE(fn) sysfs_group_visible_##fn

struct attribute_group {
	const char *name;
	umode_t (*is_visible)(struct kobject *kobj, struct attribute *attr, int n);
	umode_t (*is_bin_visible)(struct kobject *kobj, struct bin_attribute *attr, int n);
	struct attribute **attrs;
	struct bin_attribute **bin_attrs;
};

struct file;
struct vm_area_struct;
struct address_space;

struct bin_attribute {
	struct attribute attr;
	size_t size;
	void *private;
	struct address_space *(*f_mapping)(void);
	ssize_t (*read)(struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf, loff_t off,
			size_t count);
	ssize_t (*write)(struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf, loff_t off,
			 size_t count);
	loff_t (*llseek)(struct file *file, struct kobject *kobj, struct bin_attribute *attr, loff_t off, int whence);
	int (*mmap)(struct file *file, struct kobject *kobj, struct bin_attribute *attr, struct vm_area_struct *vma);
};

struct sysfs_ops {
	ssize_t (*show)(struct kobject *kobj, struct attribute *attr, char *buf);
	ssize_t (*store)(struct kobject *kobj, struct attribute *attr, const char *buf, size_t count);
};

#define S_IRUGO 0444
#define S_IWUSR 0200
#define S_IRUSR 0400
#define VERIFY_OCTAL_PERMISSIONS(perms) (perms)
#define __ATTR(_name, _mode, _show, _store) \
	{ .attr = { .name = __stringify(_name), .mode = _mode }, .show = _show, .store = _store }
#define __ATTR_RO(_name) { .attr = { .name = __stringify(_name), .mode = 0444 }, .show = _name##_show }
#define __ATTR_WO(_name) { .attr = { .name = __stringify(_name), .mode = 0200 }, .store = _name##_store }
#define __ATTR_RW(_name) __ATTR(_name, 0644, _name##_show, _name##_store)
#define __ATTR_NULL { .attr = { .name = NULL } }
#define __ATTRIBUTE_GROUPS(_name) static const struct attribute_group *_name##_groups[] = { &_name##_group, NULL }
#define ATTRIBUTE_GROUPS(_name) \
	static const struct attribute_group _name##_group = { .attrs = _name##_attrs }; __ATTRIBUTE_GROUPS(_name)

#define BIN_ATTRIBUTE_GROUPS(_name) \
	static const struct attribute_group _name##_group = { .bin_attrs = _name##_attrs }; __ATTRIBUTE_GROUPS(_name)

/* Classes of locks are lockdep's. */
#define sysfs_attr_init(attr) do { } while (0)
#define sysfs_bin_attr_init(bin_attr) sysfs_attr_init(&(bin_attr)->attr)

#define __BIN_ATTR(_name, _mode, _read, _write, _size) \
	{ .attr = { .name = __stringify(_name), .mode = _mode }, .read = _read, .write = _write, .size = _size }
#define __BIN_ATTR_RO(_name, _size) __BIN_ATTR(_name, 0444, _name##_read, NULL, _size)
#define __BIN_ATTR_WO(_name, _size) __BIN_ATTR(_name, 0200, NULL, _name##_write, _size)
#define __BIN_ATTR_RW(_name, _size) __BIN_ATTR(_name, 0644, _name##_read, _name##_write, _size)
#define __BIN_ATTR_ADMIN_RO(_name, _size) __BIN_ATTR(_name, 0400, _name##_read, NULL, _size)
#define __BIN_ATTR_ADMIN_RW(_name, _size) __BIN_ATTR(_name, 0600, _name##_read, _name##_write, _size)
#define __BIN_ATTR_SIMPLE_RO(_name, _mode) __BIN_ATTR(_name, _mode, sysfs_bin_attr_simple_read, NULL, 0)
#define __BIN_ATTR_NULL __ATTR_NULL
#define BIN_ATTR(_name, _mode, _read, _write, _size) \
	struct bin_attribute bin_attr_##_name = __BIN_ATTR(_name, _mode, _read, _write, _size)
#define BIN_ATTR_RO(_name, _size) struct bin_attribute bin_attr_##_name = __BIN_ATTR_RO(_name, _size)
#define BIN_ATTR_WO(_name, _size) struct bin_attribute bin_attr_##_name = __BIN_ATTR_WO(_name, _size)
#define BIN_ATTR_RW(_name, _size) struct bin_attribute bin_attr_##_name = __BIN_ATTR_RW(_name, _size)
#define BIN_ATTR_ADMIN_RO(_name, _size) struct bin_attribute bin_attr_##_name = __BIN_ATTR_ADMIN_RO(_name, _size)
#define BIN_ATTR_ADMIN_RW(_name, _size) struct bin_attribute bin_attr_##_name = __BIN_ATTR_ADMIN_RW(_name, _size)
#define BIN_ATTR_SIMPLE_RO(_name) struct bin_attribute bin_attr_##_name = __BIN_ATTR_SIMPLE_RO(_name, 0444)
#define BIN_ATTR_SIMPLE_ADMIN_RO(_name) struct bin_attribute bin_attr_##_name = __BIN_ATTR_SIMPLE_RO(_name, 0400)

/* How much a show function may write from there on; 0, with a warning, where the buffer is none of sysfs. */
int __sysfs_room(const char *buf, int at, const char *who);
#define sysfs_emit(buf, ...) ({									\
	char *__buf = (buf);									\
	int __room = __sysfs_room(__buf, 0, "sysfs_emit");					\
	__room ? scnprintf(__buf, __room, __VA_ARGS__) : 0;					\
})
#define sysfs_emit_at(buf, at, ...) ({								\
	char *__buf = (buf);									\
	int __at = (at), __room = __sysfs_room(__buf, __at, "sysfs_emit_at");			\
	__room ? scnprintf(__buf + __at, __room, __VA_ARGS__) : 0;				\
})

/* A directory, link or file of sysfs (fs/kernfs). */
enum kernfs_kind { KERNFS_DIR, KERNFS_LINK, KERNFS_FILE };

/*
 * A directory keeps what is in it in lists, by the last bits of the hash of the name: where it has many, who adds one
 * seldom meets another. Names of which two have a list in common where those of a like device have not tell the two apart.
 */
#define KERNFS_FEW 16u
#define KERNFS_MANY 32u

struct kernfs_node {
	/*
	 * Of a directory, the kobject it is of, or that its group is of; of a link, the directory it leads to, which may be
	 * gone. First, as leak.ts has it: neither keeps what a driver has lost.
	 */
	union {
		struct kobject *kobj;
		struct kernfs_node *target;
	};
	struct kernfs_node *parent;
	/* The next of its list, and what refers to this one there. */
	struct kernfs_node *next, **at;
	u32 hash;
	enum kernfs_kind kind;
	u32 lists;
	/* A kobject's directory: its sd refers to it until sysfs_remove_dir. */
	bool owned;
	/* KERNFS_REMOVING: nothing can be added below. */
	bool removed;
	bool binary;
	/* Of a file: what it may be opened for, and the lock that its users hold for reading (kn->active, kn->dep_map). */
	umode_t mode;
	int active;
	char *name;
	/* Of a file; of one that is binary, that of a struct bin_attribute, and the size that this had when it was made. */
	const struct attribute *attr;
	loff_t size;
	/* Its own function removes it: 1 until that is done; how many tasks still refer to it; and that it was begun, and is done. */
	int leaving;
	unsigned int users;
	bool suicidal, suicided;
	/* Of a directory; the name comes after them. */
	struct kernfs_node *children[];
};

struct kernfs_node *kernfs_add_link(struct kernfs_node *parent, const char *name, struct kernfs_node *target);
struct kernfs_node *kernfs_add_file(struct kernfs_node *parent, const struct attribute *attr, umode_t mode);
/* `lists` is a power of two. */
struct kernfs_node *kernfs_add_dir(struct kernfs_node *parent, const char *name, u32 lists, struct kobject *kobj);
struct kernfs_node *kernfs_find(struct kernfs_node *parent, const char *name);
void kernfs_remove(struct kernfs_node *node);
bool kernfs_remove_self(struct kernfs_node *node);
void kernfs_put_active(struct kernfs_node *node);
void kernfs_remove_by_name(struct kernfs_node *directory, const char *name);
char *kernfs_path(struct kernfs_node *node);
/* The lock that a file's users hold, as lockdep calls it. */
#define KERNFS_ACTIVE "kn->active"
void kernfs_move(struct kernfs_node *node, struct kernfs_node *parent);
void sysfs_warn_dup(struct kernfs_node *parent, const char *name);

int sysfs_add_file(struct kernfs_node *parent, const struct attribute *attr, umode_t mode);
int sysfs_add_bin_file(struct kernfs_node *parent, const struct bin_attribute *battr, umode_t mode);
int sysfs_create_dir(struct kobject *kobj);
void sysfs_remove_dir(struct kobject *kobj);
int sysfs_create_link(struct kobject *kobj, struct kobject *target, const char *name);
int sysfs_create_link_nowarn(struct kobject *kobj, struct kobject *target, const char *name);
void sysfs_remove_link(struct kobject *kobj, const char *name);
int sysfs_create_file(struct kobject *kobj, const struct attribute *attr);
void sysfs_remove_file(struct kobject *kobj, const struct attribute *attr);
bool sysfs_remove_file_self(struct kobject *kobj, const struct attribute *attr);
int sysfs_chmod_file(struct kobject *kobj, const struct attribute *attr, umode_t mode);
void sysfs_notify(struct kobject *kobj, const char *dir, const char *attr);
int sysfs_create_files(struct kobject *kobj, const struct attribute *const *ptr);
void sysfs_remove_files(struct kobject *kobj, const struct attribute *const *ptr);
int sysfs_create_bin_file(struct kobject *kobj, const struct bin_attribute *attr);
void sysfs_remove_bin_file(struct kobject *kobj, const struct bin_attribute *attr);
ssize_t sysfs_bin_attr_simple_read(struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf,
				   loff_t off, size_t count);
int sysfs_create_group(struct kobject *kobj, const struct attribute_group *group);
void sysfs_remove_group(struct kobject *kobj, const struct attribute_group *group);
int sysfs_create_groups(struct kobject *kobj, const struct attribute_group **groups);
void sysfs_remove_groups(struct kobject *kobj, const struct attribute_group **groups);
int sysfs_update_group(struct kobject *kobj, const struct attribute_group *group);
int sysfs_update_groups(struct kobject *kobj, const struct attribute_group **groups);
int sysfs_merge_group(struct kobject *kobj, const struct attribute_group *group);
void sysfs_unmerge_group(struct kobject *kobj, const struct attribute_group *group);
int sysfs_add_file_to_group(struct kobject *kobj, const struct attribute *attr, const char *group);
void sysfs_remove_file_from_group(struct kobject *kobj, const struct attribute *attr, const char *group);

#endif
