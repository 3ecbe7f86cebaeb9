import { describe, expect, it } from 'vitest';
import { build, call, outcome } from './compiled.ts';

/* Functions that take any number of arguments, and read them. */

const lists = `
#define va_start(list, last) ((list) = __builtin_next_arg(last))
#define va_arg(list, type) (*(typeof(type) *)((list)++))
typedef unsigned long *va_list;
`;

const value = (before: string, expression: string): bigint | null =>
  outcome(`${lists}${before}\nlong main(void) { return ${expression}; }`).result;

/** What is found in a run of `main`. */
const found = (text: string) => call(build(text), 'main');

const sum = `static long sum(int n, ...) { va_list list; long all = 0; va_start(list, n); while (n--) all += va_arg(list, int); return all; }`;

describe('what a function is given beyond its parameters', () => {
  it.each([
    ['none', sum, 'sum(0)', 0n],
    ['some', sum, 'sum(3, 1, -5, 40)', 36n],
    ['by others than are read', sum, 'sum(1, 7, 8, 9)', 7n],
    ['after promotion', sum, 'sum(3, (signed char)-1, (unsigned char)255, (short)-3)', 251n],
    ['within itself', sum, 'sum(2, sum(1, 5), sum(2, 6, 7))', 18n],
    [
      'of 64 bits',
      'static unsigned long third(int n, ...) { va_list l; va_start(l, n); l += 2; return va_arg(l, unsigned long); }',
      'third(0, 1, 2, 0xfedcba9876543210UL) >> 60',
      15n,
    ],
    [
      'a pointer',
      'static int at(int n, ...) { va_list l; int *p; va_start(l, n); p = va_arg(l, int *); return p[n]; }',
      '({ int a[2] = { 4, 5 }; at(1, a); })',
      5n,
    ],
    [
      'once more',
      'static int again(int n, ...) { va_list l, kept; int all; va_start(l, n); kept = l; all = va_arg(l, int); return all * 10 + va_arg(kept, int); }',
      'again(0, 4)',
      44n,
    ],
    [
      'handed on',
      'static int next(va_list *l) { return va_arg(*l, int); } static int both(int n, ...) { va_list l; int all; va_start(l, n); all = next(&l); return all * 10 + next(&l); }',
      'both(0, 4, 5)',
      45n,
    ],
    ['through a pointer to it', `${sum} static long (*chosen)(int, ...) = sum;`, 'chosen(2, 3, 4)', 7n],
    [
      'with a record as its result',
      'struct pair { long a, b; }; static struct pair make(int n, ...) { va_list l; struct pair p; va_start(l, n); p.a = va_arg(l, long); p.b = va_arg(l, long); return p; }',
      'make(0, 3L, 4L).b',
      4n,
    ],
    [
      'in a call that calls itself',
      'static int deep(int n, ...) { va_list l; int own; va_start(l, n); own = n > 0 ? deep(n - 1, n) : 0; return own * 10 + va_arg(l, int); }',
      'deep(3, 9)',
      1239n,
    ],
  ])('%s', (_, before, expression, expected) => {
    expect(value(before, expression)).toBe(expected);
  });

  it('is a finding where there is no more', () => {
    const { findings } = found(`${lists}${sum} long main(void) { return sum(3, 1, 2); }`);
    expect(
      findings.map(({ kind, detail, object, values }) => [kind, detail, object?.name, values['objectSize']]),
    ).toEqual([['out-of-bounds', 'read', 'the list of variable arguments', '16']]);
  });

  it('is a finding once the function has ended', () => {
    const { findings } =
      found(`${lists} static va_list kept; static void keep(int n, ...) { va_start(kept, n); }
long main(void) { keep(0, 5); return va_arg(kept, int); }`);
    expect(findings.map(({ kind, detail }) => [kind, detail])).toEqual([['use-after-free', 'stack']]);
  });

  it('is none in a function without', () => {
    const { findings } = found(
      `${lists} static int f(int n) { va_list l; va_start(l, n); return 0; } long main(void) { return f(1); }`,
    );
    expect(findings.map(({ kind, values }) => [kind, values['reason']])).toEqual([
      ['opaque-reached', 'va_start in a function without variable arguments'],
    ]);
  });
});
