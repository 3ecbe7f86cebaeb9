/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include <linux/string.h>
#include "core.h"

/* struct devres (drivers/base/devres.c); what it is about follows it. */
struct devres {
	struct devres_node node;
	char data[];
};

/* What is to be done in the end. */
struct devres_action {
	void (*action)(void *data);
	void *data;
};

static struct devres_node *node_of(const void *res)
{
	return &container_of(res, struct devres, data)->node;
}

static void *data_of(struct devres_node *node)
{
	return container_of(node, struct devres, node)->data;
}

static void *alloc_node(dr_release_t release, size_t size)
{
	struct devres *devres = __machine_alloc(sizeof(*devres) + size, 1);

	if (!devres)
		return NULL;
	list_begin(&devres->node.entry);
	devres->node.release = release;
	return devres->data;
}

/* devres_alloc (include/linux/device/devres.h) */
void *devres_alloc(dr_release_t release, size_t size, gfp_t gfp)
{
	if (gfp & __GFP_DIRECT_RECLAIM)
		may_sleep();
	return __machine_choose("devres_alloc", 2) ? NULL : alloc_node(release, size);
}

/* devres_free (drivers/base/devres.c): of what no device has. */
void devres_free(void *res)
{
	if (!res)
		return;
	WARN_ON(!list_empty(&node_of(res)->entry));
	__machine_free(node_of(res));
}

/* devres_add (drivers/base/devres.c) */
void devres_add(struct device *dev, void *res)
{
	list_add_tail(&node_of(res)->entry, &dev->devres_head);
}

/* devres_find (drivers/base/devres.c): the last that was added. */
void *devres_find(struct device *dev, dr_release_t release, dr_match_t match, void *match_data)
{
	struct devres_node *node;

	list_for_each_entry_reverse(node, &dev->devres_head, entry)
		if (node->release == release && (!match || match(dev, data_of(node), match_data)))
			return data_of(node);
	return NULL;
}

/* devres_get (drivers/base/devres.c): the one that is there, or else the new one, which is freed where it is not needed. */
void *devres_get(struct device *dev, void *new_res, dr_match_t match, void *match_data)
{
	void *found = devres_find(dev, node_of(new_res)->release, match, match_data);

	if (found)
		devres_free(new_res);
	else
		devres_add(dev, new_res);
	return found ?: new_res;
}

/* devres_remove (drivers/base/devres.c): it is the caller's then. */
void *devres_remove(struct device *dev, dr_release_t release, dr_match_t match, void *match_data)
{
	void *res = devres_find(dev, release, match, match_data);

	if (res)
		list_del_init(&node_of(res)->entry);
	return res;
}

/* devres_destroy (drivers/base/devres.c): it is not released. */
int devres_destroy(struct device *dev, dr_release_t release, dr_match_t match, void *match_data)
{
	void *res = devres_remove(dev, release, match, match_data);

	devres_free(res);
	return res ? 0 : -ENOENT;
}

/* devres_release (drivers/base/devres.c) */
int devres_release(struct device *dev, dr_release_t release, dr_match_t match, void *match_data)
{
	void *res = devres_remove(dev, release, match, match_data);

	if (!res)
		return -ENOENT;
	release(dev, res);
	devres_free(res);
	return 0;
}

/* release_nodes (drivers/base/devres.c) */
void devres_release_node(struct device *dev, struct devres_node *node)
{
	list_del(&node->entry);
	node->release(dev, data_of(node));
	__machine_free(node);
}

static void run_action(struct device *dev, void *res)
{
	struct devres_action *devres = res;

	devres->action(devres->data);
}

static int is_action(struct device *dev, void *res, void *data)
{
	struct devres_action *devres = res, *target = data;

	return devres->action == target->action && devres->data == target->data;
}

static bool add_action(struct device *dev, void (*action)(void *data), void *data)
{
	struct devres_action *devres = alloc_node(run_action, sizeof(*devres));

	if (!devres)
		return false;
	devres->action = action;
	devres->data = data;
	devres_add(dev, devres);
	return true;
}

