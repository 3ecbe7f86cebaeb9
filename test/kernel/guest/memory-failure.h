/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef MEMORY_FAILURE_H
#define MEMORY_FAILURE_H

/*
 * include/linux/memory-failure.h, since 6.19, as it is without CONFIG_MEMORY_FAILURE: drivers go on without
 * being told of failures. Memory of a guest does not fail.
 */
#include <linux/errno.h>
#include <linux/interval_tree.h>
#include <linux/mm.h>

struct pfn_address_space {
	struct interval_tree_node node;
	struct address_space *mapping;
	int (*pfn_to_vma_pgoff)(struct vm_area_struct *vma, unsigned long pfn, pgoff_t *pgoff);
};

static inline int register_pfn_address_space(struct pfn_address_space *pfn_space)
{
	return -EOPNOTSUPP;
}

static inline void unregister_pfn_address_space(struct pfn_address_space *pfn_space)
{
}

#endif
