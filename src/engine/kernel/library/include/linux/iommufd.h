/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_IOMMUFD_H
#define LINUX_IOMMUFD_H

struct iommufd_ctx;

#endif
