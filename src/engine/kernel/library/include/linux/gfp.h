/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_GFP_H
#define LINUX_GFP_H

#include <linux/types.h>
#include <linux/gfp_types.h>
#include <linux/mm.h>
#include <linux/slab.h>

struct page *alloc_pages(gfp_t gfp, unsigned int order);
#define alloc_pages_node(node, gfp, order) alloc_pages(gfp, order)
#define alloc_page(gfp) alloc_pages(gfp, 0)
unsigned long __get_free_pages(gfp_t gfp, unsigned int order);
#define __get_free_page(gfp) __get_free_pages(gfp, 0)
unsigned long get_zeroed_page(gfp_t gfp);
void *alloc_pages_exact(size_t size, gfp_t gfp);
void __free_pages(struct page *page, unsigned int order);
#define __free_page(page) __free_pages(page, 0)
void free_pages(unsigned long addr, unsigned int order);
#define free_page(addr) free_pages(addr, 0)
void free_pages_exact(void *virt, size_t size);

#endif
