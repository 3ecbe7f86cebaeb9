/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef CHAR_H
#define CHAR_H

#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/hashtable.h>
#include <linux/memory-failure.h>
#include "egm.h"

/* The series takes 16 bits, half a MiB for each region. The number decides nothing but room and time. */
#define BAD_PAGE_BITS 6

struct bad_page {
	u64 offset;
	struct hlist_node node;
};

/* The character device of a region. */
struct egm_char {
	struct device device;
	struct cdev cdev;
	atomic_t open_count;
	DECLARE_HASHTABLE(bad_pages, BAD_PAGE_BITS);
	struct pfn_address_space failures;
};

static inline struct egm_device *region_of(struct egm_char *egm)
{
	return container_of(to_auxiliary_dev(egm->device.parent), struct egm_device, aux);
}

extern const struct file_operations egm_operations;

int read_bad_pages(struct egm_device *region, struct egm_char *egm);
void free_bad_pages(struct egm_char *egm);
int note_bad_page(struct egm_char *egm, u64 offset, gfp_t gfp);
long list_bad_pages(struct egm_char *egm, unsigned int cmd, unsigned long arg);

#endif
