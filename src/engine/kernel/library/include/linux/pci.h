/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_PCI_H
#define LINUX_PCI_H

#include <linux/delay.h>
#include <linux/device.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/mod_devicetable.h>
#include <linux/pci_ids.h>
#include <linux/pci_regs.h>
#include <linux/pm_runtime.h>
#include <linux/property.h>

#define PCI_DEVFN(slot, func) ((((slot) & 0x1f) << 3) | ((func) & 0x07))
#define PCI_SLOT(devfn) (((devfn) >> 3) & 0x1f)
#define PCI_FUNC(devfn) ((devfn) & 0x07)
#define PCI_D0 0
#define PCI_D3hot 3

typedef int pci_power_t;
typedef unsigned int pci_channel_state_t;
typedef unsigned int pci_ers_result_t;

/* The BARs, and the ROM. */
#define PCI_ROM_RESOURCE PCI_STD_NUM_BARS
#define PCI_NUM_RESOURCES (PCI_STD_NUM_BARS + 1)

struct pci_bus {
	struct pci_bus *parent;
	unsigned int domain;
	unsigned char number;
};

struct pci_dev {
	struct pci_bus *bus;
	unsigned int devfn;
	unsigned short vendor;
	unsigned short device;
	unsigned short subsystem_vendor;
	unsigned short subsystem_device;
	unsigned int class;
	u8 revision;
	u8 hdr_type;
	struct pci_driver *driver;
	struct device dev;
	struct resource resource[PCI_NUM_RESOURCES];
	const char *driver_override;
	atomic_t enable_cnt;
	/* What pci_dev_get gave, the last first. */
	struct pci_reference *held;
	bool is_virtfn;
	bool is_busmaster;
	/* Enabled by pcim_enable_device; stays so when its driver goes. */
	bool is_managed;
	bool pinned;
	/* BARs that are requested. */
	struct resource *requested[PCI_STD_NUM_BARS];
	/* The ACPI companion; device is the number of this device in the machine. */
	struct fwnode_handle companion;
};

struct pci_error_handlers {
	pci_ers_result_t (*error_detected)(struct pci_dev *dev, pci_channel_state_t error);
	pci_ers_result_t (*mmio_enabled)(struct pci_dev *dev);
	pci_ers_result_t (*slot_reset)(struct pci_dev *dev);
	void (*reset_prepare)(struct pci_dev *dev);
	void (*reset_done)(struct pci_dev *dev);
	void (*resume)(struct pci_dev *dev);
};

struct pci_driver {
	const char *name;
	const struct pci_device_id *id_table;
	int (*probe)(struct pci_dev *dev, const struct pci_device_id *id);
	void (*remove)(struct pci_dev *dev);
	int (*suspend)(struct pci_dev *dev, pm_message_t state);
	int (*resume)(struct pci_dev *dev);
	void (*shutdown)(struct pci_dev *dev);
	int (*sriov_configure)(struct pci_dev *dev, int count);
	const struct pci_error_handlers *err_handler;
	const struct attribute_group **groups;
	const struct attribute_group **dev_groups;
	struct device_driver driver;
	bool driver_managed_dma;
};

#define to_pci_dev(n) container_of(n, struct pci_dev, dev)
#define to_pci_driver(drv) container_of(drv, struct pci_driver, driver)

#define PCI_DEVICE(vend, dev) \
	.vendor = (vend), .device = (dev), .subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID
#define PCI_DEVICE_DRIVER_OVERRIDE(vend, dev, driver_override) \
	.vendor = (vend), .device = (dev), .subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID, \
	.override_only = (driver_override)
#define PCI_DRIVER_OVERRIDE_DEVICE_VFIO(vend, dev) \
	PCI_DEVICE_DRIVER_OVERRIDE(vend, dev, PCI_ID_F_VFIO_DRIVER_OVERRIDE)
#define PCI_VDEVICE(vend, dev) \
	.vendor = PCI_VENDOR_ID_##vend, .device = (dev), .subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID, 0, 0

/* Registration fills in its private part, so it is not const here. */
extern struct bus_type pci_bus_type;

int __pci_register_driver(struct pci_driver *drv, struct module *owner, const char *mod_name);
#define pci_register_driver(driver) __pci_register_driver(driver, THIS_MODULE, KBUILD_MODNAME)
void pci_unregister_driver(struct pci_driver *drv);
#define module_pci_driver(__pci_driver) module_driver(__pci_driver, pci_register_driver, pci_unregister_driver)
const struct pci_device_id *pci_match_id(const struct pci_device_id *ids, struct pci_dev *dev);

