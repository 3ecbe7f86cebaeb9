/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/sizes.h>
#include "core.h"

/*
 * Physical memory behind a mapping. A small mapping is an object, filled with what the retired-page tables of
 * the topology hold there, and zeros elsewhere: an address that no table is listed at reads as an empty one.
 * What is written to it goes with the mapping. A large one, an EGM region, has no bytes: its addresses are of
 * a window of their own, read as zeros, and only how far it was filled is kept.
 */
struct mapping {
	struct list_head list;
	phys_addr_t base;
	size_t size;
	void *address;
};

/* A stretch of physical memory that was filled with zeros through its mapping. */
struct scrub {
	struct list_head list;
	phys_addr_t base;
	size_t size;
};

#define MOST_BYTES SZ_1M
#define WINDOW 0xe000000000000000ul
#define WINDOW_MASK 0xf000000000000000ul

static LIST_HEAD(mappings_of_memory);
static LIST_HEAD(scrubs);

/* Whether an address is of the window of large mappings. */
bool is_mapped_memory(const void *address)
{
	return ((unsigned long)address & WINDOW_MASK) == WINDOW;
}

static void *map_memory(phys_addr_t base, size_t size)
{
	struct mapping *mapping;

	/* __ioremap_prot, generic_ioremap_prot: no zero size, no wrap-around. */
	if (!size || base + size - 1 < base || base + size > ~WINDOW_MASK)
		return NULL;
	mapping = __machine_alloc(sizeof(*mapping), 1);
	if (!mapping)
		return NULL;
	/* Lives until it is unmapped: pinned, so that one never unmapped is found. */
	__machine_pin(mapping);
	mapping->base = base;
	mapping->size = size;
	if (size > MOST_BYTES) {
		mapping->address = (void *)(WINDOW | base);
	} else {
		mapping->address = __machine_alloc(size, 1);
		__kernel_read_memory(base, mapping->address, size);
	}
	list_add(&mapping->list, &mappings_of_memory);
	return mapping->address;
}

/*
 * memremap (kernel/iomem.c): NULL when it fails. A range partly in the host's memory is refused with a
 * warning. What MEMREMAP_* asks for is not told apart.
 */
void *memremap(resource_size_t offset, size_t size, unsigned long flags)
{
	may_sleep();
	if (!flags || __machine_choose("memremap", 2))
		return NULL;
	if (WARN_ONCE(__kernel_host_memory(offset, size) == 2,
		      "memremap attempted on mixed range %pa size: %#lx\n", &offset, (unsigned long)size))
		return NULL;
	return map_memory(offset, size);
}

static void unmap_memory(const void *address)
{
	struct mapping *mapping;

	list_for_each_entry(mapping, &mappings_of_memory, list)
		if (mapping->address == address) {
			list_del(&mapping->list);
			if (!is_mapped_memory(address))
				__machine_free(mapping->address);
			__machine_unpin(mapping);
			__machine_free(mapping);
			return;
		}
	if (address)
		WARN(1, KERN_ERR "Trying to vunmap() nonexistent vm area (%px)\n", address);
}

/* memunmap (kernel/iomem.c) */
void memunmap(void *addr)
{
	may_sleep();
	unmap_memory(addr);
}

/* ioremap (arch/arm64/mm/ioremap.c): not of the host's memory. */
void __iomem *ioremap(phys_addr_t offset, size_t size)
{
	may_sleep();
	if (__machine_choose("ioremap", 2))
		return NULL;
	if (WARN_ON(__kernel_host_memory(offset, size)))
		return NULL;
	return has_registers(offset) && size ? map_registers(offset, size) : map_memory(offset, size);
}

/* iounmap (mm/ioremap.c) */
void iounmap(volatile void __iomem *addr)
{
	may_sleep();
	if (!unmap_registers(addr))
		unmap_memory((const void *)addr);
}

static void note_scrub(phys_addr_t base, size_t size)
{
	struct scrub *scrub;

	list_for_each_entry(scrub, &scrubs, list)
		if (base >= scrub->base && base <= scrub->base + scrub->size) {
			if (base + size > scrub->base + scrub->size)
				scrub->size = base + size - scrub->base;
			return;
		}
	scrub = __machine_alloc(sizeof(*scrub), 1);
	if (!scrub)
		return;
	scrub->base = base;
	scrub->size = size;
	list_add_tail(&scrub->list, &scrubs);
}

/* memset and memcpy on a large mapping: at no cost, within what is mapped. fills is -1 for a read. */
void touch_mapped_memory(const void *address, int fills, size_t size)
{
	phys_addr_t base = (unsigned long)address & ~WINDOW;
	struct mapping *mapping;
	char *text;

	if (!size)
		return;
	list_for_each_entry(mapping, &mappings_of_memory, list)
		if (mapping->address == (void *)(WINDOW | mapping->base) && base >= mapping->base &&
		    base - mapping->base < mapping->size && size <= mapping->size - (base - mapping->base)) {
			if (fills == 0)
				note_scrub(base, size);
			return;
		}
	text = __kernel_format("%lu bytes are %s at physical address %#llx, which are not all mapped", size,
			       fills < 0 ? "read" : "written", base);
	__machine_report("out-of-bounds", "mapping", text);
	__machine_free(text);
}

/* Tells observe.c's caller what was scrubbed. */
void tell_scrubs(void)
{
	struct scrub *scrub;

	list_for_each_entry(scrub, &scrubs, list)
		__kernel_tell_scrub(scrub->base, scrub->size);
}
