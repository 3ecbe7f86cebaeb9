import { describe, expect, test } from 'vitest';
import { read, showUnit } from './show.ts';

const shown = (text: string): string =>
  showUnit(read(`void f(void) {\n${text}\n}`))[0]!.slice('f: ()void '.length);

describe('statements', () => {
  test.each([
    ['if (a) b; else if (c) d; else { e; }', 'if a b; else if c d; else {e;}'],
    ['if (a) if (b) c; else d;', 'if a if b c; else d;'],
    ['while (a) { b; continue; }', 'while a {b; continue;}'],
    ['do a++; while (a < 3);', 'do (a++); while (a < 3);'],
    ['for (;;) break;', 'for (; ; ) break;'],
    ['for (int i = 0, j; i < 3; i++, j--) ;', 'for (i: int = 0, j: int; (i < 3); ((i++), (j--))) ;'],
    [
      'switch (a) { case 1: case 2 ... 4: b; break; default: c; }',
      'switch a {case 1: case 2 ... 4: b; break; default: c;}',
    ],
    ['switch (a) { case 1: int x = 1; g(x); }', 'switch a {case 1: x: int = 1; g(x);}'],
    ['switch (a) case 1: b; c;', 'switch a {case 1: b;} c;'],
    ['if (a) out: b; c;', 'if a {out: b;} c;'],
    ['goto out; out: return;', 'goto out; out: return;'],
    ['{ out: }', '{out:}'],
    ['out: __attribute__((unused)) a;', 'out: a;'],
    ['out: __attribute__((unused)) int a;', 'out: a: int;'],
    ['printk: printk("x");', 'printk: printk("x");'],
    ['case 1: __attribute__((fallthrough)); default: ;', 'case 1: ; default: ;'],
    ['int *a __attribute__((cleanup(put))) = g(), b;', 'a: *int cleanup put = g(), b: int;'],
    ['__attribute__((cleanup(put))) int a, b;', 'a: int cleanup put, b: int cleanup put;'],
    ['__auto_type a = 1; typeof(a) b;', 'a: auto = 1; b: typeof(a);'],
    ['static const int a[] = { 1 }; extern int b;', 'static a: const []int = {1}; extern b: int;'],
    ['_Static_assert(sizeof(int) == 4, "x"); a;', '; a;'],
    ['int g(int), a;', 'g: (int)int, a: int;'],
    ['return (struct s){ 1 };', 'return <struct s>{1};'],
    ['a * b;', '? 2:1 unknown type a'],
    ['(a) * b;', '(a * b);'],
  ])('%s', (text, expected) => expect(shown(text)).toBe(expected));

  test.each([
    ['asm volatile("nop");', '? 2:1 inline assembly is outside the subset'],
    ['a;\n  __asm__("" : : "r" (a));', '? 3:3 inline assembly is outside the subset'],
    ['goto *p;', '? 2:1 a computed goto is outside the subset'],
    ['__label__ x;', '? 2:1 local labels are outside the subset'],
    [
      'int g(void) { return 1; }',
      '? 2:5 a function starts within another: they cannot be nested, or a "}" is missing before it',
    ],
    ['register int a asm("x0");', '? 2:16 an assembler name is outside the subset'],
    ['double a = 1.5;', '? 2:12 floating point is outside the subset: 1.5'],
    ['foo_t x;', '? 2:1 unknown type foo_t'],
    ['foo_t *x = g();', '? 2:1 unknown type foo_t'],
    ['foo_t **x, y;', '? 2:1 unknown type foo_t'],
    ['const foo_t x;', '? 2:7 unknown type foo_t'],
    ['each(a, b) { c; }', '? 2:1 each heads a statement, so it is a macro, and no header defines it'],
    ['each(a, b)\n  c(a);', '? 2:1 each heads a statement, so it is a macro, and no header defines it'],
    ['a b;', '? 2:1 unknown type a'],
    ['a = 1', '? 3:1 "}" stands where ";" is expected'],
    ['if a;', '? 2:4 "a" stands where "(" is expected'],
    ['else a;', '? 2:1 "else" stands where an expression is expected'],
  ])('%s makes the function opaque', (text, expected) => expect(shown(text)).toBe(expected));
});
