/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_PM_RUNTIME_H
#define LINUX_PM_RUNTIME_H

#include <linux/device.h>
#include <linux/pm.h>

/* Runtime power management: usage is counted, and nothing suspends (drivers/base/power/runtime.c). */
int pm_runtime_get_sync(struct device *dev);
int pm_runtime_resume_and_get(struct device *dev);
void pm_runtime_get_noresume(struct device *dev);
int pm_runtime_put(struct device *dev);
int pm_runtime_put_sync(struct device *dev);
void pm_runtime_put_noidle(struct device *dev);
void pm_runtime_allow(struct device *dev);
void pm_runtime_forbid(struct device *dev);
int pm_runtime_set_active(struct device *dev);
void pm_runtime_enable(struct device *dev);
void pm_runtime_disable(struct device *dev);

#define pm_runtime_put_autosuspend(dev) pm_runtime_put(dev)
#define pm_runtime_mark_last_busy(dev) do { } while (0)
#define pm_runtime_suspended(dev) false

#endif
