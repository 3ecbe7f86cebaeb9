/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/fs.h>
#include <linux/idr.h>
#include <linux/miscdevice.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include "core.h"

static LIST_HEAD(misc_list);
static DEFINE_MUTEX(misc_mtx);
static DEFINE_IDA(misc_minors_ida);

/* misc_minor_alloc (drivers/char/misc.c): dynamic ones from 256 up. */
static int misc_minor_alloc(int minor)
{
	if (minor == MISC_DYNAMIC_MINOR)
		return ida_alloc_range(&misc_minors_ida, MISC_DYNAMIC_MINOR + 1, MINORMASK, GFP_KERNEL);
	return ida_alloc_range(&misc_minors_ida, minor, minor, GFP_KERNEL);
}

static struct miscdevice *misc_of(int minor)
{
	struct miscdevice *c;

	list_for_each_entry(c, &misc_list, list)
		if (c->minor == minor)
			return c;
	return NULL;
}

/* What the files of that number do; NULL for one that is no misc device's. */
const struct file_operations *misc_operations(dev_t number)
{
	struct miscdevice *c = MAJOR(number) == MISC_MAJOR ? misc_of(MINOR(number)) : NULL;

	return c ? c->fops : NULL;
}

/* misc_open (drivers/char/misc.c): under the lock of all misc devices, the driver's open too. */
static int misc_open(struct inode *inode, struct file *file)
{
	const struct file_operations *new_fops;
	struct miscdevice *c;
	int err = -ENODEV;

	mutex_lock(&misc_mtx);
	c = misc_of(iminor(inode));
	new_fops = c ? fops_get(c->fops) : NULL;
	if (!new_fops)
		goto fail;
	/* So that operations find what they are about. */
	file->private_data = c;
	err = 0;
	file->f_op = new_fops;
	if (new_fops->open)
		err = new_fops->open(inode, file);
fail:
	mutex_unlock(&misc_mtx);
	return err;
}

/* misc_devnode (drivers/char/misc.c) */
static char *misc_devnode(const struct device *dev, umode_t *mode)
{
	const struct miscdevice *c = dev_get_drvdata(dev);

	if (mode && c->mode)
		*mode = c->mode;
	return c->nodename ? kstrdup(c->nodename, GFP_KERNEL) : NULL;
}

static const struct file_operations misc_fops = { .open = misc_open };
static struct class misc_class = { .name = "misc", .devnode = misc_devnode };

/* misc_init (drivers/char/misc.c) */
void misc_init(void)
{
	class_register(&misc_class);
	__register_chrdev(MISC_MAJOR, 0, MINORMASK + 1, "misc", &misc_fops);
}

/* misc_register (drivers/char/misc.c): a minor that is taken, or none that is left, is -EBUSY. */
int misc_register(struct miscdevice *misc)
{
	bool is_dynamic = misc->minor == MISC_DYNAMIC_MINOR;
	int err = -EBUSY, minor;

	may_sleep();
	INIT_LIST_HEAD(&misc->list);
	mutex_lock(&misc_mtx);
	if (!is_dynamic && misc_of(misc->minor))
		goto out;
	minor = misc_minor_alloc(misc->minor);
	if (minor < 0)
		goto out;
	if (is_dynamic)
		misc->minor = minor;
	misc->this_device = device_create_with_groups(&misc_class, misc->parent, MKDEV(MISC_MAJOR, misc->minor), misc,
						      misc->groups, "%s", misc->name);
	err = PTR_ERR_OR_ZERO(misc->this_device);
	if (err) {
		ida_free(&misc_minors_ida, misc->minor);
		if (is_dynamic)
			misc->minor = MISC_DYNAMIC_MINOR;
		goto out;
	}
	list_add(&misc->list, &misc_list);
out:
	mutex_unlock(&misc_mtx);
	return err;
}

/* misc_deregister (drivers/char/misc.c) */
void misc_deregister(struct miscdevice *misc)
{
	may_sleep();
	if (WARN_ON(list_empty(&misc->list)))
		return;
	mutex_lock(&misc_mtx);
	list_del(&misc->list);
	device_destroy(&misc_class, MKDEV(MISC_MAJOR, misc->minor));
	ida_free(&misc_minors_ida, misc->minor);
	if (misc->minor > MISC_DYNAMIC_MINOR)
		misc->minor = MISC_DYNAMIC_MINOR;
	mutex_unlock(&misc_mtx);
}
