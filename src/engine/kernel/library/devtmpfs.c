/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include <linux/fs.h>
#include "core.h"

static LIST_HEAD(nodes);

static void put_node(struct devtmpfs_inode *node)
{
	if (--node->users)
		return;
	list_del_init(&node->inode.i_devices);
	__machine_free(node->name);
	__machine_free(node);
}

/* devtmpfs_create_node, devtmpfs_work_loop (drivers/base/devtmpfs.c): a failure is nobody's. */
void devtmpfs_create_node(struct device *dev)
{
	struct devtmpfs_inode *node = __machine_alloc(sizeof(*node), 1);
	umode_t mode = 0;
	char *name = NULL;

	if (!node)
		return;
	if (dev->class && dev->class->devnode)
		name = dev->class->devnode(dev, &mode);
	node->dev = dev;
	node->name = __kernel_format("%s", name ? name : dev_name(dev));
	kfree(name);
	node->users = 1;
	node->reserved = number_is_reserved(dev->devt);
	/* The default of devtmpfs_create_node. */
	node->inode.i_mode = mode ? mode : 0600;
	node->inode.i_rdev = dev->devt;
	node->inode.i_mapping = &node->inode.i_data;
	node->inode.i_data.host = &node->inode;
	INIT_LIST_HEAD(&node->inode.i_data.i_mmap);
	init_rwsem(&node->inode.i_data.i_mmap_rwsem);
	INIT_LIST_HEAD(&node->inode.i_devices);
	__machine_meet(&nodes, 0, 1);
	list_add_tail(&node->list, &nodes);
}

/* devtmpfs_delete_node (drivers/base/devtmpfs.c): open files keep the inode. */
void devtmpfs_delete_node(struct device *dev)
{
	struct devtmpfs_inode *node;

	list_for_each_entry(node, &nodes, list)
		if (node->dev == dev) {
			__machine_meet(&nodes, 0, 1);
			list_del_init(&node->list);
			put_node(node);
			return;
		}
}

/* The node that a word of the machine's names, with a reference; NULL for none. */
struct devtmpfs_inode *node_get(int word)
{
	struct devtmpfs_inode *node;

	__machine_meet(&nodes, 0, 0);
	list_for_each_entry(node, &nodes, list)
		if (__kernel_is_word(word, node->name)) {
			node->users++;
			node->tried = true;
			return node;
		}
	return NULL;
}

void node_put(struct devtmpfs_inode *node)
{
	put_node(node);
}

/* Whether the node is still under /dev. */
bool node_exists(const struct devtmpfs_inode *node)
{
	return !list_empty(&node->list);
}

static const struct file_operations *operations_of(dev_t number)
{
	const struct file_operations *operations = misc_operations(number);
	struct cdev *cdev = operations ? NULL : cdev_of(number);

	return cdev ? cdev->ops : operations;
}

/* Whether there is /dev/egm<region>, and the module whose operations it has; none, where that is not known. */
bool region_node(u32 region, int *module)
{
	char *name = __kernel_format("egm%u", region);
	const struct file_operations *operations = NULL;
	struct devtmpfs_inode *node;
	bool found = false;

	__machine_meet(&nodes, 0, 0);
	list_for_each_entry(node, &nodes, list)
		if (!found && !__machine_string_compare(node->name, name, 64)) {
			found = true;
			operations = operations_of(node->inode.i_rdev);
		}
	__machine_free(name);
	*module = operations ? __kernel_module_of(operations->open) : -1;
	if (*module < 0)
		*module = NO_MODULE;
	return found;
}

/* The auxiliary device that a device is below; an empty name for none. */
static const char *auxiliary_above(const struct device *dev)
{
	for (; dev; dev = dev->parent)
		if (dev->bus == &auxiliary_bus_type)
			return dev_name(dev);
	return "";
}

/* Tells observe.c's caller the nodes of /dev. */
void tell_nodes(void)
{
	const struct file_operations *of;
	struct devtmpfs_inode *node;

	list_for_each_entry(node, &nodes, list) {
		of = operations_of(node->inode.i_rdev);
		__kernel_tell_node(node->name, node->inode.i_rdev, node->inode.i_mode,
				   node->reserved || number_is_reserved(node->inode.i_rdev), auxiliary_above(node->dev), node->dev,
				   of ? of->read : NULL, of ? of->write : NULL, of ? of->unlocked_ioctl : NULL,
				   node->tried, of ? of->open : NULL);
	}
}
