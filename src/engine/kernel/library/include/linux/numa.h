/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_NUMA_H
#define LINUX_NUMA_H

#define NUMA_NO_NODE (-1)

#endif
