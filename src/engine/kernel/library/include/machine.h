/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef MACHINE_H
#define MACHINE_H

/*
 * Operations of the machine that runs this C. Everything else of the kernel is written in C on top of them.
 */
void *__machine_alloc(unsigned long size, int zeroed);
void __machine_free(const void *p);
unsigned long __machine_size(const void *p);
/* p is where an object of the heap begins that is not freed. */
int __machine_is_live(const void *p);
/* Whether the object at p is somebody's to free, who says so before: others who free it do wrong. */
void __machine_guard(const void *p, int guarded);
/* Where the object begins, or did, that p is in. */
void *__machine_begin(const void *p);
void __machine_pin(const void *p);
void __machine_unpin(const void *p);
/* What the task does from now on, as "probe 0008:01:00.0", until the next call; NULL for nothing particular. */
void __machine_errand(const char *what, const char *of);
/* What the task is at until it is done, as "thread trial", in place of what it is called; NULL for nothing particular. */
void __machine_serve(const char *what, const char *of);
/* From 1 to 0 the task does what it was not asked for: what fails is not of what it was. */
void __machine_aside(int begins);
/* Keeps the errno that the driver returned last under such a name, whatever the task does. */
void __machine_failed(const char *what, const char *of);
/* Tells by which lines, of KERN_NOTICE or worse, the driver has logged something during the errand; 0 for none. */
int __machine_told(void);
/* A value that stands for an errno, other than ERR_PTR does: who returns it to the driver fails with that errno. */
void __machine_coded(const void *value, int errno);
void __machine_lock(int *word, const char *what);
int __machine_try_lock(int *word, const char *what);
void __machine_unlock(int *word, const char *what);
/* The same for reading, which others may do at the same time. */
void __machine_lock_shared(int *word, const char *what);
int __machine_try_lock_shared(int *word, const char *what);
void __machine_unlock_shared(int *word, const char *what);
/* From held alone to held for reading. */
void __machine_downgrade(int *word, const char *what);
/* Before a lock is initialised: a finding where it is held. */
void __machine_make_lock(const int *word);
/* 1 alone, 2 for reading, else 0. */
int __machine_holds(const int *word);
/* The word of the lock of that name which the task took last, of those that it holds; NULL for none. */
int *__machine_held(const char *what);
int __machine_is_locked(const int *word);
void __machine_report(const char *kind, const char *detail, const char *text);
void __machine_copy(void *to, const void *from, unsigned long n);
void __machine_fill(void *to, int byte, unsigned long n);
int __machine_compare(const void *a, const void *b, unsigned long n);
/* The first from `from` on, of n words of 8 bytes, that is not 0; n when there is none. */
unsigned long __machine_next_set(const void *words, unsigned long from, unsigned long n);
/* How many of the bytes come before the first that was never written. */
unsigned long __machine_initialised(const void *p, unsigned long n);
unsigned long __machine_string_length(const char *s);
/* strncmp: -1, 0 or 1. */
int __machine_string_compare(const char *a, const char *b, unsigned long n);
unsigned int __machine_string_hash(const char *s);
/* Index of the first, or last, byte c before the NUL, or of the NUL for c 0; -1 when there is none. */
long __machine_string_index(const char *s, int c, int last);
/* A section in which a task must not sleep, as RCU's; spinlocks are known by their locks' name. */
void __machine_enter(const char *what);
void __machine_leave(const char *what);
/* How many locks of that name the task holds, and such sections it is in. */
int __machine_within(const char *what);
/* A section in which a counter's data is read, or written, begins or ends; one that reads, at the latest with its function. */
void __machine_read_section(const void *counter, int begins);
void __machine_write_section(const void *counter, int begins);
/* what may sleep: a finding where the task must not. */
void __machine_might_sleep(const char *what);
#define may_sleep() __machine_might_sleep(__func__)
/* A fault that the explorer may inject: 0 unless the run says otherwise. */
int __machine_choose(const char *what, int ways);
/* The same where the task would have to wait for a lock, or until *word is 0: whether a signal comes first. Else 0. */
int __machine_interrupted(const int *word, const char *what, const char *signal);
int __machine_interrupted_shared(const int *word, const char *what, const char *signal);
void __machine_yield(void);
/* Waits until *word is 0. */
void __machine_await(const int *word);
/* Looks for one of the things that an object has, or changes whether it is there: what exploring orders keeps apart. */
void __machine_meet(const void *of, unsigned int thing, int write);
/* Whether lists that few look at are kept in order: what exploring orders leaves out until it is wanted, of all states. */
int __machine_ordered(void);
void __machine_want_order(void);
void __machine_die(void);

