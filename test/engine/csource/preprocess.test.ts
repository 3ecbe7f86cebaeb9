import { describe, expect, test } from 'vitest';
import { type Preprocessed, preprocess } from '../../../src/engine/csource/preprocess.ts';

function run(
  text: string,
  headers: Readonly<Record<string, string>> = {},
  defines: Readonly<Record<string, string>> = {},
): Preprocessed {
  return preprocess({
    file: 'a.c',
    text,
    defines: new Map(Object.entries(defines)),
    include: (header) => (headers[header] === undefined ? null : { file: header, text: headers[header] }),
  });
}

const shown = ({ tokens }: Preprocessed): string =>
  tokens
    .map(({ text }) => text)
    .join(' ')
    .trim();
const notes = (result: Preprocessed): string[] =>
  result.notes.map(({ reason, site }) => `${site.line} ${reason}`);

describe('macros', () => {
  test.each([
    ['#define A 1\nA B', '1 B'],
    ['#define A\nx A y', 'x y'],
    ['#define A (x)\nA', '( x )'],
    ['#define F() 1\nF() F ()', '1 1'],
    ['#define F(x) [x]\nF F(1) F (2) F(\n3)', 'F [ 1 ] [ 2 ] [ 3 ]'],
    ['#define F(x, y) x - y\nF((1, 2), 3) F(, 4)', '( 1 , 2 ) - 3 - 4'],
    ['#define F(x, ...) x | __VA_ARGS__\nF(1) F(1, 2) F(1, 2, 3)', '1 | 1 | 2 1 | 2 , 3'],
    ['#define F(x, rest...) g(x, ##rest)\nF(1) F(1, 2, 3)', 'g ( 1 ) g ( 1 , 2 , 3 )'],
    ['#define F(x, ...) g(x, ##__VA_ARGS__)\nF(1) F(1, 2)', 'g ( 1 ) g ( 1 , 2 )'],
    ['#define F(x, ...) g(x __VA_OPT__(,) __VA_ARGS__)\nF(1) F(1, 2)', 'g ( 1 ) g ( 1 , 2 )'],
    ['#define F(x, ...) __VA_OPT__(x ## 1)\nF(a, b)', 'a1'],
    ['#define S(x) #x\nS( a  b ) S("\\n" \'"\') S()', '"a b" "\\"\\\\n\\" \'\\"\'" ""'],
    ['#define S(x) #x\n#define T(x) S(x)\n#define A 1 + 2\nS(A) T(A)', '"A" "1 + 2"'],
    ['#define P(x, y) x##y\nP(a, 1) P(1, 2) P(, b) P(a, ) P(,) P(<, <=)', 'a1 12 b a <<='],
    ['#define P(x, y) x##y\n#define A b\nP(A, A) P(, A)', 'AA b'],
    ['#define P(x, y) x##y\n#define AB done\nP(A, B)', 'done'],
    ['#define P(x, y, z) x ## y ## z\nP(a, b, c) P(, , c)', 'abc c'],
    ['#define A A B\nA', 'A B'],
    ['#define A B\n#define B A\nA B', 'A B'],
    ['#define F(x) F(x + 1)\nF(F(2))', 'F ( F ( 2 + 1 ) + 1 )'],
    ['#define F(x) x F\nF(1)(2)(3)', '1 F ( 2 ) ( 3 )'],
    ['#define F(x) G\n#define G(x) H(x)\nF(1)(2)', 'H ( 2 )'],
    [
      '#define EMPTY\n#define DEFER(x) x EMPTY\n#define F() 1\nDEFER(F)() DEFER(DEFER)(F)()',
      'F ( ) DEFER ( F ) ( )',
    ],
    ['#define F(x) <x>\n#define CALL F(\nCALL 1)', '< 1 >'],
    ['#define F(x) x\nF(\n#ifdef X\n1\n#else\n2\n#endif\n)', '2'],
    ['#define F(x) 1\n#undef F\nF(2)', 'F ( 2 )'],
    ['#define A 1\n#define A 2\nA', '2'],
    ['#define LONG 1 + \\\n  2 // three\nLONG', '1 + 2'],
    ['__COUNTER__ __COUNTER__ __LINE__\n__FILE__', '0 1 1 "a.c"'],
    ['#define L __LINE__\nL\n\nL', '2 4'],
    ['#define F(x) #x __LINE__\nF(__LINE__)', '"__LINE__" 2'],
    ['_Pragma("x") a', 'a'],
    ['a/**/b // c\n/* d\n e */f', 'a b f'],
    ['a\\\nb + \\\n c', 'ab + c'],
    ['#define A 1 + \\\r\n  2\r\nA\r\nb', '1 + 2 b'],
    ['\ufeff#define A 1\nA', '1'],
    ['x.y...z->w', 'x . y ... z -> w'],
  ])('%s', (text, expected) => expect(shown(run(text))).toBe(expected));

  test.each([
    ['CONFIG_A', '1'],
    ['CONFIG_M', '1'],
    ['CONFIG_NONE', '0'],
  ])('IS_ENABLED(%s) is %s, in code and in #if', (option, expected) => {
    const options = { CONFIG_A: '1', CONFIG_M_MODULE: '1' };
    const inIf = run(`#if IS_ENABLED(${option})\n1\n#else\n0\n#endif`, {}, options);
    expect(shown(inIf)).toBe(expected);
    const inCode = run(
      `#if (IS_ENABLED(${option})) == ${expected}\nsame\n#endif\nIS_ENABLED(${option})`,
      {},
      options,
    );
    expect(shown(inCode)).toMatch(/^same \( [01] \|\| [01] \)$/);
  });

  test.each([
    ['#define F(x) x\nF(1, 2)', '2 the macro F is given 2 arguments where it takes 1'],
    ['#define F(x, y) x\nF(1)', '2 the macro F is given 1 argument where it takes 2'],
    ['#define F() x\nF(1)', '2 the macro F is given 1 argument where it takes 0'],
    ['#define F(x) x\nF(1', '2 the call of the macro F is never closed'],
    ['#define F(x) ## x', '1 "##" stands at the edge of the macro F'],
    ['#define F(x y) x', '1 the parameters of the macro F cannot be read'],
    ['#define 1', '1 #define does not name a macro'],
    ['#define defined', '1 "defined" cannot be a macro'],
    ['#nonsense', '1 #nonsense is not a directive'],
    ['#pragma pack(1)', '1 #pragma pack is not modelled: records keep their usual layout'],
  ])('%s is noted', (text, expected) => expect(notes(run(text))).toEqual([expected]));
});

