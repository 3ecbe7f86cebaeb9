import { expect, test } from 'vitest';
import {
  hintsOf,
  lensesOf,
  readTopology,
  symbolsOf,
  type TextSymbol,
  tokensOf,
} from '../../../../src/engine/index.ts';
import { embedded, run } from '../../kernel/running.ts';
import { fixtures, machine } from '../../topology/fixture.ts';

const text = machine('gb200-egm-hypervisor');
const reading = readTopology('t', text);

test('the outline names machine, sockets, memory, GPUs and tables', () => {
  const lines = (symbols: readonly TextSymbol[], depth = 0): string[] =>
    symbols.flatMap(({ name, detail, kind, children }) =>
      kind === 'property' ? [] : [`${'  '.repeat(depth)}${name} · ${detail}`, ...lines(children, depth + 1)],
    );
  expect(lines(symbolsOf(reading)).slice(0, 6)).toEqual([
    'GB200 tray · ',
    '  Socket 0 · PXM 0',
    '    Memory 0x7040000000 · 0x800000000',
    '    GPU 0008:01:00.0 · 10de:2941',
    '    GPU 0009:01:00.0 · 10de:2941',
    '  Socket 1 · PXM 1',
  ]);
});

test('every symbol of every fixture lies in its parent, and its selection in it', () => {
  const check = (symbols: readonly TextSymbol[], start: number, end: number): void => {
    for (const { span, selection, children, name } of symbols) {
      expect(name).not.toBe('');
      expect(span.start).toBeGreaterThanOrEqual(start);
      expect(span.end).toBeLessThanOrEqual(end);
      expect(selection.start).toBeGreaterThanOrEqual(span.start);
      expect(selection.end).toBeLessThanOrEqual(span.end);
      check(children, span.start, span.end);
    }
  };
  for (const { name, text: each } of fixtures('problems'))
    check(symbolsOf(readTopology(name, each)), 0, each.length);
});

test('a lens above each socket and GPU tells the outcome', () => {
  const outcome = run(embedded('reviewed'), reading.documents[0]!);
  expect(lensesOf(reading, [outcome]).map(({ title }) => title)).toEqual([
    '2 GPUs: 2 bound · EGM region PXM 4, 447 GiB',
    'bound · nvgrace_gpu_vfio_pci.egm.4',
    'bound · nvgrace_gpu_vfio_pci.egm.4',
    '2 GPUs: 2 bound · EGM region PXM 5, 447 GiB',
    'bound · nvgrace_gpu_vfio_pci.egm.5',
    'bound · nvgrace_gpu_vfio_pci.egm.5',
  ]);
  expect(lensesOf(reading, ['running'])[1]?.title).toBe('running…');
});

test('sizes in digits are shown in units, those with a unit are not', () => {
  const hints = hintsOf(reading).map(
    ({ at, label }) => `${text.slice(text.lastIndexOf(' ', at - 1) + 1, at)} ${label}`,
  );
  expect(new Set(hints)).toEqual(new Set(['0x800000000 32 GiB', '0x6fc0000000 447 GiB']));
});

test('addresses and domains are tokens', () => {
  const tokens = tokensOf(reading);
  expect(tokens.filter(({ kind }) => kind === 'pxm')).toHaveLength(10);
  expect(tokens.filter(({ kind }) => kind === 'address').map(({ text: each }) => each)).toContain(
    '0x90000000',
  );
});
