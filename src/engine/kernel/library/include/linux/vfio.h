/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_VFIO_H
#define LINUX_VFIO_H

#include <linux/cdev.h>
#include <linux/completion.h>
#include <linux/device.h>
#include <linux/iommufd.h>
#include <linux/mm.h>
#include <linux/uuid.h>
#include <uapi/linux/vfio.h>

struct kvm;
struct vfio_device;
struct vfio_migration_ops;
struct vfio_log_ops;

struct vfio_device_set {
	void *set_id;
	unsigned int device_count;
};

struct vfio_info_cap {
	struct vfio_info_cap_header *buf;
	size_t size;
};

struct vfio_device {
	struct device *dev;
	const struct vfio_device_ops *ops;
	const struct vfio_migration_ops *mig_ops;
	const struct vfio_log_ops *log_ops;
	struct vfio_device_set *dev_set;
	unsigned int migration_flags;
	struct kvm *kvm;
	unsigned int index;
	struct device device;
	struct inode *inode;
	refcount_t refcount;
	unsigned int open_count;
	struct completion comp;
	bool registered;
};

struct vfio_device_ops {
	char *name;
	int (*init)(struct vfio_device *vdev);
	void (*release)(struct vfio_device *vdev);
	int (*bind_iommufd)(struct vfio_device *vdev, struct iommufd_ctx *ictx, u32 *out_device_id);
	void (*unbind_iommufd)(struct vfio_device *vdev);
	int (*attach_ioas)(struct vfio_device *vdev, u32 *pt_id);
	void (*detach_ioas)(struct vfio_device *vdev);
	int (*pasid_attach_ioas)(struct vfio_device *vdev, u32 pasid, u32 *pt_id);
	void (*pasid_detach_ioas)(struct vfio_device *vdev, u32 pasid);
	int (*open_device)(struct vfio_device *vdev);
	void (*close_device)(struct vfio_device *vdev);
	ssize_t (*read)(struct vfio_device *vdev, char __user *buf, size_t count, loff_t *pos);
	ssize_t (*write)(struct vfio_device *vdev, const char __user *buf, size_t count, loff_t *pos);
	long (*ioctl)(struct vfio_device *vdev, unsigned int cmd, unsigned long arg);
	int (*get_region_info_caps)(struct vfio_device *vdev, struct vfio_region_info *info, struct vfio_info_cap *caps);
	int (*mmap)(struct vfio_device *vdev, struct vm_area_struct *vma);
	void (*request)(struct vfio_device *vdev, unsigned int count);
	int (*match)(struct vfio_device *vdev, char *buf);
	int (*match_token_uuid)(struct vfio_device *vdev, const uuid_t *uuid);
	void (*dma_unmap)(struct vfio_device *vdev, u64 iova, u64 length);
	int (*device_feature)(struct vfio_device *device, u32 flags, void __user *arg, size_t argsz);
};

/* Gives a struct vfio_device, at the beginning of what the driver calls it: a void * has no name yet. */
void *_vfio_alloc_device(size_t size, struct device *dev, const struct vfio_device_ops *ops);
#define vfio_alloc_device(dev_struct, member, dev, ops) \
	((struct dev_struct *)_vfio_alloc_device(sizeof(struct dev_struct) + \
						 BUILD_BUG_ON_ZERO(offsetof(struct dev_struct, member)), dev, ops))
int vfio_register_group_dev(struct vfio_device *device);
void vfio_unregister_group_dev(struct vfio_device *device);
int vfio_assign_device_set(struct vfio_device *device, void *set_id);
int vfio_info_add_capability(struct vfio_info_cap *caps, struct vfio_info_cap_header *cap, size_t size);

static inline void vfio_put_device(struct vfio_device *device)
{
	put_device(&device->device);
}

int vfio_iommufd_physical_bind(struct vfio_device *vdev, struct iommufd_ctx *ictx, u32 *out_device_id);
void vfio_iommufd_physical_unbind(struct vfio_device *vdev);
int vfio_iommufd_physical_attach_ioas(struct vfio_device *vdev, u32 *pt_id);
void vfio_iommufd_physical_detach_ioas(struct vfio_device *vdev);
int vfio_iommufd_physical_pasid_attach_ioas(struct vfio_device *vdev, u32 pasid, u32 *pt_id);
void vfio_iommufd_physical_pasid_detach_ioas(struct vfio_device *vdev, u32 pasid);

#endif
