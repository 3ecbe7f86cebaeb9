/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef EGM_H
#define EGM_H

#include "nvgrace.h"

/* Makes the GPU a user of its socket's region; gpu->egm stays NULL when the firmware has EGM switched off. */
int egm_region_get(struct nvgrace_gpu *gpu);
void egm_region_put(struct nvgrace_gpu *gpu);

#endif
