/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_HASHTABLE_H
#define LINUX_HASHTABLE_H

#include <linux/array_size.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/rculist.h>
#include <linux/types.h>

#define DEFINE_HASHTABLE(name, bits) struct hlist_head name[1 << (bits)]
#define DECLARE_HASHTABLE(name, bits) struct hlist_head name[1 << (bits)]
#define HASH_SIZE(name) ARRAY_SIZE(name)
#define HASH_BITS(name) ilog2(HASH_SIZE(name))

void __hash_init(struct hlist_head *table, unsigned int size);
bool __hash_empty(struct hlist_head *table, unsigned int size);
/* The first bucket from one on that is not empty; `size` when there is none. One looks at empty ones in one go. */
unsigned long __hash_next(const struct hlist_head *table, unsigned long from, unsigned long size);
/* hash_32, hash_64 (include/linux/hash.h) */
u32 hash_32(u32 value, unsigned int bits);
u32 hash_64(u64 value, unsigned int bits);

#define hash_min(value, bits) (sizeof(value) <= 4 ? hash_32(value, bits) : hash_64(value, bits))
#define hash_init(table) __hash_init(table, HASH_SIZE(table))
#define hash_empty(table) __hash_empty(table, HASH_SIZE(table))
#define hash_add(table, node, key) hlist_add_head(node, &table[hash_min(key, HASH_BITS(table))])
#define hash_add_rcu(table, node, key) hlist_add_head_rcu(node, &table[hash_min(key, HASH_BITS(table))])
#define hash_hashed(node) (!hlist_unhashed(node))
#define hash_del(node) hlist_del_init(node)
#define hash_del_rcu(node) hlist_del_init_rcu(node)
#define hash_for_each(name, bkt, obj, member)					\
	for ((bkt) = 0, obj = NULL;						\
	     obj == NULL && ((bkt) = __hash_next(name, bkt, HASH_SIZE(name))) < HASH_SIZE(name); (bkt)++) \
		hlist_for_each_entry(obj, &name[bkt], member)
#define hash_for_each_safe(name, bkt, tmp, obj, member)				\
	for ((bkt) = 0, obj = NULL;						\
	     obj == NULL && ((bkt) = __hash_next(name, bkt, HASH_SIZE(name))) < HASH_SIZE(name); (bkt)++) \
		hlist_for_each_entry_safe(obj, tmp, &name[bkt], member)
#define hash_for_each_possible(name, obj, member, key) \
	hlist_for_each_entry(obj, &name[hash_min(key, HASH_BITS(name))], member)
#define hash_for_each_possible_safe(name, obj, tmp, member, key) \
	hlist_for_each_entry_safe(obj, tmp, &name[hash_min(key, HASH_BITS(name))], member)
#define hash_for_each_rcu(name, bkt, obj, member)				\
	for ((bkt) = 0, obj = NULL;						\
	     obj == NULL && ((bkt) = __hash_next(name, bkt, HASH_SIZE(name))) < HASH_SIZE(name); (bkt)++) \
		hlist_for_each_entry_rcu(obj, &name[bkt], member)
#define hash_for_each_possible_rcu(name, obj, member, key, condition...) \
	hlist_for_each_entry_rcu(obj, &name[hash_min(key, HASH_BITS(name))], member, ## condition)

#endif
