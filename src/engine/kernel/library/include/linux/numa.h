/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_NUMA_H
#define LINUX_NUMA_H

#include <linux/types.h>

#define NUMA_NO_NODE (-1)
#define MAX_NUMNODES 1024

static inline bool numa_valid_node(int nid)
{
	return nid >= 0 && nid < MAX_NUMNODES;
}

#endif
