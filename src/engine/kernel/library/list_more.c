/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/list.h>

/* list_replace_init (include/linux/list.h, as all here) */
void list_replace_init(struct list_head *old, struct list_head *entry)
{
	list_replace(old, entry);
	INIT_LIST_HEAD(old);
}

/* list_swap */
void list_swap(struct list_head *a, struct list_head *b)
{
	struct list_head *before = b->prev;

	list_del(b);
	list_replace(a, b);
	list_add(a, before == a ? b : before);
}

/* list_rotate_left: the first comes last. */
void list_rotate_left(struct list_head *head)
{
	if (!list_empty(head))
		list_move_tail(head->next, head);
}

/* list_rotate_to_front: what comes before the entry goes behind what comes after it. */
void list_rotate_to_front(struct list_head *list, struct list_head *head)
{
	list_move_tail(head, list);
}

/* From the first to an entry; that list is written over. */
static void cut(struct list_head *list, struct list_head *head, struct list_head *last)
{
	struct list_head *rest = last->next;

	list->next = head->next;
	list->next->prev = list;
	list->prev = last;
	last->next = list;
	head->next = rest;
	rest->prev = head;
}

/* list_cut_position: up to that entry, and with it. */
void list_cut_position(struct list_head *list, struct list_head *head, struct list_head *entry)
{
	if (list_empty(head))
		return;
	if (list_is_singular(head) && entry != head && entry != head->next)
		return;
	if (entry == head)
		INIT_LIST_HEAD(list);
	else
		cut(list, head, entry);
}

/* list_cut_before: up to that entry, without it. */
void list_cut_before(struct list_head *list, struct list_head *head, struct list_head *entry)
{
	if (head->next == entry)
		INIT_LIST_HEAD(list);
	else
		cut(list, head, entry->prev);
}

/* list_bulk_move_tail: from an entry to another of one list. */
void list_bulk_move_tail(struct list_head *head, struct list_head *first, struct list_head *last)
{
	first->prev->next = last->next;
	last->next->prev = first->prev;
	head->prev->next = first;
	first->prev = head->prev;
	last->next = head;
	head->prev = last;
}

/* list_splice_tail */
void list_splice_tail(struct list_head *list, struct list_head *head)
{
	if (!list_empty(list))
		splice_between(list, head->prev, head);
}
