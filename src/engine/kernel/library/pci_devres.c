/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/pci.h>
#include "core.h"

/* struct pcim_addr_devres (drivers/pci/devres.c): a BAR that is requested, mapped, or both. */
struct bar_devres {
	bool requested;
	void __iomem *address;
	int bar;
};

static void release_bar_devres(struct device *dev, void *res)
{
	struct bar_devres *own = res;

	if (own->address)
		pci_iounmap(to_pci_dev(dev), own->address);
	if (own->requested)
		release_bar(to_pci_dev(dev), own->bar);
}

/* pcim_addr_resources_match (drivers/pci/devres.c) */
static int is_bar_devres(struct device *dev, void *res, void *data)
{
	struct bar_devres *own = res, *target = data;

	if (own->requested != target->requested || !own->address != !target->address)
		return 0;
	return own->requested ? own->bar == target->bar : own->address == target->address;
}

static struct bar_devres *new_devres(int bar)
{
	struct bar_devres *own = devres_alloc(release_bar_devres, sizeof(*own), GFP_KERNEL);

	if (own)
		own->bar = bar;
	return own;
}

/* pcim_release (drivers/pci/devres.c) */
static void pcim_release(struct device *dev, void *res)
{
	struct pci_dev *pdev = to_pci_dev(dev);

	if (pci_is_enabled(pdev) && !pdev->pinned)
		pci_disable_device(pdev);
}

/* pcim_enable_device (drivers/pci/devres.c) */
int pcim_enable_device(struct pci_dev *pdev)
{
	void *res;
	int ret;

	if (!devres_find(&pdev->dev, pcim_release, NULL, NULL)) {
		res = devres_alloc(pcim_release, 0, GFP_KERNEL);
		if (!res)
			return -ENOMEM;
		devres_add(&pdev->dev, res);
	}
	ret = pci_enable_device(pdev);
	if (!ret)
		pdev->is_managed = true;
	return ret;
}

/* pcim_pin_device (drivers/pci/devres.c) */
void pcim_pin_device(struct pci_dev *pdev)
{
	pdev->pinned = true;
}

static void release_table(struct device *dev, void *res)
{
}

/* pcim_iomap_table (drivers/pci/devres.c) */
void __iomem *const *pcim_iomap_table(struct pci_dev *pdev)
{
	void __iomem **table = devres_find(&pdev->dev, release_table, NULL, NULL);

	if (table)
		return table;
	table = devres_alloc(release_table, PCI_STD_NUM_BARS * sizeof(*table), GFP_KERNEL);
	if (table)
		devres_add(&pdev->dev, table);
	return table;
}

/* pcim_add_mapping_to_legacy_table (drivers/pci/devres.c) */
static int add_to_table(struct pci_dev *pdev, void __iomem *address, int bar)
{
	void __iomem **table;

	if (bar >= PCI_STD_NUM_BARS)
		return -EINVAL;
	table = (void __iomem **)pcim_iomap_table(pdev);
	if (!table)
		return -ENOMEM;
	WARN_ON(table[bar]);
	table[bar] = address;
	return 0;
}

/* pcim_iomap (drivers/pci/devres.c) */
void __iomem *pcim_iomap(struct pci_dev *pdev, int bar, unsigned long most)
{
	struct bar_devres *own = new_devres(bar);

	if (!own)
		return NULL;
	own->address = pci_iomap(pdev, bar, most);
	if (!own->address)
		goto out_free;
	if (add_to_table(pdev, own->address, bar))
		goto out_unmap;
	devres_add(&pdev->dev, own);
	return own->address;

out_unmap:
	pci_iounmap(pdev, own->address);
out_free:
	devres_free(own);
	return NULL;
}

/* pcim_iounmap (drivers/pci/devres.c) */
void pcim_iounmap(struct pci_dev *pdev, void __iomem *addr)
{
	struct bar_devres target = { .address = addr };
	void __iomem **table;
	int i;

	if (devres_release(&pdev->dev, release_bar_devres, is_bar_devres, &target))
		return;
	table = (void __iomem **)pcim_iomap_table(pdev);
	for (i = 0; table && i < PCI_STD_NUM_BARS; i++)
		if (table[i] == addr) {
			table[i] = NULL;
			return;
		}
}

/* pcim_iomap_region (drivers/pci/devres.c) */
void __iomem *pcim_iomap_region(struct pci_dev *pdev, int bar, const char *name)
{
	struct bar_devres *own = new_devres(bar);
	int ret;

	if (!own)
		return IOMEM_ERR_PTR(-ENOMEM);
	own->requested = true;
	ret = request_bar(pdev, bar, name);
	if (ret)
		goto out_free;
	own->address = pci_iomap(pdev, bar, 0);
	if (own->address) {
		devres_add(&pdev->dev, own);
		return own->address;
	}
	release_bar(pdev, bar);
	ret = -EINVAL;
out_free:
	devres_free(own);
	return IOMEM_ERR_PTR(ret);
}

/* pcim_iounmap_regions (drivers/pci/devres.c) */
void pcim_iounmap_regions(struct pci_dev *pdev, int mask)
{
	void __iomem **table;
	int i;

	for (i = 0; i < PCI_STD_NUM_BARS; i++) {
		struct bar_devres target = { .requested = true, .address = pdev, .bar = i };

		if (!(mask & (1 << i)))
			continue;
		devres_release(&pdev->dev, release_bar_devres, is_bar_devres, &target);
		table = (void __iomem **)pcim_iomap_table(pdev);
		if (table)
			table[i] = NULL;
	}
}

/* pcim_iomap_regions (drivers/pci/devres.c): where it fails, also the BARs before it that were not asked for are undone. */
int pcim_iomap_regions(struct pci_dev *pdev, int mask, const char *name)
{
	void __iomem *address;
	int i, ret;

	for (i = 0; i < PCI_NUM_RESOURCES; i++) {
		if (!(mask & (1 << i)))
			continue;
		address = pcim_iomap_region(pdev, i, name);
		ret = IS_ERR(address) ? PTR_ERR(address) : add_to_table(pdev, address, i);
		if (ret) {
			pcim_iounmap_regions(pdev, (1 << i) - 1);
			return ret;
		}
	}
	return 0;
}

/* pcim_request_region (drivers/pci/devres.c) */
int pcim_request_region(struct pci_dev *pdev, int bar, const char *name)
{
	struct bar_devres *own = new_devres(bar);
	int ret;

	if (!own)
		return -ENOMEM;
	own->requested = true;
	ret = request_bar(pdev, bar, name);
	if (ret)
		devres_free(own);
	else
		devres_add(&pdev->dev, own);
	return ret;
}

/* pcim_release_region (drivers/pci/devres.c) */
void pcim_release_region(struct pci_dev *pdev, int bar)
{
	struct bar_devres target = { .requested = true, .bar = bar };

	devres_release(&pdev->dev, release_bar_devres, is_bar_devres, &target);
}
