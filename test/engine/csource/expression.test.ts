import { describe, expect, test } from 'vitest';
import type { TranslationUnit } from '../../../src/engine/csource/ast.ts';
import { read, showExpression } from './show.ts';

function bodyOf(unit: TranslationUnit): string {
  const item = unit.items[unit.items.length - 1];
  if (item?.kind !== 'function') return 'no function';
  if (item.opaque !== null) return `? ${item.opaque.reason}`;
  const statement = item.body!.statements[0];
  return statement?.kind === 'expression' ? showExpression(statement.expression) : `${statement?.kind}`;
}

const shown = (text: string): string => bodyOf(read(`typedef int T; struct s;\nvoid f(void) { ${text}; }`));

describe('expressions', () => {
  test.each([
    ['a + b * c - d', '((a + (b * c)) - d)'],
    ['a << 1 + b', '(a << (1 + b))'],
    ['a | b ^ c & d', '(a | (b ^ (c & d)))'],
    ['a == b < c', '(a == (b < c))'],
    ['a || b && c', '(a || (b && c))'],
    ['(a, b)', '(a, b)'],
    ['a = b = c', '(a = (b = c))'],
    ['a <<= b |= c', '(a <<= (b |= c))'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['a ? b, c : d', '(a ? (b, c) : d)'],
    ['a ?: b', '(a ?  : b)'],
    ['-~!*&a', '(-(~(!(*(&a)))))'],
    ['++a, --a, a++, a--', '((((++a), (--a)), (a++)), (a--))'],
    ['a->b.c[1](2, 3)->d', 'a->b.c[1](2, 3)->d'],
    ['*a++', '(*(a++))'],
    ['(*a)(1)', '(*a)(1)'],
    ['f()()', 'f()()'],
    ['(T)a + 1', '(<T>a + 1)'],
    ['(T)(a)', '<T>a'],
    ['(T)-1', '<T>(-1)'],
    ['(struct s *)a->b', '<*struct s>a->b'],
    ['(int (*)(int, char *))a', '<*(int, *char)int>a'],
    ['(struct s){ .a = 1, 2 }.a', '<struct s>{.a=1, 2}.a'],
    ['&(T[]){ 1, 2 }[0]', '(&<[]T>{1, 2}[0])'],
    ['sizeof a + 1', '(sizeof a + 1)'],
    ['sizeof(T) + 1', '(sizeof <T> + 1)'],
    ['sizeof(a)->b', 'sizeof a->b'],
    ['sizeof(T[3])', 'sizeof <[3]T>'],
    ['sizeof (T){ 1 }', 'sizeof <T>{1}'],
    ['__alignof__(struct s)', 'alignof <struct s>'],
    ['_Alignof a', 'alignof <typeof(a)>'],
    ['({ T x = 1; x; })', '({x: T = 1; x;})'],
    ['__builtin_offsetof(struct s, a.b[1].c)', 'offsetof(struct s, .a.b[].c)'],
    ['__builtin_types_compatible_p(typeof(a), T *)', 'compatible(typeof(a), *T)'],
    ['__builtin_expect(!!(a), 0)', '__builtin_expect((!(!a)), 0)'],
    ['__extension__ (a)', 'a'],
    ['"a" "b\\n" "\\x41\\102"', '"ab\\nAB"'],
    ['"é"', '"Ã©"'],
    ['__func__', '"f"'],
  ])('%s', (text, expected) => expect(shown(text)).toBe(expected));

  test.each([
    ['0', '0'],
    ['10', '10'],
    ['010', '8x'],
    ['0x1F', '31x'],
    ['0b101', '5x'],
    ['1U', '1u'],
    ['1ul', '1ul'],
    ['1LLu', '1ul'],
    ['0xffffffffffffffffULL', '18446744073709551615ulx'],
    ['9007199254740993', '9007199254740993'],
    ["'a'", '97'],
    ["'\\n'", '10'],
    ["'\\0'", '0'],
    ["'\\x7f'", '127'],
    ["'\\xff'", '255'],
    ["'\\''", '39'],
    ["'ab'", '24930'],
  ])('the constant %s', (text, expected) => expect(shown(text)).toBe(expected));

  test.each([
    ['1.5', '? floating point is outside the subset: 1.5'],
    ['1e3', '? floating point is outside the subset: 1e3'],
    ['0...3', '? 0...3 is not a number of C'],
    ['12abc', '? 12abc is not a number of C'],
    ['089', '? 089 is not a number of C'],
    ['0x10000000000000000', '? 0x10000000000000000 does not fit in 64 bits'],
    ["L'a'", "? the character constant L'a' is outside the subset"],
    ['L"a"', '? wide strings are outside the subset'],
    ['_Generic(a, int: 1)', '? _Generic is outside the subset'],
    ['&&label', '? the address of a label is outside the subset'],
    ['__builtin_va_arg(a, int)', '? reading variable arguments is outside the subset'],
    ['macro(struct s, a)', '? macro is given a type, so it is a macro, and no header defines it'],
    ['(unknown *)a', '? unknown type unknown'],
    ['(unknown)a', '? unknown type unknown'],
    ['a + T', '? the type T stands where an expression is expected'],
    ['a +', '? ";" stands where an expression is expected'],
    ['"abc', '? the quotation that starts here is never closed'],
  ])('%s is refused', (text, expected) => expect(shown(text)).toBe(expected));

  test('a call has the site of its callee, a member that of its operator, across lines', () => {
    const unit = read('void f(void)\n{\n  g(a,\n    b->\n      c);\n}\n');
    const item = unit.items[0]!;
    const statement = item.kind === 'function' ? item.body!.statements[0]! : null;
    const call = statement?.kind === 'expression' ? statement.expression : null;
    expect(call).toMatchObject({ kind: 'call', site: { file: 'a.c', line: 3, column: 3 } });
    expect(call).toMatchObject({
      args: [{ site: { line: 3, column: 5 } }, { site: { line: 4, column: 6 } }],
    });
  });

  test('tokens of a macro have the site of the outermost expansion, arguments their own', () => {
    const unit = read('#define IN(x) (x + one)\n#define OUT(x) IN(x)\nvoid f(void)\n{\n  OUT(\n    a);\n}\n');
    const item = unit.items[0]!;
    const statement = item.kind === 'function' ? item.body!.statements[0]! : null;
    const sum = statement?.kind === 'expression' ? statement.expression : null;
    expect(sum).toMatchObject({
      site: { line: 5, column: 3 },
      left: { name: 'a', site: { line: 6, column: 5 } },
      right: { name: 'one', site: { line: 5, column: 3 } },
    });
  });
});
