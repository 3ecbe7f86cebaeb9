/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_RCULIST_H
#define LINUX_RCULIST_H

#include <linux/list.h>
#include <linux/rcupdate.h>

void list_add_rcu(struct list_head *entry, struct list_head *head);
void list_add_tail_rcu(struct list_head *entry, struct list_head *head);
void list_del_rcu(struct list_head *entry);
void list_replace_rcu(struct list_head *old, struct list_head *entry);
void hlist_add_head_rcu(struct hlist_node *node, struct hlist_head *head);
void hlist_del_rcu(struct hlist_node *node);
void hlist_del_init_rcu(struct hlist_node *node);
void hlist_replace_rcu(struct hlist_node *old, struct hlist_node *node);

/* With CONFIG_PROVE_RCU_LIST off a walk tells nothing of where it is, but where it is given a condition. */
#define __rcu_list_check(what, condition...) \
	__rcu_check((1, ## condition) || rcu_read_lock_any_held(), what)

#define INIT_LIST_HEAD_RCU(list) INIT_LIST_HEAD(list)
#define list_next_rcu(list) (*((struct list_head **)(&(list)->next)))
#define list_entry_rcu(ptr, type, member) container_of(READ_ONCE(ptr), type, member)
#define list_entry_lockless(ptr, type, member) container_of(READ_ONCE(ptr), type, member)
#define list_first_or_null_rcu(head, type, member) ({				\
	struct list_head *__head = (head);					\
	struct list_head *__first = READ_ONCE(__head->next);			\
	__first == __head ? NULL : container_of(__first, type, member);		\
})
#define list_next_or_null_rcu(head, ptr, type, member) ({			\
	struct list_head *__next = READ_ONCE((ptr)->next);			\
	__next == (head) ? NULL : container_of(__next, type, member);		\
})
#define list_for_each_rcu(pos, head) \
	for (pos = READ_ONCE((head)->next); !list_is_head(pos, (head)); pos = READ_ONCE(pos->next))
#define list_for_each_entry_rcu(pos, head, member, condition...)		\
	for (({ __rcu_list_check("list_for_each_entry_rcu", ## condition); }),	\
	     pos = list_entry_rcu((head)->next, typeof(*pos), member);		\
	     !list_entry_is_head(pos, head, member);				\
	     pos = list_entry_rcu(pos->member.next, typeof(*pos), member))
#define list_for_each_entry_lockless(pos, head, member)				\
	for (pos = list_entry_lockless((head)->next, typeof(*pos), member);	\
	     !list_entry_is_head(pos, head, member);				\
	     pos = list_entry_lockless(pos->member.next, typeof(*pos), member))
#define list_for_each_entry_continue_rcu(pos, head, member)			\
	for (pos = list_entry_rcu(pos->member.next, typeof(*pos), member);	\
	     !list_entry_is_head(pos, head, member);				\
	     pos = list_entry_rcu(pos->member.next, typeof(*pos), member))
#define list_for_each_entry_from_rcu(pos, head, member)				\
	for (; !list_entry_is_head(pos, head, member);				\
	     pos = list_entry_rcu(pos->member.next, typeof(*pos), member))

#define hlist_first_rcu(head) (*((struct hlist_node **)(&(head)->first)))
#define hlist_next_rcu(node) (*((struct hlist_node **)(&(node)->next)))
#define hlist_for_each_entry_rcu(pos, head, member, condition...)		\
	for (({ __rcu_list_check("hlist_for_each_entry_rcu", ## condition); }),	\
	     pos = hlist_entry_safe(READ_ONCE((head)->first), typeof(*(pos)), member);	\
	     pos;								\
	     pos = hlist_entry_safe(READ_ONCE((pos)->member.next), typeof(*(pos)), member))

#endif
