/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/io.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include "egm_char.h"
#include "egm_user.h"

/* The firmware retires blocks of this size, whatever the kernel's pages are. */
#define RETIRED_BLOCK SZ_64K
#define MOST_RETIRED 4096

struct egm_page {
	struct list_head list;
	u64 offset;
	u64 size;
};

void egm_pages_init(struct egm_pages *pages)
{
	spin_lock_init(&pages->lock);
	INIT_LIST_HEAD(&pages->list);
	pages->count = 0;
}

void egm_pages_free(struct egm_pages *pages)
{
	struct egm_page *page, *next;

	list_for_each_entry_safe(page, next, &pages->list, list)
		kfree(page);
}

static bool is_known(const struct egm_pages *pages, u64 offset)
{
	struct egm_page *page;

	list_for_each_entry(page, &pages->list, list)
		if (offset >= page->offset && offset - page->offset < page->size)
			return true;
	return false;
}

int egm_pages_add(struct egm_pages *pages, u64 offset, u64 size, gfp_t gfp)
{
	struct egm_page *page = kmalloc(sizeof(*page), gfp);

	if (!page)
		return -ENOMEM;
	page->offset = offset;
	page->size = size;
	scoped_guard(spinlock, &pages->lock) {
		if (!is_known(pages, offset)) {
			list_add_tail(&page->list, &pages->list);
			pages->count++;
			page = NULL;
		}
	}
	kfree(page);
	return 0;
}

/* A count, then addresses. */
int egm_pages_read(struct egm_char *egm, u64 table)
{
	u64 count, *words;
	int ret = 0;
	u64 i;

	words = memremap(table, sizeof(*words), MEMREMAP_WB);
	if (!words)
		return -ENOMEM;
	count = *words;
	memunmap(words);
	if (count > MOST_RETIRED) {
		dev_err(&egm->dev, "table of retired pages at 0x%llx has %llu entries\n", table, count);
		return -EINVAL;
	}
	if (!count)
		return 0;

	words = memremap(table, (count + 1) * sizeof(*words), MEMREMAP_WB);
	if (!words)
		return -ENOMEM;
	for (i = 1; i <= count && !ret; i++) {
		u64 offset = words[i] - egm->base;

		if (words[i] < egm->base || offset >= egm->size)
			dev_warn(&egm->dev, "retired page 0x%llx is not of the region\n", words[i]);
		else
			ret = egm_pages_add(&egm->pages, offset, RETIRED_BLOCK, GFP_KERNEL);
	}
	memunmap(words);
	return ret;
}

/* What fits into a copy of that many pages; more may have become known since. */
static u32 fill(struct egm_pages *pages, struct egm_bad_page *copy, u32 most)
{
	struct egm_page *page;
	u32 count = 0;

	guard(spinlock)(&pages->lock);
	list_for_each_entry(page, &pages->list, list) {
		if (count == most)
			break;
		copy[count].offset = page->offset;
		copy[count++].size = page->size;
	}
	return count;
}

long egm_pages_copy(struct egm_pages *pages, void __user *arg)
{
	struct egm_bad_pages __user *list = arg;
	struct egm_bad_pages head;
	struct egm_bad_page *copy;
	u32 most, given;
	long ret = 0;

	if (copy_from_user(&head, list, sizeof(head)))
		return -EFAULT;
	if (head.argsz < sizeof(head))
		return -EINVAL;
	given = head.argsz;
	scoped_guard(spinlock, &pages->lock)
		most = pages->count;
	head.argsz = sizeof(head) + most * sizeof(*copy);
	head.count = 0;
	if (given < head.argsz)
		return copy_to_user(list, &head, sizeof(head)) ? -EFAULT : -ENOSPC;

	copy = kvcalloc(most, sizeof(*copy), GFP_KERNEL);
	if (!copy)
		return -ENOMEM;
	head.count = fill(pages, copy, most);
	if (copy_to_user(list->pages, copy, head.count * sizeof(*copy)) || copy_to_user(list, &head, sizeof(head)))
		ret = -EFAULT;
	kvfree(copy);
	return ret;
}
