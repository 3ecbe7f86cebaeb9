/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_HIGHMEM_H
#define LINUX_HIGHMEM_H

#include <linux/mm.h>
#include <linux/string.h>

/* All memory has an address (include/linux/highmem-internal.h, without CONFIG_HIGHMEM). */
#define kmap(page) page_address(page)
#define kmap_local_page(page) page_address(page)
#define kmap_atomic(page) page_address(page)
#define kunmap(page) ((void)(page))
#define kunmap_local(address) ((void)(address))
#define kunmap_atomic(address) ((void)(address))
#define clear_page(address) memset(address, 0, PAGE_SIZE)
#define copy_page(to, from) memcpy(to, from, PAGE_SIZE)
#define clear_highpage(page) clear_page(page_address(page))
#define memcpy_to_page(page, offset, from, n) memcpy((char *)page_address(page) + (offset), from, n)
#define memcpy_from_page(to, page, offset, n) memcpy(to, (char *)page_address(page) + (offset), n)
#define memzero_page(page, offset, n) memset((char *)page_address(page) + (offset), 0, n)

#endif
