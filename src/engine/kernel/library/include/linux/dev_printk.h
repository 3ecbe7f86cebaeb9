/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_DEV_PRINTK_H
#define LINUX_DEV_PRINTK_H

#include <linux/printk.h>

struct device;

#ifndef dev_fmt
#define dev_fmt(fmt) fmt
#endif

const char *dev_driver_string(const struct device *dev);
const char *__dev_name_or_null(const struct device *dev);

#define dev_printk(level, dev, fmt, ...) ({					\
	const struct device *__printed = (dev);				\
	__kernel_printk_device(level, dev_driver_string(__printed), __dev_name_or_null(__printed), dev_fmt(fmt), \
			       ##__VA_ARGS__);						\
})
/* dev_vprintk_emit, dev_printk_emit (drivers/base/core.c): the device is only noted beside the line. */
static inline int dev_vprintk_emit(int level, const struct device *dev, const char *fmt, va_list args)
{
	struct va_format given = { .fmt = fmt, .va = &args };

	return printk(KERN_SOH "%d%pV", level, &given);
}
#define dev_printk_emit(level, dev, fmt, ...) printk(KERN_SOH "%d" fmt, level, ##__VA_ARGS__)
#define dev_emerg(dev, fmt, ...) dev_printk(KERN_EMERG, dev, fmt, ##__VA_ARGS__)
#define dev_alert(dev, fmt, ...) dev_printk(KERN_ALERT, dev, fmt, ##__VA_ARGS__)
#define dev_crit(dev, fmt, ...) dev_printk(KERN_CRIT, dev, fmt, ##__VA_ARGS__)
#define dev_err(dev, fmt, ...) dev_printk(KERN_ERR, dev, fmt, ##__VA_ARGS__)
#define dev_warn(dev, fmt, ...) dev_printk(KERN_WARNING, dev, fmt, ##__VA_ARGS__)
#define dev_notice(dev, fmt, ...) dev_printk(KERN_NOTICE, dev, fmt, ##__VA_ARGS__)
#define dev_info(dev, fmt, ...) dev_printk(KERN_INFO, dev, fmt, ##__VA_ARGS__)
/* Without DEBUG and dynamic debug nothing is printed. */
#define dev_dbg(dev, fmt, ...) do { } while (0)
#define dev_vdbg(dev, fmt, ...) do { } while (0)
#define dev_emerg_once dev_emerg
#define dev_alert_once dev_alert
#define dev_crit_once dev_crit
#define dev_notice_once dev_notice
#define dev_dbg_once dev_dbg
#define dev_crit_ratelimited dev_crit
#define dev_err_once dev_err
#define dev_warn_once dev_warn
#define dev_info_once dev_info
#define dev_err_ratelimited dev_err
#define dev_warn_ratelimited dev_warn
#define dev_info_ratelimited dev_info
#define dev_dbg_ratelimited dev_dbg
#define dev_WARN(dev, ...) WARN(1, __VA_ARGS__)
#define dev_WARN_ONCE(dev, condition, ...) WARN_ONCE(condition, __VA_ARGS__)

/* dev_err_probe (drivers/base/core.c): "error -EINVAL: text"; a deferral is not printed. */
#define dev_err_probe(dev, error, fmt, ...) ({					\
	const struct device *__failed = (dev);					\
	int __error = (error);							\
	char *__text = __kernel_format(dev_fmt(fmt), ##__VA_ARGS__);		\
	if (__error != -EPROBE_DEFER && __error != -ENOMEM)			\
		dev_err(__failed, "error %pe: %s", ERR_PTR(__error), __text);	\
	__machine_free(__text);							\
	__error;								\
})

#endif
