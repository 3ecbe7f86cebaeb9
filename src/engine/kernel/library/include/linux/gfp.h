/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_GFP_H
#define LINUX_GFP_H

#include <linux/types.h>
#include <linux/gfp_types.h>
#include <linux/mm.h>
#include <linux/slab.h>

/* Pages (mm/page_alloc.c) by their address, 0 where there is no memory: objects begin with a page here. */
#define __get_free_pages(gfp, order) ((unsigned long)kmalloc(PAGE_SIZE << (order), gfp))
#define __get_free_page(gfp) __get_free_pages(gfp, 0)
#define get_zeroed_page(gfp) __get_free_page((gfp) | __GFP_ZERO)
#define free_pages(addr, order) kfree((const void *)(addr))
#define free_page(addr) free_pages(addr, 0)

#endif
