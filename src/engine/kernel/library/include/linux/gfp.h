/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_GFP_H
#define LINUX_GFP_H

#include <linux/types.h>
#include <linux/gfp_types.h>
#include <linux/mm.h>

#endif
