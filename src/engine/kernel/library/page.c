/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include "core.h"

/*
 * Pages and their struct page (mm/page_alloc.c). What is allocated at once is a block: its memory is one object, its pages
 * another, of which the first says how many there are. The kernel knows its blocks by numbers that are no pointers, so that
 * one which nobody else knows any more is lost.
 */
static unsigned long blocks;

static struct page *block_of(unsigned long number)
{
	return number ? (struct page *)~number : NULL;
}

/* Where the block is referred to that begins there, or would be: in the order of their memory, whoever came first. */
static unsigned long *place_of_block(const void *memory)
{
	unsigned long *at = &blocks;
	struct page *each;

	while ((each = block_of(*at)) && each->memory < memory)
		at = &each->next;
	return at;
}

/* The page that has that address; NULL where it is no block's. */
struct page *page_of(const void *address)
{
	struct page *block = block_of(*place_of_block(__machine_begin(address)));
	unsigned long offset;

	if (!block || block->memory != __machine_begin(address))
		return NULL;
	offset = (unsigned long)address - (unsigned long)block->memory;
	return offset >> PAGE_SHIFT < block->pages ? block + (offset >> PAGE_SHIFT) : NULL;
}

static struct page *make_block(size_t size, unsigned int order, gfp_t gfp)
{
	unsigned int count = size >> PAGE_SHIFT, i;
	void *memory = __machine_alloc(size, (gfp & __GFP_ZERO) != 0);
	struct page *block;
	unsigned long *at;

	if (!memory)
		return NULL;
	block = __machine_alloc(count * sizeof(*block), 1);
	if (!block) {
		__machine_free(memory);
		return NULL;
	}
	for (i = 0; i < count; i++)
		block[i].number = i;
	block->memory = memory;
	block->pages = count;
	block->order = order;
	block->left = 1;
	block->compound = (gfp & __GFP_COMP) && order;
	block->_refcount.counter = 1;
	at = place_of_block(memory);
	block->next = *at;
	*at = ~(unsigned long)block;
	__machine_guard(memory, 1);
	return block;
}

/* __alloc_pages_noprof (mm/page_alloc.c), of pages that have `size` bytes together; warned once. */
static struct page *get_pages(gfp_t gfp, unsigned int order, size_t size, const char *what)
{
	static bool has_warned;

	if (order > MAX_PAGE_ORDER) {
		if (!(gfp & __GFP_NOWARN) && !has_warned) {
			has_warned = true;
			WARN_OF("too-much", "alloc_pages()");
		}
		return NULL;
	}
	return __no_memory(gfp, what) ? NULL : make_block(size, order, gfp);
}

/* alloc_pages (include/linux/gfp.h) */
struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	may_alloc(gfp);
	return get_pages(gfp, order, PAGE_SIZE << order, "alloc_pages");
}

static unsigned long address_of(const struct page *page)
{
	return page ? (unsigned long)page_address(page) : 0;
}

/* __get_free_pages (mm/page_alloc.c) */
unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	may_alloc(gfp);
	return address_of(get_pages(gfp, order, PAGE_SIZE << order, "__get_free_pages"));
}

/* get_zeroed_page (mm/page_alloc.c) */
unsigned long get_zeroed_page(gfp_t gfp)
{
	may_alloc(gfp);
	return address_of(get_pages(gfp | __GFP_ZERO, 0, PAGE_SIZE, "get_zeroed_page"));
}

/* split_page (mm/page_alloc.c): each page has a reference of its own from then on. */
void split_page(struct page *page, unsigned int order)
{
	unsigned int i;

	__machine_meet(page, 0, 1);
	for (i = 1; i < 1u << order; i++)
		page[i]._refcount.counter = 1;
	page->order = 0;
	page->left = 1u << order;
}

/* alloc_pages_exact (mm/page_alloc.c) */
void *alloc_pages_exact(size_t size, gfp_t gfp)
{
	struct page *page;
	unsigned int i;

	may_alloc(gfp);
	page = get_pages(gfp & ~__GFP_COMP, get_order(size), PAGE_ALIGN(size), "alloc_pages_exact");
	if (!page)
		return NULL;
	for (i = 1; i < page->pages; i++)
		page[i]._refcount.counter = 1;
	page->order = 0;
	page->left = page->pages;
	return page->memory;
}

