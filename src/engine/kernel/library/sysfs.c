/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/sysfs.h>
#include "core.h"

/* Where a directory has the first of the names that have as much of their hash in common. */
static struct kernfs_node **list_of(struct kernfs_node *parent, u32 hash)
{
	return &parent->children[hash & (parent->lists - 1)];
}

/* kernfs_find_ns (fs/kernfs/dir.c): names are compared only where their hashes are equal. */
struct kernfs_node *kernfs_find(struct kernfs_node *parent, const char *name)
{
	u32 hash = __machine_string_hash(name);
	struct kernfs_node *child = *list_of(parent, hash);

	__machine_meet(parent, hash, 0);
	while (child && child->hash < hash)
		child = child->next;
	for (; child && child->hash == hash; child = child->next)
		if (!__machine_string_compare(child->name, name, ~0ul))
			return child;
	return NULL;
}

/* Where a directory refers to a name's node, or would: in the order of hashes and names, whatever was added first. */
static struct kernfs_node **place_of_name(struct kernfs_node *parent, const char *name, u32 hash)
{
	struct kernfs_node **at = list_of(parent, hash), *each;

	while ((each = *at) && each->hash < hash)
		at = &each->next;
	while (each && each->hash == hash && __machine_string_compare(each->name, name, ~0ul) < 0) {
		at = &each->next;
		each = *at;
	}
	return at;
}

/* kernfs_link_sibling (fs/kernfs/dir.c) */
static void kernfs_link(struct kernfs_node *node, struct kernfs_node *parent, struct kernfs_node **at)
{
	struct kernfs_node *next = *at;

	__machine_meet(parent, node->hash, 1);
	node->parent = parent;
	node->at = at;
	node->next = next;
	if (next)
		next->at = &node->next;
	*at = node;
}

/* kernfs_add_one, kernfs_new_node (fs/kernfs/dir.c): -EEXIST for a second of one name. `lists` is 0 for no directory. */
static struct kernfs_node *add_node(struct kernfs_node *parent, const char *name, enum kernfs_kind kind, u32 lists)
{
	struct kernfs_node *node, **at = NULL;
	size_t size;
	u32 hash;

	if (__machine_choose("kernfs_new_node", 2))
		return ERR_PTR(-ENOMEM);
	hash = __machine_string_hash(name);
	if (parent) {
		struct kernfs_node *next;

		if (parent->removed)
			return ERR_PTR(-ENOENT);
		at = place_of_name(parent, name, hash);
		next = *at;
		if (next && next->hash == hash && !__machine_string_compare(next->name, name, ~0ul)) {
			__machine_meet(parent, hash, 0);
			return ERR_PTR(-EEXIST);
		}
	}
	size = __machine_string_length(name) + 1;
	node = __machine_alloc(sizeof(*node) + lists * sizeof(node->children[0]) + size, 1);
	if (!node)
		return ERR_PTR(-ENOMEM);
	node->name = (char *)&node->children[lists];
	__machine_copy(node->name, name, size);
	node->hash = hash;
	node->kind = kind;
	node->lists = lists;
	if (parent)
		kernfs_link(node, parent, at);
	return node;
}

struct kernfs_node *kernfs_add_link(struct kernfs_node *parent, const char *name, struct kernfs_node *target)
{
	struct kernfs_node *node = add_node(parent, name, KERNFS_LINK, 0);

	if (!IS_ERR(node))
		node->target = target;
	return node;
}

struct kernfs_node *kernfs_add_file(struct kernfs_node *parent, const struct attribute *attr, umode_t mode)
{
	struct kernfs_node *node = add_node(parent, attr->name, KERNFS_FILE, 0);

	if (!IS_ERR(node)) {
		node->attr = attr;
		node->mode = mode;
	}
	return node;
}

struct kernfs_node *kernfs_add_dir(struct kernfs_node *parent, const char *name, u32 lists, struct kobject *kobj)
{
	struct kernfs_node *node = add_node(parent, name, KERNFS_DIR, lists);

	if (!IS_ERR(node))
		node->kobj = kobj;
	return node;
}

static void kernfs_unlink(struct kernfs_node *node)
{
	struct kernfs_node *next = node->next;

	__machine_meet(node->parent, node->hash, 1);
	*node->at = next;
	if (next)
		next->at = node->at;
	node->parent = NULL;
	node->next = NULL;
	node->at = NULL;
}

/* kernfs_drain (fs/kernfs/dir.c): nobody finds it any more, and who has found it is waited for. */
static void kernfs_drain(struct kernfs_node *node)
{
	if (!node->active)
		return;
	if (__machine_holds(&node->active)) {
		__machine_report("lock-misuse", "removes-itself", node->name);
		__machine_die();
	}
	node->users++;
	__machine_lock(&node->active, KERNFS_ACTIVE);
	__machine_unlock(&node->active, KERNFS_ACTIVE);
	node->users--;
}

