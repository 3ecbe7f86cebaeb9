/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/pci.h>

/*
 * Configuration space of a GPU: its header, power management, MSI and PCI Express, which no one changes; and of a Grace
 * Blackwell GPU the DVSEC that says that MIG works with cached memory.
 */
#define PM_AT 0x40
#define MSI_AT 0x48
#define EXP_AT 0x60
#define DVSEC_AT 0x100
#define DVSEC_ID 3
#define MIG_WORKS 1

static bool mig_works(const struct pci_dev *pdev)
{
	return pdev->vendor == PCI_VENDOR_ID_NVIDIA && (pdev->device == 0x2941 || pdev->device == 0x31c2);
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

/* pci_find_capability (drivers/pci/pci.c): 0 when there is none. */
u8 pci_find_capability(struct pci_dev *dev, int cap)
{
	switch (cap) {
	case PCI_CAP_ID_PM:
		return PM_AT;
	case PCI_CAP_ID_MSI:
		return MSI_AT;
	case PCI_CAP_ID_EXP:
		return EXP_AT;
	}
	return 0;
}

/* pci_pcie_cap (include/linux/pci.h) */
int pci_pcie_cap(struct pci_dev *dev)
{
	return EXP_AT;
}

/* A BAR's low half, or the high half of the one before it. */
static u32 base_address(const struct pci_dev *dev, int bar)
{
	const struct resource *res = &dev->resource[bar & ~1];

	return bar & 1 ? res->start >> 32 : res->start | (res->flags & 0xf);
}

/* A word of configuration space, by the offset that it begins at. */
static u32 config_word(const struct pci_dev *dev, int where)
{
	switch (where) {
	case PCI_VENDOR_ID:
		return dev->device << 16 | dev->vendor;
	case PCI_COMMAND:
		return PCI_STATUS_CAP_LIST << 16 | (atomic_read(&dev->enable_cnt) ? PCI_COMMAND_MEMORY : 0) |
		       (dev->is_busmaster ? PCI_COMMAND_MASTER : 0);
	case PCI_CLASS_REVISION:
		return dev->class << 8 | dev->revision;
	case PCI_BASE_ADDRESS_0 ... PCI_BASE_ADDRESS_5:
		return base_address(dev, (where - PCI_BASE_ADDRESS_0) / 4);
	case PCI_SUBSYSTEM_VENDOR_ID:
		return dev->subsystem_device << 16 | dev->subsystem_vendor;
	case PCI_CAPABILITY_LIST:
		return PM_AT;
	case PM_AT:
		return MSI_AT << 8 | PCI_CAP_ID_PM;
	case MSI_AT:
		return EXP_AT << 8 | PCI_CAP_ID_MSI;
	case EXP_AT:
		return 2 << 16 | PCI_CAP_ID_EXP;
	case DVSEC_AT:
		return mig_works(dev) ? 1 << 16 | PCI_EXT_CAP_ID_DVSEC : 0;
	case DVSEC_AT + 4:
		return mig_works(dev) ? PCI_VENDOR_ID_NVIDIA : 0;
	case DVSEC_AT + 8:
		return mig_works(dev) ? MIG_WORKS << 16 | DVSEC_ID : 0;
	}
	return 0;
}

/* pci_read_config_dword (drivers/pci/access.c) */
int pci_read_config_dword(const struct pci_dev *dev, int where, u32 *value)
{
	if (where & 3)
		return PCIBIOS_BAD_REGISTER_NUMBER;
	*value = config_word(dev, where);
	return PCIBIOS_SUCCESSFUL;
}

/* pci_read_config_word (drivers/pci/access.c) */
int pci_read_config_word(const struct pci_dev *dev, int where, u16 *value)
{
	if (where & 1)
		return PCIBIOS_BAD_REGISTER_NUMBER;
	*value = config_word(dev, where & ~3) >> (where & 2) * 8;
	return PCIBIOS_SUCCESSFUL;
}

/* pci_read_config_byte (drivers/pci/access.c) */
int pci_read_config_byte(const struct pci_dev *dev, int where, u8 *value)
{
	*value = config_word(dev, where & ~3) >> (where & 3) * 8;
	return PCIBIOS_SUCCESSFUL;
}

/* pci_write_config_byte, _word and _dword (drivers/pci/access.c): nothing here changes by it. */
int pci_write_config_byte(const struct pci_dev *dev, int where, u8 value)
{
	return PCIBIOS_SUCCESSFUL;
}

int pci_write_config_word(const struct pci_dev *dev, int where, u16 value)
{
	return where & 1 ? PCIBIOS_BAD_REGISTER_NUMBER : PCIBIOS_SUCCESSFUL;
}

int pci_write_config_dword(const struct pci_dev *dev, int where, u32 value)
{
	return where & 3 ? PCIBIOS_BAD_REGISTER_NUMBER : PCIBIOS_SUCCESSFUL;
}

/* pcie_capability_read_word (drivers/pci/access.c) */
int pcie_capability_read_word(struct pci_dev *dev, int pos, u16 *value)
{
	*value = 0;
	return pci_read_config_word(dev, EXP_AT + pos, value);
}

/* pcie_capability_read_dword (drivers/pci/access.c) */
int pcie_capability_read_dword(struct pci_dev *dev, int pos, u32 *value)
{
	*value = 0;
	return pci_read_config_dword(dev, EXP_AT + pos, value);
}
