/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Where it was before Linux 6.12. */
#include <linux/unaligned.h>