/* Operations of the virtual kernel around the machine. */
/* printk: the level prefix is dropped, each line goes to the log. */
int __kernel_printk(const char *format, ...);
/* dev_printk: "DRIVER NAME: " before the text. */
int __kernel_printk_device(const char *level, const char *driver, const char *name, const char *format, ...);
/* vsnprintf: returns the length without the limit. */
int __kernel_format_into(char *to, unsigned long size, const char *format, ...);
/* kvasprintf: a new heap string, NULL when memory is exhausted. */
char *__kernel_format(const char *format, ...);
/*
 * A property of the ACPI device of PCI device number device: 0 absent, 1 an integer (stored), 2 a string;
 * 3 an integer that is the number of an EGM region.
 */
int __kernel_property(int device, const char *name, unsigned long *value);
/* A string property as a new heap string; NULL when it is absent or not a string. */
char *__kernel_property_text(int device, const char *name);
/* PCI devices of the machine, in order of registration. */
int __kernel_pci_devices(void);
/* what: 0 domain, 1 bus, 2 devfn, 3 vendor, 4 device, 5 the proximity domain of its socket, -1 for none. */
unsigned int __kernel_pci_number(int device, int what);
/* A word of the machine's: what a user wrote. A copy as a new heap string, or whether it is that text. */
char *__kernel_word(int word);
int __kernel_is_word(int word, const char *text);
/* Modules of the driver: how many, their names, init (0) and exit (1); variables as they are in its file. */
int __kernel_modules(void);
int __kernel_is_module(int module, const char *name);
const char *__kernel_module_name(int module);
/* A finding that is told at a function of the driver's. */
void __kernel_report_at(const void *function, const char *kind, const char *detail, const char *text);
/* A driver's function returned an error: of a device ("device"), or its module_init ("init", NULL). */
void __kernel_answered(const char *what, const char *of);
/* The module that a function is of; -1 for the kernel's own. */
int __kernel_module_of(const void *function);
void *__kernel_module_function(int module, int which);
void __kernel_module_fresh(int module);
/* The modules that a module needs, by their number, -1 behind the last; and a symbol that it needs of each. */
int __kernel_module_needs(int module, int which);
const char *__kernel_module_symbol(int module, int which);
/* Whether physical memory is the host's own: 0 not, 1 all of it, 2 partly. */
int __kernel_host_memory(unsigned long base, unsigned long size);
/* Of mapping it for a user: 1, some of it is the host's; 2, it goes beyond the memory it has a part of; else 0. */
int __kernel_handing_out(unsigned long base, unsigned long size);
/* The node of a proximity domain, and the domain of a node; -1 for none. */
int __kernel_node_of(int domain);
int __kernel_domain_of(int node);
/* Bytes of the memory that begins there; 0 for none. */
unsigned long __kernel_memory_from(unsigned long base);
/* Stores what the tables of the topology hold there; to is zeroed. */
void __kernel_read_memory(unsigned long base, void *to, unsigned long size);
/* The end state, told by observe.c. */
void __kernel_tell_auxiliary(const char *name, int parent, int references, int id, int parent_bound, int error,
			     const void *at, int region);
void __kernel_tell_node(const char *name, unsigned int number, int mode, int reserved, const char *auxiliary,
			const void *at, const void *read, const void *write, const void *ioctl, int tried,
			const void *open);
void __kernel_tell_pci(int device, int bound, int error, int region, int region_gone, const void *probe,
		       int references, int told, const void *held);
void __kernel_tell_module(const char *name, int references, int all, const void *init);
void __kernel_tell_file(int file, const char *node, int exists, const void *open, const void *mmap, unsigned long mapped);
/* Whether a driver of a bound device is to be asked at the end of the machine, and where it sleeps. */
void __kernel_tell_power(int shuts, int sleeps);
void __kernel_tell_debugfs(void);
void __kernel_tell_long(const char *path);
void __kernel_tell_attribute(const char *path, const void *show, const void *store, const void *attr);
void __kernel_tell_scrub(unsigned long base, unsigned long size);

#endif
