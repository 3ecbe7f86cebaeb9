/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_HEX_H
#define LINUX_HEX_H

#include <linux/types.h>

int hex_to_bin(unsigned char c);
int hex2bin(u8 *to, const char *text, size_t count);
char *bin2hex(char *to, const void *from, size_t count);

#endif
