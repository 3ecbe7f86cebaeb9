/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_MM_H
#define LINUX_MM_H

#include <linux/types.h>
#include <linux/align.h>
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/rwsem.h>

#ifndef PAGE_SHIFT
#define PAGE_SHIFT 12
#endif
#define PAGE_SIZE (1UL << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))
#define PAGE_ALIGN(addr) ALIGN(addr, PAGE_SIZE)
#define PAGE_ALIGN_DOWN(addr) ALIGN_DOWN(addr, PAGE_SIZE)
#define PAGE_ALIGNED(addr) IS_ALIGNED((unsigned long)(addr), PAGE_SIZE)
#define PFN_ALIGN(x) (((unsigned long)(x) + (PAGE_SIZE - 1)) & PAGE_MASK)
#define PFN_UP(x) (((x) + PAGE_SIZE - 1) >> PAGE_SHIFT)
#define PFN_DOWN(x) ((x) >> PAGE_SHIFT)
#define PFN_PHYS(x) ((phys_addr_t)(x) << PAGE_SHIFT)
#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)
#define __phys_to_pfn(paddr) PHYS_PFN(paddr)
#define __pfn_to_phys(pfn) PFN_PHYS(pfn)
#define PHYS_PFN(x) ((unsigned long)((x) >> PAGE_SHIFT))

/* get_order (include/asm-generic/getorder.h) */
static inline int get_order(unsigned long size)
{
	return fls64((size - 1) >> PAGE_SHIFT);
}

/* Where the addresses of users end (arch/arm64/include/asm/processor.h). */
#define TASK_SIZE (1UL << 48)

struct file;
struct vm_area_struct;
struct address_space;

/* What is known of a page that alloc_pages() gives. */
struct page {
	unsigned long flags;
	struct list_head lru;
	struct address_space *mapping;
	pgoff_t index;
	unsigned long private;
	atomic_t _refcount;
	/* The rest is page.c's. Its place among those that were allocated with it. */
	unsigned int number;
	/* Of the first: how many they are, as of what order, how many are not given back, and how often users map them. */
	unsigned int pages;
	unsigned int order;
	unsigned int left;
	unsigned int mapped;
	bool compound;
	void *memory;
	unsigned long next;
};

typedef struct {
	unsigned long pgprot;
} pgprot_t;

#define VM_READ 0x1ul
#define VM_WRITE 0x2ul
#define VM_EXEC 0x4ul
#define VM_SHARED 0x8ul
#define VM_MAYREAD 0x10ul
#define VM_MAYWRITE 0x20ul
#define VM_MAYEXEC 0x40ul
#define VM_MAYSHARE 0x80ul
#define VM_PFNMAP 0x400ul
#define VM_LOCKED 0x2000ul
#define VM_IO 0x4000ul
#define VM_SEQ_READ 0x8000ul
#define VM_RAND_READ 0x10000ul
#define VM_DONTCOPY 0x20000ul
#define VM_DONTEXPAND 0x40000ul
#define VM_ACCOUNT 0x100000ul
#define VM_NORESERVE 0x200000ul
#define VM_WIPEONFORK 0x2000000ul
#define VM_DONTDUMP 0x4000000ul
#define VM_MIXEDMAP 0x10000000ul
#define VM_HUGEPAGE 0x20000000ul
#define VM_NOHUGEPAGE 0x40000000ul
#define VM_SPECIAL (VM_IO | VM_DONTEXPAND | VM_PFNMAP | VM_MIXEDMAP)
#define VM_ALLOW_ANY_UNCACHED 0x8000000000ul

#define VM_FAULT_OOM ((vm_fault_t)0x1)
#define VM_FAULT_SIGBUS ((vm_fault_t)0x2)
#define VM_FAULT_MAJOR ((vm_fault_t)0x4)
#define VM_FAULT_HWPOISON ((vm_fault_t)0x10)
#define VM_FAULT_HWPOISON_LARGE ((vm_fault_t)0x20)
#define VM_FAULT_SIGSEGV ((vm_fault_t)0x40)
#define VM_FAULT_NOPAGE ((vm_fault_t)0x100)
#define VM_FAULT_LOCKED ((vm_fault_t)0x200)
#define VM_FAULT_RETRY ((vm_fault_t)0x400)
#define VM_FAULT_FALLBACK ((vm_fault_t)0x800)
#define VM_FAULT_DONE_COW ((vm_fault_t)0x1000)
#define VM_FAULT_ERROR (VM_FAULT_OOM | VM_FAULT_SIGBUS | VM_FAULT_SIGSEGV | VM_FAULT_HWPOISON | \
			VM_FAULT_HWPOISON_LARGE | VM_FAULT_FALLBACK)

struct vm_fault {
	struct vm_area_struct *vma;
	gfp_t gfp_mask;
	pgoff_t pgoff;
	unsigned long address;
	unsigned int flags;
	struct page *page;
};

