import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { explored, type Phases } from './exploring.ts';
import { folder } from './posted.ts';
import { embedded, machineOf } from './running.ts';

/*
 * What is to be found in the first two postings, in the embedded models and, where DRIVER_SOURCES names their
 * folders, in the posted files themselves; with the trace that shows it in the fewest steps.
 */

const [first, second, other] = ['0008:01:00.0', '0009:01:00.0', '0018:01:00.0'];
const third = { bdf: other, pxm: '5', base: '0x100080000000' };
const machine = machineOf([{ bdf: first }, { bdf: second }, third], '4 KiB');
const withoutMemory = machineOf([{ bdf: first }, { bdf: second, memorySize: '0' }], '4 KiB');
const gpu = 'nvgrace_gpu_vfio_pci';
const load = [[`load ${gpu}`]];
const end = [[`unbind ${first}`, `unbind ${second}`, `unbind ${other}`, `unload ${gpu}`]];

interface Row {
  readonly what: string;
  readonly driver: 'rfc-v2-02' | 'rfc-v2-03';
  readonly phases: Phases;
  readonly faults?: number;
  readonly machine?: typeof machine;
  /** Kinds, with the steps of their shortest traces. */
  readonly found: Readonly<Record<string, number>>;
  /** What is used after it was freed. */
  readonly objects?: readonly string[];
}

const rows: readonly Row[] = [
  {
    what: 'the second GPU of a socket is freed twice, and its -EEXIST becomes -EINVAL',
    driver: 'rfc-v2-02',
    phases: [load, [[`bind ${first}`]], [[`bind ${second}`]], end],
    found: { 'double-free': 3, 'errno-lost': 3 },
  },
  {
    what: 'one GPU whose device cannot be named or added is freed twice',
    driver: 'rfc-v2-02',
    phases: [load, [[`bind ${first}`]], end],
    faults: 1,
    found: { 'double-free': 2, 'errno-lost': 2 },
  },
  {
    what: 'two probes of different sockets corrupt the list, or lose an entry',
    driver: 'rfc-v2-02',
    phases: [load, [[`bind ${first}`], [`bind ${other}`]], end],
    found: { 'list-corruption': 3, leak: 5, 'outlives-parent': 5 },
  },
  {
    what: 'a GPU without memory takes away the region of its sibling',
    driver: 'rfc-v2-02',
    machine: withoutMemory,
    phases: [load, [[`bind ${first}`]], [[`bind ${second}`]], [[`unbind ${second}`]]],
    found: { 'region-gone': 4 },
  },
  {
    what: 'an entry on the list is freed when the record of the second GPU cannot be had',
    driver: 'rfc-v2-03',
    phases: [load, [[`bind ${first}`]], [[`bind ${second}`]], [[`unbind ${first}`]]],
    faults: 1,
    found: { 'use-after-free': 4, 'double-free': 2 },
  },
  {
    what: 'two probes of one region both scan and both create',
    driver: 'rfc-v2-03',
    phases: [load, [[`bind ${first}`], [`bind ${second}`]], end],
    found: { 'double-free': 3, 'errno-lost': 3 },
  },
  {
    what: 'one GPU is bound while the other, of its region, is unbound',
    driver: 'rfc-v2-03',
    phases: [[[`load ${gpu}`, `bind ${first}`]], [[`unbind ${first}`], [`bind ${second}`]], end],
    found: { 'use-after-free': 3, 'list-corruption': 3, 'outlives-parent': 3, 'region-gone': 4 },
    objects: ['device', 'entry', 'record'],
  },
  {
    what: 'both GPUs of a region are unbound, and its device is deleted twice',
    driver: 'rfc-v2-03',
    phases: [
      [[`load ${gpu}`, `bind ${first}`, `bind ${second}`]],
      [[`unbind ${first}`], [`unbind ${second}`]],
      end,
    ],
    found: { 'use-after-free': 4, warn: 4 },
    objects: ['device', 'entry', 'record'],
  },
];

/** What the objects of the models, and of the posted files, are. */
const roles: Readonly<Record<string, string>> = {
  'struct egm_device': 'device',
  'struct nvgrace_egm_dev': 'device',
  'struct egm_entry': 'entry',
  'struct nvgrace_egm_dev_entry': 'entry',
  'struct egm_gpu': 'record',
  'struct gpu_node': 'record',
};

const root = process.env['DRIVER_SOURCES'] ?? '';
const sources: readonly (readonly [string, (name: string) => DriverSource])[] = [
  ['model', embedded],
  ...(root !== '' && existsSync(join(root, 'rfc-v2-02'))
    ? ([['posted', (name: string) => folder(join(root, name))]] as const)
    : []),
];

describe.each(sources)('%s', (_, source) => {
  test.each(rows)(
    '$driver: $what',
    ({ driver, phases, faults = 0, machine: on = machine, found, objects }) => {
      const { findings, outcome } = explored(source(driver), on, phases, faults);
      expect(outcome).toBe('violated');
      expect(findings.filter(({ fewerMayDo }) => fewerMayDo)).toEqual([]);
      const shortest = new Map<string, number>();
      for (const { finding, trace } of findings)
        shortest.set(finding.kind, Math.min(trace.length, shortest.get(finding.kind) ?? trace.length));
      expect(Object.fromEntries(Object.keys(found).map((kind) => [kind, shortest.get(kind)]))).toEqual(found);
      if (!objects) return;
      const used = findings.filter(({ finding }) => finding.kind === 'use-after-free');
      expect([...new Set(used.map(({ finding }) => roles[finding.object ?? '']))].sort()).toEqual(objects);
    },
  );

  test('rfc-v2-02: the fields that need a lock are named', () => {
    const { races } = explored(source('rfc-v2-02'), machine, [
      load,
      [[`bind ${first}`], [`bind ${other}`]],
      end,
    ]);
    const fields = races.map(({ field }) => field.replace(/^.*\./, ''));
    expect(new Set(fields)).toEqual(new Set(['next', 'prev']));
    // The modules, one probe up to its access, the other up to and then the first with it.
    expect(new Set(races.map(({ trace, fewerMayDo }) => `${trace.length} ${fewerMayDo}`))).toEqual(
      new Set(['4 false']),
    );
  });
});
