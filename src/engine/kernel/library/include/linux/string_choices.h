/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_STRING_CHOICES_H
#define LINUX_STRING_CHOICES_H

#include <linux/types.h>

#define str_yes_no(v) ((v) ? "yes" : "no")
#define str_on_off(v) ((v) ? "on" : "off")
#define str_true_false(v) ((v) ? "true" : "false")
#define str_enable_disable(v) ((v) ? "enable" : "disable")
#define str_enabled_disabled(v) ((v) ? "enabled" : "disabled")
#define str_plural(n) ((n) == 1 ? "" : "s")

#endif
