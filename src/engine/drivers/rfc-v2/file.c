/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/sizes.h>
#include "char.h"

/* An offset of a file is its lowest 40 bits; of an area whose page has failed, it is VFIO's 40. */
#define OFFSET_BITS 40
#define OFFSET_MASK ((1ul << (OFFSET_BITS - PAGE_SHIFT)) - 1)

/* Called within RCU; the note it makes may sleep, and decides whether the user is signalled. */
static int page_of(struct vm_area_struct *vma, unsigned long pfn, pgoff_t *pgoff)
{
	struct egm_char *egm = vma->vm_file->private_data;
	struct egm_device *region = region_of(egm);
	unsigned long first = PHYS_PFN(region->base);
	pgoff_t in_region, in_area = vma->vm_pgoff & OFFSET_MASK;

	if (pfn < first || pfn >= first + (region->length >> PAGE_SHIFT))
		return -EFAULT;
	in_region = pfn - first;
	if (in_region < in_area)
		return -EFAULT;
	*pgoff = vma->vm_pgoff + (in_region - in_area);
	return note_bad_page(egm, (u64)*pgoff << PAGE_SHIFT, GFP_NOFS);
}

static int watch_failures(struct inode *inode, struct egm_char *egm)
{
	struct egm_device *region = region_of(egm);

	egm->failures.node.start = PHYS_PFN(region->base);
	egm->failures.node.last = PHYS_PFN(region->base) + (region->length >> PAGE_SHIFT) - 1;
	egm->failures.mapping = inode->i_mapping;
	egm->failures.pfn_to_vma_pgoff = page_of;
	return register_pfn_address_space(&egm->failures);
}

static int egm_open(struct inode *inode, struct file *file)
{
	struct egm_char *egm = container_of(inode->i_cdev, struct egm_char, cdev);
	struct egm_device *region = region_of(egm);
	size_t left, step;
	u8 *memory, *at;
	int ret;

	if (atomic_cmpxchg(&egm->open_count, 0, 1) != 0)
		return -EBUSY;
	memory = memremap(region->base, region->length, MEMREMAP_WB);
	if (!memory) {
		atomic_dec(&egm->open_count);
		return -ENOMEM;
	}
	for (left = region->length, at = memory; left > 0; left -= step, at += step) {
		step = min_t(size_t, left, SZ_1G);
		memset(at, 0, step);
		cond_resched();
	}
	memunmap(memory);

	file->private_data = egm;
	ret = watch_failures(inode, egm);
	if (ret && ret != -EOPNOTSUPP) {
		file->private_data = NULL;
		atomic_dec(&egm->open_count);
		return ret;
	}
	return 0;
}

static int egm_release(struct inode *inode, struct file *file)
{
	struct egm_char *egm = container_of(inode->i_cdev, struct egm_char, cdev);

	unregister_pfn_address_space(&egm->failures);
	file->private_data = NULL;
	atomic_dec(&egm->open_count);
	return 0;
}

/* Private mappings are taken as well. */
static int egm_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct egm_char *egm = file->private_data;
	struct egm_device *region = region_of(egm);
	u64 length, offset, end, start;

	offset = (u64)(vma->vm_pgoff & OFFSET_MASK) << PAGE_SHIFT;
	if (check_sub_overflow(vma->vm_end, vma->vm_start, &length) || check_add_overflow(offset, length, &end) ||
	    check_add_overflow((u64)region->base, offset, &start))
		return -EOVERFLOW;
	if (end > region->length)
		return -EINVAL;
	return remap_pfn_range(vma, vma->vm_start, PHYS_PFN(start), length, vma->vm_page_prot);
}

static long egm_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	return list_bad_pages(file->private_data, cmd, arg);
}

const struct file_operations egm_operations = {
	.owner = THIS_MODULE,
	.open = egm_open,
	.release = egm_release,
	.mmap = egm_mmap,
	.unlocked_ioctl = egm_ioctl,
};
