/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/module.h>
#include "core.h"

/* A module of the machine, by its number (struct module, include/linux/module.h). */
enum module_state { MODULE_ABSENT, MODULE_COMING, MODULE_LIVE, MODULE_GOING };

#define MAX_MODULES 64

static struct {
	enum module_state state;
	/* References of users: open files, and whoever calls try_module_get. */
	int references;
	/* It has been loaded before. */
	bool known;
} modules[MAX_MODULES];

/* The number of a module; -1 for the kernel itself. */
static int number_of(const struct module *module)
{
	int i;

	for (i = 0; module && i < __kernel_modules() && i < MAX_MODULES; i++)
		if (__kernel_is_module(i, module->name))
			return i;
	return -1;
}

/* try_module_get (kernel/module/main.c), where a lock that the caller holds keeps others out. */
bool try_module_get_locked(struct module *module)
{
	int number = number_of(module);

	if (number < 0)
		return true;
	if (modules[number].state == MODULE_GOING || modules[number].state == MODULE_ABSENT)
		return false;
	modules[number].references++;
	return true;
}

/* try_module_get (kernel/module/main.c): not of a module that goes. */
bool try_module_get(struct module *module)
{
	if (number_of(module) >= 0)
		__machine_yield();
	return try_module_get_locked(module);
}

/* __module_get (kernel/module/main.c) */
void __module_get(struct module *module)
{
	int number = number_of(module);

	if (number >= 0)
		modules[number].references++;
}

/* module_put (kernel/module/main.c), where a lock that the caller holds keeps others out. */
void module_put_locked(struct module *module)
{
	int number = number_of(module);

	if (number < 0)
		return;
	WARN_ON(modules[number].references <= 0);
	modules[number].references--;
}

/* module_put (kernel/module/main.c) */
void module_put(struct module *module)
{
	if (number_of(module) >= 0)
		__machine_yield();
	module_put_locked(module);
}

/* module_refcount (kernel/module/main.c): whose init runs holds itself. */
int module_refcount(struct module *module)
{
	int number = number_of(module);

	return number < 0 ? 0 : modules[number].references + (modules[number].state == MODULE_COMING);
}

/* simplify_symbols, ref_module (kernel/module/main.c): whose symbols a module uses must be there, and stays. */
static bool use_modules(int number)
{
	int i, needed;

	for (i = 0; (needed = __kernel_module_needs(number, i)) >= 0; i++) {
		if (modules[needed].state != MODULE_LIVE) {
			pr_warn("%s: Unknown symbol %s (err -2)\n", __kernel_module_name(number), __kernel_module_symbol(number, i));
			return false;
		}
	}
	for (i = 0; (needed = __kernel_module_needs(number, i)) >= 0; i++)
		modules[needed].references++;
	return true;
}

/* module_unload_free (kernel/module/main.c) */
static void unuse_modules(int number)
{
	int i, needed;

	for (i = 0; (needed = __kernel_module_needs(number, i)) >= 0; i++)
		modules[needed].references--;
}

/* Who may still call a module whose code is gone. */
static void left_by(int number)
{
	works_outlive(number);
	files_outlive(number);
	notifiers_outlive(number);
}

/*
 * init_module (kernel/module/main.c): 0 or its error. What the module depends on is not loaded with it, as
 * modprobe would.
 */
int load_module(int number)
{
	int (*init)(void) = __kernel_module_function(number, 0);
	int ret = 0;

	if (number < 0 || number >= MAX_MODULES)
		return -ENOENT;
	if (modules[number].state != MODULE_ABSENT)
		return -EEXIST;
	if (!use_modules(number))
		return -ENOENT;
	modules[number].state = MODULE_COMING;
	if (modules[number].known)
		__kernel_module_fresh(number);
	modules[number].known = true;
	if (init)
		ret = init();
	if (ret < 0) {
		__kernel_answered("init", NULL);
		left_by(number);
		modules[number].state = MODULE_ABSENT;
		unuse_modules(number);
		return ret;
	}
	if (ret > 0)
		pr_warn("%s: '%s'->init suspiciously returned %d, it should follow 0/-E convention\n%s: loading module anyway...\n",
			"do_init_module", __kernel_module_name(number), ret, "do_init_module");
	modules[number].state = MODULE_LIVE;
	async_synchronize_full();
	return 0;
}

/*
 * delete_module (kernel/module/main.c): -ENOENT when it is not loaded, -EWOULDBLOCK while it is in use (rmmod of kmod
 * looks at that before, and calls it busy), -EBUSY while it comes or goes, or has no exit. Its memory stays readable
 * here: of uses afterwards those are found that works, timers, open files and notifiers will make.
 */
int unload_module(int number)
{
	void (*exit)(void) = __kernel_module_function(number, 1);

	if (number < 0 || number >= MAX_MODULES || modules[number].state == MODULE_ABSENT)
		return -ENOENT;
	__machine_yield();
	if (modules[number].state != MODULE_LIVE || (!exit && __kernel_module_function(number, 0)))
		return -EBUSY;
	if (modules[number].references)
		return -EWOULDBLOCK;
	modules[number].state = MODULE_GOING;
	if (exit)
		exit();
	left_by(number);
	modules[number].state = MODULE_ABSENT;
	unuse_modules(number);
	return 0;
}

/* Also of what is no module. */
bool module_is_live(int number)
{
	return number < 0 || number >= MAX_MODULES || modules[number].state == MODULE_LIVE;
}

/* References that are not of a module which needs this one: of open files, and of whoever asked for one. */
static int references_of_others(int number)
{
	int references = modules[number].references;
	int i, j, needed;

	for (i = 0; i < __kernel_modules() && i < MAX_MODULES; i++)
		for (j = 0; modules[i].state != MODULE_ABSENT && (needed = __kernel_module_needs(i, j)) >= 0; j++)
			references -= needed == number;
	return references;
}

/* For observe.c. */
void tell_modules(void)
{
	int i;

	for (i = 0; i < __kernel_modules() && i < MAX_MODULES; i++)
		if (modules[i].state == MODULE_LIVE)
			__kernel_tell_module(__kernel_module_name(i), references_of_others(i), modules[i].references,
					     __kernel_module_function(i, 0));
}
