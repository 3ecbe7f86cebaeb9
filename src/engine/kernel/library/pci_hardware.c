/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/io.h>
#include <linux/pci.h>
#include <linux/sizes.h>
#include "core.h"

/*
 * The hardware behind a GPU: BAR0 has registers, of which two say that the link and the memory are ready; BAR2 is a
 * window on the GPU's memory, of a power of two; BAR4 is there. Addresses go by the number of the device.
 */
#define C2C_LINK 0x1498
#define HBM_TRAINING 0x200bc
#define READY 0xff
#define BARS 0x660000000000ul
#define BARS_EACH SZ_64M
#define MEMORY_BARS 0x680000000000ul
#define MEMORY_BAR_MOST 0x8000000000ul
/* What a pointer can be moved by and still be known as one into its object. */
#define MOST_MAPPED 0xc0000000ul

/* Registers that are mapped: the object's address stands for them. */
struct register_mapping {
	struct list_head list;
	unsigned int bar;
	unsigned long offset;
	unsigned long size;
};

static LIST_HEAD(mappings);

static void set_bar(struct pci_dev *pdev, int bar, u64 start, u64 size)
{
	struct resource *res = &pdev->resource[bar];

	res->name = pci_name(pdev);
	res->start = start;
	res->end = start + size - 1;
	res->flags = IORESOURCE_MEM | IORESOURCE_MEM_64 | IORESOURCE_PREFETCH | IORESOURCE_SIZEALIGN |
		     PCI_BASE_ADDRESS_MEM_TYPE_64 | PCI_BASE_ADDRESS_MEM_PREFETCH;
}

/* pci_read_bases (drivers/pci/probe.c) */
void pci_read_bases(struct pci_dev *pdev, int number)
{
	unsigned long memory;

	set_bar(pdev, 0, BARS + number * BARS_EACH + SZ_32M, SZ_16M);
	set_bar(pdev, 4, BARS + number * BARS_EACH, SZ_32M);
	if (__kernel_property(number, "nvidia,gpu-mem-size", &memory) == 1 && memory)
		set_bar(pdev, 2, MEMORY_BARS + number * MEMORY_BAR_MOST,
			memory < MEMORY_BAR_MOST ? roundup_pow_of_two(memory) : MEMORY_BAR_MOST);
}

static unsigned long offset_in(const volatile void __iomem *addr, const struct register_mapping *mapping)
{
	return (unsigned long)addr - (unsigned long)mapping;
}

static struct register_mapping *mapping_of(const volatile void __iomem *addr)
{
	struct register_mapping *mapping;

	list_for_each_entry(mapping, &mappings, list)
		if (offset_in(addr, mapping) < mapping->size)
			return mapping;
	return NULL;
}

/* A mapping of BARs; NULL where the range is none of theirs, or there is no memory. */
void __iomem *map_registers(phys_addr_t start, size_t size)
{
	struct register_mapping *mapping;
	bool registers = start >= BARS && start < MEMORY_BARS;
	unsigned long offset = (start - BARS) % BARS_EACH;

	mapping = __machine_alloc(sizeof(*mapping), 1);
	if (!mapping)
		return NULL;
	/* Lives until it is unmapped: pinned, so that one never unmapped is found. */
	__machine_pin(mapping);
	mapping->bar = !registers ? 2 : offset < SZ_32M ? 4 : 0;
	mapping->offset = registers ? offset % SZ_32M : 0;
	mapping->size = size < MOST_MAPPED ? size : MOST_MAPPED;
	list_add_tail(&mapping->list, &mappings);
	return mapping;
}

/* Whether the address is that of such a mapping, which ends. */
bool unmap_registers(const volatile void __iomem *addr)
{
	struct register_mapping *mapping = mapping_of(addr);

	if (!mapping)
		return false;
	list_del(&mapping->list);
	__machine_unpin(mapping);
	__machine_free(mapping);
	return true;
}

