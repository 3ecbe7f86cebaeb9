/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_ACPI_H
#define LINUX_ACPI_H

#include <linux/numa.h>
#include <linux/property.h>

struct acpi_device;
typedef void *acpi_handle;

#define PXM_INVAL (-1)
#define MAX_PXM_DOMAINS MAX_NUMNODES

#define has_acpi_companion(dev) (dev_fwnode(dev) != NULL)
#define ACPI_COMPANION(dev) ((struct acpi_device *)dev_fwnode(dev))
/* The namespace's node of a device is its companion here. */
#define ACPI_HANDLE(dev) ((acpi_handle)dev_fwnode(dev))
#define acpi_device_handle(adev) ((acpi_handle)(adev))

int pxm_to_node(int pxm);
int node_to_pxm(int node);
int acpi_get_node(acpi_handle handle);

#endif