/*
 * __kernfs_remove (fs/kernfs/dir.c): with everything below. A kobject's directory is detached and stays, as the kobject's
 * reference (create_dir, lib/kobject.c) keeps it.
 */
static void take_away(struct kernfs_node *node)
{
	struct kernfs_node *child, **list = node->children, **end = list + node->lists;

	node->removed = true;
	if (node->parent)
		kernfs_unlink(node);
	for (; list != end; list++)
		while ((child = *list))
			take_away(child);
	kernfs_drain(node);
	if (!node->owned && !node->users)
		__machine_free(node);
}

void kernfs_remove(struct kernfs_node *node)
{
	if (node)
		take_away(node);
}

/* kernfs_rename_ns (fs/kernfs/dir.c): under another directory, by the same name. */
void kernfs_move(struct kernfs_node *node, struct kernfs_node *parent)
{
	if (node->parent)
		kernfs_unlink(node);
	kernfs_link(node, parent, place_of_name(parent, node->name, node->hash));
}

/* kernfs_path (fs/kernfs/dir.c); the root has no name. */
char *kernfs_path(struct kernfs_node *node)
{
	char *above, *path;

	if (!node || !node->parent)
		return __kernel_format("%s", node && node->name[0] ? node->name : "");
	above = kernfs_path(node->parent);
	path = __kernel_format("%s/%s", above, node->name);
	__machine_free(above);
	return path;
}

/* sysfs_warn_dup (fs/sysfs/dir.c) */
void sysfs_warn_dup(struct kernfs_node *parent, const char *name)
{
	char *path = kernfs_path(parent);

	pr_warn("sysfs: cannot create duplicate filename '%s/%s'\n", parent->parent ? path : "/", name);
	dump_stack();
	__machine_free(path);
}

/* sysfs_create_dir_ns (fs/sysfs/dir.c) */
int sysfs_create_dir(struct kobject *kobj)
{
	struct kernfs_node *parent = kobj->parent ? kobj->parent->sd : sysfs_root.sd;
	struct kernfs_node *node;

	if (!parent)
		return -ENOENT;
	/* To what a device has it is mostly one task that adds: tasks that share a list are in conflict. */
	node = kernfs_add_dir(parent, kobject_name(kobj), kobj->ktype == &device_ktype ? KERNFS_FEW : KERNFS_MANY,
			      kobj);
	if (IS_ERR(node)) {
		if (PTR_ERR(node) == -EEXIST)
			sysfs_warn_dup(parent, kobject_name(kobj));
		return PTR_ERR(node);
	}
	node->owned = true;
	kobj->sd = node;
	return 0;
}

/* sysfs_remove_dir (fs/sysfs/dir.c) */
void sysfs_remove_dir(struct kobject *kobj)
{
	struct kernfs_node *node = kobj->sd;

	kobj->sd = NULL;
	if (!node)
		return;
	node->owned = false;
	kernfs_remove(node);
}

/* sysfs_do_create_link_sd (fs/sysfs/symlink.c) */
static int sysfs_do_create_link_sd(struct kobject *kobj, struct kobject *target, const char *name, bool warn)
{
	struct kernfs_node *parent, *node;

	if (WARN_ON(!name))
		return -EINVAL;
	parent = kobj ? kobj->sd : NULL;
	if (!parent)
		return -EFAULT;
	if (!target->sd)
		return -ENOENT;
	node = kernfs_add_link(parent, name, target->sd);
	if (IS_ERR(node)) {
		if (warn && PTR_ERR(node) == -EEXIST)
			sysfs_warn_dup(parent, name);
		return PTR_ERR(node);
	}
	return 0;
}

/* sysfs_create_link (fs/sysfs/symlink.c) */
int sysfs_create_link(struct kobject *kobj, struct kobject *target, const char *name)
{
	may_sleep();
	return sysfs_do_create_link_sd(kobj, target, name, true);
}

/* sysfs_create_link_nowarn (fs/sysfs/symlink.c) */
int sysfs_create_link_nowarn(struct kobject *kobj, struct kobject *target, const char *name)
{
	may_sleep();
	return sysfs_do_create_link_sd(kobj, target, name, false);
}

/* kernfs_remove_by_name_ns (fs/kernfs/dir.c) */
void kernfs_remove_by_name(struct kernfs_node *directory, const char *name)
{
	if (!directory) {
		WARN(1, KERN_WARNING "kernfs: can not remove '%s', no directory\n", name);
		return;
	}
	kernfs_remove(kernfs_find(directory, name));
}

/* sysfs_remove_link (fs/sysfs/symlink.c) */
void sysfs_remove_link(struct kobject *kobj, const char *name)
{
	may_sleep();
	kernfs_remove_by_name(kobj->sd, name);
}
