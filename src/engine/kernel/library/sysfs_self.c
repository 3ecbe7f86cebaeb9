/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/sysfs.h>
#include "core.h"

/* Files of sysfs that are removed by their own functions. */

/* kernfs_put_active (fs/kernfs/dir.c): who is the last to have anything of a file that has removed itself takes it along. */
void kernfs_put_active(struct kernfs_node *node)
{
	__machine_unlock_shared(&node->active, KERNFS_ACTIVE);
	if (node->suicided && !--node->users)
		__machine_free(node);
}

/* kernfs_remove_self (fs/kernfs/dir.c), of a task in one of its functions: true for the first to do so; others wait for him. */
bool kernfs_remove_self(struct kernfs_node *node)
{
	bool first = !node->suicidal;

	__machine_meet(node, 0, 1);
	node->users++;
	/* kernfs_break_active_protection */
	__machine_unlock_shared(&node->active, KERNFS_ACTIVE);
	if (first) {
		node->suicidal = true;
		node->leaving = 1;
		kernfs_remove(node);
		node->suicided = true;
		node->leaving = 0;
	} else {
		__machine_await(&node->leaving);
		__machine_lock(&node->active, KERNFS_ACTIVE);
		__machine_unlock(&node->active, KERNFS_ACTIVE);
	}
	/* kernfs_unbreak_active_protection */
	__machine_lock_shared(&node->active, KERNFS_ACTIVE);
	return first;
}

/*
 * sysfs_remove_file_self (fs/sysfs/file.c): the file is the one that the task reads or writes. It can still be found where
 * another removes it, who waits for the task; not in a group, nor once it has been removed so.
 */
bool sysfs_remove_file_self(struct kobject *kobj, const struct attribute *attr)
{
	int *active = __machine_held(KERNFS_ACTIVE);
	struct kernfs_node *node = active ? container_of(active, struct kernfs_node, active) : NULL;

	may_sleep();
	if (node && node->attr == attr && !node->suicided && (!node->parent || node->parent == kobj->sd))
		return kernfs_remove_self(node);
	if (WARN_ON_ONCE(!kernfs_find(kobj->sd, attr->name)))
		return false;
	__machine_report("lock-misuse", "self-of-other", attr->name);
	__machine_die();
	return false;
}

/* device_remove_file_self (drivers/base/core.c) */
bool device_remove_file_self(struct device *dev, const struct device_attribute *attr)
{
	may_sleep();
	return dev && sysfs_remove_file_self(&dev->kobj, &attr->attr);
}
