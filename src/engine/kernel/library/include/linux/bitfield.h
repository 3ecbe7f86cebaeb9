/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_BITFIELD_H
#define LINUX_BITFIELD_H

#include <linux/bitops.h>

/* A field is told by its mask (include/linux/bitfield.h). */
#define __field_shift(mask) (ffs64(mask) - 1)
#define FIELD_MAX(mask) ((typeof(mask))((mask) >> __field_shift(mask)))
#define FIELD_FIT(mask, value) (!((((typeof(mask))(value)) << __field_shift(mask)) & ~(mask)))
#define FIELD_PREP(mask, value) (((typeof(mask))(value) << __field_shift(mask)) & (mask))
#define FIELD_GET(mask, word) ((typeof(mask))(((word) & (mask)) >> __field_shift(mask)))

#endif