describe('conditions', () => {
  test.each([
    ['1', true],
    ['0', false],
    ['unknown', false],
    ['defined A && !defined(B)', true],
    ['A == 3 && B == 0', true],
    ['1 + 2 * 3 == 7', true],
    ['(1 ? 2 : 0) == 2', true],
    ['0 ? 1 / 0 : 1', true],
    ['0 && 1 / 0 || 1', true],
    ['-1 < 0', true],
    ['-1 < 0u', false],
    ['-1 >> 1 == -1', true],
    ['~0ULL == 0xffffffffffffffff', true],
    ['0x7fffffffffffffff + 1 < 0', true],
    ['1 << 63 < 0', true],
    ['(2 || 3) != 1', false],
    ["'a' == 97 && '\\n' == 10", true],
    ['5 % 3 == 2 && -5 / 2 == -2 && (5 ^ 1) == 4', true],
    ['__has_include("there.h") && !__has_include(<gone.h>)', true],
    ['HAS', true],
    ['__GNUC__ >= 5 && __LP64__', true],
  ])('#if %s', (condition, expected) => {
    const text = `#define A 3\n#define HAS defined(A) && __has_attribute(x)\n#if ${condition}\nyes\n#else\nno\n#endif`;
    expect(shown(run(text, { 'there.h': '' }))).toBe(expected ? 'yes' : 'no');
  });

  test.each([
    ['F(1)', 'the macro F is not defined'],
    ['1 / 0', 'it divides by zero'],
    ['(1', '")" is missing'],
    ['1 2', '"2" cannot stand here'],
    ['', 'it ends too early'],
    ['1.5', 'floating point is outside the subset: 1.5'],
    ['"a"', '""a"" cannot stand here'],
  ])('#if %s is false, and noted', (condition, reason) => {
    const result = run(`\n#if ${condition}\nyes\n#else\nno\n#endif`);
    expect(shown(result)).toBe('no');
    expect(notes(result)).toEqual([`2 #if is taken as false: ${reason}`]);
  });

  test.each([
    ['#ifdef A\n1\n#elif 1\n2\n#else\n3\n#endif', '2'],
    ['#ifndef A\n1\n#elif 1\n2\n#else\n3\n#endif', '1'],
    ['#if 1\n1\n#elif 1 / 0\n2\n#endif', '1'],
    ['#if 0\n#if 1\n1\n#else\n2\n#endif\n#else\n3\n#endif', '3'],
    ['#if 0\n#error it\'s\n#include <none>\n#define A\n"\n#elifdef __GNUC__\n1\n#endif', '1'],
    ['# if 1 /* a\n b */\n # define A 2\nA\n#endif // c', '2'],
    ['x = { 1,\n#ifdef A\n2,\n#endif\n3 }', 'x = { 1 , 3 }'],
    ['/* a */ #define A 1\nA', '1'],
    ['#\n#  \nx', 'x'],
  ])('%s', (text, expected) => {
    const result = run(text);
    expect(shown(result)).toBe(expected);
    expect(notes(result)).toEqual([]);
  });

  test.each([
    ['#endif', '1 #endif closes nothing'],
    ['#else', '1 #else does not belong to an #if'],
    ['#if 1\n#else\n#else\n#endif', '3 #else does not belong to an #if'],
    [
      '#if 1\n#ifdef A\n',
      '1 the #if that starts here is never closed',
      '2 the #if that starts here is never closed',
    ],
  ])('%s is noted', (text, ...expected) => expect(notes(run(text))).toEqual(expected));
});

