/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/string.h>

/* __warn (kernel/panic.c), without registers and stack. */
void __warn_of(const char *detail, const char *text, const char *file, int line, const char *function)
{
	printk("WARNING: at %s:%d %s()\n", file, line, function);
	__machine_report("warn", detail, text);
}

/* The condition is for who reads the finding. */
void __warn_at(const char *condition, const char *file, int line, const char *function)
{
	char *text = __kernel_format("WARN_ON(%s) in %s()", condition, function);

	__warn_of("condition", text, file, line, function);
	__machine_free(text);
}

/* __warn_printk (kernel/panic.c). What is told has neither the level before the text nor the newline after it. */
void __warn_text(char *text)
{
	size_t length = strlen(text);

	printk("%s", text);
	if (length && text[length - 1] == '\n')
		text[length - 1] = 0;
	__machine_report("warn", "text", text[0] == KERN_SOH_ASCII ? text + 2 : text);
}

/* unreachable (include/linux/compiler.h): gcc leaves out what would be executed. */
void __unreachable_at(const char *function)
{
	char *text = __kernel_format("unreachable() is reached in %s()", function);

	__machine_report("warn", "unreachable", text);
	__machine_die();
}

/* BUG: an exception that ends the task (lib/bug.c). */
void __bug_at(const char *file, int line, const char *function)
{
	char *text = __kernel_format("kernel BUG at %s:%d!", file, line);

	printk("%s\n", text);
	__machine_report("warn", "bug", text);
	__machine_die();
}
