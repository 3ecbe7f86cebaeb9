import { expect, it } from 'vitest';
import { seeded } from '../../../src/engine/base/random.ts';
import { decodeUtf8 } from '../../../src/engine/machine/utf8.ts';

it('decodes what is UTF-8 as everybody does', () => {
  const sample = 'a\u0080\u07ff\u0800\ud7ff\ue000\uffff\u{10000}\u{10ffff} nvidia';
  expect(decodeUtf8(new TextEncoder().encode(sample))).toBe(sample);
});

it('replaces what is not, and never misses the characters around it', () => {
  const SEED = 9;
  const random = seeded(SEED);
  for (let round = 0; round < 2000; round++) {
    const bytes = Uint8Array.from({ length: random.below(8) }, () =>
      random.pick([0x41, 0x80, 0xbf, 0xc0, 0xc3, 0xe0, 0xed, 0xa0, 0xf0, 0x90, 0xf4, 0xff]),
    );
    // How many replacements a run of bad bytes gives is a matter of taste.
    const once = (text: string) => text.replaceAll(/\ufffd+/g, '\ufffd');
    expect(once(decodeUtf8(bytes)), `seed ${SEED}: ${bytes}`).toBe(once(new TextDecoder().decode(bytes)));
  }
});
