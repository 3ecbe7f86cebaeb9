import type { Random } from '../../../../src/engine/base/random.ts';
import type { Family } from './family.ts';

const texts = [
  '',
  ' ',
  'egm',
  'egm0',
  'EGM',
  ' egm ',
  'egm\\n',
  'egm\\n\\n',
  '/dev/egm4',
  'a,b,,c',
  'a b\\tc',
  '0',
  '-1',
  '+7',
  '0x1f',
  '0X1F',
  '017',
  '08',
  '4294967295',
  '4294967296',
  '-2147483648',
  '18446744073709551615',
  '18446744073709551616',
  '0x',
  '-0x5',
  '12abc',
  ' 5',
  '5 ',
  '5\\n',
  'on',
  'off',
  'y',
  'N',
  'true',
  '1',
  'of',
  'a%d',
];

function text(random: Random): string {
  return `"${random.pick(texts)}"`;
}

const integers = ['d', 'i', 'u', 'x', 'X', 'o'];
const flags = ['', '', '0', '-', '+', ' ', '#', '#0', '-#', '+0'];

/** Text, 64 bits, an int, one for a width, or a letter. */
type Taken = 'text' | 'number' | 'int' | 'little' | 'letter';

/** A conversion of printf, and what it takes. */
function conversion(random: Random): readonly [string, readonly Taken[]] {
  const flag = random.pick(flags);
  const width = random.pick(['', '', '3', '12', '20']);
  const precision = random.pick(['', '', '', '.0', '.2', '.9', '.']);
  const letter = random.pick(integers);
  const short = random.pick(['', 'h', 'hh']);
  const star = random.pick(['d', 's'] as const);
  return random.pick([
    [`%${flag}${width}${precision}s`, ['text']],
    [`%${flag}${width}${precision}ll${letter}`, ['number']],
    [`%${flag}${width}${precision}${short}${letter}`, ['int']],
    [`%${random.pick(['', '-'])}${width}c`, ['letter']],
    [`%${random.pick(['', '-', '0'])}*.*${star}`, ['little', 'little', star === 's' ? 'text' : 'int']],
  ] as const) as ReturnType<typeof conversion>;
}

/** Statements of a call with a format; what it takes is volatile, for gcc knows better than Linux what printf() gives. */
function formatted(random: Random, call: (format: string) => string): string {
  const parts = Array.from({ length: 1 + random.below(3) }, () => conversion(random));
  const words = parts.map(([of]) => of).join(random.pick(['|', ' ', '%%']));
  const taken = parts
    .flatMap(([, takes]) => takes)
    .map((kind, at) => {
      const name = `v${at}`;
      if (kind === 'text')
        return { name, declared: `static const char *volatile ${name} = ${text(random)};` };
      if (kind === 'number')
        return { name, declared: `static volatile u64 ${name} = 0x${random.wide().toString(16)}ull;` };
      const number =
        kind === 'int' ? random.next() | 0 : kind === 'letter' ? 65 + random.below(26) : random.below(20) - 9;
      return { name, declared: `static volatile int ${name} = ${number};` };
    });
  const format = [`"${words}"`, ...taken.map(({ name }) => name)].join(', ');
  return `{ ${taken.map(({ declared }) => declared).join(' ')} ${call(format)} }`;
}

/** Of a point alone gcc takes it that nothing is printed, and knows the length. */
function isFolded(format: string): string {
  return /\.[^\d*]/.test(format) ? 'n = strlen(to);' : '';
}

/** A line of the log has no breaks. */
const shown = `static char *shown(char *text) { strreplace(text, '\\n', '~'); return text; }`;

/** lib/vsprintf.c: into more, or less, than it takes. */
export const formats: Family = {
  name: 'formats',
  before: `#include <linux/string.h>
${shown}`,
  first: 'char to[80], *made; int n;',
  call(random) {
    const size = random.pick([80, 80, 80, 12, 5, 1]);
    return formatted(random, (format) =>
      random.pick([
        `n = snprintf(to, ${size}, ${format}); ${isFolded(format)} pr_info("%d [%s]", n, shown(to));`,
        `n = scnprintf(to, ${size}, ${format}); pr_info("%d [%s]", n, shown(to));`,
        `made = kasprintf(GFP_KERNEL, ${format}); pr_info("[%s]", shown(made)); kfree(made);`,
      ]),
    );
  },
  last: '',
};

