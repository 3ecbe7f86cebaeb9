/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/hashtable.h>
#include <linux/list.h>
#include <linux/rculist.h>
#include <linux/string.h>

/* INIT_HLIST_NODE (include/linux/list.h) */
void INIT_HLIST_NODE(struct hlist_node *node)
{
	node->next = NULL;
	node->pprev = NULL;
}

/* hlist_unhashed (include/linux/list.h) */
int hlist_unhashed(const struct hlist_node *node)
{
	return !node->pprev;
}

/* hlist_add_head (include/linux/list.h) */
void hlist_add_head(struct hlist_node *node, struct hlist_head *head)
{
	struct hlist_node *first = head->first;

	WRITE_ONCE(node->next, first);
	if (first)
		WRITE_ONCE(first->pprev, &node->next);
	WRITE_ONCE(head->first, node);
	WRITE_ONCE(node->pprev, &head->first);
}

/* hlist_add_before (include/linux/list.h) */
void hlist_add_before(struct hlist_node *node, struct hlist_node *next)
{
	WRITE_ONCE(node->pprev, next->pprev);
	WRITE_ONCE(node->next, next);
	WRITE_ONCE(next->pprev, &node->next);
	WRITE_ONCE(*node->pprev, node);
}

/* hlist_add_behind (include/linux/list.h) */
void hlist_add_behind(struct hlist_node *node, struct hlist_node *prev)
{
	WRITE_ONCE(node->next, prev->next);
	WRITE_ONCE(prev->next, node);
	WRITE_ONCE(node->pprev, &prev->next);
	if (node->next)
		WRITE_ONCE(node->next->pprev, &node->next);
}

/* hlist_move_list (include/linux/list.h) */
void hlist_move_list(struct hlist_head *old, struct hlist_head *new)
{
	new->first = old->first;
	if (new->first)
		new->first->pprev = &new->first;
	old->first = NULL;
}

/* __hlist_del (include/linux/list.h) */
static void unlink_node(struct hlist_node *node)
{
	struct hlist_node *next = node->next;
	struct hlist_node **pprev = node->pprev;

	WRITE_ONCE(*pprev, next);
	if (next)
		WRITE_ONCE(next->pprev, pprev);
}

/* hlist_del (include/linux/list.h) */
void hlist_del(struct hlist_node *node)
{
	unlink_node(node);
	node->next = LIST_POISON1;
	node->pprev = LIST_POISON2;
}

/* hlist_del_init (include/linux/list.h) */
void hlist_del_init(struct hlist_node *node)
{
	if (hlist_unhashed(node))
		return;
	unlink_node(node);
	INIT_HLIST_NODE(node);
}

/* hlist_add_head_rcu (include/linux/rculist.h) */
void hlist_add_head_rcu(struct hlist_node *node, struct hlist_head *head)
{
	struct hlist_node *first = head->first;

	node->next = first;
	WRITE_ONCE(node->pprev, &head->first);
	rcu_assign_pointer(head->first, node);
	if (first)
		WRITE_ONCE(first->pprev, &node->next);
}

/* hlist_del_rcu (include/linux/rculist.h): who stands at it finds the way on. */
void hlist_del_rcu(struct hlist_node *node)
{
	unlink_node(node);
	WRITE_ONCE(node->pprev, LIST_POISON2);
}

/* hlist_del_init_rcu (include/linux/rculist.h) */
void hlist_del_init_rcu(struct hlist_node *node)
{
	if (hlist_unhashed(node))
		return;
	unlink_node(node);
	WRITE_ONCE(node->pprev, NULL);
}

/* hlist_replace_rcu (include/linux/rculist.h) */
void hlist_replace_rcu(struct hlist_node *old, struct hlist_node *node)
{
	struct hlist_node *next = old->next;

	node->next = next;
	WRITE_ONCE(node->pprev, old->pprev);
	rcu_assign_pointer(*node->pprev, node);
	if (next)
		WRITE_ONCE(next->pprev, &node->next);
	WRITE_ONCE(old->pprev, LIST_POISON2);
}

/* __hash_init (include/linux/hashtable.h) */
void __hash_init(struct hlist_head *table, unsigned int size)
{
	memset(table, 0, size * sizeof(*table));
}

/* __hash_empty (include/linux/hashtable.h) */
bool __hash_empty(struct hlist_head *table, unsigned int size)
{
	return __hash_next(table, 0, size) == size;
}

/* hash_for_each (include/linux/hashtable.h) */
unsigned long __hash_next(const struct hlist_head *table, unsigned long from, unsigned long size)
{
	return __machine_next_set(table, from, size);
}

/* hash_32 (include/linux/hash.h): the golden ratio of 32 bits. */
u32 hash_32(u32 value, unsigned int bits)
{
	return value * 0x61c88647u >> (32 - bits);
}

/* hash_64 (include/linux/hash.h): the golden ratio of 64 bits. */
u32 hash_64(u64 value, unsigned int bits)
{
	return value * 0x61C8864680B583EBull >> (64 - bits);
}
