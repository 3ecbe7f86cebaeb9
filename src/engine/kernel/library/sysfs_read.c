/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/auxiliary_bus.h>
#include <linux/pci.h>
#include <linux/sysfs.h>
#include "core.h"

/* A user who reads what devices have in sysfs, where nothing else runs. */

/* sysfs_kf_seq_show (fs/sysfs/file.c), dev_attr_show (drivers/base/core.c): into a page of zeros. */
static void read_attribute(struct device *dev, const struct attribute *attr)
{
	struct device_attribute *file = container_of((struct attribute *)attr, struct device_attribute, attr);
	char *page;

	if (!file->show)
		return;
	page = __machine_alloc(PAGE_SIZE, 1);
	if (!page)
		return;
	file->show(dev, file, page);
	__machine_free(page);
}

/* Directories of groups are read too; those of other kobjects have their own. */
static void read_directory(struct device *dev, const struct kernfs_node *directory)
{
	const struct kernfs_node *child;
	u32 list;

	for (list = 0; list < directory->lists; list++)
		for (child = directory->children[list]; child; child = child->next) {
			if (child->attr)
				read_attribute(dev, child->attr);
			if (child->kind == KERNFS_DIR && !child->owned)
				read_directory(dev, child);
		}
}

static void read_device(struct device *dev)
{
	if (dev && dev->kobj.sd)
		read_directory(dev, dev->kobj.sd);
}

/* Of PCI and auxiliary devices, and of those that have a node in /dev. */
void model_read_attributes(void)
{
	struct device_private *each;
	struct node *node;

	list_for_each_entry(each, &pci_bus_type.p->device_list, knode_bus)
		read_device(each->device);
	list_for_each_entry(each, &auxiliary_bus_type.p->device_list, knode_bus)
		read_device(each->device);
	list_for_each_entry(node, &nodes, list)
		read_device(node->dev);
}
