/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_EXPORT_H
#define LINUX_EXPORT_H

#include <linux/compiler.h>

#endif
