import type { Random } from '../../../../src/engine/base/random.ts';
import type { Family } from './family.ts';

const given = [
  '',
  '12',
  ' 12 34',
  '-5 7',
  '0x1f,22',
  'egm4: 0x80000000-0x6fc0000000',
  'abc def',
  '0018:01:00.0',
  '99999999999999999999 1',
  '077 08',
  '12abc',
  'a=1 b=2',
  '%5',
  '-',
  '0x',
  '300 -300 70000',
];

const formats = [
  ['%d', 1],
  ['%u %u', 2],
  ['%i,%i', 2],
  ['%x', 1],
  ['%x:%x:%x.%x', 4],
  ['%o %d', 2],
  ['%d%n', 2],
  ['%*d %d', 1],
  ['%2d%3d', 2],
  ['%1x%2x', 2],
  ['a=%d b=%d', 2],
  ['%%%d', 1],
  [' %d', 1],
  ['egm%d: %x-%x', 3],
  ['%3i%n', 2],
  ['%d %d %d', 3],
] as const;

const sized = [
  ['hhd', 's8', 'd'],
  ['hhu', 'u8', 'u'],
  ['hd', 's16', 'd'],
  ['hx', 'u16', 'x'],
  ['ld', 'long', 'ld'],
  ['lx', 'unsigned long', 'lx'],
  ['lld', 'long long', 'lld'],
  ['llu', 'unsigned long long', 'llu'],
  ['zu', 'size_t', 'zu'],
] as const;

const text = (random: Random): string => `"${random.pick(given)}"`;

/** lib/vsprintf.c, lib/cmdline.c, lib/hexdump.c, lib/ctype.c: text that is read. */
export const scans: Family = {
  name: 'scans',
  before: `#include <linux/ctype.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/string.h>`,
  first: 'int r, a, b, c, d; char word[8], other[8]; const char *volatile s; char *end;',
  call(random) {
    const [format, count] = random.pick(formats);
    const [size, type, print] = random.pick(sized);
    const places = ['a', 'b', 'c', 'd'].slice(0, count).map((each) => `&${each}`);
    const width = 1 + random.below(7);
    const set = random.pick(['abc', '^ ', '0123456789', '^,:', 'x-z', 'a=']);
    const letter = 1 + random.below(255);
    return random.pick([
      `s = ${text(random)}; a = b = c = d = 77; r = sscanf(s, "${format}", ${places.join(', ')}); pr_info("%d: %d %d %d %d", r, a, b, c, d);`,
      `s = ${text(random)}; a = b = c = d = 77; r = sscanf(s, "${format}", ${places.join(', ')}); pr_info("%d: %d %d %d %d", r, a, b, c, d);`,
      `s = ${text(random)}; { ${type} n = 77; r = sscanf(s, "%${size}", &n); pr_info("%d ${size} %${print}", r, n); }`,
      `s = ${text(random)}; { ${type} n = 77; r = sscanf(s, "%${width}${size}", &n); pr_info("%d ${size} %${print}", r, n); }`,
      `s = ${text(random)}; strscpy(word, "was"); a = 77; r = sscanf(s, "%${width}s%d", word, &a); pr_info("%d [%s] %d", r, word, a);`,
      `s = ${text(random)}; strscpy(word, "was"); strscpy(other, "too"); r = sscanf(s, "%${width}s %7s", word, other); pr_info("%d [%s] [%s]", r, word, other);`,
      `s = ${text(random)}; memset(word, '.', 8); word[7] = 0; r = sscanf(s, "%${Math.min(width, 4)}c", word); pr_info("%d [%s]", r, word);`,
      `s = ${text(random)}; strscpy(word, "was"); a = 77; r = sscanf(s, "%${width}[${set}]%d", word, &a); pr_info("%d [%s] %d", r, word, a);`,
      `s = "${random.pick(['4K', '0x10m', '7', '3G rest', '1t', '2P', '1e', 'none', '12 k', '010k', 'K', '5kk'])}"; { unsigned long long n = memparse(s, &end); pr_info("%llu %ld", n, (long)(end - s)); }`,
      `s = "${random.pick(['0a1F', 'ffFF', '12', '1g', 'a', '', 'zz00'])}"; memset(word, 0x55, 8); r = hex2bin((u8 *)word, s, 2); pr_info("%d %02x %02x", r, (u8)word[0], (u8)word[1]);`,
      `{ u8 of[2] = { ${letter}, ${random.below(256)} }; end = bin2hex(word, of, 2); *end = 0; pr_info("%s %ld %d", word, (long)(end - word), hex_to_bin(${letter})); }`,
      `{ volatile u8 of = ${letter}; pr_info("%d%d%d%d%d%d%d%d%d%d %x %x", !!isdigit(of), !!isupper(of), !!islower(of), !!isalpha(of), !!isalnum(of), !!isspace(of), !!isxdigit(of), !!iscntrl(of), !!isprint(of), !!ispunct(of), tolower(of), toupper(of)); }`,
    ]);
  },
  last: '',
};
