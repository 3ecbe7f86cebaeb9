/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include <linux/string.h>
#include "core.h"

/* struct devres (drivers/base/devres.c); a managed allocation follows it. */
struct devres {
	struct list_head entry;
	void (*action)(void *data);
	void *data;
};

static struct devres *devres_add(struct device *dev, void (*action)(void *data), void *data)
{
	struct devres *res = __machine_choose("devres_alloc", 2) ? NULL : __machine_alloc(sizeof(*res), 1);

	if (!res)
		return NULL;
	res->action = action;
	res->data = data;
	list_add_tail(&res->entry, &dev->devres_head);
	return res;
}

/* devres_release_all (drivers/base/devres.c) */
void devres_release_all(struct device *dev)
{
	while (!list_empty(&dev->devres_head)) {
		struct devres *res = list_last_entry(&dev->devres_head, struct devres, entry);

		list_del(&res->entry);
		res->action(res->data);
		__machine_free(res);
	}
}

static void free_memory(void *data)
{
	kfree(data);
}

/* devm_kmalloc (drivers/base/devres.c) */
void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp)
{
	void *memory = kmalloc(size, gfp);

	if (memory && !devres_add(dev, free_memory, memory)) {
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
	struct devres *res;

	if (ZERO_OR_NULL_PTR(p))
		return;
	list_for_each_entry(res, &dev->devres_head, entry)
		if (res->action == free_memory && res->data == p) {
			list_del(&res->entry);
			__machine_free(res);
			kfree(p);
			return;
		}
	WARN_ON(1);
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
	return devres_add(dev, action, data) ? 0 : -ENOMEM;
}

/* devm_add_action_or_reset (include/linux/device/devres.h) */
int devm_add_action_or_reset(struct device *dev, void (*action)(void *data), void *data)
{
	int ret = devm_add_action(dev, action, data);

	if (ret)
		action(data);
	return ret;
}

static bool forget_action(struct device *dev, void (*action)(void *data), void *data)
{
	struct devres *res;

	list_for_each_entry_reverse(res, &dev->devres_head, entry)
		if (res->action == action && res->data == data) {
			list_del(&res->entry);
			__machine_free(res);
			return true;
		}
	return false;
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
