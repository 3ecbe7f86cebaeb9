/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_STRING_H
#define LINUX_STRING_H

#include <linux/types.h>
#include <linux/errno.h>
#include <linux/slab.h>

#define memcpy(to, from, n) __memcpy(to, from, n)
#define memset(to, byte, n) __memset(to, byte, n)
#define memmove(to, from, n) __memcpy(to, from, n)

void *__memcpy(void *to, const void *from, size_t n);
void *__memset(void *to, int byte, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strlen(const char *s);
size_t strnlen(const char *s, size_t n);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
char *strstr(const char *s, const char *part);
char *strcpy(char *to, const char *from);
char *strcat(char *to, const char *from);
ssize_t sized_strscpy(char *to, const char *from, size_t size);
bool sysfs_streq(const char *a, const char *b);

#define __strscpy_2(to, from) sized_strscpy(to, from, sizeof(to))
#define __strscpy_3(to, from, size) sized_strscpy(to, from, size)
#define __strscpy_pick(a, b, c, name, ...) name
#define strscpy(...) __strscpy_pick(__VA_ARGS__, __strscpy_3, __strscpy_2, )(__VA_ARGS__)
#define memzero_explicit(p, n) memset(p, 0, n)

char *kstrdup(const char *s, gfp_t gfp);
const char *kstrdup_const(const char *s, gfp_t gfp);
char *kstrndup(const char *s, size_t max, gfp_t gfp);
char *kmemdup_nul(const char *s, size_t length, gfp_t gfp);
void *kmemdup_array(const void *from, size_t n, size_t size, gfp_t gfp);
void *kmemdup(const void *from, size_t n, gfp_t gfp);
void *memdup_user(const void __user *from, size_t n);
void *memdup_user_nul(const void __user *from, size_t n);
char *strndup_user(const char __user *s, long n);
#define vmemdup_user(from, n) memdup_user(from, n)
void kfree_const(const void *p);
char *kasprintf(gfp_t gfp, char *text);
/* The text is formatted first. */
#define kasprintf(gfp, ...) kasprintf(gfp, __kernel_format(__VA_ARGS__))

#endif
