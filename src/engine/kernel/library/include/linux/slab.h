/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_SLAB_H
#define LINUX_SLAB_H

#include <linux/types.h>
#include <linux/gfp_types.h>
#include <linux/overflow.h>
#include <linux/cleanup.h>
#include <linux/err.h>

void *kmalloc(size_t size, gfp_t flags);
void *kzalloc(size_t size, gfp_t flags);
void *kmalloc_array(size_t n, size_t size, gfp_t flags);
void *kcalloc(size_t n, size_t size, gfp_t flags);
void *krealloc(const void *p, size_t size, gfp_t flags);
void *krealloc_array(void *p, size_t n, size_t size, gfp_t flags);
void kfree(const void *p);
void kfree_sensitive(const void *p);
size_t ksize(const void *p);
void *kvmalloc(size_t size, gfp_t flags);
void *kvzalloc(size_t size, gfp_t flags);
void *kvmalloc_array(size_t n, size_t size, gfp_t flags);
void *kvcalloc(size_t n, size_t size, gfp_t flags);
void kvfree(const void *p);

#define kmalloc_node(size, flags, node) kmalloc(size, flags)
#define kzalloc_node(size, flags, node) kzalloc(size, flags)
#define ZERO_SIZE_PTR ((void *)16)
#define ZERO_OR_NULL_PTR(p) ((unsigned long)(p) <= 16)

/* Typed allocators of 7.0: the argument is a type or an expression of it. */
#define __gfp_default(...) __gfp_pick(__VA_ARGS__, GFP_KERNEL)
#define __gfp_pick(unused, flags, ...) flags
#define kmalloc_obj(type, ...) ((typeof(type) *)kmalloc(sizeof(typeof(type)), __gfp_default(, ##__VA_ARGS__)))
#define kzalloc_obj(type, ...) ((typeof(type) *)kzalloc(sizeof(typeof(type)), __gfp_default(, ##__VA_ARGS__)))
#define kvmalloc_obj(type, ...) ((typeof(type) *)kvmalloc(sizeof(typeof(type)), __gfp_default(, ##__VA_ARGS__)))
#define kvzalloc_obj(type, ...) ((typeof(type) *)kvzalloc(sizeof(typeof(type)), __gfp_default(, ##__VA_ARGS__)))
#define kmalloc_objs(type, n, ...) ((typeof(type) *)kmalloc_array(n, sizeof(typeof(type)), __gfp_default(, ##__VA_ARGS__)))
#define kzalloc_objs(type, n, ...) ((typeof(type) *)kcalloc(n, sizeof(typeof(type)), __gfp_default(, ##__VA_ARGS__)))
#define kzalloc_flex(type, member, n, ...) \
	((typeof(type) *)kzalloc(struct_size((typeof(type) *)NULL, member, n), __gfp_default(, ##__VA_ARGS__)))

DEFINE_FREE(kfree, void *, if (!IS_ERR_OR_NULL(_T)) kfree(_T))
DEFINE_FREE(kvfree, void *, if (!IS_ERR_OR_NULL(_T)) kvfree(_T))

#endif
