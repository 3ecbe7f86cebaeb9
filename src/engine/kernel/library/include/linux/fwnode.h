/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_FWNODE_H
#define LINUX_FWNODE_H

#include <linux/types.h>

enum { REGION_MISSING = -1, REGION_NONE, REGION_AUXILIARY, REGION_NODE };

/* The firmware node of a device: here the ACPI companion of a PCI device, by its number. */
struct fwnode_handle {
	int device;
	/* The number of the EGM region that the last probe read, of 32 bits; whether it has read one. */
	u32 region;
	bool reads_region;
	/* What the probe found there of that number: REGION_NONE, REGION_AUXILIARY, or REGION_NODE and the node's module. */
	int uses_region;
	/* Tells what the probe logged: see __machine_told. */
	int told;
	/* References to the device when no driver has asked for any. */
	int references;
	/* The probe of the driver that was last given the device. */
	const void *probe;
};

#endif
