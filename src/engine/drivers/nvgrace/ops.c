/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include "nvgrace.h"

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
