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

#define THIS_MODULE ((struct module *)0)
/* The virtual loader finds a module's init and exit by these names. */
#define module_init(fn) static int (*__module_init)(void) __used = fn
#define module_exit(fn) static void (*__module_exit)(void) __used = fn
#define MODULE_LICENSE(text)
#define MODULE_AUTHOR(text)
#define MODULE_DESCRIPTION(text)
#define MODULE_VERSION(text)
#define MODULE_ALIAS(text)
#define MODULE_SOFTDEP(text)
#define MODULE_FIRMWARE(text)
#define MODULE_INFO(tag, text)
#define MODULE_IMPORT_NS(space)
#define MODULE_DEVICE_TABLE(type, name)

static inline bool try_module_get(struct module *module)
{
	return true;
}

static inline void module_put(struct module *module)
{
}

static inline void __module_get(struct module *module)
{
}

#endif
