/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/module.h>
#include "egm.h"
#include "nvgrace.h"

struct egm_entry {
	struct list_head list;
	struct egm_device *egm;
};

static struct list_head egm_entries;

static struct egm_entry *find_entry(u64 pxm)
{
	struct egm_entry *entry;

	list_for_each_entry(entry, &egm_entries, list)
		if (entry->egm->pxm == pxm)
			return entry;
	return NULL;
}

static int create_egm(struct pci_dev *pdev)
{
	struct egm_entry *entry;
	bool is_new = false;
	u64 pxm, base, length, retired;
	int ret;

	if (egm_read_pxm(pdev, &pxm))
		return 0;
	ret = egm_read_region(pdev, &base, &length, &retired);
	if (ret)
		return ret;
	entry = find_entry(pxm);
	if (!entry) {
		is_new = true;
		entry = kzalloc(sizeof(*entry), GFP_KERNEL);
		if (!entry)
			return -ENOMEM;
		entry->egm = egm_device_create(pdev, pxm, base, length, retired);
		if (!entry->egm) {
			ret = -EINVAL;
			goto free_entry;
		}
	}
	ret = egm_add_gpu(entry->egm, pdev);
	if (ret)
		goto free_device;
	if (is_new)
		list_add_tail(&entry->list, &egm_entries);
	return 0;

free_device:
	if (is_new)
		auxiliary_device_destroy(&entry->egm->aux);
free_entry:
	kfree(entry);
	return ret;
}

static void destroy_egm(struct pci_dev *pdev)
{
	struct egm_entry *entry, *next;
	u64 pxm;

	if (egm_read_pxm(pdev, &pxm))
		return;
	list_for_each_entry_safe(entry, next, &egm_entries, list) {
		if (entry->egm->pxm != pxm)
			continue;
		egm_remove_gpu(entry->egm, pdev);
		if (!list_empty(&entry->egm->gpus))
			break;
		auxiliary_device_destroy(&entry->egm->aux);
		list_del(&entry->list);
		kfree(entry);
	}
}

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
		ret = create_egm(pdev);
		if (ret)
			goto put_device;
	}
	ret = vfio_pci_core_register_device(&gpu->core);
	if (ret)
		goto destroy;
	return 0;

destroy:
	destroy_egm(pdev);
put_device:
	vfio_put_device(&gpu->core.vdev);
	return ret;
}

static void nvgrace_remove(struct pci_dev *pdev)
{
	struct vfio_pci_core_device *core = dev_get_drvdata(&pdev->dev);

	destroy_egm(pdev);
	vfio_pci_core_unregister_device(core);
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
	INIT_LIST_HEAD(&egm_entries);
	return pci_register_driver(&nvgrace_driver);
}
module_init(nvgrace_init);

static void __exit nvgrace_exit(void)
{
	pci_unregister_driver(&nvgrace_driver);
}
module_exit(nvgrace_exit);

MODULE_DESCRIPTION("Model of the Grace GPU driver with EGM as posted, all of it");
MODULE_LICENSE("Dual MIT/GPL");
MODULE_SOFTDEP("pre: nvgrace-egm");
