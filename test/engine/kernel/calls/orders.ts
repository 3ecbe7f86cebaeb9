import type { Random } from '../../../../src/engine/base/random.ts';
import type { Family } from './family.ts';

const someBytes = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.below(256)).join(', ');

/** lib/sort.c, lib/bsearch.c, lib/list_sort.c: elements of random sizes, of few keys, each of which many have. */
export const sorts: Family = {
  name: 'sorts',
  before: `#include <linux/bsearch.h>
#include <linux/list.h>
#include <linux/list_sort.h>
#include <linux/sort.h>
struct item { int key, n; struct list_head list; }; static struct item items[40]; static u8 bytes[400]; static int asked; static u64 seen;
static int by_byte(const void *a, const void *b) { asked++; return (*(const u8 *)a & 7) - (*(const u8 *)b & 7); }
static int by_more(const void *a, const void *b, const void *priv) { asked++; return (*(const u8 *)a > *(const u8 *)b) - *(const int *)priv; }
static int by_key(void *priv, const struct list_head *a, const struct list_head *b) { asked++; return list_entry(a, struct item, list)->key - list_entry(b, struct item, list)->key; }
static void change(void *a, void *b, int size) { u8 *one = a, *other = b, kept; seen = seen * 7 + size; while (size--) { kept = one[size]; one[size] = other[size]; other[size] = kept; } }
static void fill(u32 from, int n) { int k; for (k = 0; k < n; k++) { from = from * 1103515245 + 12345; bytes[k] = from >> 16; } asked = 0; seen = 0; }
static void says(int n) { int k; for (k = 0; k < n; k++) seen = seen * 31 + bytes[k]; pr_info("says %d %llu", asked, seen); }`,
  first: 'int k, n, none = 0, one = 1; LIST_HEAD(h); struct item *each; const u8 *found; u8 key;',
  call(random) {
    const [n, size] = [random.below(40), 1 + random.below(10)];
    const fill = `fill(${random.below(100000)}, ${n * size});`;
    return random.pick([
      `${fill} sort(bytes, ${n}, ${size}, by_byte, ${random.pick(['NULL', 'change'])}); says(${n * size});`,
      `${fill} sort_r(bytes, ${n}, ${size}, by_more, NULL, &${random.pick(['none', 'one'])}); says(${n * size});`,
      `${fill} sort(bytes, ${n}, ${size}, by_byte, NULL); asked = 0; key = ${random.below(8)}; found = bsearch(&key, bytes, ${n}, ${size}, by_byte); pr_info("%d %d", asked, found ? (int)(found - bytes) : -1);`,
      `n = ${n}; fill(${random.below(100000)}, n); INIT_LIST_HEAD(&h); for (k = 0; k < n; k++) { items[k].key = bytes[k] % ${1 + random.below(9)}; items[k].n = k; list_add_tail(&items[k].list, &h); } list_sort(NULL, &h, by_key); list_for_each_entry(each, &h, list) seen = seen * 31 + each->n; list_for_each_entry_reverse(each, &h, list) seen = seen * 31 + each->n; pr_info("%d %llu", asked, seen);`,
    ]);
  },
  last: '',
};

/** include/linux/unaligned.h, include/linux/byteorder/generic.h */
export const byteOrders: Family = {
  name: 'byteorder',
  before: `#include <linux/unaligned.h>
static u8 bytes[16];`,
  first: 'volatile u64 any; u64 wide;',
  call(random) {
    const at = random.below(8);
    const order = random.pick(['le', 'be']);
    const bits = random.pick([16, 32, 64]);
    const part = random.pick(['le24', 'be24', 'be48']);
    const wide = `0x${random.wide().toString(16)}ull`;
    const fill = `{ u8 all[16] = { ${someBytes(random, 16)} }; memcpy(bytes, all, 16); }`;
    return random.pick([
      `${fill} pr_info("%llx %llx", (u64)get_unaligned_${order}${bits}(bytes + ${at}), (u64)get_unaligned_${part}(bytes + ${at}));`,
      `any = ${wide}; wide = any; put_unaligned_${order}${bits}(wide, bytes + ${at}); pr_info("%*ph", 16, bytes); put_unaligned_${part}(wide, bytes + ${at}); pr_info("%*ph", 16, bytes);`,
      `any = ${wide}; wide = any; pr_info("%llx %llx %llx", (u64)cpu_to_${order}${bits}(wide), (u64)${order}${bits}_to_cpu(wide), (u64)swab${bits}(${wide} >> ${at}));`,
      `any = ${wide}; wide = any; { __${order}${bits} to = cpu_to_${order}${bits}(wide); ${order}${bits}_add_cpu(&to, ${random.below(300)}); pr_info("%llx %llx", (u64)to, (u64)${order}${bits}_to_cpup(&to)); }`,
    ]);
  },
  last: '',
};
