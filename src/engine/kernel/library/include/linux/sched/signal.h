/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_SCHED_SIGNAL_H
#define LINUX_SCHED_SIGNAL_H

#include <linux/sched.h>

#endif
