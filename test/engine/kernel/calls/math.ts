import type { Random } from '../../../../src/engine/base/random.ts';
import type { Family } from './family.ts';

const types = ['u8', 's8', 'u16', 's16', 'u32', 's32', 'u64', 's64'];

/** A statement on two volatile numbers of a type, `a` and `b`. */
function on(random: Random, type: string, statement: string): string {
  const [a, b] = [random.wide(), random.wide()].map((value) => `(${type})0x${value.toString(16)}ull`);
  return `{ volatile ${type} va = ${a}, vb = ${b}; ${type} a = va, b = vb; ${statement} }`;
}

/** include/linux/math.h, minmax.h, overflow.h, align.h, math64.h, bitfield.h, ktime.h, jiffies.h */
export const math: Family = {
  name: 'math',
  before: `#include <linux/align.h>
#include <linux/bitfield.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/math.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/overflow.h>`,
  first: '',
  call(random) {
    const type = random.pick(types);
    const power = 1 << random.below(12);
    const [high, low] = [random.below(32), random.below(32)].sort((a, b) => b - a);
    const check = random.pick(['add', 'sub', 'mul']);
    return random.pick([
      on(
        random,
        type,
        `${random.pick(types)} to = 0; bool o = check_${check}_overflow(a, b, &to); pr_info("%d %lld", o, (s64)to);`,
      ),
      on(
        random,
        type,
        `${type} to = 0; bool o = check_shl_overflow(a, ${random.below(70)}, &to); pr_info("%d %lld", o, (s64)to);`,
      ),
      on(random, type, 'pr_info("%lld %lld", (s64)min(a, b), (s64)max(a, b));'),
      on(
        random,
        type,
        `pr_info("%lld %lld", (s64)min_t(${random.pick(types)}, a, b), (s64)max_t(${random.pick(types)}, a, b));`,
      ),
      on(random, type, `pr_info("%lld", (s64)clamp_t(${random.pick(types)}, a, 3, 100));`),
      on(
        random,
        'u64',
        `pr_info("%llx %llx %d", ALIGN(a, ${power}ull), ALIGN_DOWN(a, ${power}ull), IS_ALIGNED(a, ${power}));`,
      ),
      on(random, 'u64', `pr_info("%llx %llx", round_up(a, ${power}), round_down(a, ${power}));`),
      on(
        random,
        'u32',
        `pr_info("%u %u %u", roundup(a, ${power + 3}), rounddown(a, ${power + 3}), DIV_ROUND_UP(a, ${power + 3}));`,
      ),
      on(random, 's32', `pr_info("%d %d", DIV_ROUND_CLOSEST(a / 2, ${power + 3}), mult_frac(a / 16, 7, 5));`),
      on(
        random,
        'u64',
        'u32 rest = 0; pr_info("%llu", b ? div64_u64(a, b) : 0); pr_info("%llu", (u32)b ? div_u64(a, (u32)b) : 0); if ((u32)b) { u64 q = div_u64_rem(a, (u32)b, &rest); pr_info("%llu %u", q, rest); }',
      ),
      on(
        random,
        's64',
        'pr_info("%lld", b && b != -1 ? div64_s64(a, b) : 0); pr_info("%lld", (s32)b && (s32)b != -1 ? div_s64(a, (s32)b) : 0);',
      ),
      on(random, 'u64', `u64 n = a; u32 rest = do_div(n, ${power + 7}); pr_info("%llu %u", n, rest);`),
      on(random, 'size_t', 'pr_info("%zx %zx %zx", size_add(a, b), size_mul(a, b), size_sub(a, b));'),
      on(
        random,
        'u32',
        `pr_info("%x %x %d", (u32)FIELD_GET(GENMASK(${high}, ${low}), a), (u32)FIELD_PREP(GENMASK(${high}, ${low}), 1), (int)FIELD_FIT(GENMASK(${high}, ${low}), a));`,
      ),
      on(
        random,
        'u64',
        'pr_info("%x %x %d", upper_32_bits(a), lower_32_bits(a), min_not_zero((u32)a, (u32)b) == (u32)b);',
      ),
      on(
        random,
        's64',
        's64 t = a >> 4, u = b >> 4; pr_info("%lld %lld %d", ktime_to_ms(t), ktime_to_us(t), ktime_compare(t, u));',
      ),
      on(
        random,
        's64',
        's64 t = a >> 4, u = b >> 4; pr_info("%lld %lld %d", ktime_ms_delta(t, u), ktime_to_ns(ktime_add_us(t, 7)), ktime_after(t, u));',
      ),
      on(
        random,
        'u32',
        'pr_info("%lu %lu %u %u", msecs_to_jiffies(a), usecs_to_jiffies(a), jiffies_to_msecs(a), jiffies_to_usecs(a));',
      ),
      on(
        random,
        'u64',
        'pr_info("%d %d %d", time_after((unsigned long)a, (unsigned long)b), time_before_eq((unsigned long)a, (unsigned long)b), time_in_range((unsigned long)a, (unsigned long)b, (unsigned long)a + 5));',
      ),
      on(random, 's32', 'pr_info("%d %llu", abs(a / 2), (u64)abs((s64)b));'),
    ]);
  },
  last: '',
};
