/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/module.h>
#include "egm.h"

static int nvgrace_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	const struct vfio_device_ops *ops = &nvgrace_plain_ops;
	struct nvgrace_gpu *gpu;
	u64 base, length;
	int ret;

	ret = nvgrace_wait_ready(pdev);
	if (ret)
		return ret;
	if (!nvgrace_read_memory(pdev, &base, &length))
		ops = &nvgrace_memory_ops;
	gpu = vfio_alloc_device(nvgrace_gpu, core.vdev, &pdev->dev, ops);
	if (IS_ERR(gpu))
		return PTR_ERR(gpu);
	dev_set_drvdata(&pdev->dev, &gpu->core);

	if (ops == &nvgrace_memory_ops) {
		ret = nvgrace_set_windows(gpu, base, length);
		if (ret)
			goto put_device;
		ret = egm_region_get(gpu);
		if (ret)
			goto put_device;
	}
	ret = vfio_pci_core_register_device(&gpu->core);
	if (ret)
		goto put_region;
	return 0;

put_region:
	egm_region_put(gpu);
put_device:
	vfio_put_device(&gpu->core.vdev);
	return ret;
}

static void nvgrace_remove(struct pci_dev *pdev)
{
	struct vfio_pci_core_device *core = dev_get_drvdata(&pdev->dev);
	struct nvgrace_gpu *gpu = container_of(core, struct nvgrace_gpu, core);

	/* Waits for users, who may have the region mapped. */
	vfio_pci_core_unregister_device(core);
	egm_region_put(gpu);
	vfio_put_device(&core->vdev);
}

static struct pci_driver nvgrace_driver = {
	.name = KBUILD_MODNAME,
	.id_table = nvgrace_ids,
	.probe = nvgrace_probe,
	.remove = nvgrace_remove,
	.err_handler = &vfio_pci_core_err_handlers,
	.driver_managed_dma = true,
};

static int __init nvgrace_init(void)
{
	return pci_register_driver(&nvgrace_driver);
}
module_init(nvgrace_init);

static void __exit nvgrace_exit(void)
{
	pci_unregister_driver(&nvgrace_driver);
}
module_exit(nvgrace_exit);

MODULE_DESCRIPTION("Model of the Grace GPU driver with EGM as its reviewers asked for");
MODULE_LICENSE("Dual MIT/GPL");
