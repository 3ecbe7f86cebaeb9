import { describe, expect, test } from 'vitest';
import { headerIndex } from '../../../src/engine/csource/implied.ts';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { trial } from '../kernel/running.ts';

/** Why pieces of a driver's main.c are not translated. */
function reasons(text: string): string[] {
  return compileDriver(trial(text), 65536n).notes.untranslated.map(({ reason }) => reason);
}

describe('headers that a source relies on and does not include', () => {
  test.each([
    ['a macro', '#include <linux/types.h>', 'size_t f(void) { return SZ_1G; }'],
    ['a function', '#include <linux/types.h>', 'void f(void *p) { vfree(p); }'],
    ['a type', '', 'static spinlock_t lock;\nvoid f(void) { spin_lock(&lock); spin_unlock(&lock); }'],
    ['an enumerator', '#include <linux/types.h>', 'int f(void) { return PROBE_PREFER_ASYNCHRONOUS; }'],
    [
      'a loop',
      '',
      'static LIST_HEAD(all);\nint f(void) { struct list_head *e; int n = 0; list_for_each(e, &all) n++; return n; }',
    ],
  ])('%s', (_, includes, code) => {
    expect(reasons(`${includes}\n${code}\n`)).toEqual([]);
  });

  test('what no header has is still told', () => {
    expect(reasons('#include <linux/types.h>\nint f(void) { return no_such_thing + SZ_1G; }\n')).toEqual([
      'uses no_such_thing, which is not declared',
    ]);
  });

  test('what the driver has itself goes before', () => {
    expect(
      reasons(
        '#define SZ_1G 7\n#include <linux/types.h>\nint f(int n[SZ_1G == 7 ? 1 : -1]) { return no_such_thing(n); }\n',
      ),
    ).toEqual(['calls no_such_thing(), which the virtual kernel does not model']);
  });
});

test('macros, functions, types, variables and enumerators of a header are found', () => {
  const text = [
    '#define MACRO(x) x',
    'struct thing *function(int a,',
    '\t\tint b);',
    'static inline bool ready(void)',
    '{',
    '\treturn other(1);',
    '}',
    'typedef unsigned int word_t;',
    'typedef struct {',
    '\tint a;',
    '} record_t;',
    'extern struct thing variable;',
    'enum kind { ONE, TWO = 2, THREE };',
  ].join('\n');
  expect([...headerIndex(new Map([['a.h', text]])).keys()].sort()).toEqual([
    'MACRO',
    'ONE',
    'THREE',
    'TWO',
    'function',
    'ready',
    'record_t',
    'variable',
    'word_t',
  ]);
});
