/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/delay.h>
#include <linux/jiffies.h>
#include "nvgrace.h"

#define REGISTER_C2C_LINK 0x1498
#define REGISTER_HBM_TRAINING 0x200bc
#define VALUE_READY 0xff
#define POLL_MS 1000
#define POLL_LIMIT_MS (30 * POLL_MS)

static bool is_ready(void __iomem *bar0)
{
	return ioread32(bar0 + REGISTER_C2C_LINK) == VALUE_READY &&
	       ioread32(bar0 + REGISTER_HBM_TRAINING) == VALUE_READY;
}

static int poll_ready(void __iomem *bar0)
{
	unsigned long limit = jiffies + msecs_to_jiffies(POLL_LIMIT_MS);

	do {
		if (is_ready(bar0))
			return 0;
		msleep(POLL_MS);
	} while (!time_after(jiffies, limit));
	return -ETIME;
}

/* The chip-to-chip link and the training of the memory must have finished before the memory is touched. */
int nvgrace_wait_ready(struct pci_dev *pdev)
{
	void __iomem *bar0;
	int ret;

	ret = pci_enable_device(pdev);
	if (ret)
		return ret;
	ret = pci_request_selected_regions(pdev, BIT(0), KBUILD_MODNAME);
	if (ret)
		goto disable;
	bar0 = pci_iomap(pdev, 0, 0);
	if (!bar0) {
		ret = -ENOMEM;
		goto release;
	}
	ret = poll_ready(bar0);
	pci_iounmap(pdev, bar0);
release:
	pci_release_selected_regions(pdev, BIT(0));
disable:
	pci_disable_device(pdev);
	return ret;
}
