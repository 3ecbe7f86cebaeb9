/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_MODULEPARAM_H
#define LINUX_MODULEPARAM_H

#define module_param(name, type, perm)
#define module_param_named(name, value, type, perm)
#define MODULE_PARM_DESC(name, description)

#endif
