import { expect, test } from 'vitest';
import { bdfMeant, deviceIdMeant, integersMeant } from '../../../../src/engine/topology/assist/meant.ts';

test.each([
  ['01:00.0', '0000:01:00.0'],
  ['8:1:0.0', '0008:01:00.0'],
  ['0008.01.00.0', '0008:01:00.0'],
  ['"0008:01:00:0"', '0008:01:00.0'],
  ['0008:01:20.0', null],
  ['0008:01:00.8', null],
  ['pci0', null],
])('the PCI address %s', (text, meant) => expect(bdfMeant(text)).toBe(meant));

test.each([
  ['10DE2941', '10de:2941'],
  ['0x10de 0x2941', '10de:2941'],
  ['10de-2941', '10de:2941'],
  ['10de:29411', null],
])('the device id %s', (text, meant) => expect(deviceIdMeant(text)).toBe(meant));

test.each([
  ['0X10', ['0x10']],
  ['0o10', ['8']],
  ['1e3', ['1000']],
  ['1e30', []],
  ['1.5 GiB', ['1536 MiB']],
  ['0.0005 KiB', []],
  ['80000000f', ['0x80000000f']],
  ['1,024', ['1024']],
  ['four', []],
  ['-1', []],
])('the integer %s', (text, meant) => expect(integersMeant(text)).toEqual(meant));
