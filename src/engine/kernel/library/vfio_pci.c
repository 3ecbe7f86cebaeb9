/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/vfio_pci_core.h>
#include <linux/pci-p2pdma.h>

const struct pci_error_handlers vfio_pci_core_err_handlers = { .error_detected = vfio_pci_core_aer_err_detected };

/* vfio_pci_core_init_dev (drivers/vfio/pci/vfio_pci_core.c) */
int vfio_pci_core_init_dev(struct vfio_device *core_vdev)
{
	struct vfio_pci_core_device *vdev = container_of(core_vdev, struct vfio_pci_core_device, vdev);

	vdev->pdev = to_pci_dev(core_vdev->dev);
	vdev->irq_type = VFIO_PCI_CORE_NUM_IRQS;
	mutex_init(&vdev->igate);
	spin_lock_init(&vdev->irqlock);
	mutex_init(&vdev->ioeventfds_lock);
	INIT_LIST_HEAD(&vdev->dummy_resources_list);
	INIT_LIST_HEAD(&vdev->ioeventfds_list);
	INIT_LIST_HEAD(&vdev->sriov_pfs_item);
	INIT_LIST_HEAD(&vdev->dmabufs);
	init_rwsem(&vdev->memory_lock);
	xa_init(&vdev->ctx);
	return 0;
}

/* vfio_pci_core_release_dev (drivers/vfio/pci/vfio_pci_core.c) */
void vfio_pci_core_release_dev(struct vfio_device *core_vdev)
{
	struct vfio_pci_core_device *vdev = container_of(core_vdev, struct vfio_pci_core_device, vdev);

	mutex_destroy(&vdev->igate);
	mutex_destroy(&vdev->ioeventfds_lock);
	kfree(vdev->region);
}

/* vfio_pci_core_register_device (drivers/vfio/pci/vfio_pci_core.c) */
int vfio_pci_core_register_device(struct vfio_pci_core_device *vdev)
{
	struct pci_dev *pdev = vdev->pdev;
	struct device *dev = &pdev->dev;
	int ret;

	/* Drivers must set the vfio_pci_core_device to their drvdata. */
	if (WARN_ON(vdev != dev_get_drvdata(dev)))
		return -EINVAL;
	if (pdev->hdr_type != PCI_HEADER_TYPE_NORMAL)
		return -EINVAL;
	if (pci_num_vf(pdev)) {
		pci_warn(pdev, "Cannot bind to PF with SRIOV enabled\n");
		return -EBUSY;
	}
	ret = vfio_assign_device_set(&vdev->vdev, pdev->bus);
	if (ret)
		return ret;
	pm_runtime_allow(dev);
	pm_runtime_put(dev);
	ret = vfio_register_group_dev(&vdev->vdev);
	if (ret) {
		pm_runtime_get_noresume(dev);
		pm_runtime_forbid(dev);
	}
	return ret;
}

/* vfio_pci_core_unregister_device (drivers/vfio/pci/vfio_pci_core.c) */
void vfio_pci_core_unregister_device(struct vfio_pci_core_device *vdev)
{
	vfio_unregister_group_dev(&vdev->vdev);
	pm_runtime_get_noresume(&vdev->pdev->dev);
	pm_runtime_forbid(&vdev->pdev->dev);
}

/* vfio_pci_core_enable (drivers/vfio/pci/vfio_pci_core.c); reset and the virtual config space are left out. */
int vfio_pci_core_enable(struct vfio_pci_core_device *vdev)
{
	struct pci_dev *pdev = vdev->pdev;
	int ret;

	ret = pm_runtime_resume_and_get(&pdev->dev);
	if (ret < 0)
		return ret;
	pci_clear_master(pdev);
	ret = pci_enable_device(pdev);
	if (ret)
		pm_runtime_put(&pdev->dev);
	return ret;
}

/* vfio_pci_core_disable (drivers/vfio/pci/vfio_pci_core.c) */
void vfio_pci_core_disable(struct vfio_pci_core_device *vdev)
{
	pci_disable_device(vdev->pdev);
	pm_runtime_put(&vdev->pdev->dev);
}

/* vfio_pci_core_finish_enable (drivers/vfio/pci/vfio_pci_core.c): mmap and VGA, which are not modelled. */
void vfio_pci_core_finish_enable(struct vfio_pci_core_device *vdev)
{
}

/* vfio_pci_core_close_device (drivers/vfio/pci/vfio_pci_core.c) */
void vfio_pci_core_close_device(struct vfio_device *core_vdev)
{
	vfio_pci_core_disable(container_of(core_vdev, struct vfio_pci_core_device, vdev));
}
