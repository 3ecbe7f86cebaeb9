/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_PCI_P2PDMA_H
#define LINUX_PCI_P2PDMA_H

#include <linux/pci.h>

struct p2pdma_provider {
	struct device *owner;
	u64 bus_offset;
};

struct p2pdma_provider *pcim_p2pdma_provider(struct pci_dev *pdev, int bar);

#endif
