/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/idr.h>
#include <linux/pci.h>
#include <linux/vfio.h>
#include "core.h"

static struct class vfio_class = { .name = "vfio-dev" };
static struct ida device_ida;

/* vfio_init (drivers/vfio/vfio_main.c) */
int vfio_init(void)
{
	return class_register(&vfio_class);
}

/* vfio_vfio_release_device_set (drivers/vfio/vfio_main.c) */
static void vfio_release_device_set(struct vfio_device *device)
{
	struct vfio_device_set *set = device->dev_set;

	if (!set)
		return;
	device->dev_set = NULL;
	__machine_free(set);
}

/* vfio_assign_device_set (drivers/vfio/vfio_main.c); sets are not shared here. */
int vfio_assign_device_set(struct vfio_device *device, void *set_id)
{
	struct vfio_device_set *set;

	may_sleep();
	if (WARN_ON(!set_id))
		return -EINVAL;
	set = __machine_choose("vfio_assign_device_set", 2) ? NULL : __machine_alloc(sizeof(*set), 1);
	if (!set)
		return -ENOMEM;
	set->set_id = set_id;
	set->device_count = 1;
	device->dev_set = set;
	return 0;
}

/* vfio_device_release (drivers/vfio/vfio_main.c) */
static void vfio_device_release(struct device *dev)
{
	struct vfio_device *device = container_of(dev, struct vfio_device, device);

	vfio_release_device_set(device);
	ida_free(&device_ida, device->index);
	if (device->ops->release)
		device->ops->release(device);
	kvfree(device);
}

/*
 * The kernel gives the lowest free number, which depends on the order of probes. Here a PCI device has its own
 * where that is free: nothing depends on which it is, and orders that differ in it alone are the same. None has
 * 0, which is what memory holds before.
 */
static int first_index(struct device *dev)
{
	return dev->bus == &pci_bus_type ? to_pci_dev(dev)->companion.device + 1 : 0;
}

/* vfio_vfio_init_device (drivers/vfio/vfio_main.c) */
static int vfio_init_device(struct vfio_device *device, struct device *dev, const struct vfio_device_ops *ops)
{
	int ret = ida_alloc_range(&device_ida, first_index(dev), MINORMASK, GFP_KERNEL);

	if (ret < 0)
		return ret;
	device->index = ret;
	init_completion(&device->comp);
	device->dev = dev;
	device->ops = ops;
	if (ops->init) {
		ret = ops->init(device);
		if (ret)
			goto out_uninit;
	}
	device_initialize(&device->device);
	device->device.release = vfio_device_release;
	device->device.class = &vfio_class;
	device->device.parent = device->dev;
	return 0;

out_uninit:
	vfio_release_device_set(device);
	ida_free(&device_ida, device->index);
	return ret;
}

/* _vfio_alloc_device (drivers/vfio/vfio_main.c) */
void *_vfio_alloc_device(size_t size, struct device *dev, const struct vfio_device_ops *ops)
{
	struct vfio_device *device;
	void *memory;
	int ret;

	if (WARN_ON(size < sizeof(struct vfio_device)))
		return ERR_PTR(-EINVAL);
	memory = kvzalloc(size, GFP_KERNEL);
	if (!memory)
		return ERR_PTR(-ENOMEM);
	device = memory;
	ret = vfio_init_device(device, dev, ops);
	if (ret) {
		kvfree(device);
		return ERR_PTR(ret);
	}
	return device;
}

/* vfio_register_group_dev, __vfio_register_dev (drivers/vfio/vfio_main.c); the IOMMU group is always there. */
int vfio_register_group_dev(struct vfio_device *device)
{
	int ret;

	may_sleep();
	if (WARN_ON(!device->ops->bind_iommufd || !device->ops->unbind_iommufd ||
		    !device->ops->attach_ioas || !device->ops->detach_ioas))
		return -EINVAL;
	if (!device->dev_set) {
		ret = vfio_assign_device_set(device, device);
		if (ret)
			return ret;
	}
	ret = dev_set_name(&device->device, "vfio%d", device->index);
	if (ret)
		return ret;
	ret = device_add(&device->device);
	if (ret)
		return ret;
	refcount_set(&device->refcount, 1);
	device->registered = true;
	return 0;
}

/* vfio_unregister_group_dev (drivers/vfio/vfio_main.c): waits for users, of which there are none. */
void vfio_unregister_group_dev(struct vfio_device *device)
{
	if (!refcount_dec_and_test(&device->refcount))
		WARN(1, "vfio%d: unregistered while it is in use\n", device->index);
	device->registered = false;
	device_del(&device->device);
}
