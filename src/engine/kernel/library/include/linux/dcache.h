/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_DCACHE_H
#define LINUX_DCACHE_H

#include <linux/types.h>

struct file_operations;

/* A directory or file of debugfs. */
struct dentry {
	/* First, as leak.ts has it. */
	struct dentry *parent;
	/* The next of the directory it is in, in the order of names. */
	struct dentry *next;
	/* References: the directory's, and those of debugfs_lookup. */
	int count;
	umode_t mode;
	/* No longer to be found: nothing can be made in it. */
	bool removed;
	/* Of a directory. */
	struct dentry *children;
	/* Of a file. */
	const struct file_operations *fops;
	void *data;
	const char *name;
};

struct dentry *dget(struct dentry *dentry);
void dput(struct dentry *dentry);

#endif
