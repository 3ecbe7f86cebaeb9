/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/sizes.h>
#include "nvgrace.h"

#define DVSEC_ID 3
#define DVSEC_CAPABILITIES 0xa
#define MIG_WITH_CACHED_MEMORY BIT(0)
#define MEMORY_BLOCK SZ_512M

/* Base and size of the GPU's memory, as the firmware tells them. */
int nvgrace_read_memory(struct pci_dev *pdev, u64 *base, u64 *length)
{
	int ret;

	ret = device_property_read_u64(&pdev->dev, "nvidia,gpu-mem-base-pa", base);
	if (ret)
		return ret;
	if (*base > type_max(phys_addr_t))
		return -EOVERFLOW;
	ret = device_property_read_u64(&pdev->dev, "nvidia,gpu-mem-size", length);
	if (ret)
		return ret;
	if (*length > type_max(size_t))
		return -EOVERFLOW;
	/* A size of zero means that the chip-to-chip link is down. */
	return *length ? 0 : -ENOMEM;
}

static bool mig_needs_uncached_memory(struct pci_dev *pdev)
{
	u16 position = pci_find_dvsec_capability(pdev, PCI_VENDOR_ID_NVIDIA, DVSEC_ID);
	u16 capabilities;

	if (!position)
		return true;
	pci_read_config_word(pdev, position + DVSEC_CAPABILITIES, &capabilities);
	return !(capabilities & MIG_WITH_CACHED_MEMORY);
}

/* Splits the memory where MIG needs an uncached end of it. */
int nvgrace_set_windows(struct nvgrace_gpu *gpu, u64 base, u64 length)
{
	bool split = mig_needs_uncached_memory(gpu->core.pdev);

	gpu->usable.base = base;
	if (check_sub_overflow(length, split ? (u64)SZ_1G : 0, &gpu->usable.length))
		return -EOVERFLOW;
	gpu->usable.bar_size = roundup_pow_of_two(gpu->usable.length);
	if (!split)
		return 0;

	/* Guests take memory in whole blocks; the rest goes to the reserved end. */
	gpu->usable.length = round_down(gpu->usable.length, MEMORY_BLOCK);
	if (!gpu->usable.length)
		return -EINVAL;
	if (check_add_overflow(base, gpu->usable.length, &gpu->reserved.base) ||
	    check_sub_overflow(length, gpu->usable.length, &gpu->reserved.length))
		return -EOVERFLOW;
	gpu->reserved.bar_size = roundup_pow_of_two(gpu->reserved.length);
	return 0;
}
