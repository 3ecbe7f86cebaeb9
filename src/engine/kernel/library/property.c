/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/property.h>
#include <linux/string.h>

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

/*
 * fwnode_property_read_int_array (drivers/base/property.c): an integer is an array of one, and no other; without
 * values the count is asked for.
 */
static int read_array(const struct fwnode_handle *fwnode, const char *name, u64 most, void *values, size_t n, u64 *value)
{
	int ret = read_integer((struct fwnode_handle *)fwnode, name, values && n != 1 ? U64_MAX : most, value);

	if (ret)
		return ret;
	return !values ? 1 : n != 1 ? -EPROTO : 0;
}

/* device_property_read_u8 and its like (include/linux/property.h), which are made for each size. */
#define INTEGERS(type, most)										\
	int fwnode_property_read_##type##_array(const struct fwnode_handle *fwnode, const char *name,	\
						type *values, size_t n)					\
	{												\
		u64 integer;										\
		int ret = read_array(fwnode, name, most, values, n, &integer);				\
													\
		if (!ret)										\
			*values = integer;								\
		return ret;										\
	}												\
	int device_property_read_##type##_array(const struct device *dev, const char *name, type *values, size_t n) \
	{												\
		return fwnode_property_read_##type##_array(dev_fwnode(dev), name, values, n);		\
	}

INTEGERS(u8, U8_MAX)
INTEGERS(u16, U16_MAX)
INTEGERS(u32, U32_MAX)
INTEGERS(u64, U64_MAX)

/*
 * fwnode_property_read_string_array (drivers/base/property.c): how many were read. A string is an array of one, and no other;
 * without values the count is asked for. The text is the firmware's.
 */
int fwnode_property_read_string_array(const struct fwnode_handle *fwnode, const char *name, const char **values, size_t n)
{
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
	if (!values)
		return 1;
	if (n != 1)
		return -EPROTO;
	text = __kernel_property_text(fwnode->device, name);
	if (!text)
		return -ENOMEM;
	*values = text;
	return 1;
}

/* fwnode_property_read_string (drivers/base/property.c) */
int fwnode_property_read_string(const struct fwnode_handle *fwnode, const char *name, const char **value)
{
	int ret = fwnode_property_read_string_array(fwnode, name, value, 1);

	return ret < 0 ? ret : 0;
}

/* fwnode_property_match_string (drivers/base/property.c): the index of a string, -ENODATA where it is not there. */
int fwnode_property_match_string(const struct fwnode_handle *fwnode, const char *name, const char *string)
{
	const char *value;
	int ret = fwnode_property_read_string_array(fwnode, name, NULL, 0);

	if (ret < 0)
		return ret;
	may_sleep();
	if (__machine_choose("fwnode_property_match_string", 2))
		return -ENOMEM;
	ret = fwnode_property_read_string(fwnode, name, &value);
	if (ret)
		return ret;
	return strcmp(value, string) ? -ENODATA : 0;
}

/* fwnode_property_present (drivers/base/property.c) */
bool fwnode_property_present(const struct fwnode_handle *fwnode, const char *name)
{
	unsigned long integer;

	return fwnode && __kernel_property(fwnode->device, name, &integer) != ABSENT;
}

/* device_property_read_string (drivers/base/property.c) */
int device_property_read_string(const struct device *dev, const char *name, const char **value)
{
	return fwnode_property_read_string(dev_fwnode(dev), name, value);
}
