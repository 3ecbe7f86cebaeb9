/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/string.h>

/* Large mappings of physical memory (memremap.c) have no bytes. */
bool is_mapped_memory(const void *address);
void touch_mapped_memory(const void *address, int fills, size_t size);

/* memcpy, memmove (lib/string.c) */
void *__memcpy(void *to, const void *from, size_t n)
{
	if (is_mapped_memory(from)) {
		touch_mapped_memory(from, -1, n);
		return __memset(to, 0, n);
	}
	if (is_mapped_memory(to))
		touch_mapped_memory(to, 1, n);
	else if (n)
		__machine_copy(to, from, n);
	return to;
}

/* memset (lib/string.c) */
void *__memset(void *to, int byte, size_t n)
{
	if (is_mapped_memory(to))
		touch_mapped_memory(to, byte & 0xff, n);
	else if (n)
		__machine_fill(to, byte, n);
	return to;
}

/* memcmp (lib/string.c) */
int memcmp(const void *a, const void *b, size_t n)
{
	return n ? __machine_compare(a, b, n) : 0;
}

/* strlen (lib/string.c) */
size_t strlen(const char *s)
{
	return __machine_string_length(s);
}

/* strnlen (lib/string.c) */
size_t strnlen(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n && s[i]; i++)
		;
	return i;
}

/* strcmp (lib/string.c) */
int strcmp(const char *a, const char *b)
{
	return __machine_string_compare(a, b, ~0ul);
}

/* strncmp (lib/string.c) */
int strncmp(const char *a, const char *b, size_t n)
{
	return __machine_string_compare(a, b, n);
}

/* strchr (lib/string.c) */
char *strchr(const char *s, int c)
{
	long index = __machine_string_index(s, c, 0);

	return index < 0 ? NULL : (char *)s + index;
}

/* strrchr (lib/string.c) */
char *strrchr(const char *s, int c)
{
	long index = __machine_string_index(s, c, 1);

	return index < 0 ? NULL : (char *)s + index;
}

/* strstr (lib/string.c) */
char *strstr(const char *s, const char *part)
{
	size_t n = strlen(part);

	for (; strncmp(s, part, n); s++)
		if (!*s)
			return NULL;
	return (char *)s;
}

/* strcpy (lib/string.c) */
char *strcpy(char *to, const char *from)
{
	__machine_copy(to, from, strlen(from) + 1);
	return to;
}

/* strcat (lib/string.c) */
char *strcat(char *to, const char *from)
{
	strcpy(to + strlen(to), from);
	return to;
}

/* sized_strscpy (lib/string.c): -E2BIG when it did not fit. */
ssize_t sized_strscpy(char *to, const char *from, size_t size)
{
	size_t i;

	if (!size)
		return -E2BIG;
	for (i = 0; i < size; i++) {
		to[i] = from[i];
		if (!from[i])
			return i;
	}
	to[size - 1] = 0;
	return -E2BIG;
}

/* sysfs_streq (lib/string_helpers.c): a final newline does not matter. */
bool sysfs_streq(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (*a == *b)
		return true;
	if (!*a && *b == '\n' && !b[1])
		return true;
	return *a == '\n' && !a[1] && !*b;
}
