/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/uaccess.h>

/* A digit's value; that of no digit is larger than any base. */
static unsigned int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : 255;
}

/* _parse_integer_fixup_radix (lib/kstrtox.c) */
static const char *fix_base(const char *s, unsigned int *base)
{
	if (*base == 0)
		*base = s[0] != '0' ? 10 : (s[1] | 32) == 'x' && digit_of(s[2]) < 16 ? 16 : 8;
	return *base == 16 && s[0] == '0' && (s[1] | 32) == 'x' ? s + 2 : s;
}

/* _kstrtoull (lib/kstrtox.c): behind the sign. */
static int parse_unsigned(const char *s, unsigned int base, unsigned long long *result)
{
	unsigned long long value = 0;
	bool digits = false;

	s = fix_base(s, &base);
	for (; digit_of(*s) < base; s++) {
		if (check_mul_overflow(value, (unsigned long long)base, &value) ||
		    check_add_overflow(value, (unsigned long long)digit_of(*s), &value))
			return -ERANGE;
		digits = true;
	}
	if (!digits || (*s == '\n' ? s[1] : *s))
		return -EINVAL;
	*result = value;
	return 0;
}

/* kstrtoull (lib/kstrtox.c) */
int kstrtoull(const char *s, unsigned int base, unsigned long long *result)
{
	return parse_unsigned(*s == '+' ? s + 1 : s, base, result);
}

/* kstrtoll (lib/kstrtox.c) */
int kstrtoll(const char *s, unsigned int base, long long *result)
{
	unsigned long long value;
	bool negative = *s == '-';
	int ret = negative ? parse_unsigned(s + 1, base, &value) : kstrtoull(s, base, &value);

	if (ret)
		return ret;
	if (value > (unsigned long long)LLONG_MAX + negative)
		return -ERANGE;
	*result = negative ? -value : value;
	return 0;
}

/* kstrtouint, kstrtou16, kstrtou8; kstrtoint, kstrtos16, kstrtos8 (lib/kstrtox.c) */
#define SIZED(name, type, wide, parse)						\
	int name(const char *s, unsigned int base, type *result)		\
	{									\
		wide value;							\
		int ret = parse(s, base, &value);				\
										\
		if (ret)							\
			return ret;						\
		if (value != (wide)(type)value)					\
			return -ERANGE;						\
		*result = value;						\
		return 0;							\
	}

SIZED(kstrtouint, unsigned int, unsigned long long, kstrtoull)
SIZED(kstrtou16, u16, unsigned long long, kstrtoull)
SIZED(kstrtou8, u8, unsigned long long, kstrtoull)
SIZED(kstrtoint, int, long long, kstrtoll)
SIZED(kstrtos16, s16, long long, kstrtoll)
SIZED(kstrtos8, s8, long long, kstrtoll)

/* kstrtobool (lib/kstrtox.c) */
int kstrtobool(const char *s, bool *result)
{
	if (!s)
		return -EINVAL;
	switch (s[0]) {
	case 'y': case 'Y': case 't': case 'T': case '1':
		*result = true;
		return 0;
	case 'n': case 'N': case 'f': case 'F': case '0':
		*result = false;
		return 0;
	case 'o': case 'O':
		if ((s[1] | 32) == 'n' || (s[1] | 32) == 'f') {
			*result = (s[1] | 32) == 'n';
			return 0;
		}
	}
	return -EINVAL;
}

/* Copies what a user wrote of at most so many bytes, and a NUL. */
static int text_of_user(char *to, size_t most, const char __user *s, size_t count)
{
	count = min(count, most);
	if (copy_from_user(to, s, count))
		return -EFAULT;
	to[count] = 0;
	return 0;
}

/* kstrtobool_from_user (lib/kstrtox.c) */
int kstrtobool_from_user(const char __user *s, size_t count, bool *result)
{
	char text[4];

	return text_of_user(text, sizeof(text) - 1, s, count) ?: kstrtobool(text, result);
}

/* kstrtoull_from_user and its like (lib/kstrtox.c): a sign, as many digits as there are bits, a newline. */
#define FROM_USER(parse, type)									\
	int parse##_from_user(const char __user *s, size_t count, unsigned int base, type *result)	\
	{											\
		char text[1 + sizeof(type) * 8 + 1 + 1];					\
												\
		return text_of_user(text, sizeof(text) - 1, s, count) ?: parse(text, base, result);	\
	}

FROM_USER(kstrtoull, unsigned long long)
FROM_USER(kstrtoll, long long)
FROM_USER(kstrtouint, unsigned int)
FROM_USER(kstrtoint, int)
FROM_USER(kstrtou16, u16)
FROM_USER(kstrtos16, s16)
FROM_USER(kstrtou8, u8)
FROM_USER(kstrtos8, s8)

/* simple_strntoull (lib/vsprintf.c): of at most so many letters; what is too large wraps around. */
unsigned long long __read_number(const char *s, size_t most, const char **end, unsigned int base)
{
	const char *last = s + most, *at = fix_base(s, &base);
	unsigned long long value = 0;

	for (; at < last && digit_of(*at) < base; at++)
		value = value * base + digit_of(*at);
	*end = at < last ? at : last;
	return value;
}

/* simple_strtoull (lib/vsprintf.c) */
unsigned long long simple_strtoull(const char *s, char **end, unsigned int base)
{
	const char *behind;
	unsigned long long value = __read_number(s, INT_MAX, &behind, base);

	if (end)
		*end = (char *)behind;
	return value;
}

/* simple_strtoll (lib/vsprintf.c) */
long long simple_strtoll(const char *s, char **end, unsigned int base)
{
	return *s == '-' ? -simple_strtoull(s + 1, end, base) : simple_strtoull(s, end, base);
}

/* memparse (lib/cmdline.c): a number with K, M, G, T, P or E behind it. */
unsigned long long memparse(const char *s, char **end)
{
	static const char units[] = "KMGTPE";
	const char *behind, *unit;
	unsigned long long value = __read_number(s, INT_MAX, &behind, 0);

	unit = isalpha(*behind) ? strchr(units, toupper(*behind)) : NULL;
	if (unit)
		value <<= 10 * (unit - units + 1);
	if (end)
		*end = (char *)behind + (unit != NULL);
	return value;
}
