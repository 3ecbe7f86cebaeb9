import type { Row } from './row.ts';

/** Texts that are written and read, and their memory: at their limits. */
export const texts: readonly Row[] = [
  {
    of: 'lib/vsprintf.c',
    functions: ['snprintf', 'scnprintf', 'sprintf'],
    body: `char t[64]; int n; const char *no = NULL;
pr_info("%#o|%#o|%#x|%#X|%#llx|%#010x|%+d|% d|%+d|%5d|%-5d|%05d", 0, 8, 0, 255, 1ull << 40, 255, 5, 5, -5, -42, -42, -42);
pr_info("%.3d|%8.3d|%-8.3d|%08.3d|%.0d|%x|%hx|%hhx|%hhd|%hd|%i|%u", 5, 5, 5, 5, 0, -1, -1, -1, 200, 70000, -3, -3);
pr_info("%-8s|%8s|%.3s|%8.3s|%-8.3s|%.*s|%*s|%-*s|%*s|%s|%.3s|%8s", "abcdef", "abc", "abcdef", "abcdef", "abcdef", 2, "abcdef", 5, "ab", 5, "ab", -5, "ab", no, no, no);
pr_info("%c|%3c|%-3c|%%|%5%|%zu|%zd|%td|%ld|%lx|%lld", 'a', 'b', 'c', (size_t)7, (ssize_t)-7, (ptrdiff_t)-1, -1l, -1l, -1ll);
pr_info("%pe|%pe|%pe|%10pe|%-10pe|", ERR_PTR(-ENOENT), ERR_PTR(-EPROBE_DEFER), ERR_PTR(-4000), ERR_PTR(-EIO), ERR_PTR(-EIO));
pr_info("%p|%p|%pe|%px|%px", NULL, ERR_PTR(-5), NULL, NULL, (void *)0x1234);
n = snprintf(t, 4, "%s", "abcdef"); pr_info("%d %s", n, t); n = scnprintf(t, 4, "%s", "abcdef"); pr_info("%d %s", n, t); n = snprintf(NULL, 0, "%d", 12345); pr_info("%d", n);
n = scnprintf(t, 0, "abc"); pr_info("%d %s", n, t); n = scnprintf(t, 1, "abc"); pr_info("%d [%s]", n, t); n = sprintf(t, "%d-%s", 5, "x"); pr_info("%d %s", n, t);`,
    says: [
      '0|010|0x0|0XFF|0x10000000000|0x000000ff|+5| 5|-5|  -42|-42  |-0042',
      '005|     005|005     |00000005|0|ffffffff|ffff|ff|-56|4464|-3|4294967293',
      'abcdef  |     abc|abc|     abc|abc     |ab|   ab|ab   |ab   |(null)|(nu|  (null)',
      'a|  b|c  |%|%|7|-7|-1|-1|ffffffffffffffff|-1',
      '-ENOENT|-EPROBE_DEFER|-4000|      -EIO|-EIO      |',
      '0000000000000000|fffffffffffffffb|0000000000000000|0000000000000000|0000000000001234',
      '6 abc',
      '3 abc',
      '5',
      '0 abc',
      '0 []',
      '3 5-x',
    ],
  },
  {
    of: 'lib/vsprintf.c',
    functions: ['pr_info'],
    before: `#include <linux/uuid.h>`,
    body: `phys_addr_t p = 0x45; dma_addr_t q = 0x67; u8 m[16] = { 0, 1, 2, 3, 4, 5, 0xff, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
pr_info("%pa|%pap|%pad", &p, &p, &q); pr_info("%pUb|%pUl|%pUB|%pUL", m, m, m, m); pr_info("%pM|%pm|%20pM|%pUl|%pM", m, m, m, NULL, NULL);
pr_info("%ps|%pS", NULL, (void *)1);`,
    says: [
      '0x0000000000000045|0x0000000000000045|0x0000000000000067',
      '00010203-0405-ff07-0809-0a0b0c0d0e0f|03020100-0504-07ff-0809-0a0b0c0d0e0f|00010203-0405-FF07-0809-0A0B0C0D0E0F|03020100-0504-07FF-0809-0A0B0C0D0E0F',
      '00:01:02:03:04:05|000102030405|   00:01:02:03:04:05|(null)|(null)',
      '0x0|0x1',
    ],
  },
  {
    of: 'lib/kstrtox.c',
    functions: ['kstrtoull', 'kstrtoul', 'kstrtouint', 'kstrtoint', 'kstrtobool'],
    body: `unsigned long long w = 9; unsigned long l = 9; unsigned int u = 9; int i = 9, r, s, t, v, k; bool b; static const char *const texts[] = { "", " 1", "1 ", "+1", "-0", "0x", "0xg", "08", "010", "0b1", "18446744073709551615", "18446744073709551616", "1\\n", "1\\n\\n", "\\n", "+", "-", "--1", "4294967296", "-2147483648", "-2147483649", "0xFFFFFFFF", "0X1f" };
for (k = 0; k < ARRAY_SIZE(texts); k++) { w = l = u = i = 9; r = kstrtoull(texts[k], 0, &w); s = kstrtoul(texts[k], 16, &l); t = kstrtouint(texts[k], 10, &u); v = kstrtoint(texts[k], 0, &i); pr_info("%d: %d %llu, %d %lu, %d %u, %d %d", k, r, w, s, l, t, u, v, i); }
{ static const char *const bools[] = { "y", "Y", "t", "T", "1", "n", "f", "0", "on", "ON", "oFf", "o", "of", "ox", "yes", "no", "true", "2", "" }; for (k = 0; k < ARRAY_SIZE(bools); k++) { b = false; r = kstrtobool(bools[k], &b); pr_info("%s %d %d", bools[k], r, b); } r = kstrtobool(NULL, &b); pr_info("%d", r); }`,
    says: [
      '0: -22 9, -22 9, -22 9, -22 9',
      '1: -22 9, -22 9, -22 9, -22 9',
      '2: -22 9, -22 9, -22 9, -22 9',
      '3: 0 1, 0 1, 0 1, 0 1',
      '4: -22 9, -22 9, -22 9, 0 0',
      '5: -22 9, -22 9, -22 9, -22 9',
      '6: -22 9, -22 9, -22 9, -22 9',
      '7: -22 9, 0 8, 0 8, -22 9',
      '8: 0 8, 0 16, 0 10, 0 8',
      '9: -22 9, 0 177, -22 9, -22 9',
      '10: 0 18446744073709551615, -34 9, -34 9, -34 9',
      '11: -34 9, -34 9, -34 9, -34 9',
      '12: 0 1, 0 1, 0 1, 0 1',
      '13: -22 9, -22 9, -22 9, -22 9',
      '14: -22 9, -22 9, -22 9, -22 9',
      '15: -22 9, -22 9, -22 9, -22 9',
      '16: -22 9, -22 9, -22 9, -22 9',
      '17: -22 9, -22 9, -22 9, -22 9',
      '18: 0 4294967296, 0 285960729238, -34 9, -34 9',
      '19: -22 9, -22 9, -22 9, 0 -2147483648',
      '20: -22 9, -22 9, -22 9, -34 9',
      '21: 0 4294967295, 0 4294967295, -22 9, -34 9',
      '22: 0 31, 0 31, -22 9, 0 31',
      'y 0 1',
      'Y 0 1',
      't 0 1',
      'T 0 1',
      '1 0 1',
      'n 0 0',
      'f 0 0',
      '0 0 0',
      'on 0 1',
      'ON 0 1',
      'oFf 0 0',
      'o -22 0',
      'of 0 0',
      'ox -22 0',
      'yes 0 1',
      'no 0 0',
      'true 0 1',
      '2 -22 0',
      ' -22 0',
      '-22',
    ],
  },
  {
    of: 'lib/string.c',
    functions: ['strscpy', 'sysfs_streq', 'strncmp', 'strchr', 'strrchr', 'strstr'],
    body: `char t[8] = "zzzzzzz"; ssize_t n; n = strscpy(t, "abc", 0); pr_info("%zd %s", n, t); n = strscpy(t, "abc", 1); pr_info("%zd [%s]", n, t);
n = strscpy(t, "", 4); pr_info("%zd [%s]", n, t); n = strscpy(t, "abcdefg"); pr_info("%zd %s", n, t); n = strscpy(t, "abcdefgh"); pr_info("%zd %s", n, t);
pr_info("%d %d %d", sysfs_streq("a\\n", "a\\n"), sysfs_streq("a\\n\\n", "a"), sysfs_streq("", "\\n")); pr_info("%d %d %d", strcmp("a", "b"), strcmp("b", "a"), strncmp("b", "a", 0));
pr_info("%d %d %d", strchr("abc", 0) != NULL, strrchr("abc", 0) != NULL, strstr("abc", "") != NULL); pr_info("%zu", strnlen("abc", 9));`,
    says: ['-7 zzzzzzz', '-7 []', '0 []', '7 abcdefg', '-7 abcdefg', '1 0 1', '-1 1 0', '1 1 1', '3'],
  },
  {
    of: 'mm/slub.c, mm/util.c',
    functions: ['kmalloc', 'krealloc', 'kcalloc', 'kmalloc_array', 'kmemdup', 'kstrdup'],
    body: `void *z = kmalloc(0, GFP_KERNEL), *a, *b; char *t; pr_info("%d %d %d", z == ZERO_SIZE_PTR, ZERO_OR_NULL_PTR(z), ZERO_OR_NULL_PTR(NULL));
kfree(z); kfree(NULL); kvfree(NULL); a = krealloc(NULL, 4, GFP_KERNEL); b = krealloc(a, 0, GFP_KERNEL); pr_info("%d %d", a != NULL, b == ZERO_SIZE_PTR);
kfree(b); a = kcalloc(0, 4, GFP_KERNEL); pr_info("%d", a == ZERO_SIZE_PTR); a = kmalloc_array(~0ul, 2, GFP_KERNEL); pr_info("%d", a == NULL);
a = kmemdup("", 0, GFP_KERNEL); pr_info("%d", a == ZERO_SIZE_PTR); t = kstrdup(NULL, GFP_KERNEL); pr_info("%d", t == NULL);
t = kstrndup(NULL, 3, GFP_KERNEL); pr_info("%d", t == NULL);
t = kasprintf(GFP_KERNEL, "%s", ""); pr_info("[%s]", t); kfree(t); t = kstrndup("ab", 9, GFP_KERNEL); pr_info("%s", t); kfree(t);
t = krealloc(kstrdup("abcdef", GFP_KERNEL), 3, GFP_KERNEL); pr_info("%.3s", t); kfree(t); kfree_const(NULL); a = kvmalloc(0, GFP_KERNEL);
pr_info("%d", a == ZERO_SIZE_PTR); a = kvcalloc(~0ul, 2, GFP_KERNEL); pr_info("%d", a == NULL); pr_info("%zu", ksize(NULL));
kfree_sensitive(NULL); a = kvzalloc(0, GFP_KERNEL); kvfree(a);`,
    says: ['1 1 1', '1 1', '1', '1', '1', '1', '1', '[]', 'ab', 'abc', '1', '1', '0'],
  },
  {
    of: 'fs/sysfs/file.c',
    functions: ['sysfs_emit', 'sysfs_emit_at'],
    body: `char *p = kzalloc(PAGE_SIZE, GFP_KERNEL); int a, b; a = sysfs_emit(p, "%d\\n", 5); b = sysfs_emit_at(p, a, "%s\\n", "x"); pr_info("%d %d %s", a, b, p);
a = sysfs_emit_at(p, PAGE_SIZE - 6, "%s", "abcdefghij"); pr_info("%d %s", a, p + PAGE_SIZE - 6); kfree(p);`,
    says: ['2 2 5', 'x', '5 abcde'],
  },
];
