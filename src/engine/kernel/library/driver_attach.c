/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/pci.h>
#include "core.h"

/* A probe that runs by itself (async_schedule_dev, kernel/async.c). */
struct async_probe {
	struct list_head list;
	const struct device_driver *drv;
	struct device *dev;
};

static LIST_HEAD(async_probes);
static int async_running;

/* driver_allows_async_probing (drivers/base/dd.c); module parameters are not modelled. */
bool driver_allows_async_probing(const struct device_driver *drv)
{
	return drv->probe_type == PROBE_PREFER_ASYNCHRONOUS;
}

/* False without memory: then it is probed at once. */
static bool async_schedule_probe(const struct device_driver *drv, struct device *dev)
{
	struct async_probe *probe = __machine_alloc(sizeof(*probe), 1);

	if (!probe)
		return false;
	probe->drv = drv;
	probe->dev = get_device(dev);
	__machine_meet(&async_probes, 0, 1);
	list_add_tail(&probe->list, &async_probes);
	return true;
}

/* __driver_attach_async_helper (drivers/base/dd.c): the first that waits; 0 when none does. */
int async_probe_run(void)
{
	struct async_probe *probe;

	__machine_meet(&async_probes, 0, 1);
	probe = list_first_entry_or_null(&async_probes, struct async_probe, list);
	if (!probe)
		return 0;
	list_del(&probe->list);
	async_running++;
	device_lock(probe->dev);
	driver_probe_device(probe->drv, probe->dev);
	device_unlock(probe->dev);
	put_device(probe->dev);
	__machine_free(probe);
	async_running--;
	return 1;
}

/* async_synchronize_full (kernel/async.c): what nobody has begun is done here, one after another. */
void async_synchronize_full(void)
{
	while (async_probe_run())
		;
	__machine_await(&async_running);
}

/* __driver_attach (drivers/base/dd.c) */
static int __driver_attach(struct device *dev, void *data)
{
	const struct device_driver *drv = data;
	int ret = driver_match_device(drv, dev);

	if (ret == -EPROBE_DEFER)
		deferred_probe_add(dev);
	if (ret <= 0)
		return 0;
	if (driver_allows_async_probing(drv) && async_schedule_probe(drv, dev))
		return 0;
	device_lock(dev);
	driver_probe_device(drv, dev);
	device_unlock(dev);
	return 0;
}

/* driver_attach (drivers/base/dd.c) */
int driver_attach(const struct device_driver *drv)
{
	return bus_for_each_dev(drv->bus, NULL, (void *)drv, __driver_attach);
}

/* device_release_driver (drivers/base/dd.c) */
void device_release_driver(struct device *dev)
{
	device_release_driver_internal(dev, NULL);
}
