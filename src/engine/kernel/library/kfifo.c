/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kfifo.h>
#include <linux/log2.h>
#include <linux/slab.h>

/* Elements in the order in which they came (lib/kfifo.c): one may put and another get without a lock. */

static void fifo_begin(struct __kfifo *fifo, void *data, unsigned int size, size_t esize)
{
	fifo->in = fifo->out = 0;
	fifo->esize = esize;
	fifo->data = size < 2 ? NULL : data;
	fifo->mask = size < 2 ? 0 : size - 1;
}

/* __kfifo_alloc (lib/kfifo.c): of a power of two. */
int __kfifo_alloc(struct __kfifo *fifo, unsigned int size, size_t esize, gfp_t gfp)
{
	size = roundup_pow_of_two(size);
	fifo_begin(fifo, NULL, 0, esize);
	if (size < 2)
		return -EINVAL;
	fifo->data = kmalloc_array(esize, size, gfp);
	if (!fifo->data)
		return -ENOMEM;
	fifo->mask = size - 1;
	return 0;
}

/* __kfifo_init (lib/kfifo.c): of so many bytes. */
int __kfifo_init(struct __kfifo *fifo, void *buffer, unsigned int size, size_t esize)
{
	size /= esize;
	if (size && !is_power_of_2(size))
		size = rounddown_pow_of_two(size);
	fifo_begin(fifo, buffer, size, esize);
	fifo->data = buffer;
	return size < 2 ? -EINVAL : 0;
}

/* __kfifo_free (lib/kfifo.c) */
void __kfifo_free(struct __kfifo *fifo)
{
	kfree(fifo->data);
	fifo_begin(fifo, NULL, 0, 0);
}

/* kfifo_len (include/linux/kfifo.h) */
unsigned int __kfifo_len(const struct __kfifo *fifo)
{
	return fifo->in - fifo->out;
}

static void *fifo_element(const struct __kfifo *fifo, unsigned int at)
{
	return (char *)fifo->data + (at & fifo->mask) * fifo->esize;
}

/* __kfifo_in (lib/kfifo.c): as many as there is room for. */
unsigned int __kfifo_in(struct __kfifo *fifo, const void *from, unsigned int n)
{
	unsigned int i, room = fifo->mask + 1 - __kfifo_len(fifo);

	if (n > room)
		n = room;
	for (i = 0; i < n; i++)
		__machine_copy(fifo_element(fifo, fifo->in + i), (const char *)from + i * fifo->esize, fifo->esize);
	fifo->in += n;
	return n;
}

/* __kfifo_out_peek (lib/kfifo.c): as many as there are. */
unsigned int __kfifo_out_peek(struct __kfifo *fifo, void *to, unsigned int n)
{
	unsigned int i, length = __kfifo_len(fifo);

	if (n > length)
		n = length;
	for (i = 0; i < n; i++)
		__machine_copy((char *)to + i * fifo->esize, fifo_element(fifo, fifo->out + i), fifo->esize);
	return n;
}

/* __kfifo_out (lib/kfifo.c) */
unsigned int __kfifo_out(struct __kfifo *fifo, void *to, unsigned int n)
{
	n = __kfifo_out_peek(fifo, to, n);
	fifo->out += n;
	return n;
}

/* kfifo_skip_count (include/linux/kfifo.h) */
void __kfifo_skip(struct __kfifo *fifo, unsigned int n)
{
	fifo->out += n;
}

/* kfifo_reset (include/linux/kfifo.h) */
void __kfifo_reset(struct __kfifo *fifo)
{
	fifo->in = fifo->out = 0;
}
