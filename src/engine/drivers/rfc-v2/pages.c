/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include "char.h"
#include "egm_user.h"

int note_bad_page(struct egm_char *egm, u64 offset, gfp_t gfp)
{
	struct bad_page *page = kzalloc(sizeof(*page), gfp);

	if (!page)
		return -ENOMEM;
	page->offset = offset;
	hash_add(egm->bad_pages, &page->node, page->offset);
	return 0;
}

void free_bad_pages(struct egm_char *egm)
{
	struct bad_page *page;
	struct hlist_node *next;
	int bucket;

	hash_for_each_safe(egm->bad_pages, bucket, next, page, node) {
		hash_del(&page->node);
		kfree(page);
	}
}

/* A count, then addresses: one page of the table is mapped, and the count is held against that page. */
int read_bad_pages(struct egm_device *region, struct egm_char *egm)
{
	u64 count, i, *table;
	int ret = 0;

	table = memremap(region->retired, PAGE_SIZE, MEMREMAP_WB);
	if (!table)
		return -ENOMEM;
	count = table[0];
	if (count > PAGE_SIZE / sizeof(count))
		return -EINVAL;
	for (i = 0; i < count && !ret; i++)
		ret = note_bad_page(egm, table[i + 1] - region->base, GFP_KERNEL);
	memunmap(table);
	if (ret)
		free_bad_pages(egm);
	return ret;
}

static u32 count_bad_pages(struct egm_char *egm)
{
	struct bad_page *page;
	u32 count = 0;
	int bucket;

	hash_for_each(egm->bad_pages, bucket, page, node)
		count++;
	return count;
}

/* Too little room is no error: what is needed is told, with no pages. */
long list_bad_pages(struct egm_char *egm, unsigned int cmd, unsigned long arg)
{
	struct egm_bad_pages __user *list = (void __user *)arg;
	struct egm_bad_page entry;
	struct egm_bad_pages head;
	struct bad_page *page;
	u32 count, index = 0;
	int bucket;

	if (copy_from_user(&head, list, sizeof(head)))
		return -EFAULT;
	if (head.argsz < sizeof(head) || !egm)
		return -EINVAL;
	if (cmd != EGM_RETIRED_PAGES_LIST)
		return -EINVAL;
	count = count_bad_pages(egm);
	head.count = 0;
	if (head.argsz < sizeof(head) + count * sizeof(entry)) {
		head.argsz = sizeof(head) + count * sizeof(entry);
	} else {
		hash_for_each(egm->bad_pages, bucket, page, node) {
			entry.offset = page->offset;
			entry.size = PAGE_SIZE;
			if (copy_to_user(&list->pages[index++], &entry, sizeof(entry)))
				return -EFAULT;
		}
		head.count = index;
	}
	return copy_to_user(list, &head, sizeof(head)) ? -EFAULT : 0;
}
