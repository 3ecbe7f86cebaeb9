import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../src/engine/base/random.ts';
import { generateProgram } from '../../differential/program.ts';
import { build, untranslated } from './compiled.ts';

const pieces = [
  '(',
  ')',
  '{',
  '}',
  ';',
  ',',
  '*',
  '&',
  '=',
  '.',
  '[0]',
  '->',
  'struct',
  'int',
  'x0',
  '1',
  '"s"',
  'sizeof',
  '? 1 :',
  'goto',
];

/** Removes, doubles or replaces a few tokens. */
function edited(text: string, seed: number): string {
  const random = seeded(seed);
  const tokens = text.split(/(?<=\W)|(?=\W)/);
  for (let edits = 1 + random.below(4); edits > 0; edits--) {
    const at = random.below(tokens.length);
    const given = random.pick([[], [tokens[at]!, tokens[at]!], [random.pick(pieces)], [random.pick(tokens)]]);
    tokens.splice(at, 1, ...given);
  }
  return tokens.join('');
}

describe('damaged C', () => {
  it('is lowered without throwing, and what is wrong with it has a place', () => {
    let wrong = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const text = edited(generateProgram(1 + (seed % 12)).text, seed);
      let found: string[] = [];
      expect(() => {
        found = untranslated(build(`void emit(long);\n${text}`));
      }, `seed ${seed}`).not.toThrow();
      wrong += found.length > 0 ? 1 : 0;
    }
    expect(wrong).toBeGreaterThan(50);
  });
});
