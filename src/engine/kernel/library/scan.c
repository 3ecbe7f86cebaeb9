/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/string.h>

/* sscanf (lib/vsprintf.c). */

/* How far a text has been read, and a format; `taken` is how many values there were. */
struct scan {
	const char *text, *format;
	va_list to;
	int taken;
	/* Of the conversion at hand; no width is -1. */
	int width;
	char size;
};

static void scan_width(struct scan *scan)
{
	scan->width = -1;
	if (!isdigit(*scan->format))
		return;
	for (scan->width = 0; isdigit(*scan->format); scan->format++)
		scan->width = scan->width * 10 + *scan->format - '0';
}

/* h, l, L and z; hh is H, and ll is L. */
static void scan_size(struct scan *scan)
{
	char size = *scan->format;

	scan->size = 0;
	if (size != 'h' && size != 'l' && size != 'L' && size != 'z')
		return;
	scan->size = size;
	if (*++scan->format != size)
		return;
	if (size == 'h')
		scan->size = 'H';
	else if (size == 'l')
		scan->size = 'L';
	else
		return;
	scan->format++;
}

/* Of `%*`: both go on to the next white space, the format also to the next conversion. */
static bool scan_nothing(struct scan *scan)
{
	if (!*scan->text)
		return false;
	for (; *scan->format && !isspace(*scan->format) && *scan->format != '%'; scan->format++)
		if (*scan->format == '[')
			return false;
	while (*scan->text && !isspace(*scan->text))
		scan->text++;
	return true;
}

static void scan_letters(struct scan *scan)
{
	int left = scan->width == -1 ? 1 : scan->width;
	char *to = va_arg(scan->to, char *);

	do
		*to++ = *scan->text++;
	while (--left > 0 && *scan->text);
	scan->taken++;
}

static void scan_word(struct scan *scan)
{
	int left = scan->width == -1 ? SHRT_MAX : scan->width;
	char *to = va_arg(scan->to, char *);

	scan->text = skip_spaces(scan->text);
	while (*scan->text && !isspace(*scan->text) && left-- > 0)
		*to++ = *scan->text++;
	*to = 0;
	scan->taken++;
}

/* Of `%5[a-]`: letters of a set, in which nothing stands for others; it has to have a width. */
static bool scan_set(struct scan *scan)
{
	char *to = va_arg(scan->to, char *);
	bool others = *scan->format == '^';
	const char *set = scan->format + others, *end = strchr(set, ']');
	int left = scan->width;

	if (left == -1 || !end || end == set)
		return false;
	scan->format = end + 1;
	while (*scan->text && !memchr(set, *scan->text, end - set) == others && left > 0) {
		*to++ = *scan->text++;
		left--;
	}
	if (left == scan->width)
		return false;
	*to = 0;
	scan->taken++;
	return true;
}

static void put_scanned(struct scan *scan, unsigned long long value)
{
	void *to = va_arg(scan->to, void *);

	switch (scan->size) {
	case 'H':
		*(u8 *)to = value;
		break;
	case 'h':
		*(u16 *)to = value;
		break;
	case 'l':
	case 'L':
	case 'z':
		*(u64 *)to = value;
		break;
	default:
		*(u32 *)to = value;
	}
	scan->taken++;
}

static bool scans_as(char c, unsigned int base)
{
	return base == 16 ? isxdigit(c) : base == 8 ? c >= '0' && c <= '7' : isdigit(c);
}

static bool scan_number(struct scan *scan, char letter)
{
	unsigned int base = letter == 'o' ? 8 : letter == 'x' || letter == 'X' ? 16 : letter == 'i' ? 0 : 10;
	bool is_signed = letter == 'd' || letter == 'i';
	size_t most = scan->width > 0 ? scan->width : INT_MAX;
	unsigned long long value;
	bool negative;

	scan->text = skip_spaces(scan->text);
	negative = is_signed && *scan->text == '-';
	if ((negative && most == 1) || !scans_as(scan->text[negative], base))
		return false;
	value = __read_number(scan->text + negative, most - negative, &scan->text, base);
	put_scanned(scan, negative ? -value : value);
	return true;
}

static bool scan_one(struct scan *scan, const char *text)
{
	char letter = *scan->format;

	if (!letter)
		return false;
	scan->format++;
	if (letter == 'n') {
		*va_arg(scan->to, int *) = scan->text - text;
		return true;
	}
	if (!*scan->text)
		return false;
	switch (letter) {
	case 'c':
		scan_letters(scan);
		return true;
	case 's':
		scan_word(scan);
		return true;
	case '[':
		return scan_set(scan);
	case '%':
		return *scan->text++ == '%';
	}
	return strchr("oxXidu", letter) && scan_number(scan, letter);
}

/* vsscanf (lib/vsprintf.c): how many values were read. */
int vsscanf(const char *text, const char *format, va_list args)
{
	struct scan scan = { .text = text, .format = format, .to = args };
	bool goes_on = true;

	while (goes_on && *scan.format) {
		if (isspace(*scan.format)) {
			scan.format = skip_spaces(scan.format);
			scan.text = skip_spaces(scan.text);
		} else if (*scan.format != '%') {
			goes_on = *scan.format++ == *scan.text++;
		} else if (*++scan.format == '*') {
			goes_on = scan_nothing(&scan);
		} else {
			scan_width(&scan);
			if (scan.width == 0)
				break;
			scan_size(&scan);
			goes_on = scan_one(&scan, text);
		}
	}
	return scan.taken;
}

/* sscanf (lib/vsprintf.c) */
int sscanf(const char *text, const char *format, ...)
{
	va_list args;
	int taken;

	va_start(args, format);
	taken = vsscanf(text, format, args);
	va_end(args);
	return taken;
}
