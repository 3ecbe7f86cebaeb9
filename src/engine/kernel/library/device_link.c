/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/device.h>
#include <linux/kref.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include "core.h"

/*
 * Links between devices (drivers/base/core.c), without their files of sysfs and without power management: the state of a
 * managed one follows those of both drivers.
 */

static struct device_link *links;

static bool is_link(const struct device_link *link, const struct device *consumer, const struct device *supplier)
{
	return link->consumer == consumer && link->supplier == supplier;
}

/* WARN_ON of the driver core's, where no driver is at work: it is told at the probe of the consumer. */
static void warn_of(const struct device_link *link, bool is_wrong, const char *condition)
{
	struct device *consumer = link->consumer;
	char *text;

	if (!is_wrong)
		return;
	if (consumer->bus != &pci_bus_type) {
		WARN(1, "WARN_ON(%s)", condition);
		return;
	}
	text = __kernel_format("WARN_ON(%s) in the driver core", condition);
	printk("WARNING: at drivers/base/core.c\n");
	__kernel_report_at(to_pci_dev(consumer)->companion.probe, "warn", "condition", text);
	__machine_free(text);
}

static bool is_managed(const struct device_link *link)
{
	return link->flags & DL_FLAG_MANAGED;
}

/* device_is_dependent: on the consumer, by its parents or by links. */
static bool is_dependent(const struct device *supplier, const struct device *consumer)
{
	const struct device_link *link;

	for (; supplier; supplier = supplier->parent) {
		if (supplier == consumer)
			return true;
		for (link = links; link; link = link->next)
			if (link->consumer == supplier && is_dependent(link->supplier, consumer))
				return true;
	}
	return false;
}

/* device_links_init_status */
static void begin_managed(struct device_link *link)
{
	struct device *consumer = link->consumer;
	enum dl_dev_state status = consumer->p ? consumer->p->links_status : DL_DEV_NO_DRIVER;

	link->flags |= DL_FLAG_MANAGED;
	link->status = DL_STATE_DORMANT;
	switch (link->supplier->p->links_status) {
	case DL_DEV_NO_DRIVER:
		break;
	case DL_DEV_PROBING:
		/* Its driver knows that it works already. */
		if (status == DL_DEV_PROBING)
			link->status = DL_STATE_CONSUMER_PROBE;
		break;
	case DL_DEV_DRIVER_BOUND:
		link->status = status == DL_DEV_PROBING ? DL_STATE_CONSUMER_PROBE :
			       status == DL_DEV_DRIVER_BOUND ? DL_STATE_ACTIVE : DL_STATE_AVAILABLE;
		break;
	case DL_DEV_UNBINDING:
		link->status = DL_STATE_SUPPLIER_UNBIND;
		break;
	}
}

/* __device_link_del */
static void delete_link(struct device_link *link)
{
	struct device_link **at = &links;

	while (*at != link)
		at = &(*at)->next;
	*at = link->next;
	put_device(link->consumer);
	put_device(link->supplier);
	__machine_free(link);
}

static void put_link(struct device_link *link)
{
	if (refcount_dec_and_test(&link->kref.refcount))
		delete_link(link);
}

/* device_link_drop_managed */
static void drop_managed(struct device_link *link)
{
	link->flags &= ~DL_FLAG_MANAGED;
	link->status = DL_STATE_NONE;
	put_link(link);
}

/* What device_link_add does with a link that is there. */
static struct device_link *take_known(struct device_link *link, u32 flags)
{
	link->flags |= flags & DL_FLAG_PM_RUNTIME;
	if (flags & DL_FLAG_STATELESS) {
		kref_get(&link->kref);
		link->flags |= DL_FLAG_STATELESS;
		return link;
	}
	/* It lives as long as the longer of both. */
	if (!(flags & DL_AUTOREMOVE))
		link->flags &= ~DL_AUTOREMOVE;
	else if (flags & DL_FLAG_AUTOREMOVE_SUPPLIER && link->flags & DL_FLAG_AUTOREMOVE_CONSUMER)
		link->flags = (link->flags & ~DL_FLAG_AUTOREMOVE_CONSUMER) | DL_FLAG_AUTOREMOVE_SUPPLIER;
	if (!is_managed(link)) {
		kref_get(&link->kref);
		begin_managed(link);
	}
	return link;
}

static bool are_valid(u32 flags)
{
	if (flags & ~DL_ADD_VALID_FLAGS || (flags & DL_FLAG_STATELESS && flags & DL_MANAGED_LINK_FLAGS))
		return false;
	return !(flags & DL_FLAG_AUTOPROBE_CONSUMER && flags & DL_AUTOREMOVE);
}

/* device_link_add: NULL on any failure. */
struct device_link *device_link_add(struct device *consumer, struct device *supplier, u32 flags)
{
	struct device_link **at = &links, *link;

