/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_LOCKDEP_H
#define LINUX_LOCKDEP_H

#include <linux/mutex.h>

#endif
