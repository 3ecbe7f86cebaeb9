/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_FWNODE_H
#define LINUX_FWNODE_H

#include <linux/types.h>

/* The firmware node of a device: here the ACPI companion of a PCI device, by its number. */
struct fwnode_handle {
	int device;
};

#endif
