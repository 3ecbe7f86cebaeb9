/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef EGM_H
#define EGM_H

#include <linux/pci.h>

struct egm_region;

/* The region of a GPU's socket, with a reference; NULL when the firmware has EGM switched off. */
struct egm_region *egm_region_get(struct pci_dev *pdev);
void egm_region_put(struct egm_region *region);

#endif
