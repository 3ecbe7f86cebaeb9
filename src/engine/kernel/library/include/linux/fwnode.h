/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_FWNODE_H
#define LINUX_FWNODE_H

#include <linux/types.h>

/* The firmware node of a device: here the ACPI companion of a PCI device, by its number. */
struct fwnode_handle {
	int device;
	/* The number of the EGM region that the last probe read, of 32 bits; whether it has read one. */
	u32 region;
	bool reads_region;
	/* The probe found the auxiliary device of that number there. */
	bool uses_region;
	/* References to the device when no driver has asked for any. */
	int references;
	/* The probe of the driver that was last given the device. */
	const void *probe;
};

#endif
