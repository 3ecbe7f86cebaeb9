/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>

/* dev_driver_string (drivers/base/core.c) */
const char *dev_driver_string(const struct device *dev)
{
	if (!dev)
		return "(NULL device *)";
	if (dev->driver)
		return dev->driver->name;
	if (dev->bus)
		return dev->bus->name;
	return dev->class ? dev->class->name : "";
}

/* __dev_printk (drivers/base/core.c): without a device there is no name. */
const char *__dev_name_or_null(const struct device *dev)
{
	return dev ? dev_name(dev) : "";
}