/* Whether a range is of BARs. */
bool has_registers(phys_addr_t start)
{
	return start >= BARS && start < MEMORY_BARS + 512 * MEMORY_BAR_MOST;
}

/* pci_iomap_range (lib/pci_iomap.c); of the whole BAR where most is 0. */
void __iomem *pci_iomap_range(struct pci_dev *pdev, int bar, unsigned long offset, unsigned long most)
{
	resource_size_t len;

	if (bar < 0 || bar >= PCI_NUM_RESOURCES)
		return NULL;
	len = pci_resource_len(pdev, bar);
	if (len <= offset || __machine_choose("pci_iomap", 2))
		return NULL;
	len -= offset;
	return map_registers(pci_resource_start(pdev, bar) + offset, most && len > most ? most : len);
}

/* pci_iounmap (lib/pci_iomap.c) */
void pci_iounmap(struct pci_dev *pdev, void __iomem *addr)
{
	if (!unmap_registers(addr))
		WARN(1, "Trying to vfree() nonexistent vm area (%px)\n", addr);
}

/* pci_ioremap_bar (drivers/pci/pci.c) */
void __iomem *pci_ioremap_bar(struct pci_dev *pdev, int bar)
{
	struct resource *res = &pdev->resource[bar];

	if (res->flags & IORESOURCE_UNSET || !(res->flags & IORESOURCE_MEM)) {
		pci_err(pdev, "can't ioremap BAR %d: %pR\n", bar, res);
		return NULL;
	}
	return ioremap(res->start, resource_size(res));
}

/* The bytes of registers from there on, as many as fit into 64 bits. */
static u64 registers_at(const struct register_mapping *mapping, unsigned long offset, unsigned int size)
{
	u64 value = 0;
	unsigned int i;

	offset += mapping->offset;
	for (i = 0; i < size && mapping->bar == 0; i++)
		if (offset + i == C2C_LINK || offset + i == HBM_TRAINING)
			value |= (u64)READY << (i * 8);
	return value;
}

/* ioread8 … ioread64 (lib/iomap.c): what is no register is memory, which a fault may come of. */
#define READER(name, type)								\
	type name(const volatile void __iomem *addr)					\
	{										\
		struct register_mapping *mapping = mapping_of(addr);			\
											\
		return mapping ? registers_at(mapping, offset_in(addr, mapping), sizeof(type))	\
			       : *(const volatile type *)addr;				\
	}

READER(ioread8, u8)
READER(ioread16, u16)
READER(ioread32, u32)
READER(ioread64, u64)

/* iowrite8 … iowrite64 (lib/iomap.c): no register changes by it. */
#define WRITER(name, type)						\
	void name(type value, volatile void __iomem *addr)		\
	{								\
		if (!mapping_of(addr))					\
			*(volatile type *)addr = value;			\
	}

WRITER(iowrite8, u8)
WRITER(iowrite16, u16)
WRITER(iowrite32, u32)
WRITER(iowrite64, u64)

/* memcpy_fromio (include/asm-generic/io.h) */
void memcpy_fromio(void *to, const volatile void __iomem *from, size_t count)
{
	struct register_mapping *mapping = mapping_of(from);
	size_t i;

	if (!mapping) {
		memcpy(to, (const void *)from, count);
		return;
	}
	memset(to, 0, count);
	for (i = 0; i < count && mapping->bar == 0; i += 8)
		if (registers_at(mapping, offset_in(from, mapping) + i, 8)) {
			u64 word = registers_at(mapping, offset_in(from, mapping) + i, 8);

			memcpy((char *)to + i, &word, count - i < 8 ? count - i : 8);
		}
}

/* memcpy_toio (include/asm-generic/io.h) */
void memcpy_toio(volatile void __iomem *to, const void *from, size_t count)
{
	if (!mapping_of(to))
		memcpy((void *)to, from, count);
}

/* memset_io (include/asm-generic/io.h) */
void memset_io(volatile void __iomem *to, int byte, size_t count)
{
	if (!mapping_of(to))
		memset((void *)to, byte, count);
}
