import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { untranslatedTexts } from '../../../src/engine/view/words/untranslated.ts';
import { trial } from '../kernel/running.ts';

/** What a driver's main.c is told not to be run of. */
function texts(code: string): readonly string[] {
  return untranslatedTexts(compileDriver(trial(code), 65536n).notes, () => 'main.c');
}

test('what a driver calls that is not modelled is one line, by its functions', () => {
  const calls = 'int f(void) { return some_call(1); }\nint g(void) { return other_call(); }\n';
  expect(
    texts(`${calls}int h(void) { return some_call(2); }\nint i(void) { asm("nop"); return 0; }\n`),
  ).toEqual([
    'not translated in main.c, which calls what the virtual kernel does not model: some_call() in lines 1 and 3, other_call() in line 2',
    'not translated at main.c:4: inline assembly is outside the subset',
  ]);
});

test('one function has its places', () => {
  expect(texts('int f(void) { return some_call(1); }\nint g(void) { return some_call(2); }\n')).toEqual([
    'not translated at main.c:1, main.c:2: calls some_call(), which the virtual kernel does not model',
  ]);
});

test('nothing is told of what is all translated', () => {
  expect(texts('int f(void) { return 1; }\n')).toEqual([]);
});
