/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/pm_runtime.h>

/* rpm_resume (drivers/base/power/runtime.c): what is resumed once does not suspend again here. */
static int resume(struct device *dev)
{
	struct dev_pm_info *power = &dev->power;

	if (power->enabled < 1)
		return power->was_active ? 1 : -EACCES;
	if (power->active)
		return 1;
	power->active = true;
	return 0;
}

/* pm_runtime_get_sync (include/linux/pm_runtime.h): the usage is counted also where it fails. */
int pm_runtime_get_sync(struct device *dev)
{
	may_sleep();
	atomic_inc(&dev->power.usage_count);
	return resume(dev);
}

/* pm_runtime_resume_and_get (include/linux/pm_runtime.h) */
int pm_runtime_resume_and_get(struct device *dev)
{
	int ret;

	may_sleep();
	atomic_inc(&dev->power.usage_count);
	ret = resume(dev);
	if (ret >= 0)
		return 0;
	pm_runtime_put_noidle(dev);
	return ret;
}

void pm_runtime_get_noresume(struct device *dev)
{
	atomic_inc(&dev->power.usage_count);
}

/* rpm_drop_usage_count (drivers/base/power/runtime.c) */
static int drop_usage_count(struct device *dev)
{
	if (atomic_dec_return(&dev->power.usage_count) >= 0)
		return 0;
	atomic_inc(&dev->power.usage_count);
	dev_warn(dev, "Runtime PM usage count underflow!\n");
	return -EINVAL;
}

/* rpm_idle (drivers/base/power/runtime.c), once nothing uses it: what is active stays so here. */
static int put_usage(struct device *dev)
{
	int ret = drop_usage_count(dev);

	if (ret < 0 || atomic_read(&dev->power.usage_count) > 0)
		return ret;
	if (dev->power.enabled < 1)
		return -EACCES;
	return dev->power.active ? 0 : -EAGAIN;
}

int pm_runtime_put(struct device *dev)
{
	return put_usage(dev);
}

int pm_runtime_put_sync(struct device *dev)
{
	may_sleep();
	return put_usage(dev);
}

/* pm_runtime_put_noidle (include/linux/pm_runtime.h): one too many is not told. */
void pm_runtime_put_noidle(struct device *dev)
{
	atomic_add_unless(&dev->power.usage_count, -1, 0);
}

void pm_runtime_allow(struct device *dev)
{
}

void pm_runtime_forbid(struct device *dev)
{
	may_sleep();
}

/* pm_runtime_set_active (include/linux/pm_runtime.h): of what is enabled, only a resume changes it. */
int pm_runtime_set_active(struct device *dev)
{
	if (dev->power.enabled > 0)
		return -EAGAIN;
	dev->power.active = true;
	return 0;
}

/* pm_runtime_enable (drivers/base/power/runtime.c) */
void pm_runtime_enable(struct device *dev)
{
	if (dev->power.enabled > 0)
		dev_warn(dev, "Unbalanced %s!\n", __func__);
	else
		dev->power.enabled++;
}

/* __pm_runtime_disable (drivers/base/power/runtime.c) */
void pm_runtime_disable(struct device *dev)
{
	may_sleep();
	if (dev->power.enabled-- == 1)
		dev->power.was_active = dev->power.active;
}
