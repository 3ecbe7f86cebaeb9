/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/bug.h>
#include <linux/capability.h>

struct user_namespace init_user_ns;

/* ns_capable (kernel/capability.c): whoever acts here is root. */
bool ns_capable(struct user_namespace *ns, int cap)
{
	if (!cap_valid(cap)) {
		pr_crit("capable() called with invalid cap=%u\n", cap);
		BUG();
	}
	return true;
}

/* capable (kernel/capability.c) */
bool capable(int cap)
{
	return ns_capable(&init_user_ns, cap);
}
