/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_IOPORT_H
#define LINUX_IOPORT_H

#include <linux/types.h>

struct resource {
	resource_size_t start;
	resource_size_t end;
	const char *name;
	unsigned long flags;
};

#define IORESOURCE_TYPE_BITS 0x1f00ul
#define IORESOURCE_IO 0x100ul
#define IORESOURCE_MEM 0x200ul
#define IORESOURCE_REG 0x300ul
#define IORESOURCE_IRQ 0x400ul
#define IORESOURCE_DMA 0x800ul
#define IORESOURCE_PREFETCH 0x2000ul
#define IORESOURCE_READONLY 0x4000ul
#define IORESOURCE_SIZEALIGN 0x40000ul
#define IORESOURCE_MEM_64 0x100000ul
#define IORESOURCE_WINDOW 0x200000ul
#define IORESOURCE_EXCLUSIVE 0x8000000ul
#define IORESOURCE_DISABLED 0x10000000ul
#define IORESOURCE_UNSET 0x20000000ul
#define IORESOURCE_BUSY 0x80000000ul

#define DEFINE_RES_NAMED(_start, _size, _name, _flags) \
	(struct resource) { .start = (_start), .end = (_start) + (_size) - 1, .name = (_name), .flags = (_flags) }
#define DEFINE_RES(_start, _size, _flags) DEFINE_RES_NAMED(_start, _size, NULL, _flags)
#define DEFINE_RES_MEM_NAMED(_start, _size, _name) DEFINE_RES_NAMED(_start, _size, _name, IORESOURCE_MEM)
#define DEFINE_RES_MEM(_start, _size) DEFINE_RES_MEM_NAMED(_start, _size, NULL)

static inline resource_size_t resource_size(const struct resource *res)
{
	return res->end - res->start + 1;
}

static inline unsigned long resource_type(const struct resource *res)
{
	return res->flags & IORESOURCE_TYPE_BITS;
}

/* Whether all of r2 is in r1. */
static inline bool resource_contains(const struct resource *r1, const struct resource *r2)
{
	if (resource_type(r1) != resource_type(r2) || (r1->flags | r2->flags) & IORESOURCE_UNSET)
		return false;
	return r1->start <= r2->start && r1->end >= r2->end;
}

static inline bool resource_overlaps(const struct resource *r1, const struct resource *r2)
{
	return r1->start <= r2->end && r1->end >= r2->start;
}

/* Macros as in Linux, so that a driver cannot have functions of these names. */
extern struct resource ioport_resource, iomem_resource;
struct resource *__request_region(struct resource *parent, resource_size_t start, resource_size_t n, const char *name,
				  int flags);
void __release_region(struct resource *parent, resource_size_t start, resource_size_t n);
#define request_region(start, n, name) __request_region(&ioport_resource, (start), (n), (name), 0)
#define release_region(start, n) __release_region(&ioport_resource, (start), (n))
#define request_mem_region(start, n, name) __request_region(&iomem_resource, (start), (n), (name), 0)
#define release_mem_region(start, n) __release_region(&iomem_resource, (start), (n))
#define devm_request_mem_region(dev, start, n, name) \
	__devm_request_region(dev, &iomem_resource, (start), (n), (name))
#define devm_release_mem_region(dev, start, n) __devm_release_region(dev, &iomem_resource, (start), (n))

struct device;
struct resource *__devm_request_region(struct device *dev, struct resource *parent, resource_size_t start,
				       resource_size_t n, const char *name);
void __devm_release_region(struct device *dev, struct resource *parent, resource_size_t start, resource_size_t n);

#endif