static void tell_of(const char *kind, const char *detail, char *text)
{
	__machine_report(kind, detail, text);
	__machine_free(text);
}

/* The last reference to a page is gone: with the last page of its block, the block goes. */
static void give_back(struct page *page)
{
	struct page *block = page - page->number;

	if (--block->left)
		return;
	if (block->mapped)
		tell_of("use-after-free", "page-mapped", __kernel_format("%u of its pages", block->mapped));
	*place_of_block(block->memory) = block->next;
	__machine_guard(block->memory, 0);
	__machine_free(block->memory);
	__machine_free(block);
}

/* compound_head (include/linux/page-flags.h) */
static struct page *head_of(struct page *page)
{
	struct page *block = page - page->number;

	return block->compound ? block : page;
}

static bool lacks_reference(const struct page *page, const char *done)
{
	/* A page that is gone was told when it was read. */
	if (!__machine_is_live(__machine_begin(page)))
		return true;
	if (page->_refcount.counter > 0)
		return false;
	tell_of("reference-underflow", "refcount", __kernel_format("a reference is %s of a page that has none left", done));
	return true;
}

/* get_page (include/linux/mm.h) */
void get_page(struct page *page)
{
	struct page *head = head_of(page);

	__machine_meet(head, head->number, 1);
	if (!lacks_reference(head, "taken"))
		head->_refcount.counter++;
}

/* put_page (include/linux/mm.h) */
void put_page(struct page *page)
{
	struct page *head = head_of(page);

	__machine_meet(head, head->number, 1);
	if (!lacks_reference(head, "dropped") && !--head->_refcount.counter)
		give_back(head);
}

/* page_count (include/linux/page_ref.h) */
int page_count(const struct page *page)
{
	struct page *head = head_of((struct page *)page);

	__machine_meet(head, head->number, 0);
	return head->_refcount.counter;
}

/* __free_pages (mm/page_alloc.c) */
void __free_pages(struct page *page, unsigned int order)
{
	/* Of a block that is gone this tells a second free. */
	if (!__machine_is_live(__machine_begin(page))) {
		__machine_free(page);
		return;
	}
	if (page->order != order)
		tell_of("invalid-free", "pages-order",
		    __kernel_format("pages that were allocated with order %u are freed with order %u", page->order, order));
	put_page(page);
}

/* free_pages (mm/page_alloc.c) */
void free_pages(unsigned long addr, unsigned int order)
{
	const void *p = (const void *)addr;
	struct page *page;

	if (!addr)
		return;
	page = page_of(p);
	if (page)
		__free_pages(page, order);
	else if (__machine_is_live(p))
		tell_of("invalid-free", "no-pages", __kernel_format("free_pages()"));
	else
		__machine_free(p);
}

/* free_pages_exact (mm/page_alloc.c) */
void free_pages_exact(void *virt, size_t size)
{
	unsigned long addr = (unsigned long)virt, end = addr + PAGE_ALIGN(size);

	for (; addr < end; addr += PAGE_SIZE)
		free_pages(addr, 0);
}

static void no_page(const char *what)
{
	__machine_report("opaque-reached", "no-page", what);
	__machine_die();
}

/* virt_to_page (arch/arm64/include/asm/memory.h) */
struct page *virt_to_page(const void *address)
{
	struct page *page = page_of(address);

	if (!page)
		no_page("virt_to_page");
	return page;
}

/* pfn_to_page (include/asm-generic/memory_model.h) */
struct page *pfn_to_page(unsigned long pfn)
{
	struct page *page = is_heap_pfn(pfn) ? page_of(phys_to_virt(PFN_PHYS(pfn))) : NULL;

	if (!page)
		no_page("pfn_to_page");
	return page;
}

/* pfn_valid (include/linux/mmzone.h): the host's own memory has pages. */
bool pfn_valid(unsigned long pfn)
{
	return is_heap_pfn(pfn) || __kernel_host_memory(PFN_PHYS(pfn), PAGE_SIZE);
}

/* How many bytes of the kernel's memory there are from that pfn on; 0 for none, or where it has been given back. */
unsigned long heap_memory_from(unsigned long pfn)
{
	void *address = phys_to_virt(PFN_PHYS(pfn)), *begin = __machine_begin(address);

	return __machine_is_live(begin) ? (unsigned long)begin + __machine_size(begin) - (unsigned long)address : 0;
}
