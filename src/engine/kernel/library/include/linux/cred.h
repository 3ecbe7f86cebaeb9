/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_CRED_H
#define LINUX_CRED_H

#include <linux/capability.h>

#define current_user_ns() (&init_user_ns)

#endif
