import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { seeded } from '../../../src/engine/base/random.ts';
import { sha256 } from '../../../src/engine/base/sha256.ts';

const known = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

test('texts of every length around a block, and beyond ASCII, have the hash that Node gives them', () => {
  for (let length = 0; length < 200; length++) {
    const text = 'egm'.repeat(70).slice(0, length);
    expect(sha256(text)).toBe(known(text));
  }
  expect(sha256('é€😀\0')).toBe(known('é€😀\0'));
});

test('random texts have the hash that Node gives them', () => {
  const random = seeded(20);
  for (let turn = 0; turn < 50; turn++) {
    const codes = Array.from({ length: random.below(3000) }, () => random.below(0xd800));
    const text = String.fromCharCode(...codes);
    expect(sha256(text)).toBe(known(text));
  }
});
