/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include "core.h"

#define USER_ADDRESS 0x700000000000ul

/* is_cow_mapping (include/linux/mm.h) */
static bool is_cow_mapping(vm_flags_t flags)
{
	return (flags & (VM_SHARED | VM_MAYWRITE)) == VM_MAYWRITE;
}

/* The kernel maps whatever it is told to; users then have what is not meant for them. */
static void check_handed_out(unsigned long pfn, unsigned long size)
{
	int beyond = __kernel_handing_out(pfn << PAGE_SHIFT, size);
	char *text;

	if (!beyond)
		return;
	text = __kernel_format("%#lx bytes at physical address %#lx are mapped for a user, %s", size, pfn << PAGE_SHIFT,
			       beyond == 1 ? "and are partly the memory of the host itself" :
					     "which is more than the memory there");
	__machine_report("out-of-bounds", "handed-out", text);
	__machine_free(text);
}

/* The same of a file whose offsets are those of memory from its first byte on, which has no such offset. */
static void check_offset(unsigned long pgoff, unsigned long pfn, unsigned long size)
{
	unsigned long length = pgoff <= pfn ? __kernel_memory_from((pfn - pgoff) << PAGE_SHIFT) : 0;
	char *text;

	if (!length || pgoff < length >> PAGE_SHIFT)
		return;
	text = __kernel_format("%#lx bytes at physical address %#lx are mapped for a user, at offset %#lx of memory that has %#lx bytes",
			       size, pfn << PAGE_SHIFT, pgoff << PAGE_SHIFT, length);
	__machine_report("out-of-bounds", "handed-out", text);
	__machine_free(text);
}

/* remap_pfn_range (mm/memory.c); the pages are kept as one range. */
int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn, unsigned long size, pgprot_t prot)
{
	unsigned long end = addr + PAGE_ALIGN(size);
	unsigned long pgoff = vma->vm_pgoff + ((addr - vma->vm_start) >> PAGE_SHIFT);

	may_sleep();
	if (WARN_ON_ONCE(!PAGE_ALIGNED(addr)))
		return -EINVAL;
	if (is_cow_mapping(vma->vm_flags)) {
		if (addr != vma->vm_start || end != vma->vm_end)
			return -EINVAL;
		vma->vm_pgoff = pfn;
	}
	BUG_ON(addr >= end);
	vm_flags_set(vma, VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP);
	if (__machine_choose("remap_pfn_range", 2))
		return -ENOMEM;
	if (is_heap_pfn(pfn)) {
		remap_heap(vma, addr, pfn, end - addr);
	} else {
		check_handed_out(pfn, end - addr);
		check_offset(pgoff, pfn, end - addr);
	}
	vma->mapped_pages = (end - addr) >> PAGE_SHIFT;
	return 0;
}

/* vmf_insert_pfn (mm/memory.c): there may be no memory for the page's table. */
vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn)
{
	unsigned long page = (addr - vma->vm_start) >> PAGE_SHIFT;
	bool in_a_row = vma->mapped_pages && pfn - vma->mapped_pfn == page;

	may_sleep();
	BUG_ON(!(vma->vm_flags & VM_PFNMAP));
	BUG_ON(is_cow_mapping(vma->vm_flags));
	if (addr < vma->vm_start || addr >= vma->vm_end)
		return VM_FAULT_SIGBUS;
	if (__machine_choose("vmf_insert_pfn", 2))
		return VM_FAULT_OOM;
	if (is_heap_pfn(pfn)) {
		remap_heap(vma, addr, pfn, PAGE_SIZE);
		return VM_FAULT_NOPAGE;
	}
	/* Who gives the first page and this one, in a row, gives those between them. */
	check_handed_out(in_a_row ? vma->mapped_pfn : pfn, in_a_row ? (page + 1) << PAGE_SHIFT : PAGE_SIZE);
	check_offset(vma->vm_pgoff + page, pfn, PAGE_SIZE);
	if (!page)
		vma->mapped_pfn = pfn;
	vma->mapped_pages++;
	return VM_FAULT_NOPAGE;
}

static void take_pages(struct vm_area_struct *vma)
{
	vma->mapped_pages = 0;
	zap_area(vma);
}

/* unmap_mapping_range (mm/memory.c): areas that have a page of the hole lose all of theirs here; 0 is to the end. */
void unmap_mapping_range(struct address_space *mapping, loff_t const holebegin, loff_t const holelen, int even_cows)
{
	unsigned long first = (unsigned long)holebegin >> PAGE_SHIFT;
	unsigned long last = holelen ? first + (PAGE_ALIGN(holelen) >> PAGE_SHIFT) - 1 : ~0ul;
	struct vm_area_struct *vma;

	down_read(&mapping->i_mmap_rwsem);
	list_for_each_entry(vma, &mapping->i_mmap, shared)
		if (vma->vm_pgoff <= last && first < vma->vm_pgoff + vma_pages(vma))
			take_pages(vma);
	up_read(&mapping->i_mmap_rwsem);
}

