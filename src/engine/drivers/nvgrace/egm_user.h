/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef EGM_USER_H
#define EGM_USER_H

#include <linux/ioctl.h>
#include <linux/types.h>

/* What users of /dev/egm<pxm> see: pages of the region that must not be used. */
struct egm_bad_page {
	__aligned_u64 offset;
	__aligned_u64 size;
};

/* argsz: bytes that the caller has, then bytes that are needed. count: pages that follow. */
struct egm_bad_pages {
	__u32 argsz;
	__u32 count;
	struct egm_bad_page pages[];
};

#define EGM_RETIRED_PAGES_LIST _IO('E', 100)

#endif
