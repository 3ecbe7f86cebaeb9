/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_MODULE_H
#define LINUX_MODULE_H

#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>

struct module {
	const char *name;
};

#ifdef MODULE
/* One for each source; its name tells the module. */
static struct module __this_module __maybe_unused = { .name = KBUILD_MODNAME };
#define THIS_MODULE (&__this_module)
#else
#define THIS_MODULE ((struct module *)0)
#endif
/* The virtual loader finds a module's init and exit by these names. As in Linux, no semicolon has to follow. */
#define module_init(fn) static int (*__module_init)(void) __used = fn;
#define module_exit(fn) static void (*__module_exit)(void) __used = fn;
#define MODULE_LICENSE(text)
#define MODULE_AUTHOR(text)
#define MODULE_DESCRIPTION(text)
#define MODULE_VERSION(text)
#define MODULE_ALIAS(text)
/* modprobe reads them; a source may have several. */
#define __module_softdep_named(n, text) static const char __module_softdep##n[] __used = text
#define __module_softdep_of(n, text) __module_softdep_named(n, text)
#define MODULE_SOFTDEP(text) __module_softdep_of(__COUNTER__, text)
#define MODULE_FIRMWARE(text)
#define MODULE_INFO(tag, text)
#define MODULE_IMPORT_NS(space)
#define MODULE_DEVICE_TABLE(type, name)

bool try_module_get(struct module *module);
void module_put(struct module *module);
void __module_get(struct module *module);
int module_refcount(struct module *module);

#endif
