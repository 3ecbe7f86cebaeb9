import { describe, expect, test } from 'vitest';
import { seeded } from '../../../src/engine/base/random.ts';
import type { TranslationUnit } from '../../../src/engine/csource/ast.ts';
import { read } from './show.ts';

const times = (text: string, count: number): string => text.repeat(count);
const body = (text: string): string => `int f(void) { ${text} }\nint after;\n`;
const doubling = (count: number): string =>
  Array.from({ length: count }, (_, n) => `#define a${n + 1} a${n} a${n}\n`).join('');

/** How many levels of objects the tree has: what walks it recursively needs a stack for as many. */
function treeDepth(unit: TranslationUnit): number {
  let deepest = 0;
  const open: [unknown, number][] = [[unit.items, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, depth] = next;
    if (depth > deepest) deepest = depth;
    if (typeof node === 'object' && node !== null) {
      for (const child of Object.values(node)) open.push([child, depth + 1]);
    }
  }
  return deepest;
}

const declares = (unit: TranslationUnit, name: string): boolean =>
  unit.items.some((item) => item.kind === 'declaration' && item.declarators.some((one) => one.name === name));

const reasons = (unit: TranslationUnit): string[] => [
  ...unit.items.flatMap((item) =>
    item.kind === 'function' && item.opaque !== null ? [item.opaque.reason] : [],
  ),
  ...unit.skipped.map(({ reason }) => reason),
];

describe('hostile texts end with a reason, and what follows them is read', () => {
  const deep = 'the code is nested more than 256 levels deep';
  const tall = 'the expression is more than 600 operators deep';
  test.each<[string, string, string]>([
    ['parentheses', body(`return ${times('(', 10_000)}1${times(')', 10_000)};`), deep],
    ['open parentheses', body(`return ${times('(', 10_000)};`), deep],
    ['blocks', body(times('{', 10_000) + times('}', 10_000)), deep],
    ['initializers', `int a[] = ${times('{', 10_000)}${times('}', 10_000)};\nint after;`, deep],
    ['unary operators', body(`return ${times('-', 10_000)} 1;`), deep],
    ['negations', body(`return ${times('!', 10_000)}1;`), deep],
    ['casts', body(`return ${times('(int)', 10_000)}1;`), deep],
    ['sizeof', body(`return ${times('sizeof ', 10_000)}1;`), deep],
    ['declarators', `int ${times('(', 10_000)}a${times(')', 10_000)};\nint after;`, deep],
    ['parameters', `int a(${times('int (*a)(', 10_000)};\nint after;`, deep],
    ['structs', `${times('struct {', 10_000)}int a;${times('};', 10_000)}\nint after;`, deep],
    ['conditionals', body(`return ${times('1 ? 1 : ', 10_000)}1;`), deep],
    ['assignments', body(`${times('a = ', 10_000)}1;`), deep],
    ['calls in calls', body(`${times('a(', 10_000)};`), deep],
    ['else if', body(`${times('if (a) b; else ', 10_000)};`), deep],
    ['loops', body(`${times('for (;;) ', 10_000)};`), deep],
    ['block expressions', body(`a = ${times('({ ', 5_000)} 1; ${times('});', 5_000)};`), deep],
    ['all precedences', body(`return ${times('1||1&&1|1^1&1==1<1<<1+1*(', 500)}1${times(')', 500)};`), deep],
    ['sums', body(`return 1${times(' + 1', 10_000)};`), tall],
    ['commas', body(`${times('a, ', 10_000)}1;`), tall],
    ['members', body(`a${times('.b', 10_000)};`), tall],
    ['calls of calls', body(`a${times('()', 10_000)};`), tall],
    ['sums in sums', body(`return ${times('(', 30)}1${times(`)${times(' + 1', 100)}`, 30)};`), tall],
    [
      'pointers',
      `int ${times('*', 10_000)}a;\nint after;`,
      'a pointer of more than 64 levels is outside the subset',
    ],
    [
      'arrays',
      `int a${times('[1]', 10_000)};\nint after;`,
      'a type of more than 64 steps is outside the subset',
    ],
    [
      'a macro bomb',
      `#define a0 x x\n${doubling(60)}${body('a60;')}`,
      'the macros here expand to more than 200000 tokens',
    ],
    [
      'a bomb of arguments',
      `#define d(x) x x x\nint a = ${times('d(', 140)}1${times(')', 140)};\nint after;`,
      'the macros here expand to more than 200000 tokens',
    ],
    [
      'nested macro calls',
      `#define d(x) (x)\nint a = ${times('d(', 300)}1${times(')', 300)};\nint after;`,
      'macro calls are nested too deeply in macro arguments',
    ],
    [
      'a bomb of names',
      `#define p(a, b) a##b\n#define q(a, b) p(a, b)\n#define a0 xxxx\n${doubling(11).replace(/(a\d+) (a\d+)\n/g, 'q($1, $2)\n')}int a11;\nint after;`,
      '"##" in the macro p makes a name of 8192 characters',
    ],
    ['an open comment', 'int after;\n/* int b;', 'the comment that starts here is never closed'],
    ['an open #if', 'int after;\n#if 1\nint b;', 'the #if that starts here is never closed'],
    [
      'an endless #if',
      `#if ${times('(', 10_000)}1\n#endif\nint after;`,
      '#if is taken as false: it is nested too deeply',
    ],
    [
      'a long number',
      `int a = ${times('9', 1_000_000)};\nint after;`,
      `${times('9', 37)}... is not a number of C`,
    ],
    ['many errors', `${times('#error no\n', 10_000)}int after;`, 'more was left out after this'],
    ['stray braces', `int after;\n${times('}', 50_000)}`, '"}" stands where a type is expected'],
    ['unknown macros', `int after;\n${times('foo(1) {\n', 10_000)}`, 'unknown macro or type foo'],
    ['open functions', `int after;\n${times('int f(void) { x', 5_000)}`, 'unknown type xint'],
  ])('%s', (_name, text, reason) => {
    const unit = read(text);
    expect(reasons(unit)).toContain(reason);
    expect(declares(unit, 'after')).toBe(true);
    expect(treeDepth(unit)).toBeLessThan(2_000);
  });

  test.each([
    ['a name of a megabyte', `int ${times('x', 1_000_000)};\nint after;`],
    ['a string of a megabyte', `char *a = "${times('\\\\x', 300_000)}";\nint after;`],
    ['a line of a megabyte', `int a[] = { ${times('1, ', 100_000)} };\nint after;`],
    ['comments of a megabyte', `${times('/**/ ', 200_000)}\nint after;`],
    ['joined lines', `#define a${times(' + \\\n', 50_000)}\nint after;`],
    ['mutually recursive macros', '#define a(x) b(x)\n#define b(x) a(x)\nint c = a(b(a(1)));\nint after;'],
    [
      'a chain of macros',
      `${Array.from({ length: 5_000 }, (_, n) => `#define c${n} c${n + 1}\n`).join('')}int c0;\nint after;`,
    ],
    ['labels', `int f(void) { ${times('a: ', 50_000)}; }\nint after;`],
    ['control characters', `int f(void) { ${times('\0\x01\x7f\u2028\ud800', 100)} }\nint after;`],
  ])('%s', (_name, text) => expect(declares(read(text), 'after')).toBe(true));

  test('a header that includes itself twice', () => {
    const text = '#include "self"\n#include "self"\nint a;\n';
    const unit = read(`${text}int after;`, { self: text });
    expect(reasons(unit)).toContain('headers include each other more than 64 deep: "self" is left out');
    expect(reasons(unit)).toContain('more than 4000 headers: the rest is left out');
    expect(declares(unit, 'after')).toBe(true);
  });

  test('every bomb is noted at its line, and those after the limit of the file cost nothing', () => {
    const unit = read(`#define a0 x x\n${doubling(40)}${times(body('a40;'), 100)}`);
    const opaque = unit.items.filter((item) => item.kind === 'function' && item.opaque !== null);
    expect(opaque).toHaveLength(100);
    expect(unit.items).toHaveLength(200);
  });
});

