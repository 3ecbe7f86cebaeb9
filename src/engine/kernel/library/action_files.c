/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/string.h>
#include "core.h"

/* What a user does with an open file, as actions.c has the rest. */

/* open(2) of a node under /dev, in a process of its own. */
int action_open(int file, int word)
{
	struct process *process;
	int ret;

	if (file < 0 || file >= MAX_FILES || user_processes[file])
		return -EMFILE;
	process = __machine_alloc(sizeof(*process), 1);
	if (!process)
		return -ENOMEM;
	process->mm.pid = 1000 + file;
	INIT_LIST_HEAD(&process->areas);
	process->node = node_get(word);
	ret = process->node ? open_node(process->node, &process->file) : -ENOENT;
	if (ret) {
		if (process->node)
			node_put(process->node);
		__machine_free(process);
		return user_done(ret);
	}
	user_processes[file] = process;
	return user_done(0);
}

/* mmap(2), MAP_SHARED unless shared is 0, to read and write; then the process uses all that it has mapped. */
int action_mmap(int file, unsigned long offset, unsigned long length, int shared)
{
	struct process *process = user_process_of(file);
	struct vm_area_struct *vma;
	int ret;

	if (!process)
		return -EBADF;
	ret = map_file(process->file, &process->mm, offset, length, shared, &vma);
	if (!ret)
		list_add_tail(&vma->area, &process->areas);
	list_for_each_entry(vma, &process->areas, area)
		touch_area(vma);
	return user_done(ret);
}

/*
 * Users have their memory at addresses of their own (USER_WINDOW in machine/address.ts), which only copy_to_user and its
 * like may follow: a part for each file, and what is before the argument is nobody's.
 */
#define USER_MEMORY 0x7f0000000000ul
#define USER_PART BIT(25)
#define USER_ARGUMENT BIT(24)

static unsigned long user_address(int file)
{
	return USER_MEMORY + file * USER_PART + USER_ARGUMENT;
}

/* Where what a user points to is kept; NULL where there is nothing of a user's. */
void *user_memory(const void __user *pointer)
{
	unsigned long part = (unsigned long)pointer - USER_MEMORY;
	struct process *process;

	process = part < MAX_FILES * USER_PART ? user_process_of(part / USER_PART) : NULL;
	return !process ? reader_memory((unsigned long)pointer) : process->memory ? process->memory + (part % USER_PART - USER_ARGUMENT) : NULL;
}

#define EGM_RETIRED_PAGES_LIST _IO('E', 100)
#define LEAST_ARGUMENT 8
#define MOST_ARGUMENT (1ul << 20)

/* What a process has for the next call. */
static int take_memory(struct process *process, unsigned long size)
{
	if (process->memory)
		__machine_free(process->memory);
	process->memory = __machine_alloc(size, 1);
	return process->memory ? 0 : -ENOMEM;
}

/* What is behind the first 32 bits of a structure; behind it there is a page more. */
enum { FILL_ZEROS, FILL_POINTERS, FILL_ONES };

static void fill_argument(u32 *argument, unsigned long size, int file, unsigned long fill)
{
	unsigned long more = user_address(file) + ALIGN(size, sizeof(u64)), at;

	if (fill == FILL_ONES)
		memset(argument + 1, 0xff, size - sizeof(u32));
	if (fill != FILL_POINTERS)
		return;
	argument[1] = 1;
	for (at = sizeof(u64); at + sizeof(u64) <= size; at += sizeof(u64))
		*(u64 *)((void *)argument + at) = more;
}

/* ioctl(2): a structure of argsz bytes that says so in its first 32 bits; larger ones end at 1 MiB here. */
int action_ioctl(int file, unsigned long argsz, unsigned long request, unsigned long fill)
{
	struct process *process = user_process_of(file);
	unsigned long size = argsz < LEAST_ARGUMENT ? LEAST_ARGUMENT : argsz < MOST_ARGUMENT ? argsz : MOST_ARGUMENT;
	int ret;

	if (!process)
		return -EBADF;
	ret = take_memory(process, fill == FILL_POINTERS ? ALIGN(size, sizeof(u64)) + PAGE_SIZE : size);
	if (ret)
		return ret;
	*(u32 *)process->memory = argsz;
	fill_argument(process->memory, size, file, fill);
	return user_done(vfs_ioctl(process->file, request ?: EGM_RETIRED_PAGES_LIST, user_address(file)));
}

/* Of as many bytes as that; it is no error that there are less. */
static int transfer(int file, unsigned long offset, unsigned long length, bool writes)
{
	struct process *process = user_process_of(file);
	void __user *buf = (void __user *)user_address(file);
	ssize_t ret;

	if (!process)
		return -EBADF;
	ret = take_memory(process, length);
	if (!ret)
		ret = writes ? vfs_write(process->file, buf, length, offset) : vfs_read(process->file, buf, length, offset);
	return user_done(ret < 0 ? ret : 0);
}

/* pread(2) */
int action_read_at(int file, unsigned long offset, unsigned long length)
{
	return transfer(file, offset, length, false);
}

/* pwrite(2) of zeros. */
int action_write_at(int file, unsigned long offset, unsigned long length)
{
	return transfer(file, offset, length, true);
}

/* The structure that the last ioctl of a file was given. */
void *model_argument(int file)
{
	struct process *process = user_process_of(file);

	return process ? process->memory : NULL;
}

/* The process ends: its mappings go, and then its file. */
int action_close(int file)
{
	struct process *process = user_process_of(file);

	if (!process)
		return -EBADF;
	user_processes[file] = NULL;
	while (!list_empty(&process->areas)) {
		struct vm_area_struct *vma = list_first_entry(&process->areas, struct vm_area_struct, area);

		list_del(&vma->area);
		unmap_file(vma);
	}
	fput(process->file);
	node_put(process->node);
	if (process->memory)
		__machine_free(process->memory);
	__machine_free(process);
	return user_done(0);
}

/* The hardware reports that memory is faulty (drivers/acpi/apei/ghes.c). */
int action_poison(unsigned long address)
{
	return user_done(memory_failure(PHYS_PFN(address)));
}

/* Bytes of it that its process has mapped. */
static unsigned long mapped_by(const struct process *process)
{
	unsigned long pages = 0;
	struct vm_area_struct *vma;

	list_for_each_entry(vma, &process->areas, area)
		pages += vma->mapped_pages;
	return pages << PAGE_SHIFT;
}

static bool is_of(const struct file_operations *operations, int module)
{
	return __kernel_module_of(operations->open) == module || __kernel_module_of(operations->release) == module ||
	       __kernel_module_of(operations->mmap) == module || __kernel_module_of(operations->unlocked_ioctl) == module ||
	       __kernel_module_of(operations->read) == module;
}

/* A module's code is gone: files that are open would run it. */
void files_outlive(int module)
{
	struct process **each = user_processes, **end = user_processes + MAX_FILES, *process;

	for (; each != end; each++)
		if ((process = *each) && is_of(process->file->f_op, module))
			__kernel_report_at(process->file->f_op->open, "use-after-free", "file-of-module",
					   __kernel_module_name(module));
}

/* Tells observe.c's caller the open files whose node is still there, and that can be mapped. */
void tell_files(void)
{
	struct process **each = user_processes, **end = user_processes + MAX_FILES, *process;

	for (; each != end; each++)
		if ((process = *each))
			__kernel_tell_file(each - user_processes, process->node->name, node_exists(process->node),
					   process->file->f_op->open, process->file->f_op->mmap, mapped_by(process));
}
