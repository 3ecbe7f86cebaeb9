/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_UACCESS_H
#define LINUX_UACCESS_H

#include <linux/types.h>

unsigned long copy_to_user(void __user *to, const void *from, unsigned long n);
unsigned long copy_from_user(void *to, const void __user *from, unsigned long n);
unsigned long clear_user(void __user *to, unsigned long n);
long strncpy_from_user(char *to, const char __user *from, long n);
long strnlen_user(const char __user *s, long n);
bool access_ok(const void __user *pointer, unsigned long size);
int copy_struct_from_user(void *to, size_t ksize, const void __user *from, size_t usize);
#define put_user(x, ptr) ({ typeof(*(ptr)) __put = (x); copy_to_user(ptr, &__put, sizeof(__put)) ? -EFAULT : 0; })
#define get_user(x, ptr) ({ typeof(*(ptr)) __got; int __fault = copy_from_user(&__got, ptr, sizeof(__got)) ? -EFAULT : 0; (x) = __got; __fault; })

#endif
