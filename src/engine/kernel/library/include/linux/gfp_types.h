/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_GFP_TYPES_H
#define LINUX_GFP_TYPES_H

#define __GFP_DMA 0x01u
#define __GFP_HIGHMEM 0x02u
#define __GFP_DMA32 0x04u
#define __GFP_HIGH 0x20u
#define __GFP_IO 0x40u
#define __GFP_FS 0x80u
#define __GFP_ZERO 0x100u
#define __GFP_DIRECT_RECLAIM 0x400u
#define __GFP_KSWAPD_RECLAIM 0x800u
#define __GFP_NOWARN 0x2000u
#define __GFP_NORETRY 0x10000u
#define __GFP_NOFAIL 0x8000u
#define __GFP_RETRY_MAYFAIL 0x4000u
#define __GFP_COMP 0x40000u
#define __GFP_THISNODE 0x200000u
#define __GFP_ACCOUNT 0x400000u
#define GFP_ATOMIC (__GFP_HIGH | __GFP_KSWAPD_RECLAIM)
#define GFP_KERNEL (__GFP_DIRECT_RECLAIM | __GFP_KSWAPD_RECLAIM | __GFP_IO | __GFP_FS)
#define GFP_KERNEL_ACCOUNT (GFP_KERNEL | __GFP_ACCOUNT)
#define GFP_NOWAIT (__GFP_KSWAPD_RECLAIM | __GFP_NOWARN)
#define GFP_NOIO (__GFP_DIRECT_RECLAIM | __GFP_KSWAPD_RECLAIM)
#define GFP_NOFS (GFP_NOIO | __GFP_IO)
#define GFP_USER GFP_KERNEL
#define GFP_HIGHUSER (GFP_USER | __GFP_HIGHMEM)
#define GFP_DMA __GFP_DMA
#define GFP_DMA32 __GFP_DMA32

/* might_alloc (include/linux/sched/mm.h): what allocates with those flags may sleep. */
#define __may_alloc(gfp, what) do { if ((gfp) & __GFP_DIRECT_RECLAIM) __machine_might_sleep(what); } while (0)
#define may_alloc(gfp) __may_alloc(gfp, __func__)
/* Whether there is no memory this time; never for who waits until there is some. */
#define __no_memory(gfp, what)	\
	((~(gfp) & (__GFP_NOFAIL | __GFP_DIRECT_RECLAIM)) && __machine_choose(what, 2))
#define might_alloc(gfp) __may_alloc(gfp, "might_alloc")

#endif
