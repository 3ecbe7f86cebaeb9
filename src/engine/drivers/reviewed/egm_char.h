/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef EGM_CHAR_H
#define EGM_CHAR_H

#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/memory-failure.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

/* Pages that must not be used, in order of becoming known. */
struct egm_pages {
	/* Held over every look: a failing page is noted where nothing may sleep. */
	spinlock_t lock;
	struct list_head list;
	u32 count;
};

/* The character device of a region. Its references are the device's own, and those of open files. */
struct egm_char {
	struct device dev;
	struct cdev cdev;
	u64 base;
	u64 size;
	struct egm_pages pages;
	/* Held over the members below, and over opening and mapping. */
	struct mutex lock;
	/* The file that has it open; NULL for none. */
	struct file *user;
	/* The region has gone: what is open can only be closed. */
	bool gone;
	bool watched;
	struct pfn_address_space watch;
};

extern const struct file_operations egm_operations;

/* Ends what users do with the region; files that are open stay so. */
void egm_revoke(struct egm_char *egm);

void egm_pages_init(struct egm_pages *pages);
void egm_pages_free(struct egm_pages *pages);
int egm_pages_read(struct egm_char *egm, u64 table);
/* Best effort: without memory the page is left out. gfp says whether it may sleep. */
int egm_pages_add(struct egm_pages *pages, u64 offset, u64 size, gfp_t gfp);
long egm_pages_copy(struct egm_pages *pages, void __user *arg);

#endif
