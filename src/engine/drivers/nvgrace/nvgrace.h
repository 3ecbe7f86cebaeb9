/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef NVGRACE_H
#define NVGRACE_H

#include <linux/vfio_pci_core.h>

struct egm_region;

/* A window of GPU memory that the guest sees as a 64-bit BAR. */
struct memory_window {
	phys_addr_t base;
	size_t length;
	size_t bar_size;
};

/* One GPU. usable is cached memory; reserved is the uncached end of it that MIG needs on Grace Hopper. */
struct nvgrace_gpu {
	struct vfio_pci_core_device core;
	struct memory_window usable;
	struct memory_window reserved;
	/* The EGM region of its socket, where the driver keeps it by the GPU. */
	struct egm_region *egm;
	/* On the list of that region's GPUs. */
	struct list_head egm_user;
};

int nvgrace_wait_ready(struct pci_dev *pdev);
int nvgrace_read_memory(struct pci_dev *pdev, u64 *base, u64 *length);
int nvgrace_set_windows(struct nvgrace_gpu *gpu, u64 base, u64 length);

extern const struct vfio_device_ops nvgrace_memory_ops;
extern const struct vfio_device_ops nvgrace_plain_ops;
extern const struct pci_device_id nvgrace_ids[];

#endif
