/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/slab.h>

/*
 * Caches of objects of one kind (mm/slab_common.c, mm/slub.c). Each keeps a record of what came from it; what kfree() took,
 * which may, is only seen to be gone.
 */

struct slab_object {
	struct slab_object *next;
	void *object;
};

struct kmem_cache {
	struct kmem_cache *next;
	char *name;
	unsigned int size;
	void (*ctor)(void *object);
	struct slab_object *objects;
};

/* Those that were made, and those that could not be destroyed. */
static struct kmem_cache *caches, *left_caches;

/* kmem_cache_create (mm/slab_common.c); a name may be used twice, as without CONFIG_DEBUG_VM. */
struct kmem_cache *__kmem_cache_create(const char *name, unsigned int size, unsigned int flags, void (*ctor)(void *object))
{
	struct kmem_cache *s;

	__machine_might_sleep("kmem_cache_create");
	if (WARN_ON(!name || !size) || (!(flags & SLAB_PANIC) && __machine_choose("kmem_cache_create", 2)))
		return NULL;
	s = __machine_alloc(sizeof(*s), 1);
	if (!s)
		return NULL;
	s->name = __kernel_format("%s", name);
	s->size = size;
	s->ctor = ctor;
	s->next = caches;
	caches = s;
	__machine_pin(s);
	return s;
}

/* kmem_cache_alloc (mm/slub.c) */
void *kmem_cache_alloc(struct kmem_cache *s, gfp_t flags)
{
	struct slab_object *record;
	void *object;

	may_alloc(flags);
	__machine_meet(s, 0, 0);
	WARN_ON_ONCE(s->ctor && flags & __GFP_ZERO);
	if (__no_memory(flags, "kmem_cache_alloc"))
		return NULL;
	object = __machine_alloc(s->size, (flags & __GFP_ZERO) != 0);
	record = __machine_alloc(sizeof(*record), 1);
	if (!object || !record)
		return NULL;
	record->object = object;
	record->next = s->objects;
	s->objects = record;
	if (s->ctor)
		s->ctor(object);
	return object;
}

/* kmem_cache_zalloc (include/linux/slab.h) */
void *kmem_cache_zalloc(struct kmem_cache *s, gfp_t flags)
{
	return kmem_cache_alloc(s, flags | __GFP_ZERO);
}

static struct slab_object **record_of(struct kmem_cache *s, const void *object)
{
	struct slab_object **at = &s->objects;

	while (*at && (*at)->object != object)
		at = &(*at)->next;
	return at;
}

static void forget_record(struct slab_object **at)
{
	struct slab_object *record = *at;

	*at = record->next;
	__machine_free(record);
}

static struct kmem_cache *from(struct kmem_cache *s, const void *object)
{
	while (s && !*record_of(s, object))
		s = s->next;
	return s;
}

/* cache_from_obj (mm/slub.c): an object is given back to the cache it is from, whatever the caller says. */
static void forget_elsewhere(struct kmem_cache *said, const void *object)
{
	struct kmem_cache *s = from(caches, object);

	if (!s)
		s = from(left_caches, object);
	WARN(1, "cache_from_obj: Wrong slab cache. %s but object is from %s", said->name, s ? s->name : "kmalloc");
	if (s)
		forget_record(record_of(s, object));
}

/* kmem_cache_free (mm/slub.c), before the object is free. */
void __kmem_cache_forget(struct kmem_cache *s, const void *object)
{
	struct slab_object **at = record_of(s, object);

	__machine_meet(s, 0, 0);
	/* A second free, and that of no object, is told as that. */
	if (!__machine_is_live(object))
		return;
	if (*at)
		forget_record(at);
	else
		forget_elsewhere(s, object);
}

/* kmem_cache_size (mm/slab_common.c) */
unsigned int kmem_cache_size(struct kmem_cache *s)
{
	return s->size;
}

static void take_off_list(struct kmem_cache *s)
{
	struct kmem_cache **at = &caches;

	while (*at && *at != s)
		at = &(*at)->next;
	if (*at)
		*at = s->next;
}

/* kmem_cache_destroy (mm/slab_common.c): one with objects stays, and nobody has it any more. */
void kmem_cache_destroy(struct kmem_cache *s)
{
	struct slab_object **at;

	may_sleep();
	if (!s)
		return;
	__machine_meet(s, 0, 1);
	/* Read after it was freed. */
	if (s->size && !__machine_is_live(s))
		return;
	for (at = &s->objects; *at;) {
		if (__machine_is_live((*at)->object))
			at = &(*at)->next;
		else
			forget_record(at);
	}
	WARN(s->objects != NULL, "kmem_cache_destroy %s: Slab cache still has objects", s->name);
	take_off_list(s);
	__machine_unpin(s);
	if (s->objects) {
		s->next = left_caches;
		left_caches = s;
		return;
	}
	__machine_free(s->name);
	__machine_free(s);
}
