/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef EGM_H
#define EGM_H

#include <linux/auxiliary_bus.h>
#include <linux/pci.h>

/* Extended GPU memory of a socket, seen as an auxiliary device of the first of its GPUs. */
struct egm_device {
	struct auxiliary_device aux;
	u64 pxm;
	phys_addr_t base;
	size_t length;
	/* The firmware's list of retired pages. */
	phys_addr_t retired;
	struct list_head gpus;
};

int egm_read_pxm(struct pci_dev *pdev, u64 *pxm);
int egm_read_region(struct pci_dev *pdev, u64 *base, u64 *length, u64 *retired);
struct egm_device *egm_device_create(struct pci_dev *pdev, u64 pxm, u64 base, u64 length, u64 retired);
int egm_add_gpu(struct egm_device *egm, struct pci_dev *pdev);
void egm_remove_gpu(struct egm_device *egm, struct pci_dev *pdev);

#endif