/* vm_iomap_memory (mm/memory.c) */
int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start, unsigned long len)
{
	unsigned long pfn = start >> PAGE_SHIFT, pages;

	if (start + len < start)
		return -EINVAL;
	len += start & ~PAGE_MASK;
	pages = (len + ~PAGE_MASK) >> PAGE_SHIFT;
	if (pfn + pages < pfn || vma->vm_pgoff > pages)
		return -EINVAL;
	pfn += vma->vm_pgoff;
	pages -= vma->vm_pgoff;
	if (vma_pages(vma) > pages)
		return -EINVAL;
	return remap_pfn_range(vma, vma->vm_start, pfn, vma->vm_end - vma->vm_start, vma->vm_page_prot);
}

/* file_mmap_ok (mm/mmap.c): of a character device no mapping ends beyond the largest offset, unless it asks for that. */
static bool file_mmap_ok(const struct file *file, unsigned long offset, unsigned long length)
{
	return file->f_op->fop_flags & FOP_UNSIGNED_OFFSET || offset <= ULONG_MAX - length;
}

/* ksys_mmap_pgoff, do_mmap, mmap_region (mm/mmap.c): the checks that a character device's driver does not make. */
int map_file(struct file *file, struct mm_struct *mm, unsigned long offset, unsigned long length, int shared,
	     struct vm_area_struct **mapped)
{
	unsigned long pages = PAGE_ALIGN(length) >> PAGE_SHIFT;
	struct vm_area_struct *vma;
	int ret;

	if (offset & ~PAGE_MASK || !length)
		return -EINVAL;
	if (!pages || pages > TASK_SIZE >> PAGE_SHIFT)
		return -ENOMEM;
	if (!file_mmap_ok(file, offset, pages << PAGE_SHIFT))
		return -EOVERFLOW;
	if (!file->f_op->mmap)
		return -ENODEV;
	vma = __machine_choose("vm_area_alloc", 2) ? NULL : __machine_alloc(sizeof(*vma), 1);
	if (!vma)
		return -ENOMEM;
	vma->vm_start = USER_ADDRESS;
	vma->vm_end = USER_ADDRESS + (pages << PAGE_SHIFT);
	vma->vm_flags = VM_READ | VM_WRITE | VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC |
			(shared ? VM_SHARED | VM_MAYSHARE : 0);
	vma->vm_pgoff = offset >> PAGE_SHIFT;
	vma->vm_file = file;
	vma->vm_mm = mm;
	ret = file->f_op->mmap(file, vma);
	if (ret) {
		zap_area(vma);
		__machine_free(vma);
		return ret;
	}
	check_area(vma, file->f_op->mmap);
	down_write(&file->f_mapping->i_mmap_rwsem);
	list_add_tail(&vma->shared, &file->f_mapping->i_mmap);
	up_write(&file->f_mapping->i_mmap_rwsem);
	*mapped = vma;
	return 0;
}

/* do_fault (mm/memory.c): what it gives is for the process alone, SIGBUS for instance. */
static void fault_in(struct vm_area_struct *vma, unsigned long page)
{
	struct vm_fault vmf = {
		.vma = vma,
		.gfp_mask = GFP_KERNEL,
		.pgoff = vma->vm_pgoff + page,
		.address = vma->vm_start + (page << PAGE_SHIFT),
	};

	/* __do_fault */
	if (!(vma->vm_ops->fault(&vmf) & (VM_FAULT_ERROR | VM_FAULT_NOPAGE | VM_FAULT_RETRY | VM_FAULT_DONE_COW))) {
		if (!vmf.page)
			__kernel_report_at(vma->vm_ops->fault, "null-dereference", "fault-page", "");
		else
			give_fault_page(vma, vmf.address, vmf.page);
	}
	check_area(vma, vma->vm_ops->fault);
}

/* A process uses what it has mapped, where no page of it is there: its first page, and its last. */
void touch_area(struct vm_area_struct *vma)
{
	if (!vma->vm_ops || !vma->vm_ops->fault || vma->mapped_pages || vma->pages)
		return;
	fault_in(vma, 0);
	if (vma_pages(vma) > 1)
		fault_in(vma, vma_pages(vma) - 1);
}

/* unmap_region, remove_vma (mm/vma.c) */
void unmap_file(struct vm_area_struct *vma)
{
	struct address_space *mapping = vma->vm_file->f_mapping;

	zap_area(vma);
	if (vma->vm_ops && vma->vm_ops->close)
		vma->vm_ops->close(vma);
	down_write(&mapping->i_mmap_rwsem);
	list_del(&vma->shared);
	up_write(&mapping->i_mmap_rwsem);
	__machine_free(vma);
}
