/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_SLAB_H
#define LINUX_SLAB_H

#include <linux/types.h>
#include <linux/gfp_types.h>
#include <linux/overflow.h>
#include <linux/cleanup.h>
#include <linux/err.h>

/* The largest block of pages (MAX_PAGE_ORDER of arm64, as CONFIG_ARCH_FORCE_MAX_ORDER has it). */
#define MAX_PAGE_ORDER (PAGE_SHIFT == 12 ? 10 : PAGE_SHIFT == 14 ? 11 : 13)
#define KMALLOC_MAX_SIZE (1UL << (MAX_PAGE_ORDER + PAGE_SHIFT))

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
#define kcalloc_node(n, size, flags, node) kcalloc(n, size, flags)
#define kmalloc_array_node(n, size, flags, node) kmalloc_array(n, size, flags)
#define kvmalloc_node(size, flags, node) kvmalloc(size, flags)
#define kvzalloc_node(size, flags, node) kvzalloc(size, flags)
#define kmalloc_track_caller(size, flags) kmalloc(size, flags)
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

struct kmem_cache;
#define SLAB_HWCACHE_ALIGN 0x2000u
#define SLAB_PANIC 0x40000u
#define SLAB_RECLAIM_ACCOUNT 0x20000u
#define SLAB_ACCOUNT 0x4000000u

/* How objects are aligned, and which part users may see, makes no difference. */
struct kmem_cache_args {
	unsigned int align;
	unsigned int useroffset;
	unsigned int usersize;
	void (*ctor)(void *object);
};

struct kmem_cache *__kmem_cache_create(const char *name, unsigned int size, unsigned int flags, void (*ctor)(void *object));
/* The name, size, align, flags and ctor; or from 6.12 on name, size, args, flags. */
#define kmem_cache_create(...) __kmem_cache_create_of(__VA_ARGS__, 5, 4)(__VA_ARGS__)
#define __kmem_cache_create_of(name, size, third, flags, ctor, number, ...) __kmem_cache_create_##number
#define __kmem_cache_create_4(name, size, args, flags) ({				\
	const struct kmem_cache_args *__args = (args);				\
	__kmem_cache_create(name, size, flags, __args ? __args->ctor : NULL);		\
})
#define __kmem_cache_create_5(name, size, align, flags, ctor) __kmem_cache_create(name, size, flags, ctor)
#define KMEM_CACHE(type, flags) __kmem_cache_create(#type, sizeof(struct type), flags, NULL)
void *kmem_cache_alloc(struct kmem_cache *s, gfp_t flags);
void *kmem_cache_zalloc(struct kmem_cache *s, gfp_t flags);
#define kmem_cache_alloc_node(s, flags, node) kmem_cache_alloc(s, flags)
void __kmem_cache_forget(struct kmem_cache *s, const void *object);
/* Its record is the kernel's; the object is freed as kfree() does. NULL is none to give back. */
static inline void kmem_cache_free(struct kmem_cache *s, void *object)
{
	if (!object)
		s = *(struct kmem_cache **)object;
	__kmem_cache_forget(s, object);
	kfree(object);
}
unsigned int kmem_cache_size(struct kmem_cache *s);
void kmem_cache_destroy(struct kmem_cache *s);

DEFINE_FREE(kfree, void *, if (!IS_ERR_OR_NULL(_T)) kfree(_T))
DEFINE_FREE(kvfree, void *, if (!IS_ERR_OR_NULL(_T)) kvfree(_T))

#endif
