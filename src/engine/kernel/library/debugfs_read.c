/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/debugfs.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include "core.h"

/* A user who reads all that is in debugfs, where nothing else runs. */

#define READER_MEMORY 0x7e0000000000ul
/* So many pages of a file are enough. */
#define MOST_READ 16
static char *page;

/* Where the reader has what it points to: a page; NULL for what is not the reader's. */
void *reader_memory(unsigned long pointer)
{
	return page && pointer - READER_MEMORY < PAGE_SIZE ? page + (pointer - READER_MEMORY) : NULL;
}

static bool is_unloaded(const void *function)
{
	int module = function ? __kernel_module_of(function) : -1;

	return module >= 0 && !module_is_live(module);
}

/* A name, with those of the directories that it is in. */
static void tell_long(const struct dentry *dentry)
{
	char *path = __kernel_format("%s", dentry->name);

	for (dentry = dentry->parent; path && dentry != &root; dentry = dentry->parent) {
		char *longer = __kernel_format("%s/%s", dentry->name, path);

		__machine_free(path);
		path = longer;
	}
	__kernel_tell_long(path ? path : "");
	__machine_free(path);
}

/* full_proxy_open, full_proxy_read (fs/debugfs/file.c) */
static void read_dentry(const struct dentry *dentry)
{
	const struct file_operations *fops = dentry->fops;
	struct inode inode = { .i_private = dentry->data, .i_mode = dentry->mode };
	struct file file = { .f_op = fops, .f_mode = FMODE_READ, .f_inode = &inode };
	loff_t pos = 0;
	int i;

	if (!fops->read || !(dentry->mode & 0444) || is_unloaded(fops->read) || is_unloaded(fops->open))
		return;
	if (fops->open && fops->open(&inode, &file))
		return;
	for (i = 0; i < MOST_READ; i++)
		if (fops->read(&file, (char __user *)READER_MEMORY, PAGE_SIZE, &pos) <= 0)
			break;
	if (i == MOST_READ)
		tell_long(dentry);
	if (fops->release)
		fops->release(&inode, &file);
}

static void read_below(const struct dentry *directory)
{
	const struct dentry *each;

	for (each = directory->children; each; each = each->next) {
		if (each->fops)
			read_dentry(each);
		read_below(each);
	}
}

/* Tells observe.c's caller whether there is something to be read. */
void tell_debugfs(void)
{
	if (root.children)
		__kernel_tell_debugfs();
}

void model_debugfs(void)
{
	page = __machine_alloc(PAGE_SIZE, 1);
	if (page)
		read_below(&root);
}
