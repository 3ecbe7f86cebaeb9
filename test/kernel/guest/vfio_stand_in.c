// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Stands in for vfio and vfio_pci_core, which want an IOMMU to register a device. It does what the driver
 * model sees of them: a device of class vfio-dev below the GPU, counted, released through the driver's ops.
 * What only an opened device reaches is refused. The types are those of the kernel's own headers.
 */
#include <linux/device.h>
#include <linux/idr.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vfio_pci_core.h>

static DEFINE_IDA(numbers);

static const struct class vfio_dev_class = { .name = "vfio-dev" };

static void release_device(struct device *dev)
{
	struct vfio_device *vdev = container_of(dev, struct vfio_device, device);

	ida_free(&numbers, vdev->index);
	if (vdev->ops->release)
		vdev->ops->release(vdev);
	kvfree(vdev);
}

struct vfio_device *_vfio_alloc_device(size_t size, struct device *dev, const struct vfio_device_ops *ops)
{
	struct vfio_device *vdev;
	int ret;

	if (WARN_ON(size < sizeof(*vdev)))
		return ERR_PTR(-EINVAL);
	vdev = kvzalloc(size, GFP_KERNEL);
	if (!vdev)
		return ERR_PTR(-ENOMEM);
	ret = ida_alloc_max(&numbers, MINORMASK, GFP_KERNEL);
	if (ret < 0)
		goto free_device;
	vdev->index = ret;
	init_completion(&vdev->comp);
	vdev->dev = dev;
	vdev->ops = ops;
	if (ops->init) {
		ret = ops->init(vdev);
		if (ret)
			goto free_number;
	}
	device_initialize(&vdev->device);
	vdev->device.release = release_device;
	vdev->device.class = &vfio_dev_class;
	vdev->device.parent = dev;
	return vdev;

free_number:
	ida_free(&numbers, vdev->index);
free_device:
	kvfree(vdev);
	return ERR_PTR(ret);
}
EXPORT_SYMBOL_GPL(_vfio_alloc_device);

int vfio_pci_core_init_dev(struct vfio_device *vdev)
{
	struct vfio_pci_core_device *core = container_of(vdev, struct vfio_pci_core_device, vdev);

	core->pdev = to_pci_dev(vdev->dev);
	core->irq_type = VFIO_PCI_NUM_IRQS;
	return 0;
}
EXPORT_SYMBOL_GPL(vfio_pci_core_init_dev);

void vfio_pci_core_release_dev(struct vfio_device *vdev)
{
}
EXPORT_SYMBOL_GPL(vfio_pci_core_release_dev);

int vfio_pci_core_register_device(struct vfio_pci_core_device *core)
{
	int ret;

	/* As vfio_pci_core asks of its drivers. */
	if (WARN_ON(core != dev_get_drvdata(&core->pdev->dev)))
		return -EINVAL;
	ret = dev_set_name(&core->vdev.device, "vfio%d", core->vdev.index);
	if (ret)
		return ret;
	ret = device_add(&core->vdev.device);
	if (ret)
		return ret;
	refcount_set(&core->vdev.refcount, 1);
	return 0;
}
EXPORT_SYMBOL_GPL(vfio_pci_core_register_device);

void vfio_pci_core_unregister_device(struct vfio_pci_core_device *core)
{
	/* Nobody can have it open. */
	WARN_ON(!refcount_dec_and_test(&core->vdev.refcount));
	device_del(&core->vdev.device);
}
EXPORT_SYMBOL_GPL(vfio_pci_core_unregister_device);

int vfio_pci_core_enable(struct vfio_pci_core_device *core)
{
	return -ENODEV;
}
EXPORT_SYMBOL_GPL(vfio_pci_core_enable);

void vfio_pci_core_finish_enable(struct vfio_pci_core_device *core)
{
}
EXPORT_SYMBOL_GPL(vfio_pci_core_finish_enable);

void vfio_pci_core_close_device(struct vfio_device *vdev)
{
}
EXPORT_SYMBOL_GPL(vfio_pci_core_close_device);

long vfio_pci_core_ioctl(struct vfio_device *vdev, unsigned int cmd, unsigned long arg)
{
	return -ENODEV;
}
EXPORT_SYMBOL_GPL(vfio_pci_core_ioctl);

int vfio_pci_core_ioctl_feature(struct vfio_device *vdev, u32 flags, void __user *arg, size_t size)
{
	return -ENODEV;
}
EXPORT_SYMBOL_GPL(vfio_pci_core_ioctl_feature);

ssize_t vfio_pci_core_read(struct vfio_device *vdev, char __user *buf, size_t count, loff_t *at)
{
	return -ENODEV;
}
EXPORT_SYMBOL_GPL(vfio_pci_core_read);

ssize_t vfio_pci_core_write(struct vfio_device *vdev, const char __user *buf, size_t count, loff_t *at)
{
	return -ENODEV;
}
EXPORT_SYMBOL_GPL(vfio_pci_core_write);

int vfio_pci_core_mmap(struct vfio_device *vdev, struct vm_area_struct *vma)
{
	return -ENODEV;
}
EXPORT_SYMBOL_GPL(vfio_pci_core_mmap);

void vfio_pci_core_request(struct vfio_device *vdev, unsigned int count)
{
}
EXPORT_SYMBOL_GPL(vfio_pci_core_request);

int vfio_pci_core_match(struct vfio_device *vdev, char *buf)
{
	return 0;
}
EXPORT_SYMBOL_GPL(vfio_pci_core_match);

const struct pci_error_handlers vfio_pci_core_err_handlers = { };
EXPORT_SYMBOL_GPL(vfio_pci_core_err_handlers);

static int __init stand_in_init(void)
{
	return class_register(&vfio_dev_class);
}
module_init(stand_in_init);

static void __exit stand_in_exit(void)
{
	class_unregister(&vfio_dev_class);
}
module_exit(stand_in_exit);

MODULE_DESCRIPTION("Stand-in for vfio and vfio_pci_core");
MODULE_LICENSE("Dual MIT/GPL");
