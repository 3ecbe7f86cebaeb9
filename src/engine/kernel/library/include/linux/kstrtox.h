/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_KSTRTOX_H
#define LINUX_KSTRTOX_H

#include <linux/compiler.h>
#include <linux/types.h>

int kstrtoull(const char *s, unsigned int base, unsigned long long *result);
int kstrtoll(const char *s, unsigned int base, long long *result);
int kstrtouint(const char *s, unsigned int base, unsigned int *result);
int kstrtoint(const char *s, unsigned int base, int *result);
int kstrtou16(const char *s, unsigned int base, u16 *result);
int kstrtos16(const char *s, unsigned int base, s16 *result);
int kstrtou8(const char *s, unsigned int base, u8 *result);
int kstrtos8(const char *s, unsigned int base, s8 *result);
int kstrtobool(const char *s, bool *result);
int kstrtoull_from_user(const char __user *s, size_t count, unsigned int base, unsigned long long *result);
int kstrtoll_from_user(const char __user *s, size_t count, unsigned int base, long long *result);
int kstrtouint_from_user(const char __user *s, size_t count, unsigned int base, unsigned int *result);
int kstrtoint_from_user(const char __user *s, size_t count, unsigned int base, int *result);
int kstrtou16_from_user(const char __user *s, size_t count, unsigned int base, u16 *result);
int kstrtos16_from_user(const char __user *s, size_t count, unsigned int base, s16 *result);
int kstrtou8_from_user(const char __user *s, size_t count, unsigned int base, u8 *result);
int kstrtos8_from_user(const char __user *s, size_t count, unsigned int base, s8 *result);
int kstrtobool_from_user(const char __user *s, size_t count, bool *result);
unsigned long long simple_strtoull(const char *s, char **end, unsigned int base);
unsigned long long __read_number(const char *s, size_t most, const char **end, unsigned int base);
unsigned long long memparse(const char *s, char **end);
long long simple_strtoll(const char *s, char **end, unsigned int base);

/* Types of one size. */
#define kstrtoul(s, base, result) kstrtoull(s, base, (unsigned long long *)(result))
#define kstrtol(s, base, result) kstrtoll(s, base, (long long *)(result))
#define kstrtou64(s, base, result) kstrtoull(s, base, result)
#define kstrtos64(s, base, result) kstrtoll(s, base, result)
#define kstrtou32(s, base, result) kstrtouint(s, base, result)
#define kstrtos32(s, base, result) kstrtoint(s, base, result)
#define kstrtoul_from_user(s, count, base, result) \
	kstrtoull_from_user(s, count, base, (unsigned long long *)(result))
#define kstrtol_from_user(s, count, base, result) kstrtoll_from_user(s, count, base, (long long *)(result))
#define kstrtou64_from_user(s, count, base, result) kstrtoull_from_user(s, count, base, result)
#define kstrtos64_from_user(s, count, base, result) kstrtoll_from_user(s, count, base, result)
#define kstrtou32_from_user(s, count, base, result) kstrtouint_from_user(s, count, base, result)
#define kstrtos32_from_user(s, count, base, result) kstrtoint_from_user(s, count, base, result)
#define simple_strtoul(s, end, base) ((unsigned long)simple_strtoull(s, end, base))
#define simple_strtol(s, end, base) ((long)simple_strtoll(s, end, base))

#endif
