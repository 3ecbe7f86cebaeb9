/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/pci.h>
#include "core.h"

/* Whether a device has that BAR. */
static bool has_bar(const struct pci_dev *pdev, int bar)
{
	return bar >= 0 && bar < PCI_STD_NUM_BARS && pci_resource_len(pdev, bar) != 0;
}

/* __request_mem_region of a whole BAR. */
int request_bar(struct pci_dev *pdev, int bar, const char *name)
{
	if (!has_bar(pdev, bar))
		return 0;
	if (pdev->requested[bar] || __machine_choose("pci_request_region", 2) ||
	    region_is_taken(&iomem_resource, pci_resource_start(pdev, bar), pci_resource_len(pdev, bar)))
		return -EBUSY;
	pdev->requested[bar] = region_make(&iomem_resource, pci_resource_start(pdev, bar),
					   pci_resource_len(pdev, bar), name);
	return pdev->requested[bar] ? 0 : -EBUSY;
}

/* release_mem_region of a whole BAR. */
void release_bar(struct pci_dev *pdev, int bar)
{
	if (!has_bar(pdev, bar))
		return;
	if (pdev->requested[bar]) {
		region_drop(pdev->requested[bar]);
		pdev->requested[bar] = NULL;
		return;
	}
	warn_nonexistent(&pdev->resource[bar].start, &pdev->resource[bar].end);
}

/* pci_request_region (drivers/pci/pci.c): managed where the device was enabled so. */
int pci_request_region(struct pci_dev *pdev, int bar, const char *name)
{
	may_sleep();
	if (pdev->is_managed)
		return pcim_request_region(pdev, bar, name);
	if (!request_bar(pdev, bar, name))
		return 0;
	pci_warn(pdev, "BAR %d: can't reserve %pR\n", bar, &pdev->resource[bar]);
	return -EBUSY;
}

/* pci_release_region (drivers/pci/pci.c) */
void pci_release_region(struct pci_dev *pdev, int bar)
{
	if (pdev->is_managed)
		pcim_release_region(pdev, bar);
	else
		release_bar(pdev, bar);
}

/* __pci_request_selected_regions (drivers/pci/pci.c) */
int pci_request_selected_regions(struct pci_dev *pdev, int bars, const char *name)
{
	int i;

	for (i = 0; i < PCI_STD_NUM_BARS; i++)
		if ((bars & (1 << i)) && pci_request_region(pdev, i, name))
			goto err_out;
	return 0;

err_out:
	while (--i >= 0)
		if (bars & (1 << i))
			pci_release_region(pdev, i);
	return -EBUSY;
}

/* pci_release_selected_regions (drivers/pci/pci.c) */
void pci_release_selected_regions(struct pci_dev *pdev, int bars)
{
	int i;

	for (i = 0; i < PCI_STD_NUM_BARS; i++)
		if (bars & (1 << i))
			pci_release_region(pdev, i);
}

/* pci_request_regions (drivers/pci/pci.c) */
int pci_request_regions(struct pci_dev *pdev, const char *name)
{
	return pci_request_selected_regions(pdev, (1 << PCI_STD_NUM_BARS) - 1, name);
}

/* pci_release_regions (drivers/pci/pci.c) */
void pci_release_regions(struct pci_dev *pdev)
{
	pci_release_selected_regions(pdev, (1 << PCI_STD_NUM_BARS) - 1);
}

/* pci_select_bars (drivers/pci/pci.c) */
int pci_select_bars(struct pci_dev *pdev, unsigned long flags)
{
	int i, bars = 0;

	for (i = 0; i < PCI_NUM_RESOURCES; i++)
		if (pci_resource_flags(pdev, i) & flags)
			bars |= 1 << i;
	return bars;
}
