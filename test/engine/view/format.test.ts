import { expect, test } from 'vitest';
import { addressRange, binarySize, hex, hexSize, listed } from '../../../src/engine/view/format.ts';

test('addresses and sizes keep all 64 bits', () => {
  expect(hex(0x20000000000001n)).toBe('0x20000000000001');
  expect(hex(0xffffffffffff0000n)).toBe('0xffffffffffff0000');
  expect(addressRange(0xffffffffffff0000n, 0x20000n)).toBe('0xffffffffffff0000-0x1000000000000ffff');
  expect(addressRange(0x1000n, 0n)).toBe('0x1000, empty');
});

test.each([
  [0n, '0 bytes'],
  [1n, '1 byte'],
  [1023n, '1023 bytes'],
  [0x1000n, '4 KiB'],
  [0x6fc0000000n, '447 GiB'],
  [0xde4000000n, '56896 MiB'],
  [184n << 30n, '184 GiB'],
  [1n << 40n, '1 TiB'],
  [(1n << 40n) + 1n, 'about 1.0 TiB'],
  [0x20000000000001n, 'about 8192.0 TiB'],
  [(3n << 29n) + 1n, 'about 1.5 GiB'],
  [(1n << 64n) - 1n, 'about 16777216.0 TiB'],
])('%d bytes are %s', (bytes, shown) => {
  expect(binarySize(bytes)).toBe(shown);
});

test('a size shows both', () => {
  expect(hexSize(0x6fc0000000n)).toBe('0x6fc0000000 (447 GiB)');
});

test('lists read as sentences', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});
