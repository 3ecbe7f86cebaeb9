/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include "core.h"

/* Pages of the kernel's own memory that users have mapped (mm/memory.c). */

struct mapped_page {
	struct mapped_page *next;
	struct page *page;
	unsigned long addr;
	/* The area has a reference; else whoever has the page must keep it. */
	bool counted;
};

/* Where an area refers to the page of an address, or would: the last ones first, as most are added in a row. */
static struct mapped_page **place_of_page(struct vm_area_struct *vma, unsigned long addr)
{
	struct mapped_page **at = &vma->pages;

	while (*at && (*at)->addr > (addr & PAGE_MASK))
		at = &(*at)->next;
	return at;
}

static bool has_page(struct vm_area_struct *vma, unsigned long addr)
{
	const struct mapped_page *mapped = *place_of_page(vma, addr);

	return mapped && mapped->addr == (addr & PAGE_MASK);
}

static bool add_page(struct vm_area_struct *vma, unsigned long addr, struct page *page, bool counted)
{
	struct mapped_page *mapped = __machine_alloc(sizeof(*mapped), 1);
	struct mapped_page **at = place_of_page(vma, addr);

	if (!mapped)
		return false;
	mapped->page = page;
	mapped->addr = addr & PAGE_MASK;
	mapped->counted = counted;
	mapped->next = *at;
	*at = mapped;
	return true;
}

/* unmap_page_range (mm/memory.c): the area has none of its pages any more. */
void zap_area(struct vm_area_struct *vma)
{
	struct mapped_page *mapped;

	while ((mapped = vma->pages)) {
		struct page *page = mapped->page;

		vma->pages = mapped->next;
		if (mapped->counted)
			put_page(page);
		else if (__machine_is_live(__machine_begin(page)))
			(page - page->number)->mapped--;
		__machine_free(mapped);
	}
}

/* What a user now sees of the area was written. */
void check_area(const struct vm_area_struct *vma, const void *mapped_by)
{
	const struct mapped_page *each;

	for (each = vma->pages; each; each = each->next)
		if (__machine_initialised(page_address(each->page), PAGE_SIZE) < PAGE_SIZE) {
			__kernel_report_at(mapped_by, "uninitialised-copy-out", "mapped", "");
			return;
		}
}

/* remap_pfn_range, of the kernel's own memory: pages are those of alloc_pages(), or none. */
void remap_heap(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn, unsigned long size)
{
	unsigned long room = heap_memory_from(pfn), at;
	char *text;

	if (room < size) {
		text = __kernel_format("%#lx bytes at physical address %#lx are mapped for a user, where the kernel has %#lx", size,
				       pfn << PAGE_SHIFT, room);
		__machine_report("out-of-bounds", "handed-out", text);
		__machine_free(text);
		return;
	}
	for (at = 0; at < size; at += PAGE_SIZE) {
		struct page *page = page_of(phys_to_virt(PFN_PHYS(pfn) + at));

		if (page && add_page(vma, addr + at, page, false))
			(page - page->number)->mapped++;
	}
}

/* insert_page (mm/memory.c) */
static int insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	if (!page_count(page))
		return -EINVAL;
	if (__machine_choose("vm_insert_page", 2))
		return -ENOMEM;
	if (has_page(vma, addr))
		return -EBUSY;
	get_page(page);
	if (add_page(vma, addr, page, true))
		return 0;
	put_page(page);
	return -ENOMEM;
}

/* vm_insert_page (mm/memory.c): the area has a reference to the page from then on. */
int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	may_sleep();
	if (addr < vma->vm_start || addr >= vma->vm_end)
		return -EFAULT;
	if (!(vma->vm_flags & VM_MIXEDMAP)) {
		BUG_ON(vma->vm_flags & VM_PFNMAP);
		vm_flags_set(vma, VM_MIXEDMAP);
	}
	return insert_page(vma, addr, page);
}

/* vm_map_pages (mm/memory.c): from the area's offset on. */
int vm_map_pages(struct vm_area_struct *vma, struct page **pages, unsigned long num)
{
	unsigned long count = vma_pages(vma), offset = vma->vm_pgoff, i;
	int ret = 0;

	may_sleep();
	if (offset >= num || count > num - offset)
		return -ENXIO;
	for (i = 0; i < count && !ret; i++)
		ret = vm_insert_page(vma, vma->vm_start + (i << PAGE_SHIFT), pages[offset + i]);
	return ret;
}

/* finish_fault (mm/memory.c): the reference to the page that the handler gives is the area's. */
void give_fault_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	if (has_page(vma, addr))
		put_page(page);
	else if (page_count(page) > 0)
		add_page(vma, addr, page, true);
}
