/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef NVGRACE_EGM_H
#define NVGRACE_EGM_H

#include <linux/auxiliary_bus.h>

/* An EGM region as the GPU driver hands it to nvgrace-egm. Nothing of it changes while the device is there. */
struct egm_aux {
	struct auxiliary_device aux;
	u64 pxm;
	u64 base;
	u64 size;
	/* Where the firmware lists the region's bad pages; 0 for nowhere. */
	u64 retired;
};

#endif
