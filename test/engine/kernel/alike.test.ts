import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { exploreKernel } from '../../../src/engine/kernel/exploration.ts';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import { explored, type Phases, planOf } from './exploring.ts';
import { embedded, type GpuSpec, machineOf } from './running.ts';

/*
 * GPUs that are alike are taken for each other, those that are not are told apart: the causes, the racing fields and the
 * ends are those of a search that tells all apart.
 */

const gpus = ['0008:01:00.0', '0009:01:00.0', '000a:01:00.0', '000b:01:00.0', '000c:01:00.0'];
const same = (count: number): readonly GpuSpec[] => gpus.slice(0, count).map((bdf) => ({ bdf }));
const [first, second, third] = same(3);
const other = { pxm: '5', base: '0x100080000000' };

interface Case {
  readonly what: string;
  readonly driver: string;
  readonly gpus: readonly GpuSpec[];
  readonly faults: number;
}

const alike: readonly Case[] = [
  { what: 'three GPUs', driver: 'reviewed', gpus: same(3), faults: 0 },
  { what: 'three GPUs, one call failing', driver: 'reviewed', gpus: same(3), faults: 1 },
  { what: 'five GPUs', driver: 'reviewed', gpus: same(5), faults: 0 },
];

const partly: readonly Case[] = [
  { what: 'no size', driver: 'reviewed', gpus: [first!, second!, { ...third!, size: null }], faults: 1 },
  { what: 'another region', driver: 'reviewed', gpus: [first!, second!, { ...third!, ...other }], faults: 0 },
  {
    what: 'another size',
    driver: 'reviewed',
    gpus: [first!, { ...second!, size: '0x10000' }, third!],
    faults: 0,
  },
  {
    what: 'another address',
    driver: 'rfc-v2-02',
    gpus: [first!, { ...second!, base: '0x90000000' }],
    faults: 1,
  },
  {
    what: 'one of another kind',
    driver: 'rfc-v2-03',
    gpus: [{ ...first!, device: '10de:2330' }, second!],
    faults: 1,
  },
  { what: 'two GPUs that break rules', driver: 'rfc-v2-03', gpus: same(2), faults: 0 },
  { what: 'two GPUs that break rules', driver: 'rfc-v2', gpus: same(2), faults: 0 },
];

const quick = { fewest: 0, tries: 0 };

function phasesOf(specs: readonly GpuSpec[]): Phases {
  const module = 'nvgrace_gpu_vfio_pci';
  const lives = specs.map(({ bdf }) => [`bind ${bdf}`, `unbind ${bdf}`]);
  return [[[`load ${module}`]], lives, [[`unload ${module}`]]];
}

function search({ driver, gpus: specs, faults }: Case, everyTask: boolean): Explored {
  const machine = machineOf(specs, '4 KiB');
  return explored(embedded(driver), machine, phasesOf(specs), faults, { everyTask, ...quick });
}

/** The same, stopped by its user after so many rests; null where it has come to its end before. */
function stoppedAfter({ driver, gpus: specs, faults }: Case, rests: number): Explored | null {
  const machine = machineOf(specs, '4 KiB');
  const compiled = compileDriver(embedded(driver), machine.pageSize);
  const plan = planOf(phasesOf(specs), faults);
  const steps = exploreKernel(machine, compiled, plan, { everyTask: false, ...quick });
  let next = steps.next();
  for (let done = 0; !next.done && done < rests; done++) next = steps.next();
  if (next.done) return null;
  while (!next.done) next = steps.next('stop');
  return next.value;
}

function told({ outcome, limit, findings, races, ends }: Explored) {
  return {
    outcome,
    limit,
    causes: findings.map(({ cause }) => cause).sort(),
    fields: [...new Set(races.map(({ field }) => field))].sort(),
    ends: ends.map((end) => JSON.stringify(end)).sort(),
  };
}

test.each(alike)('$driver, $what: one stands for the others', { timeout: 120_000 }, (each) => {
  const [apart, together] = [search(each, true), search(each, false)];
  expect(told(together)).toEqual(told(apart));
  expect(together.outcome).toBe('holds');
  expect(together.states * 2).toBeLessThan(apart.states);
});

test.each(partly)('$driver, $what: told apart where they differ', { timeout: 120_000 }, (each) => {
  expect(told(search(each, false))).toEqual(told(search(each, true)));
});

test('GPUs of a socket are alike, and so are whole sockets', { timeout: 120_000 }, () => {
  const specs = gpus.slice(0, 4).map((bdf, gpu) => (gpu < 2 ? { bdf } : { bdf, ...other }));
  const each = { what: '', driver: 'reviewed', gpus: specs, faults: 0 };
  const [apart, together] = [search(each, true), search(each, false)];
  expect(told(together)).toEqual(told(apart));
  // Two orders of each pair, and of the pairs.
  expect(together.states * 3).toBeLessThan(apart.states);
});

test('a search tells of what it has met wherever it is stopped', { timeout: 300_000 }, () => {
  const driven = { what: '', driver: 'rfc-v2-03', gpus: same(2), faults: 0 };
  const whole = told(search(driven, false));
  expect(whole.limit).toBeNull();
  let stops = 0;
  for (let rests = 1; rests < 100_000; rests = Math.ceil(rests * 1.5)) {
    const found = stoppedAfter(driven, rests);
    if (found === null) break;
    const { causes, fields } = told(found);
    expect(whole.causes).toEqual(expect.arrayContaining(causes));
    expect(whole.fields).toEqual(expect.arrayContaining(fields));
    stops++;
  }
  expect(stops).toBeGreaterThan(10);
});

test('a search that is stopped in the middle tells what it has met, and nothing else', {
  timeout: 120_000,
}, () => {
  const driven = { what: '', driver: 'rfc-v2-03', gpus: same(2), faults: 0 };
  const whole = told(search(driven, true));
  const early = [10, 20, 40].map((rests) => stoppedAfter(driven, rests));
  for (const found of early) {
    const { causes, fields, ends } = told(found!);
    expect(found!.limit).toBe('stopped');
    expect(whole.causes).toEqual(expect.arrayContaining(causes));
    expect(whole.fields).toEqual(expect.arrayContaining(fields));
    expect(whole.ends).toEqual(expect.arrayContaining(ends));
  }
  // Before like tasks are proved to be alike, or told apart.
  expect(early.map((found) => found!.findings.length > 0)).toContain(true);
});