struct vm_operations_struct {
	void (*open)(struct vm_area_struct *area);
	void (*close)(struct vm_area_struct *area);
	int (*mmap)(struct vm_area_struct *area);
	vm_fault_t (*fault)(struct vm_fault *vmf);
	vm_fault_t (*huge_fault)(struct vm_fault *vmf, unsigned int order);
};

/* The memory of a process. */
struct mm_struct {
	int pid;
};

struct vm_area_struct {
	unsigned long vm_start;
	unsigned long vm_end;
	struct mm_struct *vm_mm;
	pgprot_t vm_page_prot;
	vm_flags_t vm_flags;
	const struct vm_operations_struct *vm_ops;
	unsigned long vm_pgoff;
	struct file *vm_file;
	void *vm_private_data;
	/* On the list of its address_space, and of its process. */
	struct list_head shared;
	struct list_head area;
	/* What remap_pfn_range and vmf_insert_pfn put there; and the first page of the latter. */
	unsigned long mapped_pfn;
	unsigned long mapped_pages;
	/* Pages of the kernel's memory (page_map.c). */
	struct mapped_page *pages;
};

static inline unsigned long vma_pages(const struct vm_area_struct *vma)
{
	return (vma->vm_end - vma->vm_start) >> PAGE_SHIFT;
}

static inline void vm_flags_set(struct vm_area_struct *vma, vm_flags_t flags)
{
	vma->vm_flags |= flags;
}

static inline void vm_flags_clear(struct vm_area_struct *vma, vm_flags_t flags)
{
	vma->vm_flags &= ~flags;
}

static inline void vm_flags_mod(struct vm_area_struct *vma, vm_flags_t set, vm_flags_t clear)
{
	vma->vm_flags = (vma->vm_flags | set) & ~clear;
}

#define io_remap_pfn_range(vma, addr, pfn, size, prot) remap_pfn_range(vma, addr, pfn, size, prot)
#define pgprot_writecombine(prot) (prot)
#define pgprot_noncached(prot) (prot)
#define pgprot_decrypted(prot) (prot)

void unmap_mapping_range(struct address_space *mapping, loff_t const holebegin, loff_t const holelen, int even_cows);
int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start, unsigned long len);
int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn, unsigned long size, pgprot_t prot);
vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn);
#define vmf_insert_pfn_prot(vma, addr, pfn, pgprot) ((void)(pgprot), vmf_insert_pfn(vma, addr, pfn))
bool pfn_valid(unsigned long pfn);
struct page *pfn_to_page(unsigned long pfn);
struct page *virt_to_page(const void *address);
bool page_is_ram(unsigned long pfn);

void get_page(struct page *page);
void put_page(struct page *page);
int page_count(const struct page *page);
#define page_ref_count(page) page_count(page)
void split_page(struct page *page, unsigned int order);

/* page_address, lowmem_page_address (include/linux/mm.h) */
static inline void *page_address(const struct page *page)
{
	const struct page *first = page - page->number;

	return (char *)first->memory + ((unsigned long)page->number << PAGE_SHIFT);
}
#define page_to_virt(page) page_address(page)
#define nth_page(page, n) ((page) + (n))
#define page_private(page) ((page)->private)
#define set_page_private(page, value) ((page)->private = (value))
#define PG_reserved 13
#define SetPageReserved(page) set_bit(PG_reserved, &(page)->flags)
#define ClearPageReserved(page) clear_bit(PG_reserved, &(page)->flags)
#define PageReserved(page) test_bit(PG_reserved, &(page)->flags)

/* The kernel's memory lies beyond all that a topology has. */
#define HEAP_PHYS (1ul << 52)
#define virt_to_phys(address) ((phys_addr_t)(((unsigned long)(address) & (HEAP_PHYS - 1)) | HEAP_PHYS))
#define phys_to_virt(address) ((void *)((unsigned long)(address) | 0xfff0000000000000ul))
#define __pa(address) virt_to_phys(address)
#define __va(address) phys_to_virt(address)
#define virt_to_pfn(address) PHYS_PFN(virt_to_phys(address))
#define page_to_phys(page) virt_to_phys(page_address(page))
#define page_to_pfn(page) virt_to_pfn(page_address(page))

int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page);
int vm_map_pages(struct vm_area_struct *vma, struct page **pages, unsigned long num);

/* vmf_error, vmf_insert_page (include/linux/mm.h) */
static inline vm_fault_t vmf_error(int err)
{
	return err == -ENOMEM ? VM_FAULT_OOM : VM_FAULT_SIGBUS;
}

static inline vm_fault_t vmf_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	int err = vm_insert_page(vma, addr, page);

	return err && err != -EBUSY ? vmf_error(err) : VM_FAULT_NOPAGE;
}

#endif
