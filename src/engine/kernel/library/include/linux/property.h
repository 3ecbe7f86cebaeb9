/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_PROPERTY_H
#define LINUX_PROPERTY_H

#include <linux/device.h>
#include <linux/fwnode.h>
#include <linux/types.h>

struct fwnode_handle *dev_fwnode(const struct device *dev);
bool device_property_present(const struct device *dev, const char *name);
bool device_property_read_bool(const struct device *dev, const char *name);
int device_property_read_u8(const struct device *dev, const char *name, u8 *value);
int device_property_read_u16(const struct device *dev, const char *name, u16 *value);
int device_property_read_u32(const struct device *dev, const char *name, u32 *value);
int device_property_read_u64(const struct device *dev, const char *name, u64 *value);
int device_property_read_u32_array(const struct device *dev, const char *name, u32 *values, size_t n);
int device_property_read_u64_array(const struct device *dev, const char *name, u64 *values, size_t n);
int device_property_read_string(const struct device *dev, const char *name, const char **value);
int device_property_count_u64(const struct device *dev, const char *name);
int device_property_count_u32(const struct device *dev, const char *name);
bool fwnode_property_present(const struct fwnode_handle *fwnode, const char *name);
int fwnode_property_read_u32(const struct fwnode_handle *fwnode, const char *name, u32 *value);
int fwnode_property_read_u64(const struct fwnode_handle *fwnode, const char *name, u64 *value);

#endif
