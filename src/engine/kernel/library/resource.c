/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/ioport.h>
#include <linux/pci.h>
#include "core.h"

struct resource iomem_resource = { .name = "PCI mem", .end = ~0ul, .flags = IORESOURCE_MEM };
struct resource ioport_resource = { .name = "PCI IO", .end = 0xffff, .flags = IORESOURCE_IO };

/*
 * A range that someone has asked for. Whole BARs are kept by their device, so that what is done to one device looks at
 * no other's; any other range is on the list.
 */
struct region {
	struct resource res;
	struct resource *parent;
	struct list_head list;
};

static LIST_HEAD(regions);

/* Pinned until it is released, so that one never released is found. */
struct resource *region_make(struct resource *parent, resource_size_t start, resource_size_t n, const char *name)
{
	struct region *region = __machine_alloc(sizeof(*region), 1);

	if (!region)
		return NULL;
	__machine_pin(region);
	region->res.start = start;
	region->res.end = start + n - 1;
	region->res.name = name;
	region->res.flags = parent->flags | IORESOURCE_BUSY;
	region->parent = parent;
	list_begin(&region->list);
	return &region->res;
}

void region_drop(struct resource *res)
{
	struct region *region = container_of(res, struct region, res);

	list_del(&region->list);
	__machine_unpin(region);
	__machine_free(region);
}

static bool overlaps_range(const struct resource *res, resource_size_t start, resource_size_t n)
{
	return res && res->start <= start + n - 1 && start <= res->end;
}

/* Whether a range that is on the list has part of this one. */
bool region_is_taken(const struct resource *parent, resource_size_t start, resource_size_t n)
{
	struct region *region;

	list_for_each_entry(region, &regions, list)
		if (region->parent == parent && overlaps_range(&region->res, start, n))
			return true;
	return false;
}

/* A BAR that is asked for and has part of the range; where it must be the same range, no other. */
static struct resource **requested_bar(resource_size_t start, resource_size_t n, bool same)
{
	struct device_private *dev;
	int i;

	list_for_each_entry(dev, &pci_bus_type.p->device_list, knode_bus)
		for (i = 0; i < PCI_STD_NUM_BARS; i++) {
			struct resource **res = &to_pci_dev(dev->device)->requested[i];

			if (same ? *res && (*res)->start == start && (*res)->end == start + n - 1
				 : overlaps_range(*res, start, n))
				return res;
		}
	return NULL;
}

/* __request_region (kernel/resource.c): NULL where part of it is taken, or is the host's memory. */
struct resource *__request_region(struct resource *parent, resource_size_t start, resource_size_t n, const char *name,
				  int flags)
{
	struct resource *res;
	resource_size_t end = start + n - 1;

	may_sleep();
	if (__machine_choose("__request_region", 2))
		return NULL;
	if (end < start || start < parent->start || end > parent->end || region_is_taken(parent, start, n))
		return NULL;
	if (parent == &iomem_resource && (requested_bar(start, n, false) || __kernel_host_memory(start, n)))
		return NULL;
	res = region_make(parent, start, n, name);
	if (res)
		list_add_tail(&container_of(res, struct region, res)->list, &regions);
	return res;
}

/* Linux only says so: another may have asked for it, and then that one has it no more. */
void warn_nonexistent(const resource_size_t *start, const resource_size_t *end)
{
	char *text = __kernel_format("resource: Trying to free nonexistent resource <%pa-%pa>", start, end);

	printk(KERN_WARNING "%s\n", text);
	__machine_report("warn", "nonexistent", text);
	__machine_free(text);
}

/* __release_region (kernel/resource.c) */
void __release_region(struct resource *parent, resource_size_t start, resource_size_t n)
{
	resource_size_t end = start + n - 1;
	struct resource **bar = parent == &iomem_resource ? requested_bar(start, n, true) : NULL;
	struct region *region;

	if (bar) {
		region_drop(*bar);
		*bar = NULL;
		return;
	}
	list_for_each_entry(region, &regions, list)
		if (region->parent == parent && region->res.start == start && region->res.end == end) {
			region_drop(&region->res);
			return;
		}
	warn_nonexistent(&start, &end);
}