static bool forget_action(struct device *dev, void (*action)(void *data), void *data)
{
	struct devres_action target = { .action = action, .data = data };

	return !devres_destroy(dev, run_action, is_action, &target);
}

static void free_memory(void *data)
{
	kfree(data);
}

/* devm_kmalloc (drivers/base/devres.c) */
void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp)
{
	void *memory = kmalloc(size, gfp);

	if (memory && !add_action(dev, free_memory, memory)) {
		kfree(memory);
		return NULL;
	}
	return memory;
}

/* devm_kzalloc (include/linux/device/devres.h) */
void *devm_kzalloc(struct device *dev, size_t size, gfp_t gfp)
{
	return devm_kmalloc(dev, size, gfp | __GFP_ZERO);
}

/* devm_kfree (drivers/base/devres.c) */
void devm_kfree(struct device *dev, const void *p)
{
	if (ZERO_OR_NULL_PTR(p))
		return;
	if (!WARN_ON(!forget_action(dev, free_memory, (void *)p)))
		kfree(p);
}

/* devm_krealloc (drivers/base/devres.c) */
void *devm_krealloc(struct device *dev, void *p, size_t size, gfp_t gfp)
{
	size_t old = ZERO_OR_NULL_PTR(p) ? 0 : ksize(p);
	void *larger;

	if (!size) {
		devm_kfree(dev, p);
		return ZERO_SIZE_PTR;
	}
	larger = devm_kmalloc(dev, size, gfp);
	if (larger && old) {
		__machine_copy(larger, p, old < size ? old : size);
		devm_kfree(dev, p);
	}
	return larger;
}

/* devm_kmemdup (drivers/base/devres.c) */
void *devm_kmemdup(struct device *dev, const void *from, size_t n, gfp_t gfp)
{
	void *copy = devm_kmalloc(dev, n, gfp);

	if (copy)
		__machine_copy(copy, from, n);
	return copy;
}

/* devm_kasprintf (drivers/base/devres.c); takes the text. */
char *(devm_kasprintf)(struct device *dev, gfp_t gfp, char *text)
{
	char *copy = devm_kstrdup(dev, text, gfp);

	if (text)
		__machine_free(text);
	return copy;
}

/* devm_kstrdup (drivers/base/devres.c) */
char *devm_kstrdup(struct device *dev, const char *s, gfp_t gfp)
{
	return s ? devm_kmemdup(dev, s, strlen(s) + 1, gfp) : NULL;
}

/* devm_add_action (drivers/base/devres.c) */
int devm_add_action(struct device *dev, void (*action)(void *data), void *data)
{
	may_sleep();
	return !__machine_choose("devres_alloc", 2) && add_action(dev, action, data) ? 0 : -ENOMEM;
}

/* devm_add_action_or_reset (include/linux/device/devres.h) */
int devm_add_action_or_reset(struct device *dev, void (*action)(void *data), void *data)
{
	int ret = devm_add_action(dev, action, data);

	if (ret)
		action(data);
	return ret;
}

/* devm_remove_action (include/linux/device/devres.h): it is not done. */
void devm_remove_action(struct device *dev, void (*action)(void *data), void *data)
{
	WARN_ON(!forget_action(dev, action, data));
}

/* devm_release_action (drivers/base/devres.c): it is done now. */
void devm_release_action(struct device *dev, void (*action)(void *data), void *data)
{
	if (!WARN_ON(!forget_action(dev, action, data)))
		action(data);
}

static void release_mutex(void *lock)
{
	mutex_destroy(lock);
}

/* __devm_mutex_init (kernel/locking/mutex-debug.c) */
int devm_mutex_init(struct device *dev, struct mutex *lock)
{
	mutex_init(lock);
	return devm_add_action_or_reset(dev, release_mutex, lock);
}