struct pci_dev *pci_dev_get(struct pci_dev *dev);
void pci_dev_put(struct pci_dev *dev);
struct pci_dev *pci_get_device(unsigned int vendor, unsigned int device, struct pci_dev *from);
struct pci_dev *pci_get_domain_bus_and_slot(int domain, unsigned int bus, unsigned int devfn);
struct pci_dev *pci_get_slot(struct pci_bus *bus, unsigned int devfn);
#define for_each_pci_dev(d) while ((d = pci_get_device(PCI_ANY_ID, PCI_ANY_ID, d)) != NULL)

int pci_enable_device(struct pci_dev *dev);
int pci_enable_device_mem(struct pci_dev *dev);
void pci_disable_device(struct pci_dev *dev);
void pci_set_master(struct pci_dev *dev);
void pci_clear_master(struct pci_dev *dev);
int pci_is_enabled(struct pci_dev *pdev);
int pci_request_region(struct pci_dev *pdev, int bar, const char *name);
void pci_release_region(struct pci_dev *pdev, int bar);
int pci_request_selected_regions(struct pci_dev *pdev, int bars, const char *name);
void pci_release_selected_regions(struct pci_dev *pdev, int bars);
int pci_request_regions(struct pci_dev *pdev, const char *name);
void pci_release_regions(struct pci_dev *pdev);
int pci_select_bars(struct pci_dev *pdev, unsigned long flags);
/* Who maps memory for users is not told apart. */
#define pci_request_regions_exclusive(pdev, name) pci_request_regions(pdev, name)
#define pci_request_selected_regions_exclusive(pdev, bars, name) pci_request_selected_regions(pdev, bars, name)
#define pci_request_mem_regions(pdev, name) \
	pci_request_selected_regions(pdev, pci_select_bars(pdev, IORESOURCE_MEM), name)
#define pci_release_mem_regions(pdev) pci_release_selected_regions(pdev, pci_select_bars(pdev, IORESOURCE_MEM))
void __iomem *pci_iomap_range(struct pci_dev *pdev, int bar, unsigned long offset, unsigned long most);
#define pci_iomap(pdev, bar, most) pci_iomap_range(pdev, bar, 0, most)
#define pci_iomap_wc(pdev, bar, most) pci_iomap_range(pdev, bar, 0, most)
#define pci_iomap_wc_range(pdev, bar, offset, most) pci_iomap_range(pdev, bar, offset, most)
void pci_iounmap(struct pci_dev *pdev, void __iomem *addr);
void __iomem *pci_ioremap_bar(struct pci_dev *pdev, int bar);
#define pci_ioremap_wc_bar(pdev, bar) pci_ioremap_bar(pdev, bar)

/* Managed (drivers/pci/devres.c): undone when the driver is unbound. */
int pcim_enable_device(struct pci_dev *pdev);
void pcim_pin_device(struct pci_dev *pdev);
void __iomem *const *pcim_iomap_table(struct pci_dev *pdev);
void __iomem *pcim_iomap(struct pci_dev *pdev, int bar, unsigned long most);
void pcim_iounmap(struct pci_dev *pdev, void __iomem *addr);
void __iomem *pcim_iomap_region(struct pci_dev *pdev, int bar, const char *name);
int pcim_iomap_regions(struct pci_dev *pdev, int mask, const char *name);
void pcim_iounmap_regions(struct pci_dev *pdev, int mask);
int pcim_request_region(struct pci_dev *pdev, int bar, const char *name);

int pci_read_config_byte(const struct pci_dev *dev, int where, u8 *value);
int pci_read_config_word(const struct pci_dev *dev, int where, u16 *value);
int pci_read_config_dword(const struct pci_dev *dev, int where, u32 *value);
int pci_write_config_byte(const struct pci_dev *dev, int where, u8 value);
int pci_write_config_dword(const struct pci_dev *dev, int where, u32 value);
u8 pci_find_capability(struct pci_dev *dev, int cap);
int pci_pcie_cap(struct pci_dev *dev);
int pcie_capability_read_word(struct pci_dev *dev, int pos, u16 *value);
int pcie_capability_read_dword(struct pci_dev *dev, int pos, u32 *value);
#define pci_is_pcie(dev) (pci_pcie_cap(dev) != 0)
int pci_write_config_word(const struct pci_dev *dev, int where, u16 value);
u16 pci_find_dvsec_capability(struct pci_dev *dev, u16 vendor, u16 dvsec);
u16 pci_find_ext_capability(struct pci_dev *dev, int cap);
int pci_set_power_state(struct pci_dev *dev, pci_power_t state);
int pci_num_vf(struct pci_dev *dev);
void pci_stop_and_remove_bus_device(struct pci_dev *dev);
void pci_stop_and_remove_bus_device_locked(struct pci_dev *dev);
void pci_lock_rescan_remove(void);
void pci_unlock_rescan_remove(void);

