/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "core.h"

#define S_IFMT 0170000
#define S_IFDIR 0040000
#define S_IFREG 0100000
#define S_IFLNK 0120000

/* Its name is what messages call it. */
static struct dentry root = { .name = "/", .mode = S_IFDIR | 0700, .count = 1 };

/* Where a directory refers to a name, or would: in the order of names, whatever was made first. */
static struct dentry **place_in(struct dentry *parent, const char *name)
{
	struct dentry **at = &parent->children;

	while (*at && __machine_string_compare((*at)->name, name, ~0ul) < 0)
		at = &(*at)->next;
	return at;
}

static bool is_named(const struct dentry *dentry, const char *name)
{
	return dentry && !__machine_string_compare(dentry->name, name, ~0ul);
}

static struct dentry *make(const char *name, umode_t mode)
{
	size_t size = __machine_string_length(name) + 1;
	struct dentry *dentry = __machine_alloc(sizeof(*dentry) + size, 1);

	if (!dentry)
		return NULL;
	__machine_copy(dentry + 1, name, size);
	dentry->name = (const char *)(dentry + 1);
	dentry->mode = mode;
	dentry->count = 1;
	return dentry;
}

/* lookup_one_len (fs/namei.c): names that no file can have. */
static bool is_no_name(const char *name)
{
	return !name[0] || !strcmp(name, ".") || !strcmp(name, "..") || strchr(name, '/');
}

/* start_creating (fs/debugfs/inode.c) */
static int start_creating(const char *name, struct dentry *parent)
{
	struct dentry *there;

	if (parent->removed)
		return -ENOENT;
	if (is_no_name(name))
		return -EACCES;
	there = *place_in(parent, name);
	if (!is_named(there, name))
		return 0;
	__machine_meet(parent, __machine_string_hash(name), 0);
	if ((there->mode & S_IFMT) == S_IFDIR)
		pr_err("debugfs: Directory '%s' with parent '%s' already present!\n", name, parent->name);
	else
		pr_err("debugfs: File '%s' in directory '%s' already present!\n", name, parent->name);
	return -EEXIST;
}

/* debugfs_get_inode (fs/debugfs/inode.c); who makes a file need not look whether it came to be. */
static struct dentry *make_inode(const char *name, umode_t mode)
{
	bool is_there;

	__machine_aside(1);
	is_there = !__machine_choose("debugfs_get_inode", 2);
	__machine_aside(0);
	if (!is_there) {
		pr_err("debugfs: out of free dentries, can not create %s '%s'\n",
		       (mode & S_IFMT) == S_IFDIR ? "directory" : (mode & S_IFMT) == S_IFLNK ? "symlink" : "file", name);
		return NULL;
	}
	return make(name, mode);
}

/* __debugfs_create_file, debugfs_create_dir (fs/debugfs/inode.c) */
static struct dentry *create(const char *name, umode_t mode, struct dentry *parent, void *data,
			     const struct file_operations *fops)
{
	struct dentry *dentry, **at;
	int error;

	__machine_might_sleep("debugfs_create");
	if (IS_ERR(parent))
		return parent;
	if (!parent)
		parent = &root;
	error = start_creating(name, parent);
	if (error)
		return ERR_PTR(error);
	dentry = make_inode(name, mode);
	if (!dentry)
		return ERR_PTR(-ENOMEM);
	dentry->data = data;
	dentry->fops = fops;
	dentry->parent = dget(parent);
	__machine_meet(parent, __machine_string_hash(name), 1);
	at = place_in(parent, name);
	dentry->next = *at;
	*at = dentry;
	return dentry;
}

/* debugfs_create_dir (fs/debugfs/inode.c) */
struct dentry *debugfs_create_dir(const char *name, struct dentry *parent)
{
	return create(name, S_IFDIR | 0755, parent, NULL, NULL);
}

static ssize_t no_file_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	return 0;
}

/* debugfs_noop_file_operations (fs/debugfs/file.c) */
static const struct file_operations noop_operations = { .read = no_file_read };

/* debugfs_create_file (fs/debugfs/inode.c): an existing one, or without a parent's memory, is an ERR_PTR. */
struct dentry *debugfs_create_file(const char *name, umode_t mode, struct dentry *parent, void *data,
				   const struct file_operations *fops)
{
	if (!(mode & S_IFMT))
		mode |= S_IFREG;
	BUG_ON((mode & S_IFMT) != S_IFREG);
	return create(name, mode, parent, data, fops ? fops : &noop_operations);
}

/* debugfs_create_symlink (fs/debugfs/inode.c) */
struct dentry *debugfs_create_symlink(const char *name, struct dentry *parent, const char *target)
{
	return create(name, S_IFLNK | 0777, parent, NULL, NULL);
}

/* debugfs_lookup (fs/debugfs/inode.c); with a reference, NULL for none. */
struct dentry *debugfs_lookup(const char *name, struct dentry *parent)
{
	struct dentry *dentry;

	if (!name || IS_ERR(parent))
		return NULL;
	if (!parent)
		parent = &root;
	__machine_meet(parent, __machine_string_hash(name), 0);
	dentry = *place_in(parent, name);
	return is_named(dentry, name) ? dget(dentry) : NULL;
}

/* dget (include/linux/dcache.h) */
struct dentry *dget(struct dentry *dentry)
{
	if (dentry)
		dentry->count++;
	return dentry;
}

/* dput (fs/dcache.c) */
void dput(struct dentry *dentry)
{
	struct dentry *parent;

	while (dentry && !--dentry->count) {
		parent = dentry->parent;
		__machine_free(dentry);
		dentry = parent;
	}
}

/* simple_recursive_removal (fs/libfs.c) */
static void remove_all(struct dentry *dentry)
{
	if (dentry->removed)
		return;
	dentry->removed = true;
	while (dentry->children)
		remove_all(dentry->children);
	__machine_meet(dentry->parent, __machine_string_hash(dentry->name), 1);
	*place_in(dentry->parent, dentry->name) = dentry->next;
	dput(dentry);
}

/* debugfs_remove (fs/debugfs/inode.c): with all below. */
void debugfs_remove(struct dentry *dentry)
{
	may_sleep();
	if (!IS_ERR_OR_NULL(dentry))
		remove_all(dentry);
}

/* debugfs_lookup_and_remove (fs/debugfs/inode.c) */
void debugfs_lookup_and_remove(const char *name, struct dentry *parent)
{
	struct dentry *dentry = debugfs_lookup(name, parent);

	if (!dentry)
		return;
	debugfs_remove(dentry);
	dput(dentry);
}

/* debugfs_initialized (fs/debugfs/inode.c) */
bool debugfs_initialized(void)
{
	return true;
}
