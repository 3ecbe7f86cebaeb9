/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "core.h"

/* Uninitialised memory; nobody gets more than `most` of it (__alloc_pages_noprof, __kvmalloc_node_noprof in mm). */
static void *alloc_within(size_t most, size_t size, gfp_t flags)
{
	__may_alloc(flags, "kmalloc");
	if (size > most) {
		if (!(flags & __GFP_NOWARN))
			WARN_OF("too-much", most == INT_MAX ? "kvmalloc()" : "kmalloc()");
		return NULL;
	}
	if (__no_memory(flags, "kmalloc"))
		return NULL;
	if (size == 0)
		return ZERO_SIZE_PTR;
	return __machine_alloc(size, (flags & __GFP_ZERO) != 0);
}

/* kmalloc (include/linux/slab.h, mm/slub.c) */
void *kmalloc(size_t size, gfp_t flags)
{
	return alloc_within(KMALLOC_MAX_SIZE, size, flags);
}

/* kzalloc (include/linux/slab.h) */
void *kzalloc(size_t size, gfp_t flags)
{
	return kmalloc(size, flags | __GFP_ZERO);
}

/* kmalloc_array (include/linux/slab.h) */
void *kmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (check_mul_overflow(n, size, &bytes))
		return NULL;
	return kmalloc(bytes, flags);
}

/* kcalloc (include/linux/slab.h) */
void *kcalloc(size_t n, size_t size, gfp_t flags)
{
	return kmalloc_array(n, size, flags | __GFP_ZERO);
}

/* krealloc (mm/slub.c); always moves. */
void *krealloc(const void *p, size_t size, gfp_t flags)
{
	void *moved;
	size_t old;

	if (ZERO_OR_NULL_PTR(p))
		return kmalloc(size, flags);
	if (size == 0) {
		kfree(p);
		return ZERO_SIZE_PTR;
	}
	old = __machine_size(p);
	moved = kmalloc(size, flags);
	if (!moved)
		return NULL;
	__machine_copy(moved, p, old < size ? old : size);
	kfree(p);
	return moved;
}

/* krealloc_array (include/linux/slab.h) */
void *krealloc_array(void *p, size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (check_mul_overflow(n, size, &bytes))
		return NULL;
	return krealloc(p, bytes, flags);
}

/* kfree (mm/slub.c) */
void kfree(const void *p)
{
	if (ZERO_OR_NULL_PTR(p))
		return;
	check_no_work_in(p);
	__machine_free(p);
}

/* kfree_sensitive (mm/slab_common.c) */
void kfree_sensitive(const void *p)
{
	if (ZERO_OR_NULL_PTR(p))
		return;
	__machine_fill((void *)p, 0, __machine_size(p));
	kfree(p);
}

/* ksize (mm/slab_common.c) */
size_t ksize(const void *p)
{
	return ZERO_OR_NULL_PTR(p) ? 0 : __machine_size(p);
}

/* kvmalloc_node (mm/util.c) */
void *kvmalloc(size_t size, gfp_t flags)
{
	return alloc_within(INT_MAX, size, flags);
}

/* kvzalloc (include/linux/slab.h) */
void *kvzalloc(size_t size, gfp_t flags)
{
	return kvmalloc(size, flags | __GFP_ZERO);
}

/* kvmalloc_array (include/linux/slab.h) */
void *kvmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : kvmalloc(bytes, flags);
}

/* kvcalloc (include/linux/slab.h) */
void *kvcalloc(size_t n, size_t size, gfp_t flags)
{
	return kvmalloc_array(n, size, flags | __GFP_ZERO);
}

/* kvfree (mm/util.c): never taken for vmalloc's here, which it would have to wait for. */
void kvfree(const void *p)
{
	kfree(p);
}

/* vmalloc (mm/vmalloc.c) */
void *vmalloc(unsigned long size)
{
	may_sleep();
	return __machine_choose("vmalloc", 2) || !size ? NULL : __machine_alloc(size, 0);
}

/* vzalloc (mm/vmalloc.c) */
void *vzalloc(unsigned long size)
{
	may_sleep();
	return __machine_choose("vzalloc", 2) || !size ? NULL : __machine_alloc(size, 1);
}

/* vfree (mm/vmalloc.c) */
void vfree(const void *p)
{
	/* vfree_atomic, in an interrupt. */
	if (!__machine_within("RCU callback"))
		may_sleep();
	if (p)
		__machine_free(p);
}

/* kstrdup (mm/util.c) */
char *kstrdup(const char *s, gfp_t gfp)
{
	if (!s)
		return NULL;
	return kmemdup(s, strlen(s) + 1, gfp);
}

static char *text_or_null(char *text, int fails)
{
	if (!fails)
		return text;
	if (text)
		__machine_free(text);
	return NULL;
}

/* kasprintf (lib/kasprintf.c); takes the text. */
char *(kasprintf)(gfp_t gfp, char *text)
{
	may_alloc(gfp);
	return text_or_null(text, __machine_choose("kasprintf", 2));
}

/* kvasprintf (lib/kasprintf.c); takes the text. */
char *__kvasprintf(gfp_t gfp, char *text)
{
	may_alloc(gfp);
	return text_or_null(text, __machine_choose("kvasprintf", 2));
}

/* kstrdup_const (mm/util.c): always a copy. */
const char *kstrdup_const(const char *s, gfp_t gfp)
{
	return kstrdup(s, gfp);
}

/* kstrndup (mm/util.c) */
char *kstrndup(const char *s, size_t max, gfp_t gfp)
{
	return s ? kmemdup_nul(s, strnlen(s, max), gfp) : NULL;
}

/* kmemdup (mm/util.c) */
void *kmemdup(const void *from, size_t n, gfp_t gfp)
{
	void *copy = kmalloc(n, gfp);

	if (copy)
		__machine_copy(copy, from, n);
	return copy;
}

/* kmemdup_nul (mm/util.c) */
char *kmemdup_nul(const char *s, size_t length, gfp_t gfp)
{
	char *copy;

	if (!s)
		return NULL;
	copy = kmalloc(length + 1, gfp);
	if (copy) {
		__machine_copy(copy, s, length);
		copy[length] = 0;
	}
	return copy;
}

/* kmemdup_array (mm/util.c) */
void *kmemdup_array(const void *from, size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : kmemdup(from, bytes, gfp);
}

/* kfree_const (mm/util.c) */
void kfree_const(const void *p)
{
	kfree(p);
}
