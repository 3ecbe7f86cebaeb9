/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_VMALLOC_H
#define LINUX_VMALLOC_H

#include <linux/slab.h>

void *vmalloc(unsigned long size);
void *vzalloc(unsigned long size);
void vfree(const void *p);

#endif
