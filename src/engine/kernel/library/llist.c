/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/llist.h>

/* Lists that many add to and take from without a lock (lib/llist.c). */

/* llist_add_batch (lib/llist.c): true where the list was empty before. */
bool llist_add_batch(struct llist_node *first, struct llist_node *last, struct llist_head *head)
{
	struct llist_node *old = head->first;

	last->next = old;
	head->first = first;
	return !old;
}

/* llist_del_all (include/linux/llist.h) */
struct llist_node *llist_del_all(struct llist_head *head)
{
	struct llist_node *first = head->first;

	head->first = NULL;
	return first;
}

/* llist_del_first (lib/llist.c) */
struct llist_node *llist_del_first(struct llist_head *head)
{
	struct llist_node *first = head->first;

	if (first)
		head->first = first->next;
	return first;
}

/* llist_del_first_this (lib/llist.c) */
bool llist_del_first_this(struct llist_head *head, struct llist_node *node)
{
	if (head->first != node)
		return false;
	head->first = node->next;
	return true;
}

/* llist_reverse_order (lib/llist.c) */
struct llist_node *llist_reverse_order(struct llist_node *head)
{
	struct llist_node *reversed = NULL, *next;

	for (; head; head = next) {
		next = head->next;
		head->next = reversed;
		reversed = head;
	}
	return reversed;
}
