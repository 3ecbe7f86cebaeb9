/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/pci.h>
#include "core.h"

/*
 * What a user does, one function each, to be run as a task (kernel/actions.ts has the table). Each gives what
 * the system call, or the write to sysfs, would: 0 where that gives a count, or an errno. Devices, modules,
 * open files and words are numbers of the machine's. What was queued meanwhile is run in the end (workqueue.c).
 */

static int done(int ret)
{
	run_works();
	return ret;
}

/* An open file and the process that has it: processes share none here. */
struct process {
	struct devtmpfs_inode *node;
	struct file *file;
	struct mm_struct mm;
	struct list_head areas;
	/* The last structure given to an ioctl. */
	void *memory;
};

#define MAX_FILES 64
static struct process *processes[MAX_FILES];

static struct process *process_of(int file)
{
	return file >= 0 && file < MAX_FILES ? processes[file] : NULL;
}

/* insmod; what was deferred is tried afterwards, by its work queue. */
int action_load(int module)
{
	int ret = load_module(module);

	if (!ret)
		deferred_probe_run();
	return done(ret);
}

/* A worker of the asynchronous probes (kernel/async.c), in a task of its own beside the load; 1 when it had one. */
int action_async_probe(void)
{
	return done(async_probe_run());
}

/* A worker of the work queues, which is at it again and again. */
int action_worker(int number)
{
	worker_run(number);
	return 0;
}

int action_unload(int module)
{
	return done(unload_module(module));
}

/*
 * driver_override_store (drivers/pci/pci-sysfs.c), where none is set yet, then bind_store (drivers/base/bus.c):
 * of the driver that the override names, or that has the device in its table.
 */
int action_bind(int device)
{
	struct pci_dev *pdev = pci_device_get(device);
	struct device_driver *drv;
	int ret = -ENODEV;

	if (!pdev)
		return -ENODEV;
	drv = pci_driver_for(pdev);
	if (!drv)
		goto out;
	if (!pdev->driver_override) {
		ret = driver_set_override(pdev, __kernel_format("%s", drv->name));
		if (ret)
			goto out_driver;
	}
	ret = -ENODEV;
	if (driver_match_device(drv, &pdev->dev)) {
		ret = device_driver_attach(drv, &pdev->dev);
		deferred_probe_run();
	}
out_driver:
	driver_files_put(drv, pdev);
out:
	put_device(&pdev->dev);
	return done(ret);
}

/* unbind_store (drivers/base/bus.c) */
int action_unbind(int device)
{
	struct pci_dev *pdev = pci_device_get(device);
	struct device_driver *drv;
	int ret = -ENODEV;

	if (!pdev)
		return ret;
	drv = pdev->dev.driver;
	if (drv && driver_files_get(drv, pdev)) {
		device_release_driver(&pdev->dev);
		driver_files_put(drv, pdev);
		ret = 0;
	}
	put_device(&pdev->dev);
	return done(ret);
}

/* remove_store (drivers/pci/pci-sysfs.c): the directory is gone with the device. */
int action_unplug(int device)
{
	struct pci_dev *pdev = pci_device_get(device);

	if (!pdev)
		return -ENOENT;
	pci_stop_and_remove_bus_device_locked(pdev);
	put_device(&pdev->dev);
	return done(0);
}

/* driver_override_store (drivers/pci/pci-sysfs.c): an empty text takes it away. */
int action_override(int device, int word)
{
	struct pci_dev *pdev = pci_device_get(device);
	int ret;

	if (!pdev)
		return -ENOENT;
	ret = driver_set_override(pdev, __kernel_word(word));
	put_device(&pdev->dev);
	return ret;
}

/* open(2) of a node under /dev, in a process of its own. */
int action_open(int file, int word)
{
	struct process *process;
	int ret;

	if (file < 0 || file >= MAX_FILES || processes[file])
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
		return done(ret);
	}
	processes[file] = process;
	return done(0);
}

/* mmap(2), MAP_SHARED unless shared is 0, to read and write; then the process uses all that it has mapped. */
int action_mmap(int file, unsigned long offset, unsigned long length, int shared)
{
	struct process *process = process_of(file);
	struct vm_area_struct *vma;
	int ret;

	if (!process)
		return -EBADF;
	ret = map_file(process->file, &process->mm, offset, length, shared, &vma);
	if (!ret)
		list_add_tail(&vma->area, &process->areas);
	list_for_each_entry(vma, &process->areas, area)
		touch_area(vma);
	return done(ret);
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

	process = part < MAX_FILES * USER_PART ? process_of(part / USER_PART) : NULL;
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
	struct process *process = process_of(file);
	unsigned long size = argsz < LEAST_ARGUMENT ? LEAST_ARGUMENT : argsz < MOST_ARGUMENT ? argsz : MOST_ARGUMENT;
	int ret;

	if (!process)
		return -EBADF;
	ret = take_memory(process, fill == FILL_POINTERS ? ALIGN(size, sizeof(u64)) + PAGE_SIZE : size);
	if (ret)
		return ret;
	*(u32 *)process->memory = argsz;
	fill_argument(process->memory, size, file, fill);
	return done(vfs_ioctl(process->file, request ?: EGM_RETIRED_PAGES_LIST, user_address(file)));
}

/* pread(2); it is no error that there is less. */
int action_read_at(int file, unsigned long offset, unsigned long length)
{
	struct process *process = process_of(file);
	ssize_t ret;

	if (!process)
		return -EBADF;
	ret = take_memory(process, length);
	if (!ret)
		ret = vfs_read(process->file, (char __user *)user_address(file), length, offset);
	return done(ret < 0 ? ret : 0);
}

/* pwrite(2) of zeros. */
int action_write_at(int file, unsigned long offset, unsigned long length)
{
	struct process *process = process_of(file);
	ssize_t ret;

	if (!process)
		return -EBADF;
	ret = take_memory(process, length);
	if (!ret)
		ret = vfs_write(process->file, (const char __user *)user_address(file), length, offset);
	return done(ret < 0 ? ret : 0);
}

/* The structure that the last ioctl of a file was given. */
void *model_argument(int file)
{
	struct process *process = process_of(file);

	return process ? process->memory : NULL;
}

/* The process ends: its mappings go, and then its file. */
int action_close(int file)
{
	struct process *process = process_of(file);

	if (!process)
		return -EBADF;
	processes[file] = NULL;
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
	return done(0);
}

/* The hardware reports that memory is faulty (drivers/acpi/apei/ghes.c). */
int action_poison(unsigned long address)
{
	return done(memory_failure(PHYS_PFN(address)));
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
	struct process **each = processes, **end = processes + MAX_FILES, *process;

	for (; each != end; each++)
		if ((process = *each) && is_of(process->file->f_op, module))
			__kernel_report_at(process->file->f_op->open, "use-after-free", "file-of-module",
					   __kernel_module_name(module));
}

/* Tells observe.c's caller the open files whose node is still there, and that can be mapped. */
void tell_files(void)
{
	struct process **each = processes, **end = processes + MAX_FILES, *process;

	for (; each != end; each++)
		if ((process = *each))
			__kernel_tell_file(each - processes, process->node->name, node_exists(process->node),
					   process->file->f_op->open, process->file->f_op->mmap, mapped_by(process));
}
