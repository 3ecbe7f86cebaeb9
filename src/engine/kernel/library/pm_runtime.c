/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/pm_runtime.h>

/* Usage counts only: a device never suspends here (drivers/base/power/runtime.c). */
int pm_runtime_get_sync(struct device *dev)
{
	may_sleep();
	atomic_inc(&dev->power.usage_count);
	return 1;
}

int pm_runtime_resume_and_get(struct device *dev)
{
	may_sleep();
	atomic_inc(&dev->power.usage_count);
	return 0;
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

int pm_runtime_put(struct device *dev)
{
	return drop_usage_count(dev);
}

int pm_runtime_put_sync(struct device *dev)
{
	may_sleep();
	return drop_usage_count(dev);
}

void pm_runtime_put_noidle(struct device *dev)
{
	drop_usage_count(dev);
}

void pm_runtime_allow(struct device *dev)
{
}

void pm_runtime_forbid(struct device *dev)
{
	may_sleep();
}

void pm_runtime_enable(struct device *dev)
{
}

void pm_runtime_disable(struct device *dev)
{
	may_sleep();
}