#define PCIBIOS_SUCCESSFUL 0x00
#define PCIBIOS_FUNC_NOT_SUPPORTED 0x81
#define PCIBIOS_BAD_VENDOR_ID 0x83
#define PCIBIOS_DEVICE_NOT_FOUND 0x86
#define PCIBIOS_BAD_REGISTER_NUMBER 0x87
#define PCIBIOS_SET_FAILED 0x88
#define PCIBIOS_BUFFER_TOO_SMALL 0x89

/* What the functions above return, as an errno. */
static inline int pcibios_err_to_errno(int err)
{
	switch (err) {
	case PCIBIOS_FUNC_NOT_SUPPORTED:
		return -ENOENT;
	case PCIBIOS_BAD_VENDOR_ID:
		return -ENOTTY;
	case PCIBIOS_DEVICE_NOT_FOUND:
		return -ENODEV;
	case PCIBIOS_BAD_REGISTER_NUMBER:
		return -EFAULT;
	case PCIBIOS_SET_FAILED:
		return -EIO;
	case PCIBIOS_BUFFER_TOO_SMALL:
		return -ENOSPC;
	}
	return err <= PCIBIOS_SUCCESSFUL ? err : -ERANGE;
}

static inline const char *pci_name(const struct pci_dev *dev)
{
	return dev_name(&dev->dev);
}

static inline void *pci_get_drvdata(struct pci_dev *dev)
{
	return dev_get_drvdata(&dev->dev);
}

static inline void pci_set_drvdata(struct pci_dev *dev, void *data)
{
	dev_set_drvdata(&dev->dev, data);
}

static inline int pci_domain_nr(struct pci_bus *bus)
{
	return bus->domain;
}

#define PCI_DEVID(bus, devfn) ((((u16)(bus)) << 8) | (devfn))
#define dev_is_pci(d) ((d)->bus == &pci_bus_type)

static inline u16 pci_dev_id(struct pci_dev *dev)
{
	return PCI_DEVID(dev->bus->number, dev->devfn);
}

/* No function of a GPU's is virtual here. */
static inline struct pci_dev *pci_physfn(struct pci_dev *dev)
{
	return dev;
}

static inline bool pci_is_bridge(struct pci_dev *dev)
{
	return dev->hdr_type == PCI_HEADER_TYPE_BRIDGE || dev->hdr_type == PCI_HEADER_TYPE_CARDBUS;
}

static inline bool pci_is_root_bus(struct pci_bus *bus)
{
	return !bus->parent;
}

#define pci_resource_n(dev, bar) (&(dev)->resource[bar])
#define pci_resource_start(dev, bar) (pci_resource_n(dev, bar)->start)
#define pci_resource_end(dev, bar) (pci_resource_n(dev, bar)->end)
#define pci_resource_flags(dev, bar) (pci_resource_n(dev, bar)->flags)
#define pci_resource_len(dev, bar) \
	(pci_resource_end(dev, bar) ? resource_size(pci_resource_n(dev, bar)) : 0)

#define pci_err(pdev, fmt, ...) dev_err(&(pdev)->dev, fmt, ##__VA_ARGS__)
#define pci_warn(pdev, fmt, ...) dev_warn(&(pdev)->dev, fmt, ##__VA_ARGS__)
#define pci_notice(pdev, fmt, ...) dev_notice(&(pdev)->dev, fmt, ##__VA_ARGS__)
#define pci_info(pdev, fmt, ...) dev_info(&(pdev)->dev, fmt, ##__VA_ARGS__)
#define pci_dbg(pdev, fmt, ...) dev_dbg(&(pdev)->dev, fmt, ##__VA_ARGS__)

DEFINE_FREE(pci_dev_put, struct pci_dev *, if (_T) pci_dev_put(_T))

#endif
