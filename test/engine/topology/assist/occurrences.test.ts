import { expect, test } from 'vitest';
import {
  applyEdits,
  occurrencesAt,
  readTopology,
  regionLinks,
  renameAt,
} from '../../../../src/engine/index.ts';
import { fixtures, machine } from '../fixture.ts';

const text = machine('gb200-egm-hypervisor');
const reading = readTopology('t', text);
const at = (what: string) => text.indexOf(what) + what.length;
const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;

test('a domain is defined by the first GPU of its region, and referred to by the others', () => {
  const second = text.lastIndexOf('nvidia,egm-pxm: 4') + 'nvidia,egm-pxm: 4'.length;
  const found = occurrencesAt(reading, second);
  expect(found?.of).toBe('domain');
  expect(found?.all).toHaveLength(2);
  expect(lineOf(found!.definition.start)).toBe(lineOf(text.indexOf('nvidia,egm-pxm: 4')));
});

test('a CPU domain is defined by its socket', () => {
  const own = machine('gb200-egm');
  const found = occurrencesAt(readTopology('t', own), own.indexOf('nvidia,egm-pxm: 1') + 16);
  expect(own.slice(0, found!.definition.start).endsWith('    pxm: ')).toBe(true);
});

test('a table is defined by its entry, whatever form its number has', () => {
  const other = text.replace('table: 0x7870000000', 'table: 517275123712');
  const found = occurrencesAt(readTopology('t', other), other.indexOf('data-base: 0x7870000000') + 12);
  expect(found?.of).toBe('table');
  expect(other.slice(found!.definition.start, found!.definition.end)).toBe(String(0x7870000000));
});

test('keys, sizes and addresses have no name', () => {
  for (const what of ['egm-si', 'egm-size: 0x6', 'egm-base-pa: 0x8'])
    expect(occurrencesAt(reading, at(what))).toBeNull();
});

test('a renamed domain keeps its machine as it was, but for the number', () => {
  const edits = renameAt(reading, at('egm-pxm: 4'), '6');
  expect(Array.isArray(edits)).toBe(true);
  const after = applyEdits(text, edits as never);
  expect(after).toBe(text.replaceAll('egm-pxm: 4', 'egm-pxm: 6'));
  expect(readTopology('t', after).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('a name that is no number, or taken, is refused', () => {
  expect(renameAt(reading, at('egm-pxm: 4'), 'four')).toBe('not-a-number');
  expect(renameAt(reading, at('egm-pxm: 4'), '5')).toBe('taken');
  expect(renameAt(reading, at('egm-pxm: 4'), '0x5')).toBe('taken');
  expect(renameAt(reading, at('egm-size'), '7')).toBeNull();
});

test('machines of one file are apart', () => {
  const two = `${text}---\n${text}`;
  const found = occurrencesAt(readTopology('t', two), two.lastIndexOf('egm-pxm: 4') + 9);
  expect(found?.all).toHaveLength(2);
  expect(found!.definition.start).toBeGreaterThan(text.length);
});

test('every GPU but the first of a region leads to it', () => {
  expect(regionLinks(reading)).toHaveLength(2);
});

test('there is an answer at every place of every fixture', () => {
  for (const { name, text: each } of fixtures('problems')) {
    const drawn = readTopology(name, each);
    for (let offset = 0; offset < each.length; offset += 11) {
      const found = occurrencesAt(drawn, offset);
      if (found) expect(found.all.map(({ start }) => start)).toContain(found.definition.start);
    }
  }
});
