/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/sizes.h>
#include "nvgrace.h"

#define REGISTER_C2C_LINK 0x1498
#define REGISTER_HBM_TRAINING 0x200bc
#define VALUE_READY 0xff
#define POLL_MS 1000
#define POLL_LIMIT_MS (30 * POLL_MS)

static bool is_ready(void __iomem *bar0)
{
	return ioread32(bar0 + REGISTER_C2C_LINK) == VALUE_READY &&
	       ioread32(bar0 + REGISTER_HBM_TRAINING) == VALUE_READY;
}

static int poll_ready(void __iomem *bar0)
{
	unsigned long limit = jiffies + msecs_to_jiffies(POLL_LIMIT_MS);

	do {
		if (is_ready(bar0))
			return 0;
		msleep(POLL_MS);
	} while (!time_after(jiffies, limit));
	return -ETIME;
}

/* The chip-to-chip link and the training of the memory must have finished before the memory is touched. */
int nvgrace_wait_ready(struct pci_dev *pdev)
{
	void __iomem *bar0;
	int ret;

	ret = pci_enable_device(pdev);
	if (ret)
		return ret;
	ret = pci_request_selected_regions(pdev, BIT(0), KBUILD_MODNAME);
	if (ret)
		goto disable;
	bar0 = pci_iomap(pdev, 0, 0);
	if (!bar0) {
		ret = -ENOMEM;
		goto release;
	}
	ret = poll_ready(bar0);
	pci_iounmap(pdev, bar0);
release:
	pci_release_selected_regions(pdev, BIT(0));
disable:
	pci_disable_device(pdev);
	return ret;
}

#define DVSEC_ID 3
#define DVSEC_CAPABILITIES 0xa
#define MIG_WITH_CACHED_MEMORY BIT(0)
#define MEMORY_BLOCK SZ_512M

/* Base and size of the GPU's memory, as the firmware tells them. */
int nvgrace_read_memory(struct pci_dev *pdev, u64 *base, u64 *length)
{
	int ret;

	ret = device_property_read_u64(&pdev->dev, "nvidia,gpu-mem-base-pa", base);
	if (ret)
		return ret;
	if (*base > type_max(phys_addr_t))
		return -EOVERFLOW;
	ret = device_property_read_u64(&pdev->dev, "nvidia,gpu-mem-size", length);
	if (ret)
		return ret;
	if (*length > type_max(size_t))
		return -EOVERFLOW;
	/* A size of zero means that the chip-to-chip link is down. */
	return *length ? 0 : -ENOMEM;
}

static bool mig_needs_uncached_memory(struct pci_dev *pdev)
{
	u16 position = pci_find_dvsec_capability(pdev, PCI_VENDOR_ID_NVIDIA, DVSEC_ID);
	u16 capabilities;

	if (!position)
		return true;
	pci_read_config_word(pdev, position + DVSEC_CAPABILITIES, &capabilities);
	return !(capabilities & MIG_WITH_CACHED_MEMORY);
}

/* Splits the memory where MIG needs an uncached end of it. */
int nvgrace_set_windows(struct nvgrace_gpu *gpu, u64 base, u64 length)
{
	bool split = mig_needs_uncached_memory(gpu->core.pdev);

	gpu->usable.base = base;
	if (check_sub_overflow(length, split ? (u64)SZ_1G : 0, &gpu->usable.length))
		return -EOVERFLOW;
	gpu->usable.bar_size = roundup_pow_of_two(gpu->usable.length);
	if (!split)
		return 0;

	/* Guests take memory in whole blocks; the rest goes to the reserved end. */
	gpu->usable.length = round_down(gpu->usable.length, MEMORY_BLOCK);
	if (!gpu->usable.length)
		return -EINVAL;
	if (check_add_overflow(base, gpu->usable.length, &gpu->reserved.base) ||
	    check_sub_overflow(length, gpu->usable.length, &gpu->reserved.length))
		return -EOVERFLOW;
	gpu->reserved.bar_size = roundup_pow_of_two(gpu->reserved.length);
	return 0;
}

static int open_device(struct vfio_device *vdev)
{
	struct vfio_pci_core_device *core = container_of(vdev, struct vfio_pci_core_device, vdev);
	int ret = vfio_pci_core_enable(core);

	if (!ret)
		vfio_pci_core_finish_enable(core);
	return ret;
}

/* What both kinds of device have; the windows of GPU memory are not served by these models. */
#define NVGRACE_OPS(text)						\
	.name = text,							\
	.init = vfio_pci_core_init_dev,					\
	.release = vfio_pci_core_release_dev,				\
	.open_device = open_device,					\
	.close_device = vfio_pci_core_close_device,			\
	.ioctl = vfio_pci_core_ioctl,					\
	.device_feature = vfio_pci_core_ioctl_feature,			\
	.read = vfio_pci_core_read,					\
	.write = vfio_pci_core_write,					\
	.mmap = vfio_pci_core_mmap,					\
	.request = vfio_pci_core_request,				\
	.match = vfio_pci_core_match,					\
	.bind_iommufd = vfio_iommufd_physical_bind,			\
	.unbind_iommufd = vfio_iommufd_physical_unbind,			\
	.attach_ioas = vfio_iommufd_physical_attach_ioas,		\
	.detach_ioas = vfio_iommufd_physical_detach_ioas

const struct vfio_device_ops nvgrace_memory_ops = { NVGRACE_OPS("nvgrace-gpu-vfio-pci") };
const struct vfio_device_ops nvgrace_plain_ops = { NVGRACE_OPS("nvgrace-gpu-vfio-pci-core") };

const struct pci_device_id nvgrace_ids[] = {
	/* GH200 120GB, 480GB and others */
	{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_VENDOR_ID_NVIDIA, 0x2342) },
	{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_VENDOR_ID_NVIDIA, 0x2345) },
	{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_VENDOR_ID_NVIDIA, 0x2348) },
	/* GB200, GB300 */
	{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_VENDOR_ID_NVIDIA, 0x2941) },
	{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_VENDOR_ID_NVIDIA, 0x31c2) },
	{ }
};
