/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#include <linux/hex.h>
#include <linux/kernel.h>

/* hex_to_bin (lib/hexdump.c): -1 for no digit. */
int hex_to_bin(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* hex2bin (lib/hexdump.c): as far as there are digits. */
int hex2bin(u8 *to, const char *text, size_t count)
{
	for (; count; count--, text += 2) {
		int high = hex_to_bin(text[0]), low = high < 0 ? -1 : hex_to_bin(text[1]);

		if (low < 0)
			return -EINVAL;
		*to++ = high << 4 | low;
	}
	return 0;
}

/* bin2hex (lib/hexdump.c): where the digits end; there is no NUL. */
char *bin2hex(char *to, const void *from, size_t count)
{
	const u8 *bytes = from;

	for (; count; count--, bytes++) {
		*to++ = "0123456789abcdef"[*bytes >> 4];
		*to++ = "0123456789abcdef"[*bytes & 15];
	}
	return to;
}
