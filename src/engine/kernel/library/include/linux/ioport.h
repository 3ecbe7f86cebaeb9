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

#define IORESOURCE_IO 0x100ul
#define IORESOURCE_MEM 0x200ul
#define IORESOURCE_PREFETCH 0x2000ul
#define IORESOURCE_MEM_64 0x100000ul
#define IORESOURCE_BUSY 0x80000000ul

static inline resource_size_t resource_size(const struct resource *res)
{
	return res->end - res->start + 1;
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

#endif
