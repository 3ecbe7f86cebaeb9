/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/io.h>
#include <linux/pci.h>
#include "core.h"

static int is_address(struct device *dev, void *res, void *data)
{
	return *(void **)res == data;
}

static void release_ioremap(struct device *dev, void *res)
{
	iounmap(*(void __iomem **)res);
}

/* devm_ioremap (lib/devres.c) */
void __iomem *devm_ioremap(struct device *dev, resource_size_t offset, resource_size_t size)
{
	void __iomem **res = devres_alloc(release_ioremap, sizeof(*res), GFP_KERNEL), *addr;

	if (!res)
		return NULL;
	addr = ioremap(offset, size);
	if (addr) {
		*res = addr;
		devres_add(dev, res);
	} else
		devres_free(res);
	return addr;
}

/* devm_iounmap (lib/devres.c) */
void devm_iounmap(struct device *dev, void __iomem *addr)
{
	WARN_ON(devres_destroy(dev, release_ioremap, is_address, addr));
	iounmap(addr);
}

static void release_memremap(struct device *dev, void *res)
{
	memunmap(*(void **)res);
}

/* devm_memremap (kernel/iomem.c) */
void *devm_memremap(struct device *dev, resource_size_t offset, size_t size, unsigned long flags)
{
	void **res = devres_alloc(release_memremap, sizeof(*res), GFP_KERNEL), *addr;

	if (!res)
		return ERR_PTR(-ENOMEM);
	addr = memremap(offset, size, flags);
	if (!addr) {
		devres_free(res);
		return ERR_PTR(-ENXIO);
	}
	*res = addr;
	devres_add(dev, res);
	return addr;
}

/* devm_memunmap (kernel/iomem.c) */
void devm_memunmap(struct device *dev, void *addr)
{
	WARN_ON(devres_release(dev, release_memremap, is_address, addr));
}

struct region_devres {
	struct resource *parent;
	resource_size_t start;
	resource_size_t n;
};

static void release_range(struct device *dev, void *res)
{
	struct region_devres *range = res;

	__release_region(range->parent, range->start, range->n);
}

static int is_range(struct device *dev, void *res, void *data)
{
	struct region_devres *range = res, *target = data;

	return range->parent == target->parent && range->start == target->start && range->n == target->n;
}

/* __devm_request_region (kernel/resource.c) */
struct resource *__devm_request_region(struct device *dev, struct resource *parent, resource_size_t start,
				       resource_size_t n, const char *name)
{
	struct region_devres *range = devres_alloc(release_range, sizeof(*range), GFP_KERNEL);
	struct resource *res;

	if (!range)
		return NULL;
	range->parent = parent;
	range->start = start;
	range->n = n;
	res = __request_region(parent, start, n, name, 0);
	if (res)
		devres_add(dev, range);
	else
		devres_free(range);
	return res;
}

/* __devm_release_region (kernel/resource.c) */
void __devm_release_region(struct device *dev, struct resource *parent, resource_size_t start, resource_size_t n)
{
	struct region_devres target = { .parent = parent, .start = start, .n = n };

	__release_region(parent, start, n);
	WARN_ON(devres_destroy(dev, release_range, is_range, &target));
}

/* devm_ioremap_resource (lib/devres.c) */
void __iomem *devm_ioremap_resource(struct device *dev, const struct resource *res)
{
	void __iomem *addr;
	const char *name;

	if (!res || resource_type(res) != IORESOURCE_MEM)
		return IOMEM_ERR_PTR(dev_err_probe(dev, -EINVAL, "invalid resource %pR\n", res));
	name = res->name ? devm_kasprintf(dev, GFP_KERNEL, "%s %s", dev_name(dev), res->name)
			 : devm_kstrdup(dev, dev_name(dev), GFP_KERNEL);
	if (!name)
		return IOMEM_ERR_PTR(dev_err_probe(dev, -ENOMEM, "can't generate pretty name for resource %pR\n", res));
	if (!devm_request_mem_region(dev, res->start, resource_size(res), name))
		return IOMEM_ERR_PTR(dev_err_probe(dev, -EBUSY, "can't request region for resource %pR\n", res));
	addr = devm_ioremap(dev, res->start, resource_size(res));
	if (addr)
		return addr;
	devm_release_mem_region(dev, res->start, resource_size(res));
	return IOMEM_ERR_PTR(dev_err_probe(dev, -ENOMEM, "ioremap failed for resource %pR\n", res));
}