	may_sleep();
	if (!consumer || !supplier || consumer == supplier || !are_valid(flags))
		return NULL;
	if (!device_is_registered(supplier) || is_dependent(supplier, consumer))
		return NULL;
	if (flags & DL_FLAG_AUTOREMOVE_CONSUMER)
		flags &= ~DL_FLAG_AUTOREMOVE_SUPPLIER;
	for (; *at; at = &(*at)->next)
		if (is_link(*at, consumer, supplier))
			return take_known(*at, flags);
	link = __machine_choose("device_link_add", 2) ? NULL : __machine_alloc(sizeof(*link), 1);
	if (!link)
		return NULL;
	link->supplier = get_device(supplier);
	link->consumer = get_device(consumer);
	link->flags = flags;
	kref_init(&link->kref);
	link->status = DL_STATE_NONE;
	if (!(flags & DL_FLAG_STATELESS))
		begin_managed(link);
	*at = link;
	return link;
}

/* device_link_put_kref */
void device_link_del(struct device_link *link)
{
	may_sleep();
	if (link->flags & DL_FLAG_STATELESS)
		put_link(link);
	else if (!device_is_registered(link->consumer))
		delete_link(link);
	else
		WARN(1, "Unable to drop a managed device link reference\n");
}

/* device_link_remove */
void device_link_remove(void *consumer, struct device *supplier)
{
	struct device_link *link = links;

	may_sleep();
	if (WARN_ON(consumer == supplier))
		return;
	while (link && !is_link(link, consumer, supplier))
		link = link->next;
	if (link)
		device_link_del(link);
}

/* device_links_check_suppliers: before a probe. */
int device_links_check_suppliers(struct device *dev)
{
	struct device_link *link;

	for (link = links; link; link = link->next)
		if (link->consumer == dev && is_managed(link) && link->status != DL_STATE_AVAILABLE)
			return -EPROBE_DEFER;
	for (link = links; link; link = link->next)
		if (link->consumer == dev && is_managed(link))
			link->status = DL_STATE_CONSUMER_PROBE;
	dev->p->links_status = DL_DEV_PROBING;
	return 0;
}

/* device_links_driver_bound */
void device_links_driver_bound(struct device *dev)
{
	struct device_link *link;

	for (link = links; link; link = link->next) {
		if (!is_managed(link))
			continue;
		if (link->consumer == dev) {
			warn_of(link, link->status != DL_STATE_CONSUMER_PROBE, "link->status != DL_STATE_CONSUMER_PROBE");
			link->status = DL_STATE_ACTIVE;
		} else if (link->supplier == dev && link->status == DL_STATE_DORMANT) {
			link->status = DL_STATE_AVAILABLE;
			if (link->flags & DL_FLAG_AUTOPROBE_CONSUMER)
				deferred_probe_add(link->consumer);
		}
	}
	dev->p->links_status = DL_DEV_DRIVER_BOUND;
}

/* __device_links_no_driver: the consumer has none, or none any more. */
void device_links_no_driver(struct device *dev)
{
	struct device_link *link, *next;

	for (link = links; link; link = next) {
		next = link->next;
		if (link->consumer != dev || !is_managed(link))
			continue;
		if (link->flags & DL_FLAG_AUTOREMOVE_CONSUMER)
			drop_managed(link);
		else if (link->status == DL_STATE_CONSUMER_PROBE || link->status == DL_STATE_ACTIVE)
			link->status = link->supplier->p->links_status == DL_DEV_DRIVER_BOUND ?
					       DL_STATE_AVAILABLE : DL_STATE_DORMANT;
	}
	dev->p->links_status = DL_DEV_NO_DRIVER;
}

/* device_links_driver_cleanup: after the remove of a supplier, which may be a consumer as well. */
void device_links_driver_cleanup(struct device *dev)
{
	struct device_link *link, *next;

	for (link = links; link; link = next) {
		next = link->next;
		if (link->supplier != dev || !is_managed(link))
			continue;
		warn_of(link, link->flags & DL_FLAG_AUTOREMOVE_CONSUMER, "link->flags & DL_FLAG_AUTOREMOVE_CONSUMER");
		warn_of(link, link->status != DL_STATE_SUPPLIER_UNBIND, "link->status != DL_STATE_SUPPLIER_UNBIND");
		if (link->status == DL_STATE_SUPPLIER_UNBIND && link->flags & DL_FLAG_AUTOREMOVE_SUPPLIER)
			drop_managed(link);
		else
			link->status = DL_STATE_DORMANT;
	}
	device_links_no_driver(dev);
}

/* device_links_busy, device_links_unbind_consumers: a consumer that has to go, or whose probe has to end, before dev does. */
struct device *device_links_next_consumer(struct device *dev)
{
	struct device_link *link;

	dev->p->links_status = DL_DEV_UNBINDING;
	for (link = links; link; link = link->next) {
		if (link->supplier != dev || !is_managed(link))
			continue;
		if (link->status == DL_STATE_CONSUMER_PROBE)
			return get_device(link->consumer);
		if (link->status == DL_STATE_ACTIVE) {
			link->status = DL_STATE_SUPPLIER_UNBIND;
			return get_device(link->consumer);
		}
		link->status = DL_STATE_SUPPLIER_UNBIND;
	}
	return NULL;
}

/* device_links_purge */
void device_links_purge(struct device *dev)
{
	struct device_link *link, *next;

	for (link = links; link; link = next) {
		next = link->next;
		if (link->consumer == dev || link->supplier == dev)
			delete_link(link);
	}
}
