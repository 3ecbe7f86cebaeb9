import { expect, test } from 'vitest';
import { seeded } from '../../../src/engine/base/random.ts';
import { readInteger } from '../../../src/engine/topology/integer.ts';

test.each([
  ['0', 0n],
  ['7', 7n],
  ['1_000', 1000n],
  ['0x0', 0n],
  ['0xFF', 255n],
  ['0xdead_BEEF', 0xdeadbeefn],
  ['9007199254740993', 0x20000000000001n],
  ['0x20000000000001', 0x20000000000001n],
  ['0xFFFFFFFFFFFF0000', 0xffffffffffff0000n],
  ['18446744073709551615', 0xffffffffffffffffn],
  ['0xffffffffffffffff', 0xffffffffffffffffn],
  ['0x000000000000000000000001', 1n],
  ['000000000000000000000000001', 1n],
  ['4 KiB', 0x1000n],
  ['4KiB', 0x1000n],
  ['64  MiB', 0x4000000n],
  ['184 GiB', 0x2e00000000n],
  ['16777215 TiB', 0xffffff0000000000n],
])('%s is %s', (text, value) => {
  expect(readInteger(text)).toMatchObject({ kind: 'integer', value });
});

test.each([
  '',
  ' ',
  '_1',
  '1_',
  '1__0',
  '0x',
  '0x_1',
  '0x1_',
  '0X10',
  '0o10',
  '0b1',
  '+1',
  '-1',
  '1.5',
  '1e3',
])('“%s” is not an integer', (text) => expect(readInteger(text)).toEqual({ kind: 'not-an-integer' }));

test.each(['0x10 KiB', '1.5 GiB', '1 000', '1,000', '٣', '１', 'KiB', '1 Ki B', 'ten'])(
  '“%s” is not an integer either',
  (text) => expect(readInteger(text)).toEqual({ kind: 'not-an-integer' }),
);

test.each(['18446744073709551616', '0x10000000000000000', '16777216 TiB', `1${'0'.repeat(1_000_000)}`])(
  '%.40s is out of range',
  (text) => expect(readInteger(text)).toEqual({ kind: 'out-of-range' }),
);

test.each([
  ['10 GB', 'GiB'],
  ['10GB', 'GiB'],
  ['10 G', 'GiB'],
  ['10 gib', 'GiB'],
  ['10 kB', 'KiB'],
  ['10 t', 'TiB'],
  ['10 PiB', null],
  ['10 pages', null],
])('the unit of %s is not one of the format; %s is meant', (text, meant) => {
  expect(readInteger(text)).toMatchObject({ kind: 'unit', meant });
});

test.each([
  ['010', 10n, 8n],
  ['0_17', 17n, 15n],
  ['08', 8n, null],
  ['0777', 777n, 511n],
])('%s is decimal %s, and a trap', (text, value, octal) => {
  expect(readInteger(text)).toEqual({ kind: 'integer', value, octal: { value: octal } });
});

test.each(['0', '00', '0x010', '10', '0 GiB'])('%s is no octal trap', (text) => {
  expect(readInteger(text)).toMatchObject({ kind: 'integer', octal: null });
});

test('every 64-bit number survives, in decimal and in hex', () => {
  const seed = 20261122;
  const random = seeded(seed);
  for (let round = 0; round < 2000; round++) {
    const value = random.wide();
    for (const text of [String(value), `0x${value.toString(16)}`, `0x${value.toString(16).toUpperCase()}`]) {
      expect(readInteger(text), `seed ${seed}: ${text}`).toMatchObject({ kind: 'integer', value });
    }
  }
});
