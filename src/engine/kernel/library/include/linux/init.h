/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_INIT_H
#define LINUX_INIT_H

#define __init
#define __exit
#define __initdata
#define __exitdata
#define __initconst
#define __devexit_p(x) x
#define late_initcall(fn) module_init(fn)
#define device_initcall(fn) module_init(fn)
#define subsys_initcall(fn) module_init(fn)

#endif
