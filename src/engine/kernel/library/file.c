/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/cdev.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include "core.h"

/* fops_get, fops_put (include/linux/fs.h) */
const struct file_operations *fops_get(const struct file_operations *fops)
{
	return fops && try_module_get(fops->owner) ? fops : NULL;
}

void fops_put(const struct file_operations *fops)
{
	if (fops)
		module_put(fops->owner);
}

/* chrdev_open (fs/char_dev.c) */
static int chrdev_open(struct inode *inode, struct file *filp)
{
	struct cdev *p = inode_cdev(inode);
	int ret = -ENXIO, module;

	if (!p)
		return ret;
	filp->f_op = fops_get(p->ops);
	if (!filp->f_op)
		goto out_cdev_put;
	filp->f_cdev = p;
	if (!filp->f_op->open)
		return 0;
	ret = filp->f_op->open(inode, filp);
	module = __kernel_module_of(filp->f_op->open);
	if (!module_is_live(module))
		__kernel_report_at(filp->f_op->open, "use-after-free", "open-of-module", __kernel_module_name(module));
	if (!ret)
		return 0;
	/* do_dentry_open (fs/open.c) */
	fops_put(filp->f_op);
out_cdev_put:
	cdev_put(p);
	return ret;
}

/* do_filp_open, do_dentry_open (fs/open.c) of a node, for reading and writing. */
int open_node(struct devtmpfs_inode *node, struct file **opened)
{
	struct file *file = __machine_choose("alloc_empty_file", 2) ? NULL : __machine_alloc(sizeof(*file), 1);
	int ret;

	if (!file)
		return -ENOMEM;
	file->f_mode = FMODE_READ | FMODE_WRITE | FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE | FMODE_ATOMIC_POS;
	file->f_flags = O_RDWR;
	file->f_inode = &node->inode;
	file->f_mapping = node->inode.i_mapping;
	ret = chrdev_open(&node->inode, file);
	if (ret) {
		__machine_free(file);
		return ret;
	}
	*opened = file;
	return 0;
}

/* __fput (fs/file_table.c) */
void fput(struct file *file)
{
	if (file->f_op->release)
		file->f_op->release(file->f_inode, file);
	cdev_put(file->f_cdev);
	fops_put(file->f_op);
	__machine_free(file);
}

/* vfs_ioctl (fs/ioctl.c) */
long vfs_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	long ret;

	if (!file->f_op->unlocked_ioctl)
		return -ENOTTY;
	ret = file->f_op->unlocked_ioctl(file, cmd, arg);
	return ret == -ENOIOCTLCMD ? -ENOTTY : ret;
}

/* ksys_pread64, vfs_read (fs/read_write.c); where nothing can be sought it is a read(2). */
ssize_t vfs_read(struct file *file, char __user *buf, size_t count, loff_t pos)
{
	if (!file->f_op->read)
		return -EINVAL;
	return file->f_op->read(file, buf, count, file->f_mode & FMODE_STREAM ? NULL : file->f_mode & FMODE_PREAD ? &pos : &file->f_pos);
}

/* ksys_pwrite64, vfs_write (fs/read_write.c) */
ssize_t vfs_write(struct file *file, const char __user *buf, size_t count, loff_t pos)
{
	if (!file->f_op->write)
		return -EINVAL;
	return file->f_op->write(file, buf, count, file->f_mode & FMODE_STREAM ? NULL : file->f_mode & FMODE_PWRITE ? &pos : &file->f_pos);
}
