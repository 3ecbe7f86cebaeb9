/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_STRING_H
#define LINUX_STRING_H

#include <linux/array_size.h>
#include <linux/types.h>
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/stdarg.h>

#define memcpy(to, from, n) __memcpy(to, from, n)
#define memset(to, byte, n) __memset(to, byte, n)
#define memmove(to, from, n) __memcpy(to, from, n)

void *__memcpy(void *to, const void *from, size_t n);
void *__memset(void *to, int byte, size_t n);
int memcmp(const void *a, const void *b, size_t n);
ssize_t memory_read_from_buffer(void *to, size_t count, loff_t *ppos, const void *from, size_t available);
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

char *strncpy(char *to, const char *from, size_t n);
size_t strlcat(char *to, const char *from, size_t n);
char *skip_spaces(const char *s);
char *strim(char *s);
int strncasecmp(const char *a, const char *b, size_t n);
int strcasecmp(const char *a, const char *b);
size_t strspn(const char *s, const char *accept);
size_t strcspn(const char *s, const char *reject);
char *strpbrk(const char *s, const char *accept);
char *strsep(char **s, const char *separators);
char *strnchr(const char *s, size_t n, int c);
char *strnstr(const char *s, const char *part, size_t n);
char *strreplace(char *s, char old, char new);
void *memchr(const void *p, int c, size_t n);
void *memchr_inv(const void *p, int c, size_t n);
int match_string(const char *const *array, size_t n, const char *string);
int __sysfs_match_string(const char *const *array, size_t n, const char *string);
#define sysfs_match_string(array, string) __sysfs_match_string(array, ARRAY_SIZE(array), string)
#define strstrip(s) strim(s)

/* strstarts, str_has_prefix, kbasename (include/linux/string.h) */
static inline bool strstarts(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

static inline size_t str_has_prefix(const char *s, const char *prefix)
{
	return strstarts(s, prefix) ? strlen(prefix) : 0;
}

static inline const char *kbasename(const char *path)
{
	const char *tail = strrchr(path, '/');

	return tail ? tail + 1 : path;
}

#define __strscpy_2(to, from) sized_strscpy(to, from, sizeof(to))
#define __strscpy_3(to, from, size) sized_strscpy(to, from, size)
#define __strscpy_pick(a, b, c, name, ...) name
#define strscpy(...) __strscpy_pick(__VA_ARGS__, __strscpy_3, __strscpy_2, )(__VA_ARGS__)
ssize_t sized_strscpy_pad(char *to, const char *from, size_t size);
#define __strscpy_pad_2(to, from) sized_strscpy_pad(to, from, sizeof(to))
#define __strscpy_pad_3(to, from, size) sized_strscpy_pad(to, from, size)
#define strscpy_pad(...) __strscpy_pick(__VA_ARGS__, __strscpy_pad_3, __strscpy_pad_2, )(__VA_ARGS__)
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
void *vmemdup_user(const void __user *from, size_t n);
void *memdup_array_user(const void __user *from, size_t n, size_t size);
void *vmemdup_array_user(const void __user *from, size_t n, size_t size);
void kfree_const(const void *p);
char *kasprintf(gfp_t gfp, char *text);
/* The text is formatted first. */
#define kasprintf(gfp, ...) kasprintf(gfp, __kernel_format(__VA_ARGS__))
char *__kvasprintf(gfp_t gfp, char *text);

#define kvasprintf(gfp, fmt, args) ({							\
	va_list __args = (args);							\
	struct va_format __given = { .fmt = (fmt), .va = &__args };			\
	__kvasprintf(gfp, __kernel_format("%pV", &__given));				\
})
/* kvasprintf_const (lib/kasprintf.c): always a copy. */
#define kvasprintf_const(gfp, fmt, args) ((const char *)kvasprintf(gfp, fmt, args))

#endif
