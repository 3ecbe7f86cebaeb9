/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/sched.h>
#include <linux/sizes.h>
#include "egm_char.h"
#include "egm_user.h"

/* The next user must not see what the last one left. */
static int scrub(const struct egm_char *egm)
{
	char *memory = memremap(egm->base, egm->size, MEMREMAP_WB);
	u64 done, step;

	if (!memory)
		return -ENOMEM;
	for (done = 0; done < egm->size; done += step) {
		step = min_t(u64, egm->size - done, SZ_1G);
		memset(memory + done, 0, step);
		cond_resched();
	}
	memunmap(memory);
	return 0;
}

/* Called where nothing may sleep. */
static int page_of(struct vm_area_struct *vma, unsigned long pfn, pgoff_t *pgoff)
{
	struct egm_char *egm = vma->vm_private_data;
	unsigned long first = PHYS_PFN(egm->base) + vma->vm_pgoff;

	if (pfn < first || pfn - first >= vma_pages(vma))
		return -EFAULT;
	*pgoff = vma->vm_pgoff + (pfn - first);
	egm_pages_add(&egm->pages, (u64)*pgoff << PAGE_SHIFT, PAGE_SIZE, GFP_ATOMIC);
	return 0;
}

static int watch_failures(struct egm_char *egm, struct file *file)
{
	int ret;

	egm->watch.node.start = PHYS_PFN(egm->base);
	egm->watch.node.last = PHYS_PFN(egm->base + egm->size - 1);
	egm->watch.mapping = file->f_mapping;
	egm->watch.pfn_to_vma_pgoff = page_of;
	ret = register_pfn_address_space(&egm->watch);
	egm->watched = !ret;
	return ret == -EOPNOTSUPP ? 0 : ret;
}

static void unwatch_failures(struct egm_char *egm)
{
	if (egm->watched)
		unregister_pfn_address_space(&egm->watch);
	egm->watched = false;
}

static int egm_open(struct inode *inode, struct file *file)
{
	struct egm_char *egm = container_of(inode->i_cdev, struct egm_char, cdev);
	int ret;

	guard(mutex)(&egm->lock);
	if (egm->gone)
		return -ENODEV;
	if (egm->user)
		return -EBUSY;
	ret = scrub(egm);
	if (ret)
		return ret;
	ret = watch_failures(egm, file);
	if (ret)
		return ret;
	egm->user = file;
	file->private_data = egm;
	return 0;
}

static int egm_release(struct inode *inode, struct file *file)
{
	struct egm_char *egm = file->private_data;

	guard(mutex)(&egm->lock);
	unwatch_failures(egm);
	egm->user = NULL;
	return 0;
}

/* Not before the mapping is among those of the file: what egm_revoke does not find there would stay. */
static vm_fault_t egm_fault(struct vm_fault *vmf)
{
	struct egm_char *egm = vmf->vma->vm_private_data;

	guard(mutex)(&egm->lock);
	if (egm->gone)
		return VM_FAULT_SIGBUS;
	return vmf_insert_pfn(vmf->vma, vmf->address, PHYS_PFN(egm->base) + vmf->pgoff);
}

static const struct vm_operations_struct egm_mapping_operations = {
	.fault = egm_fault,
};

static int egm_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct egm_char *egm = file->private_data;
	u64 offset, end;

	if (!(vma->vm_flags & VM_SHARED))
		return -EINVAL;
	if (check_mul_overflow((u64)vma->vm_pgoff, (u64)PAGE_SIZE, &offset) ||
	    check_add_overflow(offset, (u64)(vma->vm_end - vma->vm_start), &end))
		return -EOVERFLOW;
	if (end > egm->size)
		return -EINVAL;

	/* Said early: the region may still go before this is mapped, so that egm_fault looks again. */
	guard(mutex)(&egm->lock);
	if (egm->gone)
		return -ENODEV;
	vm_flags_set(vma, VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP);
	vma->vm_private_data = egm;
	vma->vm_ops = &egm_mapping_operations;
	return 0;
}

static long egm_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct egm_char *egm = file->private_data;

	if (cmd != EGM_RETIRED_PAGES_LIST)
		return -ENOTTY;
	return egm_pages_copy(&egm->pages, (void __user *)arg);
}

void egm_revoke(struct egm_char *egm)
{
	guard(mutex)(&egm->lock);
	egm->gone = true;
	if (!egm->user)
		return;
	unwatch_failures(egm);
	/* The memory may soon be another's. */
	unmap_mapping_range(egm->user->f_mapping, 0, 0, 1);
}

const struct file_operations egm_operations = {
	.owner = THIS_MODULE,
	.open = egm_open,
	.release = egm_release,
	.mmap = egm_mmap,
	.unlocked_ioctl = egm_ioctl,
};