/** lib/string.c */
export const strings: Family = {
  name: 'strings',
  before: `#include <linux/string.h>
${shown}
static long in(const char *text, const char *p) { return p ? p - text : -1; }
static int sign(int n) { return n < 0 ? -1 : n > 0; }
static const char *const words[] = { "off", "on", "egm", NULL, "never" };`,
  first: 'char to[32], *rest, *part; long n; const char *s, *t;',
  call(random) {
    const [s, t] = [`s = ${text(random)};`, `t = ${text(random)};`];
    const n = random.below(8);
    const c = random.pick(["'e'", "'a'", "' '", "'\\0'", "'g'"]);
    return random.pick([
      `${s} pr_info("%zu %zu", strlen(s), strnlen(s, ${n}));`,
      `${s} ${t} pr_info("%d %d", sign(strcmp(s, t)), sign(strncmp(s, t, ${n})));`,
      `${s} ${t} pr_info("%d %d", sign(strcasecmp(s, t)), sign(strncasecmp(s, t, ${n})));`,
      `${s} pr_info("%ld %ld %ld", in(s, strchr(s, ${c})), in(s, strrchr(s, ${c})), in(s, strnchr(s, ${n}, ${c})));`,
      `${s} ${t} pr_info("%ld %ld", in(s, strstr(s, t)), in(s, strnstr(s, t, strnlen(s, ${n}))));`,
      `${s} ${t} pr_info("%zu %zu %ld", strspn(s, t), strcspn(s, t), in(s, strpbrk(s, t)));`,
      `${s} n = strscpy(to, s, ${1 + n}); pr_info("%ld [%s]", n, shown(to));`,
      `${s} memset(to, 'x', 31); n = strscpy_pad(to, s, ${9 + n}); pr_info("%ld [%s] %d", n, shown(to), to[${8 + n}]);`,
      `${s} strscpy(to, s, 12); ${t} n = strlcat(to, t, 16); pr_info("%ld [%s]", n, shown(to));`,
      `${s} ${t} pr_info("%d %d", sysfs_streq(s, t), sysfs_streq(s, "egm"));`,
      `${s} pr_info("%d %d", match_string(words, -1, s), __sysfs_match_string(words, 5, s));`,
      `${s} strscpy(to, s, 32); pr_info("[%s] %ld", shown(strim(to)), in(s, skip_spaces(s)));`,
      `${s} strscpy(to, s, 32); rest = to; while ((part = strsep(&rest, ", "))) pr_info("[%s]", shown(part));`,
      `${s} strscpy(to, s, 32); strreplace(to, 'e', '_'); pr_info("[%s] %ld", shown(to), in(s, kbasename(s)));`,
      `${s} ${t} pr_info("%d %zu", strstarts(s, t), str_has_prefix(s, t));`,
      `${s} part = kstrndup(s, ${n}, GFP_KERNEL); pr_info("[%s]", shown(part)); kfree(part);`,
      `memset(to, ${random.below(3)}, 8); to[${n}] = ${random.below(3)}; pr_info("%ld %ld", in(to, memchr(to, 1, 8)), in(to, memchr_inv(to, 1, 8)));`,
    ]);
  },
  last: '',
};

const widths = [
  ['kstrtoull', 'unsigned long long', 'llu'],
  ['kstrtoll', 'long long', 'lld'],
  ['kstrtoul', 'unsigned long', 'lu'],
  ['kstrtol', 'long', 'ld'],
  ['kstrtouint', 'unsigned int', 'u'],
  ['kstrtoint', 'int', 'd'],
  ['kstrtou16', 'u16', 'u'],
  ['kstrtos16', 's16', 'd'],
  ['kstrtou8', 'u8', 'u'],
  ['kstrtos8', 's8', 'd'],
] as const;

/** lib/kstrtox.c, and the simple ones of lib/vsprintf.c. */
export const numbersRead: Family = {
  name: 'numbers read',
  before: '',
  first: 'int r; bool b; char *end; const char *s;',
  call(random) {
    const [name, type, word] = random.pick(widths);
    const base = random.pick([0, 0, 10, 16, 8, 2]);
    const from =
      random.below(3) > 0
        ? text(random)
        : `"${random.pick(['', '-', '+', '0x'])}${random.wide().toString(random.pick([10, 16, 8]))}${random.pick(['', '\\n', ' '])}"`;
    return random.pick([
      `{ ${type} n = 77; r = ${name}(${from}, ${base}, &n); pr_info("%d %${word}", r, n); }`,
      `{ ${type} n = 77; r = ${name}(${from}, ${base}, &n); pr_info("%d %${word}", r, n); }`,
      `b = true; r = kstrtobool(${from}, &b); pr_info("%d %d", r, b);`,
      `s = ${from}; { unsigned long long n = simple_strtoull(s, &end, ${base}); pr_info("%llu %ld", n, end - s); }`,
      `s = ${from}; { long n = simple_strtol(s, &end, ${base}); pr_info("%ld %ld", n, end - s); }`,
    ]);
  },
  last: '',
};
