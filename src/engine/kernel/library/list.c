/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/bug.h>
#include <linux/list.h>
#include <linux/printk.h>
#include <linux/rculist.h>

/*
 * CHECK_DATA_CORRUPTION (include/linux/bug.h) with CONFIG_DEBUG_LIST and without
 * CONFIG_BUG_ON_DATA_CORRUPTION: the operation is left out and the kernel goes on.
 */
static bool corrupted(char *text)
{
	printk(KERN_ERR "%s\n", text);
	__machine_report("list-corruption", "list", text);
	__machine_free(text);
	return false;
}

/* __list_add_valid_or_report (lib/list_debug.c) */
static bool list_add_valid(struct list_head *entry, struct list_head *prev, struct list_head *next)
{
	if (prev == NULL)
		return corrupted(__kernel_format("list_add corruption. prev is NULL."));
	if (next == NULL)
		return corrupted(__kernel_format("list_add corruption. next is NULL."));
	if (next->prev != prev)
		return corrupted(__kernel_format(
			"list_add corruption. next->prev should be prev (%px), but was %px. (next=%px).", prev,
			next->prev, next));
	if (prev->next != next)
		return corrupted(__kernel_format(
			"list_add corruption. prev->next should be next (%px), but was %px. (prev=%px).", next,
			prev->next, prev));
	if (entry == prev || entry == next)
		return corrupted(__kernel_format(
			"list_add double add: new=%px, prev=%px, next=%px.", entry, prev, next));
	return true;
}

/* __list_del_entry_valid_or_report (lib/list_debug.c) */
static bool list_del_valid(struct list_head *entry)
{
	struct list_head *prev = entry->prev;
	struct list_head *next = entry->next;

	if (next == NULL)
		return corrupted(__kernel_format("list_del corruption, %px->next is NULL", entry));
	if (prev == NULL)
		return corrupted(__kernel_format("list_del corruption, %px->prev is NULL", entry));
	if (next == LIST_POISON1)
		return corrupted(__kernel_format("list_del corruption, %px->next is LIST_POISON1 (%px)", entry,
						 LIST_POISON1));
	if (prev == LIST_POISON2)
		return corrupted(__kernel_format("list_del corruption, %px->prev is LIST_POISON2 (%px)", entry,
						 LIST_POISON2));
	if (prev->next != entry)
		return corrupted(__kernel_format(
			"list_del corruption. prev->next should be %px, but was %px. (prev=%px)", entry, prev->next,
			prev));
	if (next->prev != entry)
		return corrupted(__kernel_format(
			"list_del corruption. next->prev should be %px, but was %px. (next=%px)", entry, next->prev,
			next));
	return true;
}

/* INIT_LIST_HEAD (include/linux/list.h) */
void INIT_LIST_HEAD(struct list_head *list)
{
	WRITE_ONCE(list->next, list);
	WRITE_ONCE(list->prev, list);
}

/* __list_add (include/linux/list.h) */
static void link_between(struct list_head *entry, struct list_head *prev, struct list_head *next)
{
	/* What list_add_valid finds good, in one piece: lists are where much of the time goes. */
	if (!(prev && next && next->prev == prev && prev->next == next && entry != prev && entry != next) &&
	    !list_add_valid(entry, prev, next))
		return;
	next->prev = entry;
	entry->next = next;
	entry->prev = prev;
	WRITE_ONCE(prev->next, entry);
}

/* __list_del_entry (include/linux/list.h) */
static void unlink_entry(struct list_head *entry)
{
	struct list_head *prev = entry->prev, *next = entry->next;

	/* As above, for list_del_valid. */
	if (!(next && prev && next != LIST_POISON1 && prev != LIST_POISON2 && prev->next == entry &&
	      next->prev == entry) &&
	    !list_del_valid(entry))
		return;
	entry->next->prev = entry->prev;
	WRITE_ONCE(entry->prev->next, entry->next);
}

/* __list_add_rcu (include/linux/rculist.h) */
static void link_between_rcu(struct list_head *entry, struct list_head *prev, struct list_head *next)
{
	if (!list_add_valid(entry, prev, next))
		return;
	entry->next = next;
	entry->prev = prev;
	rcu_assign_pointer(prev->next, entry);
	next->prev = entry;
}

/* list_add (include/linux/list.h) */
void list_add(struct list_head *entry, struct list_head *head)
{
	link_between(entry, head, head->next);
}

/* list_add_tail (include/linux/list.h) */
void list_add_tail(struct list_head *entry, struct list_head *head)
{
	link_between(entry, head->prev, head);
}

/* list_del (include/linux/list.h) */
void list_del(struct list_head *entry)
{
	unlink_entry(entry);
	entry->next = LIST_POISON1;
	entry->prev = LIST_POISON2;
}

/* list_del_init (include/linux/list.h) */
void list_del_init(struct list_head *entry)
{
	unlink_entry(entry);
	INIT_LIST_HEAD(entry);
}

/* list_replace (include/linux/list.h) */
void list_replace(struct list_head *old, struct list_head *entry)
{
	entry->next = old->next;
	entry->next->prev = entry;
	entry->prev = old->prev;
	entry->prev->next = entry;
}

/* list_move (include/linux/list.h) */
void list_move(struct list_head *entry, struct list_head *head)
{
	unlink_entry(entry);
	list_add(entry, head);
}

/* list_move_tail (include/linux/list.h) */
void list_move_tail(struct list_head *entry, struct list_head *head)
{
	unlink_entry(entry);
	list_add_tail(entry, head);
}

/* __list_splice (include/linux/list.h) */
static void splice_between(const struct list_head *list, struct list_head *prev, struct list_head *next)
{
	struct list_head *first = list->next;
	struct list_head *last = list->prev;

	first->prev = prev;
	prev->next = first;
	last->next = next;
	next->prev = last;
}

/* list_splice (include/linux/list.h) */
void list_splice(const struct list_head *list, struct list_head *head)
{
	if (!list_empty(list))
		splice_between(list, head, head->next);
}

/* list_splice_init (include/linux/list.h) */
void list_splice_init(struct list_head *list, struct list_head *head)
{
	if (list_empty(list))
		return;
	splice_between(list, head, head->next);
	INIT_LIST_HEAD(list);
}

/* list_splice_tail_init (include/linux/list.h) */
void list_splice_tail_init(struct list_head *list, struct list_head *head)
{
	if (list_empty(list))
		return;
	splice_between(list, head->prev, head);
	INIT_LIST_HEAD(list);
}

/* list_add_rcu (include/linux/rculist.h) */
void list_add_rcu(struct list_head *entry, struct list_head *head)
{
	link_between_rcu(entry, head, head->next);
}

/* list_add_tail_rcu (include/linux/rculist.h) */
void list_add_tail_rcu(struct list_head *entry, struct list_head *head)
{
	link_between_rcu(entry, head->prev, head);
}

/* list_del_rcu (include/linux/rculist.h): who stands at it finds the way on. */
void list_del_rcu(struct list_head *entry)
{
	unlink_entry(entry);
	entry->prev = LIST_POISON2;
}

/* list_replace_rcu (include/linux/rculist.h) */
void list_replace_rcu(struct list_head *old, struct list_head *entry)
{
	entry->next = old->next;
	entry->prev = old->prev;
	rcu_assign_pointer(entry->prev->next, entry);
	entry->next->prev = entry;
	old->prev = LIST_POISON2;
}