describe('headers', () => {
  const headers = {
    'guarded.h': '#ifndef G\n#define G\ng\n#endif\n',
    'once.h': '#pragma once\no\n',
    'twice.h': 't\n',
    'sub/a.h': '#include "b.h"\n',
    'self.h': '#include "self.h"\ns\n',
  };

  test.each([
    ['#include "guarded.h"\n#include <guarded.h>', 'g'],
    ['#include "once.h"\n#include "once.h"', 'o'],
    ['#include "twice.h"\n#include "twice.h"', 't t'],
    ['#define H <twice.h>\n#include H', 't'],
    ['#define H "twice.h"\n#include H', 't'],
    ['#define t 1\n#include "twice.h"', '1'],
  ])('%s', (text, expected) => expect(shown(run(text, headers))).toBe(expected));

  test('the resolver is told how and from where', () => {
    const asked: unknown[] = [];
    preprocess({
      file: 'dir/a.c',
      text: '#include <sub/a.h>\n#include "c.h"\n',
      defines: new Map(),
      include: (header, quoted, from) => {
        asked.push([header, quoted, from]);
        return header === 'sub/a.h' ? { file: 'include/sub/a.h', text: headers['sub/a.h'] } : null;
      },
    });
    expect(asked).toEqual([
      ['sub/a.h', false, 'dir/a.c'],
      ['b.h', true, 'include/sub/a.h'],
      ['c.h', true, 'dir/a.c'],
    ]);
  });

  test('a header that includes itself ends', () => {
    const result = run('#include "self.h"\nend', headers);
    expect(shown(result)).toMatch(/^(s )+end$/);
    expect(notes(result)).toEqual(['1 headers include each other more than 64 deep: "self.h" is left out']);
  });

  test('a macro call does not reach past the end of its header', () => {
    const result = run('#include "open.h"\n) end', { 'open.h': '#define F(x) <x>\nF(1' });
    expect(shown(result)).toBe('the call of the macro F is never closed ( 1 ) end');
  });

  test('lexed headers are kept by the caller, and not used for another text', () => {
    const tokens = new Map();
    const read = (text: string): string =>
      shown(
        preprocess({
          file: 'a.c',
          text: '#include "h.h"',
          defines: new Map(),
          include: () => ({ file: 'h.h', text }),
          tokens,
        }),
      );
    expect(read('one')).toBe('one');
    const kept = tokens.get('h.h');
    expect(read('one')).toBe('one');
    expect(tokens.get('h.h')).toBe(kept);
    expect(read('two')).toBe('two');
  });

  test('sites name the header, and lines count continuations and comments', () => {
    const result = run('#include "h.h"\n', { 'h.h': 'a /* \n */ b \\\n c\\\n\n  d' });
    expect(
      result.tokens.slice(0, 4).map(({ text, site }) => `${text} ${site.file}:${site.line}:${site.column}`),
    ).toEqual(['a h.h:1:1', 'b h.h:2:5', 'c h.h:3:2', 'd h.h:5:3']);
  });
});
