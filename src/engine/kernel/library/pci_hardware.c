/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/pci.h>

/*
 * The hardware behind a GPU: BAR0 says that the link and the memory are ready, the DVSEC of a Grace
 * Blackwell GPU that MIG works with cached memory.
 */
#define BAR_SIZE 0x1000000ul
#define C2C_LINK 0x1498
#define HBM_TRAINING 0x200bc
#define READY 0xff
#define DVSEC_AT 0x100
#define DVSEC_ID 3
#define DVSEC_BITMAP (DVSEC_AT + 0xa)
#define MIG_WORKS 1

/* A BAR that is mapped; its address stands for the registers. */
struct bar_mapping {
	struct list_head list;
	int bar;
};

static LIST_HEAD(mappings);

/* pci_iomap (lib/pci_iomap.c) */
void __iomem *pci_iomap(struct pci_dev *dev, int bar, unsigned long most)
{
	struct bar_mapping *mapping;

	if (__machine_choose("pci_iomap", 2))
		return NULL;
	mapping = __machine_alloc(sizeof(*mapping), 1);
	if (!mapping)
		return NULL;
	mapping->bar = bar;
	list_add_tail(&mapping->list, &mappings);
	return mapping;
}

static struct bar_mapping *mapping_of(const void __iomem *addr)
{
	struct bar_mapping *mapping;

	list_for_each_entry(mapping, &mappings, list)
		if ((unsigned long)addr - (unsigned long)mapping < BAR_SIZE)
			return mapping;
	return NULL;
}

/* pci_iounmap (lib/pci_iomap.c) */
void pci_iounmap(struct pci_dev *dev, void __iomem *addr)
{
	struct bar_mapping *mapping = mapping_of(addr);

	if (mapping) {
		list_del(&mapping->list);
		__machine_free(mapping);
		return;
	}
	WARN(1, "Trying to vfree() nonexistent vm area (%px)\n", addr);
}

static u64 read_register(const void __iomem *addr)
{
	struct bar_mapping *mapping = mapping_of(addr);
	unsigned long offset;

	/* Not mapped, or no longer: a fault, which reading the memory is. */
	if (!mapping)
		return *(volatile u8 *)addr;
	offset = (unsigned long)addr - (unsigned long)mapping;
	if (mapping->bar == 0 && (offset == C2C_LINK || offset == HBM_TRAINING))
		return READY;
	return 0;
}

static void write_register(void __iomem *addr)
{
	if (!mapping_of(addr))
		*(volatile u8 *)addr = 0;
}

/* ioread8 … iowrite32 (lib/iomap.c) */
u8 ioread8(const void __iomem *addr)
{
	return read_register(addr);
}

u16 ioread16(const void __iomem *addr)
{
	return read_register(addr);
}

u32 ioread32(const void __iomem *addr)
{
	return read_register(addr);
}

u64 ioread64(const void __iomem *addr)
{
	return read_register(addr);
}

void iowrite8(u8 value, void __iomem *addr)
{
	write_register(addr);
}

void iowrite16(u16 value, void __iomem *addr)
{
	write_register(addr);
}

void iowrite32(u32 value, void __iomem *addr)
{
	write_register(addr);
}

static bool mig_works(const struct pci_dev *dev)
{
	return dev->vendor == PCI_VENDOR_ID_NVIDIA && (dev->device == 0x2941 || dev->device == 0x31c2);
}

/* pci_find_dvsec_capability (drivers/pci/pci.c): 0 when there is none. */
u16 pci_find_dvsec_capability(struct pci_dev *dev, u16 vendor, u16 dvsec)
{
	return vendor == PCI_VENDOR_ID_NVIDIA && dvsec == DVSEC_ID && mig_works(dev) ? DVSEC_AT : 0;
}

/* pci_find_ext_capability (drivers/pci/pci.c) */
u16 pci_find_ext_capability(struct pci_dev *dev, int cap)
{
	return cap == PCI_EXT_CAP_ID_DVSEC && mig_works(dev) ? DVSEC_AT : 0;
}

/* pci_read_config_word (drivers/pci/access.c) */
int pci_read_config_word(const struct pci_dev *dev, int where, u16 *value)
{
	if (where & 1) {
		*value = 0xffff;
		return PCIBIOS_BAD_REGISTER_NUMBER;
	}
	switch (where) {
	case PCI_VENDOR_ID:
		*value = dev->vendor;
		break;
	case PCI_DEVICE_ID:
		*value = dev->device;
		break;
	case DVSEC_BITMAP:
		*value = mig_works(dev) ? MIG_WORKS : 0;
		break;
	default:
		*value = 0;
	}
	return PCIBIOS_SUCCESSFUL;
}

/* pci_read_config_dword (drivers/pci/access.c) */
int pci_read_config_dword(const struct pci_dev *dev, int where, u32 *value)
{
	u16 low, high;

	if (where & 3) {
		*value = ~0u;
		return PCIBIOS_BAD_REGISTER_NUMBER;
	}
	pci_read_config_word(dev, where, &low);
	pci_read_config_word(dev, where + 2, &high);
	*value = (u32)high << 16 | low;
	return PCIBIOS_SUCCESSFUL;
}

/* pci_read_config_byte (drivers/pci/access.c) */
int pci_read_config_byte(const struct pci_dev *dev, int where, u8 *value)
{
	u16 word;

	pci_read_config_word(dev, where & ~1, &word);
	*value = word >> (where & 1 ? 8 : 0);
	return PCIBIOS_SUCCESSFUL;
}

/* pci_write_config_word (drivers/pci/access.c): nothing here changes by it. */
int pci_write_config_word(const struct pci_dev *dev, int where, u16 value)
{
	return where & 1 ? PCIBIOS_BAD_REGISTER_NUMBER : PCIBIOS_SUCCESSFUL;
}
