import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { exploreLife } from '../../../src/engine/kernel/explore-life.ts';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import { pairsOf } from '../../../src/engine/kernel/pairs.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { readTopology } from '../../../src/engine/topology/reading.ts';
import type { Topology } from '../../../src/engine/topology/topology.ts';
import { uncoveredTexts } from '../../../src/engine/view/words/exploration.ts';
import { embedded } from './running.ts';

const [one, two, three, four] = ['0008:01:00.0', '0009:01:00.0', '0018:01:00.0', '0019:01:00.0'] as const;

const socket = (number: number, gpus: readonly string[]) =>
  `  - socket: ${number}\n    pxm: ${number}\n    gpus:\n${gpus.join('')}`;
const gpu = (bdf: string, pxm: number, size = '64 GiB') => `      - bdf: ${bdf}
        device: 10de:2941
        properties:
          nvidia,gpu-mem-base-pa: 0x42${bdf.slice(2, 4)}00000000
          nvidia,gpu-mem-size: 184 GiB
          nvidia,egm-pxm: ${pxm}
          nvidia,egm-base-pa: 0x${pxm}080000000
          nvidia,egm-size: ${size}
`;

/** Two GPUs on each of two sockets, or less; the second of the first socket may have another size. */
function tray(gpus = 4, size = '64 GiB'): Topology {
  const all = [gpu(one, 4), gpu(two, 4, size), gpu(three, 5), gpu(four, 5)].slice(0, gpus);
  const sockets = [socket(0, all.slice(0, 2)), socket(1, all.slice(2))].join('');
  return readTopology('tray.topology.yaml', `topology: 1\nsockets:\n${sockets}`).documents[0]!;
}

function finished(search: ReturnType<typeof exploreLife>): Explored {
  let next = search.next();
  while (!next.done) next = search.next();
  return next.value;
}

test('of GPUs that are like each other two share a socket, and two do not', () => {
  expect(pairsOf(tray(), [one, two, three, four])).toEqual([
    [one, two],
    [one, three],
  ]);
  expect(pairsOf(tray(), [two, three])).toEqual([[two, three]]);
});

test('one that the firmware describes otherwise is of another kind, and there are three at most', () => {
  expect(pairsOf(tray(4, 'little'), [one, two, three, four])).toEqual([
    [one, two],
    [one, three],
    [two, three],
  ]);
});

test('where all at once are too many, two are looked at whole, with the shortest traces', () => {
  const machine = tray();
  const driver = compileDriver(embedded('rfc-v2-02'), machine.pageSize);
  const life = wholeLife(machine, driver, 0);
  const states = 6000;
  const found = finished(exploreLife(machine, driver, life, { states }));
  const without = finished(exploreLife(machine, driver, { ...life, smaller: [] }, { states }));
  expect([found.limit, found.wholeParts]).toEqual([
    'states',
    [
      { gpus: [one, two], faults: null },
      { gpus: [one, three], faults: null },
    ],
  ]);
  expect(uncoveredTexts(found, [])[0]).toContain(
    `(all was looked at of ${one} with ${two} alone, of ${one} with ${three} alone)`,
  );
  const causes = (explored: Explored) => new Set(explored.findings.map(({ cause }) => cause));
  expect([...causes(without)].filter((cause) => !causes(found).has(cause))).toEqual([]);
  expect(found.findings.filter(({ fewerMayDo }) => fewerMayDo)).toEqual([]);
  expect(without.findings.some(({ fewerMayDo }) => fewerMayDo)).toBe(true);
});

test('nothing is said of pairs where all was looked at, nor are they looked at where there are no more', () => {
  const machine = tray(3);
  const driver = compileDriver(embedded('reviewed'), machine.pageSize);
  const found = finished(exploreLife(machine, driver, wholeLife(machine, driver, 0)));
  expect(found).toMatchObject({ outcome: 'holds', limit: null, wholeParts: [] });
  expect(wholeLife(tray(2), driver, 0).smaller).toEqual([]);
});

test('where a call that fails makes for too many orders, those without one are looked at whole', () => {
  const machine = tray(2);
  const driver = compileDriver(embedded('rfc-v2-03'), machine.pageSize);
  const life = wholeLife(machine, driver, 1);
  expect(life.smaller.map(({ faults }) => faults)).toEqual([0]);
  const found = finished(exploreLife(machine, driver, life, { states: 20_000 }));
  expect([found.limit, found.wholeParts]).toEqual(['states', [{ gpus: null, faults: 0 }]]);
  expect(uncoveredTexts(found, [])[0]).toContain('(all was looked at with no call that fails)');
  const faultless = found.findings.filter(({ faults }) => faults.length === 0);
  expect(faultless.length).toBeGreaterThan(10);
  expect(faultless.every(({ fewerMayDo }) => !fewerMayDo)).toBe(true);
  expect(found.findings.length).toBeGreaterThan(faultless.length);
});
