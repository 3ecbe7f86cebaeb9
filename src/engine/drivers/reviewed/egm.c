/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/cleanup.h>
#include <linux/mutex.h>
#include <linux/overflow.h>
#include <linux/property.h>
#include <linux/slab.h>
#include "egm.h"
#include "nvgrace_egm.h"

/* Extended GPU memory of a socket: one auxiliary device, shared by the socket's GPUs. */
struct egm_region {
	struct egm_aux shared;
	struct list_head list;
	/* Its GPUs; one of them is the parent of the device. */
	struct list_head users;
};

/* What the firmware says of a GPU's region. */
struct egm_numbers {
	u64 pxm;
	u64 base;
	u64 size;
	u64 retired;
};

static LIST_HEAD(regions);
/* Held over every look at the list, so that two GPUs cannot both create a region. */
static DEFINE_MUTEX(regions_lock);

/* 1 with EGM, 0 without, or an error. */
static int read_numbers(struct pci_dev *pdev, struct egm_numbers *numbers)
{
	u64 end;
	int ret;

	ret = device_property_read_u64(&pdev->dev, "nvidia,egm-pxm", &numbers->pxm);
	if (ret == -EINVAL)
		return 0;
	if (ret) {
		dev_err(&pdev->dev, "nvidia,egm-pxm cannot be read: %d\n", ret);
		return ret;
	}
	ret = device_property_read_u64(&pdev->dev, "nvidia,egm-size", &numbers->size);
	if (ret) {
		dev_err(&pdev->dev, "nvidia,egm-size cannot be read: %d\n", ret);
		return ret;
	}
	ret = device_property_read_u64(&pdev->dev, "nvidia,egm-base-pa", &numbers->base);
	if (ret) {
		dev_err(&pdev->dev, "nvidia,egm-base-pa cannot be read: %d\n", ret);
		return ret;
	}
	numbers->retired = 0;
	ret = device_property_read_u64(&pdev->dev, "nvidia,egm-retired-pages-data-base", &numbers->retired);
	if (ret && ret != -EINVAL) {
		dev_err(&pdev->dev, "nvidia,egm-retired-pages-data-base cannot be read: %d\n", ret);
		return ret;
	}
	if (!numbers->base || !numbers->size || check_add_overflow(numbers->base, numbers->size - 1, &end)) {
		dev_err(&pdev->dev, "EGM region at 0x%llx of 0x%llx bytes is no memory\n", numbers->base,
			numbers->size);
		return -EINVAL;
	}
	return 1;
}

static struct egm_region *find_region(u64 pxm)
{
	struct egm_region *region;

	lockdep_assert_held(&regions_lock);
	list_for_each_entry(region, &regions, list)
		if (region->shared.pxm == pxm)
			return region;
	return NULL;
}

static void free_region(struct device *dev)
{
	kfree(container_of(dev, struct egm_region, shared.aux.dev));
}

static struct egm_region *create_region(struct pci_dev *pdev, const struct egm_numbers *numbers)
{
	struct auxiliary_device *aux;
	struct egm_region *region;
	int ret;

	region = kzalloc(sizeof(*region), GFP_KERNEL);
	if (!region)
		return ERR_PTR(-ENOMEM);
	INIT_LIST_HEAD(&region->users);
	region->shared.pxm = numbers->pxm;
	region->shared.base = numbers->base;
	region->shared.size = numbers->size;
	region->shared.retired = numbers->retired;
	aux = &region->shared.aux;
	aux->id = numbers->pxm;
	aux->name = "egm";
	aux->dev.parent = &pdev->dev;
	aux->dev.release = free_region;

	ret = auxiliary_device_init(aux);
	if (ret) {
		kfree(region);
		return ERR_PTR(ret);
	}
	ret = auxiliary_device_add(aux);
	if (ret) {
		/* free_region frees it. */
		auxiliary_device_uninit(aux);
		return ERR_PTR(ret);
	}
	list_add_tail(&region->list, &regions);
	return region;
}

int egm_region_get(struct nvgrace_gpu *gpu)
{
	struct pci_dev *pdev = gpu->core.pdev;
	struct egm_numbers numbers;
	struct egm_region *region;
	int ret;

	ret = read_numbers(pdev, &numbers);
	if (ret <= 0)
		return ret;

	guard(mutex)(&regions_lock);
	region = find_region(numbers.pxm);
	if (!region) {
		region = create_region(pdev, &numbers);
		if (IS_ERR(region))
			return PTR_ERR(region);
	} else if (region->shared.base != numbers.base || region->shared.size != numbers.size) {
		dev_err(&pdev->dev, "EGM region at 0x%llx of 0x%llx bytes differs from that of %s\n", numbers.base,
			numbers.size, dev_name(&region->shared.aux.dev));
		return -EINVAL;
	}
	list_add_tail(&gpu->egm_user, &region->users);
	gpu->egm = region;
	return 0;
}

static void destroy_region(struct egm_region *region)
{
	list_del(&region->list);
	auxiliary_device_destroy(&region->shared.aux);
}

/*
 * The device must not outlive the remove of its parent: another user becomes that. Moving needs a little
 * memory; only when there is none for any user, twice, do they lose the region.
 */
static void hand_over(struct egm_region *region)
{
	struct nvgrace_gpu *user, *next;
	int tries;

	for (tries = 0; tries < 2; tries++)
		list_for_each_entry(user, &region->users, egm_user)
			if (!device_move(&region->shared.aux.dev, &user->core.pdev->dev, DPM_ORDER_DEV_AFTER_PARENT))
				return;
	list_for_each_entry_safe(user, next, &region->users, egm_user) {
		dev_err(&user->core.pdev->dev, "%s is lost\n", dev_name(&region->shared.aux.dev));
		list_del(&user->egm_user);
		user->egm = NULL;
	}
	destroy_region(region);
}

void egm_region_put(struct nvgrace_gpu *gpu)
{
	struct egm_region *region;

	guard(mutex)(&regions_lock);
	region = gpu->egm;
	if (!region)
		return;
	list_del(&gpu->egm_user);
	if (list_empty(&region->users))
		destroy_region(region);
	else if (region->shared.aux.dev.parent == &gpu->core.pdev->dev)
		hand_over(region);
}
