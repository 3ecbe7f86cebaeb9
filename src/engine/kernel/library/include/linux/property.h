/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_PROPERTY_H
#define LINUX_PROPERTY_H

#include <linux/device.h>
#include <linux/fwnode.h>
#include <linux/types.h>

struct fwnode_handle *dev_fwnode(const struct device *dev);
bool device_property_present(const struct device *dev, const char *name);
bool device_property_read_bool(const struct device *dev, const char *name);
bool fwnode_property_present(const struct fwnode_handle *fwnode, const char *name);
#define fwnode_property_read_bool(fwnode, name) fwnode_property_present(fwnode, name)
int fwnode_property_read_u8_array(const struct fwnode_handle *fwnode, const char *name, u8 *values, size_t n);
int device_property_read_u8_array(const struct device *dev, const char *name, u8 *values, size_t n);
int fwnode_property_read_u16_array(const struct fwnode_handle *fwnode, const char *name, u16 *values, size_t n);
int device_property_read_u16_array(const struct device *dev, const char *name, u16 *values, size_t n);
int fwnode_property_read_u32_array(const struct fwnode_handle *fwnode, const char *name, u32 *values, size_t n);
int device_property_read_u32_array(const struct device *dev, const char *name, u32 *values, size_t n);
int fwnode_property_read_u64_array(const struct fwnode_handle *fwnode, const char *name, u64 *values, size_t n);
int device_property_read_u64_array(const struct device *dev, const char *name, u64 *values, size_t n);
int fwnode_property_read_string(const struct fwnode_handle *fwnode, const char *name, const char **value);
int device_property_read_string(const struct device *dev, const char *name, const char **value);
int fwnode_property_read_string_array(const struct fwnode_handle *fwnode, const char *name, const char **values, size_t n);
int fwnode_property_match_string(const struct fwnode_handle *fwnode, const char *name, const char *string);
#define device_property_read_string_array(dev, name, values, n) \
	fwnode_property_read_string_array(dev_fwnode(dev), name, values, n)
#define device_property_match_string(dev, name, string) fwnode_property_match_string(dev_fwnode(dev), name, string)
#define fwnode_property_string_array_count(fwnode, name) fwnode_property_read_string_array(fwnode, name, NULL, 0)
#define device_property_string_array_count(dev, name) device_property_read_string_array(dev, name, NULL, 0)

/* Of one value, and how many there are. */
static inline int fwnode_property_read_u8(const struct fwnode_handle *fwnode, const char *name, u8 *value)
{
	return fwnode_property_read_u8_array(fwnode, name, value, 1);
}

static inline int fwnode_property_count_u8(const struct fwnode_handle *fwnode, const char *name)
{
	return fwnode_property_read_u8_array(fwnode, name, NULL, 0);
}

static inline int device_property_read_u8(const struct device *dev, const char *name, u8 *value)
{
	return device_property_read_u8_array(dev, name, value, 1);
}

static inline int device_property_count_u8(const struct device *dev, const char *name)
{
	return device_property_read_u8_array(dev, name, NULL, 0);
}

static inline int fwnode_property_read_u16(const struct fwnode_handle *fwnode, const char *name, u16 *value)
{
	return fwnode_property_read_u16_array(fwnode, name, value, 1);
}

static inline int fwnode_property_count_u16(const struct fwnode_handle *fwnode, const char *name)
{
	return fwnode_property_read_u16_array(fwnode, name, NULL, 0);
}

static inline int device_property_read_u16(const struct device *dev, const char *name, u16 *value)
{
	return device_property_read_u16_array(dev, name, value, 1);
}

static inline int device_property_count_u16(const struct device *dev, const char *name)
{
	return device_property_read_u16_array(dev, name, NULL, 0);
}

static inline int fwnode_property_read_u32(const struct fwnode_handle *fwnode, const char *name, u32 *value)
{
	return fwnode_property_read_u32_array(fwnode, name, value, 1);
}

static inline int fwnode_property_count_u32(const struct fwnode_handle *fwnode, const char *name)
{
	return fwnode_property_read_u32_array(fwnode, name, NULL, 0);
}

static inline int device_property_read_u32(const struct device *dev, const char *name, u32 *value)
{
	return device_property_read_u32_array(dev, name, value, 1);
}

static inline int device_property_count_u32(const struct device *dev, const char *name)
{
	return device_property_read_u32_array(dev, name, NULL, 0);
}

static inline int fwnode_property_read_u64(const struct fwnode_handle *fwnode, const char *name, u64 *value)
{
	return fwnode_property_read_u64_array(fwnode, name, value, 1);
}

static inline int fwnode_property_count_u64(const struct fwnode_handle *fwnode, const char *name)
{
	return fwnode_property_read_u64_array(fwnode, name, NULL, 0);
}

static inline int device_property_read_u64(const struct device *dev, const char *name, u64 *value)
{
	return device_property_read_u64_array(dev, name, value, 1);
}

static inline int device_property_count_u64(const struct device *dev, const char *name)
{
	return device_property_read_u64_array(dev, name, NULL, 0);
}

#endif
