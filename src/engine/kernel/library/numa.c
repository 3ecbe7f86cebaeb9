/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/acpi.h>
#include <linux/device.h>
#include <linux/fwnode.h>
#include <linux/numa.h>

/* pxm_to_node (drivers/acpi/numa/srat.c): of a domain that the firmware's SRAT tells. */
int pxm_to_node(int pxm)
{
	return pxm < 0 ? NUMA_NO_NODE : __kernel_node_of(pxm);
}

/* node_to_pxm (drivers/acpi/numa/srat.c) */
int node_to_pxm(int node)
{
	return node < 0 ? PXM_INVAL : __kernel_domain_of(node);
}

/*
 * acpi_get_node (drivers/acpi/numa/srat.c): of the _PXM that is nearest above, which is the host bridge's, and its
 * socket's. Domains that only a _PXM tells would be given a node; a socket's is in the SRAT.
 */
int acpi_get_node(acpi_handle handle)
{
	const struct fwnode_handle *fwnode = handle;

	return fwnode ? pxm_to_node(__kernel_pci_number(fwnode->device, 5)) : NUMA_NO_NODE;
}
