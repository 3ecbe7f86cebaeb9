import type { Row } from './row.ts';

/** Orders of bytes, of elements, and of bits; and what is said of files of sysfs. */
export const orders: readonly Row[] = [
  {
    of: 'include/linux/swab.h, include/linux/byteorder/generic.h',
    functions: [
      'swab16',
      'swab32',
      'swab64',
      'swab16p',
      'swab32s',
      'cpu_to_be16',
      'cpu_to_be32',
      'cpu_to_be64',
      'be16_to_cpu',
      'be32_to_cpu',
      'be64_to_cpu',
      'be16_to_cpup',
      'be32_to_cpup',
      'be64_to_cpup',
      'cpu_to_be32p',
      'le32_to_cpup',
      'le64_to_cpup',
      'cpu_to_le16p',
      'cpu_to_be32s',
      'be64_to_cpus',
      'le16_add_cpu',
      'be32_add_cpu',
      'htons',
      'ntohl',
    ],
    before: `#include <asm/byteorder.h>
struct head { __be16 kind; __be32 length; __be64 at; __le32 flags; }; static const struct head known = { cpu_to_be16(0x1234), cpu_to_be32(7), cpu_to_be64(0x0102030405060708), cpu_to_le32(9) };
static int kind(u16 k) { switch (k) { case cpu_to_be16(0x0100): return 1; case htons(2): return 2; } return 0; }`,
    body: `const u8 *b = (const u8 *)&known; volatile u64 far = 0x1122334455667788; u64 v = far; u32 w = v, n = 0; u16 h = v; __le16 l = cpu_to_le16(0xffff); __be32 e = cpu_to_be32(0x00ffffff); __be64 f = cpu_to_be64(v);
pr_info("%*ph %*ph %*ph %*ph", 2, b, 4, b + 4, 8, b + 8, 4, b + 16); pr_info("%x %x %llx %x %x", swab16(h), swab32(w), swab64(v), swab16p(&h), swab16((u16)(h + 1)));
pr_info("%x %x %llx %x %x %llx", be16_to_cpu(known.kind), be32_to_cpu(known.length), be64_to_cpu(known.at), be16_to_cpup(&known.kind), be32_to_cpup(&known.length), be64_to_cpup(&known.at));
pr_info("%x %x %llx %x %d", cpu_to_be32p(&w), le32_to_cpup(&known.flags), le64_to_cpup((const __le64 *)&v), cpu_to_le16p(&h), kind(1) + 10 * kind(0x200)); swab32s(&w); pr_info("%x", w); cpu_to_be32s(&w); pr_info("%x", w); be64_to_cpus(&f); pr_info("%llx", f);
le16_add_cpu(&l, 3); be32_add_cpu(&e, 2); pr_info("%x %x %x %x", le16_to_cpu(l), be32_to_cpu(e), ntohl(cpu_to_be32(w)), ntohs(htons(h))); w = swab32(++n); pr_info("%x %u %zu %zu", w, n, sizeof(swab16(h)), sizeof(cpu_to_be64(v))); pr_info("%d", swab16(0x80) > 0);`,
    says: [
      '12 34 00 00 00 07 01 02 03 04 05 06 07 08 09 00 00 00',
      '8877 88776655 8877665544332211 8877 8977',
      '1234 7 102030405060708 1234 7 102030405060708',
      '88776655 9 1122334455667788 7788 21',
      '88776655',
      '55667788',
      '1122334455667788',
      '2 1000001 55667788 7788',
      '1000000 1 2 8',
      '1',
    ],
  },
  {
    of: 'include/linux/unaligned.h',
    functions: [
      'get_unaligned',
      'put_unaligned',
      'get_unaligned_le16',
      'get_unaligned_le32',
      'get_unaligned_le64',
      'get_unaligned_be16',
      'get_unaligned_be32',
      'get_unaligned_be64',
      'get_unaligned_be24',
      'get_unaligned_le24',
      'get_unaligned_be48',
      'put_unaligned_le16',
      'put_unaligned_le32',
      'put_unaligned_le64',
      'put_unaligned_be16',
      'put_unaligned_be32',
      'put_unaligned_be64',
      'put_unaligned_be24',
      'put_unaligned_le24',
      'put_unaligned_be48',
    ],
    before: '#include <linux/unaligned.h>',
    body: `u8 b[12], *p = b + 1; int k; for (k = 0; k < 12; k++) b[k] = k * 16 + k; pr_info("%x %x %llx %x", get_unaligned_le16(p), get_unaligned_le32(p), get_unaligned_le64(p), get_unaligned_le24(b + 9));
pr_info("%x %x %llx %x %llx", get_unaligned_be16(p), get_unaligned_be32(p), get_unaligned_be64(p), get_unaligned_be24(b + 9), get_unaligned_be48(p)); pr_info("%x %d", get_unaligned((u32 *)p), get_unaligned((s8 *)(b + 11)));
memset(b, 0, 12); put_unaligned_le16(0x1234, p); put_unaligned_be32(0x56789abc, b + 3); put_unaligned_be24(0xdef012, b + 7); pr_info("%*ph", 12, b); put_unaligned_le64(0x1122334455667788, p); put_unaligned_le24(0xabcdef, b + 9); pr_info("%*ph", 12, b);
put_unaligned_be64(0x1122334455667788, p); put_unaligned_be16(0xaabb, b + 9); pr_info("%*ph", 12, b); put_unaligned_be48(0xa1a2a3a4a5a6, b + 5); put_unaligned_le32(0x01020304, p); pr_info("%*ph", 12, b); put_unaligned((u16)0xfeed, (u16 *)(b + 5)); pr_info("%*ph", 12, b);`,
    says: [
      '2211 44332211 8877665544332211 bbaa99',
      '1122 11223344 1122334455667788 99aabb 112233445566',
      '44332211 -69',
      '00 34 12 56 78 9a bc de f0 12 00 00',
      '00 88 77 66 55 44 33 22 11 ef cd ab',
      '00 11 22 33 44 55 66 77 88 aa bb ab',
      '00 04 03 02 01 a1 a2 a3 a4 a5 a6 ab',
      '00 04 03 02 01 ed fe a3 a4 a5 a6 ab',
    ],
  },
  {
    of: 'lib/sort.c, lib/bsearch.c',
    functions: ['sort', 'sort_r', 'bsearch'],
    before: `#include <linux/bsearch.h>
#include <linux/sort.h>
struct item { u8 key, n; char more[3]; }; static int asked, moved;
static int by_key(const void *a, const void *b) { asked++; return ((const struct item *)a)->key - ((const struct item *)b)->key; }
static int by(const void *a, const void *b, const void *priv) { asked++; return *(const int *)priv * (*(const u32 *)a < *(const u32 *)b ? -1 : *(const u32 *)a > *(const u32 *)b); }
static void change(void *a, void *b, int size) { u32 t = *(u32 *)a; moved += size; *(u32 *)a = *(u32 *)b; *(u32 *)b = t; }
static void change_r(void *a, void *b, int size, const void *priv) { change(a, b, size); moved += *(const int *)priv; }
static int find(const void *key, const void *item) { return *(const int *)key - ((const struct item *)item)->key; }
static void say(const struct item *i, int n) { int k, keys = 0, all = 0; for (k = 0; k < n; k++) { keys = keys * 10 + i[k].key; all = all * 10 + i[k].n; } pr_info("%d %d %d", keys, all, asked); asked = 0; }
static int rise = 1, fall = -1;`,
    body: `struct item i[9]; u32 v[10]; u64 w[3] = { 9, 8, 7 }; int n, k, key; const struct item *found;
for (n = 0; n <= 9; n++) { for (k = 0; k < n; k++) { i[k].key = (k * 7 + n) % 4; i[k].n = k; } sort(i, n, sizeof(i[0]), by_key, NULL); say(i, n); }
for (key = 0; key < 5; key++) { found = bsearch(&key, i, 9, sizeof(i[0]), find); pr_info("%d", found ? (int)(found - i) : -1); } pr_info("%d", bsearch(&key, i, 0, sizeof(i[0]), find) == NULL);
for (k = 0; k < 10; k++) v[k] = k * 5 % 8; sort_r(v, 10, 4, by, change_r, &fall); pr_info("%u%u%u%u%u%u%u%u%u%u %d %d", v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], asked, moved);
sort_r(v, 10, 4, by, NULL, &rise); pr_info("%u%u%u%u%u%u%u%u%u%u %d", v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], asked); sort_r(w, 3, 8, by, NULL, &rise); pr_info("%llu%llu%llu", w[0], w[1], w[2]); moved = 0; sort(v, 4, 4, by_key, change); pr_info("%d", moved);`,
    says: [
      '0 0 0',
      '1 0 0',
      '12 10 1',
      '123 210 3',
      '123 321 5',
      '1123 10432 8',
      '11223 215403 13',
      '112233 3621540 17',
      '112233 40372615 20',
      '1112233 158407362 25',
      '1',
      '4',
      '6',
      '7',
      '-1',
      '1',
      '7655432100 31 69',
      '0012345567 63',
      '789',
      '20',
    ],
  },
  {
    of: 'lib/list_sort.c',
    functions: ['list_sort'],
    before: `#include <linux/list_sort.h>
struct item { int key, n; struct list_head list; }; static int asked; static u32 seen;
static int by(void *priv, const struct list_head *a, const struct list_head *b) { const struct item *one = list_entry(a, struct item, list), *other = list_entry(b, struct item, list); asked += *(int *)priv; seen = seen * 31 + one->n * 24 + other->n; return one->key > other->key; }`,
    body: `LIST_HEAD(h); struct item i[23]; struct item *each; struct list_head *p; int n, k, step = 1, bad, back; u64 keys, all;
for (n = 0; n <= 23; n++) { INIT_LIST_HEAD(&h); for (k = 0; k < n; k++) { i[k].key = (k * 7 + n) % 5; i[k].n = k; list_add_tail(&i[k].list, &h); } asked = seen = 0; list_sort(&step, &h, by);
keys = all = bad = back = 0; list_for_each_entry(each, &h, list) { keys = keys * 5 + each->key; all = all * 23 + each->n; } list_for_each_prev(p, &h) back++; list_for_each(p, &h) bad += p->next->prev != p; pr_info("%d %llu %llu %d %u %d %d", n, keys, all, asked, seen, back, bad); }`,
    says: [
      '0 0 0 0 0 0 0',
      '1 1 0 0 0 1 0',
      '2 14 1 1 1 2 0',
      '3 13 575 3 1769 3 0',
      '4 44 37076 5 2469617 4 0',
      '5 194 37124 7 2419330858 5 0',
      '6 819 12935135 11 3812795664 6 0',
      '7 4724 605078693 14 1065061198 7 0',
      '8 4719 4319431122 17 3822695537 8 0',
      '9 20474 262359360772 20 1874549428 9 0',
      '10 101724 402961858729 25 4132650501 10 0',
      '11 492349 95479617106863 26 3097108320 11 0',
      '12 2539874 4188228920278854 33 562383219 12 0',
      '13 2539849 28095091935571838 37 4051945915 13 0',
      '14 12308624 1699865717933068777 41 3828046783 14 0',
      '15 61527374 2742541410747358369 44 3387749866 15 0',
      '16 305667999 11731412706672050754 47 475234829 16 0',
      '17 1538105624 13811108893873369266 53 3494491003 17 0',
      '18 1538105499 3842475822168090853 57 2131007185 18 0',
      '19 7641699374 15693221039917714337 62 670240770 19 0',
      '20 38208105624 13929763342706443218 67 1303380461 20 0',
      '21 190795996249 10475398593907381982 70 1831859521 21 0',
      '22 955200684374 17486018629245080907 76 629760508 22 0',
      '23 955200683749 14824511575564969149 82 2598682345 23 0',
    ],
  },
  {
    of: 'lib/bitmap.c, lib/find_bit.c, include/linux/find.h',
    functions: [
      'find_next_and_bit',
      'find_next_andnot_bit',
      'find_first_and_bit',
      'for_each_set_bit_from',
      'for_each_clear_bit_from',
      'for_each_and_bit',
      'for_each_andnot_bit',
      'for_each_set_bitrange',
      'for_each_clear_bitrange',
      'bitmap_weight_and',
      'bitmap_shift_left',
      'bitmap_shift_right',
      'bitmap_find_next_zero_area',
      'bitmap_find_next_zero_area_off',
    ],
    before: '#include <linux/bitmap.h>',
    body: `DECLARE_BITMAP(a, 100); DECLARE_BITMAP(b, 100); DECLARE_BITMAP(c, 100); unsigned long bit, to, sum = 0; bitmap_zero(a, 100); bitmap_zero(b, 100); bitmap_set(a, 5, 4); bitmap_set(a, 62, 5); bitmap_set(b, 7, 58); bitmap_set(b, 99, 1);
pr_info("%lu %lu %lu %lu %lu", find_next_and_bit(a, b, 100, 9), find_next_and_bit(a, b, 100, 65), find_first_and_bit(a, b, 100), find_next_andnot_bit(a, b, 100, 7), find_next_andnot_bit(b, a, 100, 65)); bit = 7; for_each_set_bit_from(bit, a, 100) sum = sum * 3 + bit; pr_info("%lu", sum);
bit = 60; for_each_clear_bit_from(bit, a, 69) pr_info("%lu", bit); for_each_and_bit(bit, a, b, 100) pr_info("both %lu", bit); for_each_andnot_bit(bit, a, b, 100) pr_info("one %lu", bit); for_each_set_bitrange(bit, to, a, 100) pr_info("%lu-%lu", bit, to); for_each_clear_bitrange(bit, to, b, 100) pr_info("%lu-%lu", bit, to);
pr_info("%lu", bitmap_weight_and(a, b, 100)); bitmap_shift_left(c, a, 3, 100); for_each_set_bitrange(bit, to, c, 100) pr_info("%lu-%lu", bit, to); bitmap_shift_right(c, c, 63, 100); for_each_set_bitrange(bit, to, c, 100) pr_info("%lu-%lu", bit, to);
pr_info("%lu %lu %lu %lu %d", bitmap_find_next_zero_area(a, 100, 0, 6, 0), bitmap_find_next_zero_area(a, 100, 0, 6, 7), bitmap_find_next_zero_area(a, 100, 60, 4, 3), bitmap_find_next_zero_area_off(a, 100, 0, 6, 7, 3), bitmap_find_next_zero_area(a, 100, 0, 60, 0) > 100);`,
    says: [
      '62 100 7 65 99',
      '14607',
      '60',
      '61',
      '67',
      '68',
      'both 7',
      'both 8',
      'both 62',
      'both 63',
      'both 64',
      'one 5',
      'one 6',
      'one 65',
      'one 66',
      '5-9',
      '62-67',
      '0-7',
      '65-99',
      '5',
      '8-12',
      '65-70',
      '2-7',
      '9 16 68 13 1',
    ],
  },
  {
    of: 'fs/sysfs/file.c, fs/kernfs/file.c',
    functions: ['sysfs_notify', 'sysfs_chmod_file'],
    finds: ['warn'],
    harm: ['warn'],
    before: `static ssize_t a_show(struct kobject *k, struct kobj_attribute *a, char *buf) { return 0; } static struct kobj_attribute a = __ATTR_RO(a), b = { .attr = { .name = "b" } };
static struct attribute *all[] = { &a.attr, NULL }; static const struct attribute_group group = { .name = "g", .attrs = all };`,
    body: `struct kobject *k = kobject_create_and_add("told", NULL); int r = sysfs_create_file(k, &a.attr), s = sysfs_create_group(k, &group); sysfs_notify(k, NULL, "a"); sysfs_notify(k, NULL, "none"); sysfs_notify(k, "g", "a"); sysfs_notify(k, "none", "a"); pr_info("%d %d", r, s);
r = sysfs_chmod_file(k, &a.attr, 0600); s = sysfs_chmod_file(k, &b.attr, 0400); pr_info("%d %d", r, s); sysfs_notify(k, "g", NULL); kobject_del(k); sysfs_notify(k, NULL, "a"); sysfs_notify(k, "g", "a"); kobject_put(k);`,
    says: ['0 0', '0 -2', 'WARNING: at driver-model:/kernel/sysfs_notify.c:25 sysfs_notify()'],
  },
];
