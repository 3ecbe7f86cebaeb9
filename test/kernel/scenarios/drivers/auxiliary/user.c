/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/auxiliary_bus.h>
#include <linux/module.h>
#include <linux/property.h>

static int user_probe(struct auxiliary_device *aux, const struct auxiliary_device_id *id)
{
	static int deferred;
	u64 error, times;

	if (!device_property_read_u64(aux->dev.parent, "test,user-defers", &times) && deferred < (int)times) {
		deferred++;
		dev_info(&aux->dev, "deferred %d\n", deferred);
		return -EPROBE_DEFER;
	}
	dev_info(&aux->dev, "probe\n");
	if (!device_property_read_u64(aux->dev.parent, "test,user-error", &error))
		return -(int)error;
	return 0;
}

static void user_remove(struct auxiliary_device *aux)
{
	dev_info(&aux->dev, "remove\n");
}

static const struct auxiliary_device_id user_ids[] = {
	{ .name = "creator.egm" },
	{ }
};
MODULE_DEVICE_TABLE(auxiliary, user_ids);

static struct auxiliary_driver user_driver = {
	.name = "egm",
	.id_table = user_ids,
	.probe = user_probe,
	.remove = user_remove,
};
module_auxiliary_driver(user_driver);

MODULE_DESCRIPTION("Drives the auxiliary devices of creator");
MODULE_LICENSE("Dual MIT/GPL");
