/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/memory-failure.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include "core.h"

/* A range that a driver registered; lives until it is unregistered, pinned, so that one left is found. */
struct pfn_registration {
	struct list_head list;
	struct pfn_address_space *space;
};

static LIST_HEAD(registrations);
static DEFINE_MUTEX(pfn_space_lock);

static struct pfn_registration *registered_over(unsigned long first, unsigned long last)
{
	struct pfn_registration *each;

	list_for_each_entry(each, &registrations, list)
		if (each->space->node.start <= last && first <= each->space->node.last)
			return each;
	return NULL;
}

/* register_pfn_address_space (mm/memory-failure.c, of 6.19): -EBUSY where ranges overlap. */
int register_pfn_address_space(struct pfn_address_space *pfn_space)
{
	struct pfn_registration *made;

	may_sleep();
	guard(mutex)(&pfn_space_lock);
	if (!pfn_space->pfn_to_vma_pgoff)
		return -EINVAL;
	if (__machine_choose("register_pfn_address_space", 2) ||
	    registered_over(pfn_space->node.start, pfn_space->node.last))
		return -EBUSY;
	made = __machine_alloc(sizeof(*made), 1);
	if (!made)
		return -EBUSY;
	__machine_pin(made);
	made->space = pfn_space;
	list_add_tail(&made->list, &registrations);
	return 0;
}

/* unregister_pfn_address_space (mm/memory-failure.c) */
void unregister_pfn_address_space(struct pfn_address_space *pfn_space)
{
	struct pfn_registration *each;

	may_sleep();
	guard(mutex)(&pfn_space_lock);
	list_for_each_entry(each, &registrations, list)
		if (each->space == pfn_space) {
			list_del(&each->list);
			__machine_unpin(each);
			__machine_free(each);
			return;
		}
}

/* collect_procs_pfn, kill_procs (mm/memory-failure.c): callbacks are called within RCU. */
static void kill_users(struct pfn_address_space *space, unsigned long pfn)
{
	struct vm_area_struct *vma;
	pgoff_t pgoff;

	down_read(&space->mapping->i_mmap_rwsem);
	rcu_read_lock();
	list_for_each_entry(vma, &space->mapping->i_mmap, shared)
		if (!space->pfn_to_vma_pgoff(vma, pfn, &pgoff))
			pr_err("Memory failure: %#lx: Sending SIGBUS to %s:%d due to hardware memory corruption\n",
			       pfn, "user", vma->vm_mm->pid);
	rcu_read_unlock();
	up_read(&space->mapping->i_mmap_rwsem);
}

/*
 * memory_failure (mm/memory-failure.c), of memory without struct page: 0, or -EBUSY where no driver has
 * registered it. For the host's own memory nothing is modelled.
 */
int memory_failure(unsigned long pfn)
{
	struct pfn_registration *each;

	if (__kernel_host_memory(PFN_PHYS(pfn), PAGE_SIZE))
		return -EOPNOTSUPP;
	scoped_guard(mutex, &pfn_space_lock) {
		each = registered_over(pfn, pfn);
		if (each)
			kill_users(each->space, pfn);
	}
	pr_err("Memory failure: %#lx: recovery action for %s: %s\n", pfn, "non struct page pfn",
	       each ? "Recovered" : "Ignored");
	return each ? 0 : -EBUSY;
}
