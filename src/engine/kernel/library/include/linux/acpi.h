/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_ACPI_H
#define LINUX_ACPI_H

#include <linux/property.h>

struct acpi_device;

#define has_acpi_companion(dev) (dev_fwnode(dev) != NULL)
#define ACPI_COMPANION(dev) ((struct acpi_device *)dev_fwnode(dev))

#endif
