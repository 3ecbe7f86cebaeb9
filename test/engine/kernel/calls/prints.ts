import type { Random } from '../../../../src/engine/base/random.ts';
import type { Family } from './family.ts';

const kinds = ['IORESOURCE_MEM', 'IORESOURCE_IO', 'IORESOURCE_IRQ', '0'];
const flags = [
  '0',
  'IORESOURCE_MEM_64',
  'IORESOURCE_PREFETCH',
  'IORESOURCE_DISABLED',
  'IORESOURCE_MEM_64 | IORESOURCE_PREFETCH',
  'IORESOURCE_UNSET',
];

const bytes = (random: Random, count: number): string =>
  Array.from({ length: count }, () => `0x${random.below(256).toString(16)}`).join(', ');

/** lib/vsprintf.c: what stands behind a pointer. */
export const pointers: Family = {
  name: 'pointers printed',
  before: `#include <linux/ioport.h>
#include <linux/string_choices.h>
#include <linux/uuid.h>
static u8 data[20]; static unsigned long map[2]; static struct resource res; static phys_addr_t phys; static dma_addr_t dma; static void *volatile pointer;`,
  first: 'char to[80]; int n;',
  call(random) {
    const fill = `{ u8 of[] = { ${bytes(random, 20)} }; memcpy(data, of, 20); }`;
    const bits = `map[0] = 0x${random.wide().toString(16)}ul & 0x${random.wide().toString(16)}ul; map[1] = 0x${random.wide().toString(16)}ul;`;
    const width = random.pick([1, 3, 4, 7, 8, 16, 20]);
    const bitWidth = random.pick([1, 7, 8, 31, 32, 33, 40, 64, 65, 100, 128]);
    const start = `0x${(random.wide() >> BigInt(random.below(60))).toString(16)}`;
    const length = random.pick(['0', '0xfff', '0xffff', '0x123']);
    const errno = random.pick(['-ENODEV', '-EINVAL', '-EPROBE_DEFER', '-ERESTARTSYS', '-4000', '-1', '-133']);
    const field = random.pick(['', '12', '-12', '30']);
    const uuid = random.pick(['b', 'B', 'l', 'L', '']);
    const print = (format: string, value: string): string =>
      `n = snprintf(to, ${random.pick([80, 80, 10])}, "${format}|", ${value}); pr_info("%d %s", n, to);`;
    return random.pick([
      `${fill} ${print(`%*ph${random.pick(['', 'C', 'D', 'N'])}`, `${width}, data`)}`,
      `${fill} ${print(`%${width}ph${random.pick(['', 'C', 'D', 'N'])}`, 'data')}`,
      `${fill} ${print(`%p${random.pick(['M', 'm', 'MR', 'MF', 'mR'])}`, 'data')}`,
      `${fill} ${print(`%p${random.pick(['I4', 'i4', 'I4h', 'I4n', 'I4b', 'I4l'])}`, 'data')}`,
      `${fill} ${print(`%pU${uuid}`, 'data')}`,
      `${bits} ${print('%*pb', `${bitWidth}, map`)}`,
      `${bits} ${print('%*pbl', `${bitWidth}, map`)}`,
      `res = (struct resource){ .start = ${start}, .end = ${start} + ${length}, .name = "r", .flags = ${random.pick(kinds)} | ${random.pick(flags)} }; ${print(`%p${random.pick(['R', 'r'])}`, '&res')}`,
      `phys = ${start}; dma = ${start}; ${print(random.pick(['%pa', '%pap']), '&phys')} ${print('%pad', '&dma')}`,
      `pointer = ERR_PTR(${errno}); ${print(`%${field}pe`, 'pointer')}`,
      `pointer = ERR_PTR(${errno}); ${print(random.pick(['%s', '%pM', '%pUb', '%8s']), 'pointer')}`,
      `pointer = NULL; ${print(random.pick(['%p', '%pe', '%pM', '%pR', '%s', '%.2s', '%10s', '%pa', '%4ph', '%pUl', '%20p']), 'pointer')}`,
      `pointer = (void *)${start}; ${print('%px', 'pointer')}`,
      `pr_info("%s %s %s %s %s %s", str_yes_no(${random.below(2)}), str_on_off(${random.below(2)}), str_true_false(${random.below(2)}), str_enable_disable(${random.below(2)}), str_enabled_disabled(${random.below(2)}), str_plural(${random.below(3)}));`,
    ]);
  },
  last: '',
};

