/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_KFIFO_H
#define LINUX_KFIFO_H

#include <linux/array_size.h>
#include <linux/gfp_types.h>
#include <linux/spinlock.h>
#include <linux/stddef.h>
#include <linux/types.h>

struct __kfifo {
	unsigned int in;
	unsigned int out;
	unsigned int mask;
	unsigned int esize;
	void *data;
};

/* Records of lengths of their own are not modelled. */
#define __STRUCT_KFIFO(element, size)						\
{										\
	union {									\
		struct __kfifo kfifo;						\
		element *type;							\
	};									\
	element buf[size];							\
}
#define STRUCT_KFIFO(element, size) \
	struct __STRUCT_KFIFO(element, ((size) < 2 || ((size) & ((size) - 1))) ? -1 : (size))
#define STRUCT_KFIFO_PTR(element) struct __STRUCT_KFIFO(element, 0)
struct kfifo __STRUCT_KFIFO(unsigned char, 0);

#define DECLARE_KFIFO_PTR(fifo, element) STRUCT_KFIFO_PTR(element) fifo
#define DECLARE_KFIFO(fifo, element, size) STRUCT_KFIFO(element, size) fifo
#define DEFINE_KFIFO(fifo, element, size)					\
	DECLARE_KFIFO(fifo, element, size) = {					\
		{ .kfifo = { .mask = (size) - 1, .esize = sizeof(element), .data = (fifo).buf } }	\
	}
#define INIT_KFIFO(fifo) ({							\
	typeof(&(fifo)) __own = &(fifo);					\
	unsigned int __n = sizeof(__own->buf) / sizeof(*__own->type);		\
	__own->kfifo.in = __own->kfifo.out = 0;					\
	__own->kfifo.mask = __n ? __n - 1 : 0;					\
	__own->kfifo.esize = sizeof(*__own->type);				\
	__own->kfifo.data = __n ? __own->buf : NULL;				\
})

int __kfifo_alloc(struct __kfifo *fifo, unsigned int size, size_t esize, gfp_t gfp);
int __kfifo_init(struct __kfifo *fifo, void *buffer, unsigned int size, size_t esize);
void __kfifo_free(struct __kfifo *fifo);
unsigned int __kfifo_in(struct __kfifo *fifo, const void *from, unsigned int n);
unsigned int __kfifo_out_peek(struct __kfifo *fifo, void *to, unsigned int n);
unsigned int __kfifo_out(struct __kfifo *fifo, void *to, unsigned int n);
unsigned int __kfifo_len(const struct __kfifo *fifo);
void __kfifo_skip(struct __kfifo *fifo, unsigned int n);
void __kfifo_reset(struct __kfifo *fifo);

#define kfifo_alloc(fifo, size, gfp) __kfifo_alloc(&(fifo)->kfifo, size, sizeof(*(fifo)->type), gfp)
#define kfifo_init(fifo, buffer, size) __kfifo_init(&(fifo)->kfifo, buffer, size, sizeof(*(fifo)->type))
#define kfifo_free(fifo) __kfifo_free(&(fifo)->kfifo)
#define kfifo_initialized(fifo) ((fifo)->kfifo.mask)
#define kfifo_esize(fifo) ((fifo)->kfifo.esize)
#define kfifo_size(fifo) ((fifo)->kfifo.mask + 1)
#define kfifo_reset(fifo) __kfifo_reset(&(fifo)->kfifo)
#define kfifo_len(fifo) __kfifo_len(&(fifo)->kfifo)
#define kfifo_avail(fifo) (kfifo_size(fifo) - kfifo_len(fifo))
#define kfifo_is_empty(fifo) (kfifo_len(fifo) == 0)
#define kfifo_is_full(fifo) (kfifo_len(fifo) > (fifo)->kfifo.mask)
#define kfifo_skip(fifo) __kfifo_skip(&(fifo)->kfifo, 1)
#define kfifo_skip_count(fifo, count) __kfifo_skip(&(fifo)->kfifo, count)
#define kfifo_put(fifo, val) ({							\
	typeof(*(fifo)->type) __val = (val);					\
	__kfifo_in(&(fifo)->kfifo, &__val, 1);					\
})
#define __kfifo_pointed(fifo, val) ({ typeof((fifo)->type) __to = (val); (void *)__to; })
#define kfifo_get(fifo, val) __kfifo_out(&(fifo)->kfifo, __kfifo_pointed(fifo, val), 1)
#define kfifo_peek(fifo, val) __kfifo_out_peek(&(fifo)->kfifo, __kfifo_pointed(fifo, val), 1)
#define kfifo_in(fifo, from, n) __kfifo_in(&(fifo)->kfifo, from, n)
#define kfifo_out(fifo, to, n) __kfifo_out(&(fifo)->kfifo, to, n)
#define kfifo_out_peek(fifo, to, n) __kfifo_out_peek(&(fifo)->kfifo, to, n)
#define __kfifo_locked(lock, call) ({						\
	unsigned long __flags;							\
	unsigned int __copied;							\
	spin_lock_irqsave(lock, __flags);					\
	__copied = (call);							\
	spin_unlock_irqrestore(lock, __flags);					\
	__copied;								\
})
#define kfifo_in_spinlocked(fifo, from, n, lock) __kfifo_locked(lock, kfifo_in(fifo, from, n))
#define kfifo_out_spinlocked(fifo, to, n, lock) __kfifo_locked(lock, kfifo_out(fifo, to, n))
#define kfifo_is_empty_spinlocked(fifo, lock) __kfifo_locked(lock, kfifo_is_empty(fifo))

#endif
