/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/fs.h>

/* vfs_setpos (fs/read_write.c) */
loff_t vfs_setpos(struct file *file, loff_t offset, loff_t maxsize)
{
	if (offset < 0 && !(file->f_op->fop_flags & FOP_UNSIGNED_OFFSET))
		return -EINVAL;
	if (offset > maxsize)
		return -EINVAL;
	if (offset != file->f_pos)
		file->f_pos = offset;
	return offset;
}

/* generic_file_llseek_size (fs/read_write.c) */
loff_t generic_file_llseek_size(struct file *file, loff_t offset, int whence, loff_t maxsize, loff_t eof)
{
	switch (whence) {
	case SEEK_END:
		offset += eof;
		break;
	case SEEK_CUR:
		if (!offset)
			return file->f_pos;
		offset += file->f_pos;
		break;
	case SEEK_DATA:
	case SEEK_HOLE:
		if ((u64)offset >= eof)
			return -ENXIO;
		if (whence == SEEK_HOLE)
			offset = eof;
		break;
	}
	return vfs_setpos(file, offset, maxsize);
}

/* fixed_size_llseek (fs/read_write.c) */
loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence, loff_t size)
{
	return whence < SEEK_SET || whence > SEEK_END ? -EINVAL :
							generic_file_llseek_size(file, offset, whence, size, size);
}

/* no_seek_end_llseek_size (fs/read_write.c) */
loff_t no_seek_end_llseek_size(struct file *file, loff_t offset, int whence, loff_t size)
{
	return whence != SEEK_SET && whence != SEEK_CUR ? -EINVAL :
							  generic_file_llseek_size(file, offset, whence, size, 0);
}

/* no_seek_end_llseek (fs/read_write.c) */
loff_t no_seek_end_llseek(struct file *file, loff_t offset, int whence)
{
	return no_seek_end_llseek_size(file, offset, whence, OFFSET_MAX);
}

/* noop_llseek (fs/read_write.c) */
loff_t noop_llseek(struct file *file, loff_t offset, int whence)
{
	return file->f_pos;
}

/* nonseekable_open (fs/open.c) */
int nonseekable_open(struct inode *inode, struct file *file)
{
	file->f_mode &= ~(FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE);
	return 0;
}

/* stream_open (fs/open.c) */
int stream_open(struct inode *inode, struct file *file)
{
	file->f_mode &= ~(FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE | FMODE_ATOMIC_POS);
	file->f_mode |= FMODE_STREAM;
	return 0;
}
