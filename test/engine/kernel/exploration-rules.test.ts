import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/index.ts';
import type { UserAction } from '../../../src/engine/kernel/actions.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { exploreKernel } from '../../../src/engine/kernel/exploration.ts';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import { edited, embedded, type GpuSpec, machineOf, pair } from './running.ts';

const [first, second] = ['0008:01:00.0', '0009:01:00.0'] as const;
const bind = (bdf: string): UserAction => ({ kind: 'bind', bdf });
const unbind = (bdf: string): UserAction => ({ kind: 'unbind', bdf });
const opened: UserAction = { kind: 'open', node: 'egm4', file: 'a' };

/** All modules are loaded, then these lists at once, phase after phase. */
function explored(
  source: DriverSource,
  phases: readonly (readonly (readonly UserAction[])[])[],
  gpus: readonly GpuSpec[] = pair,
  faults = 0,
): Explored {
  const driver = compileDriver(source, 4096n);
  const load = driver.modules.map(({ name }) => [[{ kind: 'load', module: name } as const]]);
  const search = exploreKernel(machineOf(gpus), driver, { phases: [...load, ...phases], faults });
  for (;;) {
    const next = search.next();
    if (next.done) return next.value;
  }
}

const kinds = ({ findings }: Explored) => findings.map(({ finding }) => finding.kind);
const one = (...actions: UserAction[]) => actions.map((action) => [[action]]);

test('errno-lost: also past the fault that ends the path', () => {
  const result = explored(embedded('rfc-v2-02'), one(bind(first), bind(second)));
  expect(kinds(result).sort()).toEqual(['double-free', 'errno-lost']);
  const lost = result.findings.find(({ finding }) => finding.kind === 'errno-lost');
  expect(lost?.finding).toMatchObject({
    gpu: second,
    values: { function: 'auxiliary_device_add', errno: '-EEXIST', returned: '-EINVAL' },
  });
});

test('errno-lost ends no path: what comes of a failed bind is looked at', () => {
  const result = explored(embedded('rfc-v2-03'), one(bind(first), bind(second), unbind(first)), pair, 1);
  expect(kinds(result)).toContain('errno-lost');
  const after = result.findings.find(({ finding }) => finding.object === 'struct egm_entry');
  expect(after).toMatchObject({ finding: { kind: 'use-after-free' }, faults: [{ errno: 12 }] });
});

test('region-gone: a GPU without memory tears down the region of its sibling', () => {
  const gpus = [pair[0]!, { ...pair[1]!, memorySize: '0' }];
  const steps = one(bind(first), bind(second), unbind(second), unbind(first));
  const result = explored(embedded('rfc-v2-02'), steps, gpus);
  expect(kinds(result)).toContain('region-gone');
  const gone = result.findings.find(({ finding }) => finding.kind === 'region-gone')!;
  expect(gone.finding.values).toMatchObject({ user: first });
  expect(gone.trace.at(-1)?.task).toBe(`remove ${second}`);
  expect(explored(embedded('reviewed'), steps, gpus, 1).outcome).toBe('holds');
});

test('outlives-parent: the owner is unbound while another is a user', () => {
  const steps = one(bind(first), bind(second), unbind(first));
  expect(kinds(explored(embedded('rfc-v2-03'), steps))).toEqual(['outlives-parent']);
  expect(explored(embedded('reviewed'), steps, pair, 1).outcome).toBe('holds');
});

test('minor-out-of-range', () => {
  const out = edited(embedded('reviewed'), 'egm_char.c', [
    ['MINOR(numbers) + minor)', 'MINOR(numbers) + minor + MOST_REGIONS)'],
  ]);
  expect(kinds(explored(out, one(bind(first))))).toEqual(['minor-out-of-range']);
  expect(explored(embedded('reviewed'), one(bind(first))).outcome).toBe('holds');
});

test('unusable-open', () => {
  const useless = edited(embedded('reviewed'), 'egm_file.c', [['if (end > egm->size)', 'if (end > 0)']]);
  expect(kinds(explored(useless, one(bind(first), opened)))).toEqual(['unusable-open']);
  expect(kinds(explored(useless, one(bind(first), opened, unbind(first))))).toEqual(['unusable-open']);
  expect(explored(embedded('reviewed'), one(bind(first), opened, unbind(first))).outcome).toBe('holds');
});

test('reviewed: a region is opened while its GPU is unbound and the module unloaded', () => {
  const unload: UserAction = { kind: 'unload', module: 'nvgrace_egm' };
  const close: UserAction = { kind: 'close', file: 'a' };
  const lists = [[opened, close], [unbind(first)], [unload]];
  const result = explored(embedded('reviewed'), [[[bind(first)]], lists]);
  expect(result.races).toEqual([]);
  expect(result.outcome).toBe('holds');
});
