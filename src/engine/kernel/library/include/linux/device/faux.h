/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_DEVICE_FAUX_H
#define LINUX_DEVICE_FAUX_H

#include <linux/device.h>

/* A device that is there for others to be below, or for what has no hardware; since Linux 6.14. */
struct faux_device {
	struct device dev;
};

struct faux_device_ops {
	int (*probe)(struct faux_device *faux_dev);
	void (*remove)(struct faux_device *faux_dev);
};

#define to_faux_device(x) container_of_const((x), struct faux_device, dev)

struct faux_device *faux_device_create_with_groups(const char *name, struct device *parent,
						   const struct faux_device_ops *faux_ops,
						   const struct attribute_group **groups);
struct faux_device *faux_device_create(const char *name, struct device *parent,
				       const struct faux_device_ops *faux_ops);
void faux_device_destroy(struct faux_device *faux_dev);

static inline void *faux_device_get_drvdata(const struct faux_device *faux_dev)
{
	return dev_get_drvdata(&faux_dev->dev);
}

static inline void faux_device_set_drvdata(struct faux_device *faux_dev, void *data)
{
	dev_set_drvdata(&faux_dev->dev, data);
}

#endif
