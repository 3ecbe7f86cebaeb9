/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/property.h>

/* What __kernel_property says of a property. */
enum { ABSENT, INTEGER, STRING, REGION };

/* dev_fwnode (drivers/base/property.c) */
struct fwnode_handle *dev_fwnode(const struct device *dev)
{
	return dev->fwnode;
}

/*
 * acpi_node_prop_read, acpi_data_prop_read (drivers/acpi/property.c): -EINVAL without the property or
 * without a companion, -EPROTO for another type, -EOVERFLOW where the integer does not fit.
 */
static int read_integer(struct fwnode_handle *fwnode, const char *name, u64 most, u64 *value)
{
	unsigned long integer;

	if (!fwnode)
		return -EINVAL;
	switch (__kernel_property(fwnode->device, name, &integer)) {
	case ABSENT:
		return -EINVAL;
	case STRING:
		return -EPROTO;
	case REGION:
		/* For rules about the whole system: see model_observe. */
		fwnode->region = integer;
		fwnode->reads_region = true;
	}
	if (integer > most)
		return -EOVERFLOW;
	*value = integer;
	return 0;
}

/* device_property_present (drivers/base/property.c) */
bool device_property_present(const struct device *dev, const char *name)
{
	return fwnode_property_present(dev_fwnode(dev), name);
}

/* device_property_read_bool (drivers/base/property.c): present is true. */
bool device_property_read_bool(const struct device *dev, const char *name)
{
	return device_property_present(dev, name);
}

/* device_property_read_u8 (include/linux/property.h) */
int device_property_read_u8(const struct device *dev, const char *name, u8 *value)
{
	u64 integer;
	int ret = read_integer(dev_fwnode(dev), name, U8_MAX, &integer);

	if (!ret)
		*value = integer;
	return ret;
}

/* device_property_read_u16 (include/linux/property.h) */
int device_property_read_u16(const struct device *dev, const char *name, u16 *value)
{
	u64 integer;
	int ret = read_integer(dev_fwnode(dev), name, U16_MAX, &integer);

	if (!ret)
		*value = integer;
	return ret;
}

/* device_property_read_u32 (include/linux/property.h) */
int device_property_read_u32(const struct device *dev, const char *name, u32 *value)
{
	return fwnode_property_read_u32(dev_fwnode(dev), name, value);
}

/* device_property_read_u64 (include/linux/property.h) */
int device_property_read_u64(const struct device *dev, const char *name, u64 *value)
{
	return fwnode_property_read_u64(dev_fwnode(dev), name, value);
}

/* device_property_read_u32_array (drivers/base/property.c): an integer is an array of one, and no other; 0 asks the count. */
int device_property_read_u32_array(const struct device *dev, const char *name, u32 *values, size_t n)
{
	u64 integer;
	int ret = read_integer(dev_fwnode(dev), name, values ? U32_MAX : U64_MAX, &integer);

	if (ret)
		return ret;
	if (!values)
		return 1;
	if (n > 1)
		return -EPROTO;
	*values = integer;
	return 0;
}

/* device_property_read_u64_array (drivers/base/property.c) */
int device_property_read_u64_array(const struct device *dev, const char *name, u64 *values, size_t n)
{
	u64 integer;
	int ret = read_integer(dev_fwnode(dev), name, U64_MAX, &integer);

	if (ret)
		return ret;
	if (!values)
		return 1;
	if (n > 1)
		return -EPROTO;
	*values = integer;
	return 0;
}

/* device_property_count_u32 (include/linux/property.h) */
int device_property_count_u32(const struct device *dev, const char *name)
{
	return device_property_read_u32_array(dev, name, NULL, 0);
}

/* device_property_count_u64 (include/linux/property.h) */
int device_property_count_u64(const struct device *dev, const char *name)
{
	return device_property_read_u64_array(dev, name, NULL, 0);
}

/* device_property_read_string (drivers/base/property.c); the text is the firmware's. */
int device_property_read_string(const struct device *dev, const char *name, const char **value)
{
	struct fwnode_handle *fwnode = dev_fwnode(dev);
	unsigned long integer;
	char *text;

	if (!fwnode)
		return -EINVAL;
	switch (__kernel_property(fwnode->device, name, &integer)) {
	case ABSENT:
		return -EINVAL;
	case INTEGER:
	case REGION:
		return -EPROTO;
	}
	text = __kernel_property_text(fwnode->device, name);
	if (!text)
		return -ENOMEM;
	*value = text;
	return 0;
}

/* fwnode_property_present (drivers/base/property.c) */
bool fwnode_property_present(const struct fwnode_handle *fwnode, const char *name)
{
	unsigned long integer;

	return fwnode && __kernel_property(fwnode->device, name, &integer) != ABSENT;
}

/* fwnode_property_read_u32 (include/linux/property.h) */
int fwnode_property_read_u32(const struct fwnode_handle *fwnode, const char *name, u32 *value)
{
	u64 integer;
	int ret = read_integer((struct fwnode_handle *)fwnode, name, U32_MAX, &integer);

	if (!ret)
		*value = integer;
	return ret;
}

/* fwnode_property_read_u64 (include/linux/property.h) */
int fwnode_property_read_u64(const struct fwnode_handle *fwnode, const char *name, u64 *value)
{
	return read_integer((struct fwnode_handle *)fwnode, name, U64_MAX, value);
}
