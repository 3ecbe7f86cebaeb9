import { describe, expect, test } from 'vitest';
import { read, showUnit } from './show.ts';

describe('what cannot be parsed is left out, and the rest goes on', () => {
  test.each<[string, string[]]>([
    ['MODULE_LICENSE("GPL");', ['! 1:1 unknown macro or type MODULE_LICENSE']],
    ['MODULE_LICENSE("GPL")', ['! 1:1 unknown macro or type MODULE_LICENSE']],
    ['static DEFINE_MUTEX(lock);', ['! 1:8 unknown macro or type DEFINE_MUTEX']],
    ['static DEFINE_TABLE(t) = { { 1 }, { 2 } };', ['! 1:8 unknown macro or type DEFINE_TABLE']],
    ['SYSCALL_DEFINE0(x)\n{\n  return 0;\n}', ['! 1:1 unknown macro or type SYSCALL_DEFINE0']],
    ['foo_t x;', ['! 1:1 unknown type foo_t']],
    ['foo_t x = { 1 };', ['! 1:1 unknown type foo_t']],
    ['static const foo_t x[] = {\n  { 1 },\n};', ['! 1:14 unknown type foo_t']],
    ['int f(foo_t x);', ['! 1:7 unknown type foo_t']],
    ['foo_t f(int x);', ['! 1:1 unknown type foo_t']],
    ['typedef foo_t bar_t;', ['! 1:9 unknown type foo_t']],
    ['asm("nop");', ['! 1:1 assembly is outside the subset']],
    ['int a = ;', ['! 1:9 ";" stands where an expression is expected']],
    ['int a = 1.5;', ['! 1:9 floating point is outside the subset: 1.5']],
    ['int a[] = { 1, 2;', ['! 1:17 ";" stands where "}" is expected']],
    ['}', ['! 1:1 "}" stands where a type is expected']],
    ['@ int a;', ['! 1:1 "@" stands where a type is expected']],
    ['#error no such machine', ['! 1:2 #error no such machine']],
    ['enum e : short { A };', ['! 1:8 an enum with a type of its own is outside the subset']],
    ['_Thread_local int a;', ['! 1:1 thread-local storage is outside the subset']],
  ])('%s', (text, expected) => {
    const shown = showUnit(read(`${text}\nint after;\n`));
    expect(shown).toEqual(['after: int', ...expected]);
  });

  test.each<[string, string, ...string[]]>([
    ['int a; foo_t b;', 'a int; b <unknown type foo_t>', '1:19 unknown type foo_t'],
    ['foo_t *a, **b; int c;', 'a *<unknown type foo_t>; b **<unknown type foo_t>; c int'],
    [
      'foo_t a[2], b;',
      'a [2]<unknown type foo_t>; b <unknown type foo_t>',
      '1:12 unknown type foo_t',
      '1:12 unknown type foo_t',
    ],
    ['int (*f)(foo_t x); int b;', '- <unknown type foo_t>; b int', '1:21 unknown type foo_t'],
    ['FOO(1); int b;', '- <unknown macro or type FOO>; b int', '1:12 unknown macro or type FOO'],
    ['struct { foo_t b; } in; int c;', 'in struct{b <unknown type foo_t>}; c int', '1:21 unknown type foo_t'],
  ])('a record is there without a member that cannot be read: %s', (fields, members, ...notes) => {
    expect(showUnit(read(`struct s { ${fields} };\nint after;\n`))).toEqual([
      `struct s{${members}}`,
      'after: int',
      ...notes.map((note) => `! ${note}`),
    ]);
  });

  test.each<[string, string]>([
    ['int f(void) { foo_t x; }', 'f: ()int ? 1:15 unknown type foo_t'],
    ['static foo_t f(int x) { return 0; }', 'static f: (...)<unknown type foo_t> ? 1:8 unknown type foo_t'],
    ['static int f(foo_t x) { return 0; }', 'static f: (...)<unknown type foo_t> ? 1:14 unknown type foo_t'],
    ['int f(void) { int a = (1; }', 'f: ()int ? 1:25 ";" stands where ")" is expected'],
    ['int f(void) { g(1, { 2 }); }', 'f: ()int ? 1:20 "{" stands where an expression is expected'],
    ['int f(void) { return "x\n; }', 'f: ()int ? 1:22 the quotation that starts here is never closed'],
    [
      '#define M(x) x\nint f(void) { M(1, 2); }',
      'f: ()int ? 2:15 the macro M is given 2 arguments where it takes 1',
    ],
  ])('%s', (text, expected) => {
    expect(showUnit(read(`${text}\nint after;\n`)).slice(0, 2)).toEqual([expected, 'after: int']);
  });

  test('a parenthesis that is never closed does not swallow the next function', () => {
    expect(showUnit(read('int f(void)\n{\n  g(1;\n}\nint h(void)\n{\n  return (1);\n}\n'))).toEqual([
      'f: ()int ? 3:6 ";" stands where ")" is expected',
      'h: ()int return 1;',
    ]);
  });

  test('a brace that is never closed ends with the first function that ends', () => {
    const unit = read('int f(void)\n{\n  if (a) {\n}\nint h(void)\n{\n  return 1;\n}\n');
    expect(showUnit(unit)).toEqual([
      'f: ()int ? 5:5 a function starts within another: they cannot be nested, or a "}" is missing before it',
      'h: ()int return 1;',
    ]);
  });

  test('a macro call that is never closed costs the functions it swallows only', () => {
    const unit = read('#define M(x) x\nint a;\nint f(void)\n{\n  M(1;\n}\nint h(void) { return 1; }\n');
    expect(showUnit(unit)).toEqual([
      'a: int',
      'f: ()int ? 5:3 the call of the macro M is never closed',
      'h: ()int return 1;',
      '! 5:3 the call of the macro M is never closed',
    ]);
  });

  test('headers that are nowhere are named once each, at the line', () => {
    const unit = read('#include <linux/none.h>\n#include "here.h"\nint a;\n', {
      'here.h': '#include "gone.h"\nint b;\n',
    });
    expect(showUnit(unit)).toEqual(['b: int', 'a: int']);
    expect(unit.missingHeaders).toEqual([
      { header: 'linux/none.h', site: { file: 'a.c', line: 1, column: 2 } },
      { header: 'gone.h', site: { file: 'here.h', line: 1, column: 2 } },
    ]);
  });
});
