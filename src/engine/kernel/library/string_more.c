/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/kernel.h>
#include <linux/string.h>

/* strncpy (lib/string.c): the rest is NULs, and where there is none there is no NUL. */
char *strncpy(char *to, const char *from, size_t n)
{
	size_t i;

	for (i = 0; i < n && from[i]; i++)
		to[i] = from[i];
	for (; i < n; i++)
		to[i] = 0;
	return to;
}

/* strscpy_pad (include/linux/string.h): the rest is NULs. */
ssize_t sized_strscpy_pad(char *to, const char *from, size_t size)
{
	ssize_t length = sized_strscpy(to, from, size);

	if (length >= 0)
		__machine_fill(to + length, 0, size - length);
	return length;
}

/* strlcat (lib/string.c): the length without the limit. */
size_t strlcat(char *to, const char *from, size_t n)
{
	size_t before = strlen(to), more = strlen(from), fits;

	BUG_ON(before >= n);
	fits = more < n - before ? more : n - before - 1;
	__machine_copy(to + before, from, fits);
	to[before + fits] = 0;
	return before + more;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == (char)0xa0;
}

/* skip_spaces (lib/string_helpers.c) */
char *skip_spaces(const char *s)
{
	while (is_space(*s))
		s++;
	return (char *)s;
}

/* strim (lib/string_helpers.c): spaces behind it are cut off, those before it skipped. */
char *strim(char *s)
{
	size_t length = strlen(s);

	while (length && is_space(s[length - 1]))
		length--;
	s[length] = 0;
	return skip_spaces(s);
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c | 32 : c;
}

/* strncasecmp (lib/string.c) */
int strncasecmp(const char *a, const char *b, size_t n)
{
	for (; n; n--, a++, b++)
		if (!*a || lower(*a) != lower(*b))
			return (unsigned char)lower(*a) - (unsigned char)lower(*b);
	return 0;
}

/* strcasecmp (lib/string.c) */
int strcasecmp(const char *a, const char *b)
{
	return strncasecmp(a, b, ~(size_t)0);
}

/* strspn (lib/string.c) */
size_t strspn(const char *s, const char *accept)
{
	size_t n;

	for (n = 0; s[n] && strchr(accept, s[n]); n++)
		;
	return n;
}

/* strcspn (lib/string.c) */
size_t strcspn(const char *s, const char *reject)
{
	size_t n;

	for (n = 0; s[n] && !strchr(reject, s[n]); n++)
		;
	return n;
}

/* strpbrk (lib/string.c) */
char *strpbrk(const char *s, const char *accept)
{
	s += strcspn(s, accept);
	return *s ? (char *)s : NULL;
}

/* strsep (lib/string.c) */
char *strsep(char **s, const char *separators)
{
	char *part = *s, *end;

	if (!part)
		return NULL;
	end = strpbrk(part, separators);
	if (end)
		*end++ = 0;
	*s = end;
	return part;
}

/* strnchr (lib/string.c) */
char *strnchr(const char *s, size_t n, int c)
{
	for (; n; n--, s++) {
		if (*s == (char)c)
			return (char *)s;
		if (!*s)
			break;
	}
	return NULL;
}

/* strnstr (lib/string.c) */
char *strnstr(const char *s, const char *part, size_t n)
{
	size_t length = strlen(part);

	for (; n >= length; n--, s++) {
		if (!memcmp(s, part, length))
			return (char *)s;
	}
	return NULL;
}

/* strreplace (lib/string_helpers.c) */
char *strreplace(char *s, char old, char new)
{
	char *at;

	for (at = s; *at; at++)
		if (*at == old)
			*at = new;
	return s;
}

/* memchr (lib/string.c) */
void *memchr(const void *p, int c, size_t n)
{
	const unsigned char *at = p;

	for (; n; n--, at++)
		if (*at == (unsigned char)c)
			return (void *)at;
	return NULL;
}

/* memchr_inv (lib/string.c): the first byte that is another. */
void *memchr_inv(const void *p, int c, size_t n)
{
	const unsigned char *at = p;

	for (; n; n--, at++)
		if (*at != (unsigned char)c)
			return (void *)at;
	return NULL;
}

/* match_string (lib/string_helpers.c): n is -1 where a NULL ends them. */
int match_string(const char *const *array, size_t n, const char *string)
{
	size_t i;

	for (i = 0; i < n && array[i]; i++)
		if (!strcmp(array[i], string))
			return i;
	return -EINVAL;
}

/* __sysfs_match_string (lib/string_helpers.c) */
int __sysfs_match_string(const char *const *array, size_t n, const char *string)
{
	size_t i;

	for (i = 0; i < n && array[i]; i++)
		if (sysfs_streq(array[i], string))
			return i;
	return -EINVAL;
}
