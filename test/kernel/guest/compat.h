/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef COMPAT_H
#define COMPAT_H

/*
 * What the embedded drivers use and Linux 6.12 does not have yet, as later kernels have it. Included before
 * every file of a driver, so that these files are built as they stand. README.md lists it.
 */
#include <linux/auxiliary_bus.h>

/* drivers/base/auxiliary.c, since 6.17 */
static inline void auxiliary_device_destroy(void *auxdev)
{
	auxiliary_device_delete(auxdev);
	auxiliary_device_uninit(auxdev);
}

#endif