describe('damaged texts', () => {
  const sample = [
    '#define each(p, h) for (p = (h)->next; p != (h); p = p->next)',
    '#define max(a, b) ({ typeof(a) one = (a); one > (b) ? one : (b); })',
    '#if defined(X) && X > 1',
    'int left;',
    '#endif',
    'struct list { struct list *next; int (*call)(struct list *, char c); unsigned bits:3; };',
    'static int walk(struct list *h, int n) /* comment */',
    '{',
    '\tstruct list *p = &(struct list){ .next = h, .bits = 0x1f };',
    '\teach(p, h) {',
    "\t\tif (!p->call || p->call(p, '\\n') < 0) // no",
    '\t\t\tgoto out;',
    '\t\tswitch (n) { case 1 ... 3: n += max(n, 4); break; default: puts("a" "b\\n"); }',
    '\t}',
    'out:',
    '\treturn n ? sizeof(*p) : (int)n;',
    '}',
    '',
  ].join('\n');

  test('the sample is read whole', () => {
    expect(reasons(read(sample))).toEqual([]);
  });

  test('every beginning of a text is read', () => {
    for (let end = 0; end <= sample.length; end++) {
      expect(() => read(sample.slice(0, end)), `the first ${end} characters`).not.toThrow();
    }
  });

  test('random edits of a text are read', () => {
    const seed = 7_042;
    const random = seeded(seed);
    const pieces = [
      ...'(){}[];,#\\"\'*&.:?=<>\n',
      '##',
      '/*',
      '*/',
      '//',
      '#if 1\n',
      'each(',
      'typedef int',
      '\0',
      'é',
    ];
    for (let round = 0; round < 1_000; round++) {
      let text = sample;
      for (let edits = 1 + random.below(4); edits > 0; edits--) {
        const at = random.below(text.length + 1);
        text =
          text.slice(0, at) +
          (random.below(2) === 0 ? random.pick(pieces) : '') +
          text.slice(at + random.below(4));
      }
      expect(() => read(text), `seed ${seed}, round ${round}:\n${text}`).not.toThrow();
    }
  });
});
