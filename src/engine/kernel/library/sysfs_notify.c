/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/sysfs.h>
#include "core.h"

/* Files of sysfs whose users are told of something, or who may use them. */

/* kernfs_find_and_get (fs/kernfs/dir.c): below what is no directory there is nothing. */
static struct kernfs_node *find_below(struct kernfs_node *node, const char *name)
{
	__machine_might_sleep("sysfs_notify");
	return node->kind == KERNFS_DIR ? kernfs_find(node, name) : NULL;
}

/* sysfs_notify (fs/sysfs/file.c): nobody polls a file here, so that what can be wrong is all that comes of it. */
void sysfs_notify(struct kobject *kobj, const char *dir, const char *attr)
{
	struct kernfs_node *node = kobj->sd;

	if (node && dir)
		node = find_below(node, dir);
	if (node && attr)
		node = find_below(node, attr);
	WARN_ON(node && node->kind != KERNFS_FILE);
}

/* sysfs_chmod_file (fs/sysfs/file.c): who has it open meanwhile keeps it. */
int sysfs_chmod_file(struct kobject *kobj, const struct attribute *attr, umode_t mode)
{
	struct kernfs_node *node;

	may_sleep();
	node = kernfs_find(kobj->sd, attr->name);
	if (!node)
		return -ENOENT;
	__machine_meet(kobj->sd, node->hash, 1);
	node->mode = mode & 07777;
	return 0;
}
