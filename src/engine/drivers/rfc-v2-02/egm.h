/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef EGM_H
#define EGM_H

#include <linux/auxiliary_bus.h>
#include <linux/pci.h>

/* Extended GPU memory of a socket, seen as an auxiliary device of a GPU. */
struct egm_device {
	struct auxiliary_device aux;
	u64 pxm;
};

int egm_read_pxm(struct pci_dev *pdev, u64 *pxm);
struct egm_device *egm_device_create(struct pci_dev *pdev, u64 pxm);

#endif
