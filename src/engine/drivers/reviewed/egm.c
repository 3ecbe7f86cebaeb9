/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/auxiliary_bus.h>
#include <linux/cleanup.h>
#include <linux/mutex.h>
#include <linux/overflow.h>
#include <linux/property.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include "egm.h"

/* Extended GPU memory of a socket: one auxiliary device, shared by the socket's GPUs. */
struct egm_region {
	struct auxiliary_device aux;
	struct list_head list;
	refcount_t users;
	u64 pxm;
	u64 base;
	u64 size;
};

/* What the firmware says of a GPU's region. */
struct egm_numbers {
	u64 pxm;
	u64 base;
	u64 size;
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
		if (region->pxm == pxm)
			return region;
	return NULL;
}

static void free_region(struct device *dev)
{
	kfree(container_of(dev, struct egm_region, aux.dev));
}

static struct egm_region *create_region(struct pci_dev *pdev, const struct egm_numbers *numbers)
{
	struct egm_region *region;
	int ret;

	region = kzalloc(sizeof(*region), GFP_KERNEL);
	if (!region)
		return ERR_PTR(-ENOMEM);
	region->pxm = numbers->pxm;
	region->base = numbers->base;
	region->size = numbers->size;
	refcount_set(&region->users, 1);
	region->aux.id = numbers->pxm;
	region->aux.name = "egm";
	region->aux.dev.parent = &pdev->dev;
	region->aux.dev.release = free_region;

	ret = auxiliary_device_init(&region->aux);
	if (ret) {
		kfree(region);
		return ERR_PTR(ret);
	}
	ret = auxiliary_device_add(&region->aux);
	if (ret) {
		/* free_region frees it. */
		auxiliary_device_uninit(&region->aux);
		return ERR_PTR(ret);
	}
	list_add_tail(&region->list, &regions);
	return region;
}

struct egm_region *egm_region_get(struct pci_dev *pdev)
{
	struct egm_numbers numbers;
	struct egm_region *region;
	int ret;

	ret = read_numbers(pdev, &numbers);
	if (ret <= 0)
		return ret ? ERR_PTR(ret) : NULL;

	guard(mutex)(&regions_lock);
	region = find_region(numbers.pxm);
	if (!region)
		return create_region(pdev, &numbers);
	if (region->base != numbers.base || region->size != numbers.size) {
		dev_err(&pdev->dev, "EGM region at 0x%llx of 0x%llx bytes differs from that of %s\n", numbers.base,
			numbers.size, dev_name(&region->aux.dev));
		return ERR_PTR(-EINVAL);
	}
	refcount_inc(&region->users);
	return region;
}

void egm_region_put(struct egm_region *region)
{
	if (!region)
		return;
	guard(mutex)(&regions_lock);
	if (!refcount_dec_and_test(&region->users))
		return;
	list_del(&region->list);
	auxiliary_device_destroy(&region->aux);
}
