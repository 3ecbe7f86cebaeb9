/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include <linux/slab.h>
#include "core.h"

/* struct devres_group (drivers/base/devres.c): its marks are on the list of the device's resources; the second once it is closed. */
struct devres_group {
	struct devres_node open;
	struct devres_node close;
	void *id;
};

static void open_group(struct device *dev, void *res)
{
}

static void close_group(struct device *dev, void *res)
{
}

static struct devres_group *opened_by(struct devres_node *node)
{
	return node->release == open_group ? container_of(node, struct devres_group, open) : NULL;
}

/* find_group (drivers/base/devres.c): of that id; NULL is the last that is open. */
static struct devres_group *find_group(struct device *dev, const void *id)
{
	struct devres_group *group;
	struct devres_node *node;

	list_for_each_entry_reverse(node, &dev->devres_head, entry) {
		group = opened_by(node);
		if (group && (id ? group->id == id : list_empty(&group->close.entry)))
			return group;
	}
	return NULL;
}

/* devres_open_group (drivers/base/devres.c) */
void *devres_open_group(struct device *dev, void *id, gfp_t gfp)
{
	struct devres_group *group;

	may_alloc(gfp);
	group = __machine_choose("devres_open_group", 2) ? NULL : __machine_alloc(sizeof(*group), 1);
	if (!group)
		return NULL;
	group->open.release = open_group;
	group->close.release = close_group;
	list_begin(&group->close.entry);
	group->id = id ?: group;
	list_add_tail(&group->open.entry, &dev->devres_head);
	return group->id;
}

/* devres_close_group (drivers/base/devres.c) */
void devres_close_group(struct device *dev, void *id)
{
	struct devres_group *group = find_group(dev, id);

	if (!WARN_ON(!group))
		list_add_tail(&group->close.entry, &dev->devres_head);
}

static void forget_group(struct devres_group *group)
{
	list_del(&group->open.entry);
	list_del_init(&group->close.entry);
	__machine_free(group);
}

/* devres_remove_group (drivers/base/devres.c): what is in it stays. */
void devres_remove_group(struct device *dev, void *id)
{
	struct devres_group *group = find_group(dev, id);

	if (!WARN_ON(!group))
		forget_group(group);
}

/* The last resource of a list between these, which is no mark; NULL where there is none. */
static struct devres_node *last_resource(struct list_head *first, struct list_head *end)
{
	struct list_head *each;

	for (each = end->prev; each != first; each = each->prev) {
		struct devres_node *node = list_entry(each, struct devres_node, entry);

		if (node->release != open_group && node->release != close_group)
			return node;
	}
	return NULL;
}

static void release_between(struct device *dev, struct list_head *first, struct list_head *end)
{
	struct devres_node *node;

	while ((node = last_resource(first, end)))
		devres_release_node(dev, node);
}

/* Groups that are opened and closed between these, or not closed. */
static void forget_groups(struct list_head *first, struct list_head *end)
{
	struct list_head *each = first->next, *mark;

	while (each != end) {
		struct devres_group *group = opened_by(list_entry(each, struct devres_node, entry));

		each = each->next;
		if (!group)
			continue;
		for (mark = each; mark != end && mark != &group->close.entry; mark = mark->next)
			;
		if (mark == end && !list_empty(&group->close.entry))
			continue;
		if (each == &group->close.entry)
			each = each->next;
		forget_group(group);
	}
}

/* devres_release_group (drivers/base/devres.c): what is in it, the last first; how much that was. */
int devres_release_group(struct device *dev, void *id)
{
	struct devres_group *group = find_group(dev, id);
	struct list_head *end = &dev->devres_head, *each;
	int count = 0;

	if (WARN_ON(!group && !list_empty(&dev->devres_head)) || !group)
		return 0;
	if (!list_empty(&group->close.entry))
		end = &group->close.entry;
	for (each = group->open.entry.next; each != end; each = each->next) {
		struct devres_node *node = list_entry(each, struct devres_node, entry);

		count += node->release != open_group && node->release != close_group;
	}
	release_between(dev, &group->open.entry, end);
	forget_groups(&group->open.entry, end);
	forget_group(group);
	return count;
}

/* devres_release_all (drivers/base/devres.c) */
void devres_release_all(struct device *dev)
{
	release_between(dev, &dev->devres_head, &dev->devres_head);
	forget_groups(&dev->devres_head, &dev->devres_head);
}
