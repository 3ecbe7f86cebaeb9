/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_CTYPE_H
#define LINUX_CTYPE_H

#include <linux/types.h>

/* Letters of Latin-1 are letters (lib/ctype.c). */
static inline int isdigit(int c)
{
	return c >= '0' && c <= '9';
}

static inline bool isupper(int c)
{
	u8 letter = c;

	return (letter >= 'A' && letter <= 'Z') || (letter >= 0xc0 && letter <= 0xde && letter != 0xd7);
}

static inline bool islower(int c)
{
	u8 letter = c;

	return (letter >= 'a' && letter <= 'z') || (letter >= 0xdf && letter != 0xf7);
}

static inline bool isalpha(int c)
{
	return isupper(c) || islower(c);
}

static inline bool isalnum(int c)
{
	return isalpha(c) || isdigit((u8)c);
}

static inline bool isspace(int c)
{
	u8 letter = c;

	return (letter >= '\t' && letter <= '\r') || letter == ' ' || letter == 0xa0;
}

static inline bool isxdigit(int c)
{
	u8 letter = c;

	return isdigit(letter) || ((letter | 0x20) >= 'a' && (letter | 0x20) <= 'f');
}

static inline bool iscntrl(int c)
{
	return (u8)c < 0x20 || (u8)c == 0x7f;
}

static inline bool isgraph(int c)
{
	u8 letter = c;

	return (letter > 0x20 && letter < 0x7f) || letter > 0xa0;
}

static inline bool isprint(int c)
{
	return isgraph(c) || (u8)c == 0x20 || (u8)c == 0xa0;
}

static inline bool ispunct(int c)
{
	return isgraph(c) && !isalnum(c);
}

static inline bool isascii(int c)
{
	return (u8)c < 0x80;
}

static inline unsigned char __tolower(unsigned char c)
{
	return isupper(c) ? c + 0x20 : c;
}

static inline unsigned char __toupper(unsigned char c)
{
	return islower(c) ? c - 0x20 : c;
}

#define tolower(c) __tolower(c)
#define toupper(c) __toupper(c)

#endif