const numbers = (random: Random): string =>
  `0x${(random.wide() >> BigInt(random.below(60))).toString(16)}ull`;

/** include/linux/ktime.h, include/linux/log2.h, include/linux/minmax.h, include/linux/overflow.h, what `math` has not. */
export const times: Family = {
  name: 'times',
  before: `#include <linux/ktime.h>
#include <linux/jiffies.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/overflow.h>
#include <linux/math.h>
#include <linux/bitops.h>
#include <linux/random.h>`,
  first: 'volatile u64 va, vb; s64 t, u; u64 a, b; u32 w;',
  call(random) {
    const type = random.pick(['u8', 's8', 'u16', 's16', 'u32', 's32', 'u64', 's64']);
    const given = `va = ${numbers(random)}; vb = ${numbers(random)}; a = va; b = vb; t = (s64)(a >> 3); u = (s64)(b >> 3); w = a;`;
    return `${given} ${random.pick([
      'pr_info("%lld %lld %lld", ktime_add(t, u), ktime_sub(t, u), ktime_add_ns(t, 7));',
      'pr_info("%lld %lld", ktime_sub_us(t, w), ktime_sub_ns(t, w));',
      `pr_info("%lld %lld", ktime_add_ms(t >> 20, 5), ktime_sub_ms(t, ${random.below(1000)}));`,
      'pr_info("%lld %lld", ktime_set(w, 5), ktime_set(t, 5));',
      `pr_info("%lld %lld", ktime_divns(t, ${1 + random.below(100000)}), ktime_us_delta(t, u));`,
      'pr_info("%d %d %lld", ktime_before(t, u), ktime_after(t, u), ktime_to_ns(t));',
      'pr_info("%lld %lld", ns_to_ktime(a), ms_to_ktime(w));',
      'pr_info("%d %d %d", time_after_eq((unsigned long)a, (unsigned long)b), time_before((unsigned long)a, (unsigned long)b), time_is_before_jiffies(jiffies - 10));',
      'pr_info("%d %d %d", a ? ilog2(a) : -1, is_power_of_2(a), order_base_2(b));',
      'pr_info("%llx %llx", a > 1 && a < 1ull << 60 ? (u64)roundup_pow_of_two(a) : 0, a ? (u64)rounddown_pow_of_two(a) : 0);',
      'pr_info("%d %d %d", fls_long(a), ffs((int)a), ffs((int)b));',
      'pr_info("%u %u %u %u", hweight8(w), hweight16(w), hweight32(w), (unsigned)hweight64(a));',
      `{ ${type} x = a, y = b, z = 5; pr_info("%lld %lld", (s64)min3(x, y, z), (s64)max3(x, y, z)); swap(x, y); pr_info("%lld", (s64)x); }`,
      `{ ${type} x = a; pr_info("%lld %lld", (s64)clamp(x, (${type})3, (${type})100), (s64)clamp_val(x, 3, 100)); }`,
      `{ ${type} x = a, y = b; pr_info("%lld %lld %lld", (s64)wrapping_add(${type}, x, y), (s64)wrapping_sub(${type}, x, y), (s64)wrapping_mul(${type}, x, y)); }`,
      `pr_info("%lld %lld %d", (s64)type_max(${type}), (s64)type_min(${type}), is_signed_type(${type}));`,
      `pr_info("%d", (int)overflows_type(a, ${random.pick(['u8', 'u16', 'u32', 's32'])}));`,
      'pr_info("%u %u %llu", le32_to_cpu(cpu_to_le32(w)), le16_to_cpu(cpu_to_le16((u16)w)), le64_to_cpu(cpu_to_le64(a)));',
      'pr_info("%d %d", get_random_u32_below(7) < 7, get_random_u32_inclusive(3, 5) - 3u < 3);',
      `pr_info("%lld %d", (s64)sign_extend64(a, ${random.below(64)}), sign_extend32(w, ${random.below(32)}));`,
    ])}`;
  },
  last: '',
};
