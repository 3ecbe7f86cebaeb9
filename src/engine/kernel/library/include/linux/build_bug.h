/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_BUILD_BUG_H
#define LINUX_BUILD_BUG_H

#define BUILD_BUG_ON(condition) _Static_assert(!(condition), "BUILD_BUG_ON")
#define BUILD_BUG_ON_MSG(condition, text) _Static_assert(!(condition), text)
#define BUILD_BUG_ON_ZERO(e) ((int)sizeof(char[1 - 2 * !!(e)]) - 1)
#define static_assert(condition, ...) _Static_assert(condition, "static_assert")

#endif
