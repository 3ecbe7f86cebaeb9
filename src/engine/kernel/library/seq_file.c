/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

/* Files whose text is made piece by piece (fs/seq_file.c). */

/* seq_open (fs/seq_file.c) */
int seq_open(struct file *file, const struct seq_operations *op)
{
	struct seq_file *m;

	may_sleep();
	WARN_ON(file->private_data);
	m = __machine_choose("seq_open", 2) ? NULL : __machine_alloc(sizeof(*m), 1);
	if (!m)
		return -ENOMEM;
	file->private_data = m;
	m->op = op;
	m->file = file;
	return 0;
}

/* __seq_open_private (fs/seq_file.c): what each who opens it has; NULL without memory. */
void *__seq_open_private(struct file *file, const struct seq_operations *op, int size)
{
	void *private = kzalloc(size, GFP_KERNEL_ACCOUNT);

	if (!private)
		return NULL;
	if (seq_open(file, op)) {
		kfree(private);
		return NULL;
	}
	((struct seq_file *)file->private_data)->private = private;
	return private;
}

/* seq_open_private (fs/seq_file.c) */
int seq_open_private(struct file *file, const struct seq_operations *op, int size)
{
	return __seq_open_private(file, op, size) ? 0 : -ENOMEM;
}

/* seq_release (fs/seq_file.c) */
int seq_release(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	kvfree(m->buf);
	__machine_free(m);
	return 0;
}

/* seq_release_private (fs/seq_file.c) */
int seq_release_private(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	kfree(m->private);
	m->private = NULL;
	return seq_release(inode, file);
}

static void *single_start(struct seq_file *m, loff_t *pos)
{
	return *pos ? NULL : SEQ_START_TOKEN;
}

static void *single_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return NULL;
}

static void single_stop(struct seq_file *m, void *v)
{
}

/* single_open (fs/seq_file.c) */
int single_open(struct file *file, int (*show)(struct seq_file *m, void *v), void *data)
{
	struct seq_operations *op = kmalloc(sizeof(*op), GFP_KERNEL_ACCOUNT);
	int error = -ENOMEM;

	if (!op)
		return error;
	op->start = single_start;
	op->next = single_next;
	op->stop = single_stop;
	op->show = show;
	error = seq_open(file, op);
	if (error)
		kfree(op);
	else
		((struct seq_file *)file->private_data)->private = data;
	return error;
}

/* single_open_size (fs/seq_file.c) */
int single_open_size(struct file *file, int (*show)(struct seq_file *m, void *v), void *data, size_t size)
{
	char *buf = kvmalloc(size, GFP_KERNEL_ACCOUNT);
	struct seq_file *m;
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = single_open(file, show, data);
	if (ret) {
		kvfree(buf);
		return ret;
	}
	m = file->private_data;
	m->buf = buf;
	m->size = size;
	return 0;
}

/* single_release (fs/seq_file.c) */
int single_release(struct inode *inode, struct file *file)
{
	const struct seq_operations *op = ((struct seq_file *)file->private_data)->op;
	int ret = seq_release(inode, file);

	kfree(op);
	return ret;
}

/* seq_write (fs/seq_file.c): -1, and all of the buffer counts as written, where it does not fit. */
int seq_write(struct seq_file *m, const void *data, size_t length)
{
	if (m->count + length < m->size) {
		__machine_copy(m->buf + m->count, data, length);
		m->count += length;
		return 0;
	}
	m->count = m->size;
	return -1;
}

/* seq_putc (fs/seq_file.c): nothing where there is no room. */
void seq_putc(struct seq_file *m, char c)
{
	if (m->count < m->size)
		m->buf[m->count++] = c;
}

/* seq_puts (include/linux/seq_file.h) */
void seq_puts(struct seq_file *m, const char *s)
{
	seq_write(m, s, __machine_string_length(s));
}

/* seq_printf (fs/seq_file.c); takes the text. */
void __seq_put_text(struct seq_file *m, char *text)
{
	if (text)
		seq_puts(m, text);
	__machine_free(text);
}

/* seq_list_start (fs/seq_file.c) */
struct list_head *seq_list_start(struct list_head *head, loff_t pos)
{
	struct list_head *each;

	list_for_each(each, head)
		if (pos-- == 0)
			return each;
	return NULL;
}

/* seq_list_start_head (fs/seq_file.c): the head first, for a line of its own. */
struct list_head *seq_list_start_head(struct list_head *head, loff_t pos)
{
	return pos ? seq_list_start(head, pos - 1) : head;
}

/* seq_list_next (fs/seq_file.c) */
struct list_head *seq_list_next(void *v, struct list_head *head, loff_t *pos)
{
	struct list_head *next = ((struct list_head *)v)->next;

	++*pos;
	return next == head ? NULL : next;
}

/* All from the beginning, in a buffer that is made larger until it fits; an error of show() ends it. */
static int show_all(struct seq_file *m)
{
	loff_t pos = 0;
	size_t before;
	int error = 0;
	void *v;

	m->count = 0;
	v = m->op->start(m, &pos);
	while (v && !IS_ERR(v)) {
		before = m->count;
		error = m->op->show(m, v);
		if (error < 0)
			break;
		if (error)
			m->count = before;
		error = 0;
		if (seq_has_overflowed(m))
			break;
		v = m->op->next(m, v, &pos);
	}
	if (IS_ERR(v))
		error = PTR_ERR(v);
	m->op->stop(m, v);
	return error;
}

/* seq_read (fs/seq_file.c); Linux makes no more of the text than it is asked for. */
ssize_t seq_read(struct file *file, char __user *buf, size_t size, loff_t *pos)
{
	struct seq_file *m = file->private_data;
	int error = 0;

	if (!m->buf || !*pos) {
		if (!m->buf) {
			m->size = PAGE_SIZE;
			m->buf = kvmalloc(m->size, GFP_KERNEL_ACCOUNT);
			if (!m->buf)
				return -ENOMEM;
		}
		for (;;) {
			error = show_all(m);
			if (error || !seq_has_overflowed(m))
				break;
			kvfree(m->buf);
			m->size *= 2;
			m->buf = kvmalloc(m->size, GFP_KERNEL_ACCOUNT);
			if (!m->buf)
				return -ENOMEM;
		}
		if (error)
			return error;
	}
	return simple_read_from_buffer(buf, size, pos, m->buf, m->count);
}
