// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The hardware of a Grace GPU over a PCI function of QEMU's that has memory behind BAR0: its ids, the registers
 * that say that link and memory are ready, and the DVSEC by which a Grace Blackwell GPU says that MIG works with
 * cached memory. Loaded before any driver.
 */
#include <linux/module.h>
#include <linux/pci.h>

/* bochs-display */
#define CARRIER_VENDOR 0x1234
#define CARRIER_DEVICE 0x1111

#define REGISTER_C2C_LINK 0x1498
#define REGISTER_HBM_TRAINING 0x200bc
#define VALUE_READY 0xff

#define DVSEC_AT 0x100
#define DVSEC_LENGTH 0x10
#define DVSEC_ID 3
#define MIG_WITH_CACHED_MEMORY 1

static char *gpus[256];
static int count;
module_param_array(gpus, charp, &count, 0444);
MODULE_PARM_DESC(gpus, "DDDD:BB:dd.f=VVVV:DDDD of each GPU");

static struct pci_ops overlay;
static struct pci_ops *below;

/* Config space is read under a spinlock: no reference can be taken there. */
static struct {
	struct pci_bus *bus;
	unsigned int devfn;
} with_dvsec[ARRAY_SIZE(gpus)];
static int dvsecs;

static bool has_dvsec(struct pci_bus *bus, unsigned int devfn)
{
	int i;

	for (i = 0; i < dvsecs; i++)
		if (with_dvsec[i].bus == bus && with_dvsec[i].devfn == devfn)
			return true;
	return false;
}

static u8 dvsec_byte(int at)
{
	const u32 words[DVSEC_LENGTH / 4] = {
		PCI_EXT_CAP_ID_DVSEC | 1 << 16,
		PCI_VENDOR_ID_NVIDIA | DVSEC_LENGTH << 20,
		DVSEC_ID | MIG_WITH_CACHED_MEMORY << 16,
	};

	return words[at / 4] >> (at % 4 * 8);
}

static int read_config(struct pci_bus *bus, unsigned int devfn, int where, int size, u32 *value)
{
	int i;

	if (where < DVSEC_AT || where + size > DVSEC_AT + DVSEC_LENGTH || !has_dvsec(bus, devfn))
		return below->read(bus, devfn, where, size, value);
	*value = 0;
	for (i = 0; i < size; i++)
		*value |= (u32)dvsec_byte(where - DVSEC_AT + i) << (i * 8);
	return PCIBIOS_SUCCESSFUL;
}

static int make_ready(struct pci_dev *pdev)
{
	void __iomem *bar0;
	int ret;

	ret = pci_enable_device_mem(pdev);
	if (ret)
		return ret;
	bar0 = pci_iomap(pdev, 0, 0);
	if (bar0) {
		iowrite32(VALUE_READY, bar0 + REGISTER_C2C_LINK);
		iowrite32(VALUE_READY, bar0 + REGISTER_HBM_TRAINING);
		pci_iounmap(pdev, bar0);
	}
	pci_disable_device(pdev);
	return bar0 ? 0 : -ENOMEM;
}

static void lay_over(struct pci_dev *pdev)
{
	if (pdev->device == 0x2941 || pdev->device == 0x31c2) {
		with_dvsec[dvsecs].bus = pdev->bus;
		with_dvsec[dvsecs++].devfn = pdev->devfn;
	}
	if (pdev->bus->ops == &overlay)
		return;
	below = pdev->bus->ops;
	overlay = *below;
	overlay.read = read_config;
	pci_bus_set_ops(pdev->bus, &overlay);
}

static int become_gpu(const char *text)
{
	unsigned int domain, bus, slot, function, vendor, device;
	struct pci_dev *pdev;
	int ret = -ENODEV;

	if (sscanf(text, "%x:%x:%x.%x=%x:%x", &domain, &bus, &slot, &function, &vendor, &device) != 6)
		return -EINVAL;
	pdev = pci_get_domain_bus_and_slot(domain, bus, PCI_DEVFN(slot, function));
	if (!pdev)
		return -ENODEV;
	if (pdev->vendor == CARRIER_VENDOR && pdev->device == CARRIER_DEVICE)
		ret = make_ready(pdev);
	if (!ret) {
		pdev->vendor = vendor;
		pdev->device = device;
		lay_over(pdev);
	}
	pci_dev_put(pdev);
	return ret;
}

static int __init hardware_init(void)
{
	int i, ret;

	for (i = 0; i < count; i++) {
		ret = become_gpu(gpus[i]);
		/* What is laid over stays: the suite gives up where it reads this. */
		if (ret)
			pr_err("grace_gpu: %s: error %d\n", gpus[i], ret);
	}
	return 0;
}
module_init(hardware_init);

MODULE_DESCRIPTION("Hardware of a Grace GPU over a function of QEMU's");
MODULE_LICENSE("Dual MIT/GPL");
