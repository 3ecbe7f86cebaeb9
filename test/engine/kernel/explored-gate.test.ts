import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { exploreLife } from '../../../src/engine/kernel/explore-life.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { explored, type Phases, planOf } from './exploring.ts';
import { embedded, machineOf } from './running.ts';
import { tray } from './trace/tracing.ts';
import { reduced, unreduced } from './unreduced.ts';

/*
 * The embedded drivers explored with the places to switch that were learnt, and with a chance to switch before
 * every operation: the same must come of both.
 */

const [first, second, other] = ['0008:01:00.0', '0009:01:00.0', '0018:01:00.0'];
const machine = machineOf(
  [{ bdf: first }, { bdf: second }, { bdf: other, pxm: '5', base: '0x100080000000' }],
  '4 KiB',
);
/** One GPU, with all that the series wants of it. */
const single = {
  ...tray,
  sockets: tray.sockets.slice(0, 1).map((socket) => ({ ...socket, gpus: socket.gpus.slice(0, 1) })),
};
const [gpu, egm] = ['nvgrace_gpu_vfio_pci', 'nvgrace_egm'];
const use = ['open egm4 as f', 'mmap f 0 65536', 'close f'];
const loaded = [[`load ${gpu}`]];
const up = [[`load ${gpu}`, `load ${egm}`, `bind ${first}`]];
const gone = [[`unbind ${first}`, `unbind ${second}`, `unbind ${other}`, `unload ${gpu}`]];
const after = [[`unbind ${first}`, `unbind ${second}`, `unload ${egm}`, `unload ${gpu}`]];

const cases: readonly { driver: string; what: string; phases: Phases; faults: number }[] = [
  {
    driver: 'reviewed',
    what: 'two binds',
    phases: [loaded, [[`bind ${first}`], [`bind ${second}`]], gone],
    faults: 0,
  },
  {
    driver: 'reviewed',
    what: 'bind and unbind',
    phases: [up, [[`bind ${second}`], [`unbind ${first}`]], after],
    faults: 0,
  },
  { driver: 'reviewed', what: 'a user and unload', phases: [up, [use, [`unload ${egm}`]], after], faults: 0 },
  {
    driver: 'reviewed',
    what: 'unbind and unload',
    phases: [up, [[`unbind ${first}`], [`unload ${egm}`]], after],
    faults: 1,
  },
  {
    driver: 'reviewed',
    what: 'bind and load',
    phases: [loaded, [[`bind ${first}`], [`load ${egm}`]], after],
    faults: 0,
  },
  {
    driver: 'rfc-v2-02',
    what: 'two sockets',
    phases: [loaded, [[`bind ${first}`], [`bind ${other}`]], gone],
    faults: 0,
  },
  {
    driver: 'rfc-v2-03',
    what: 'two binds, unbound by unload',
    phases: [loaded, [[`bind ${first}`], [`bind ${other}`]], [[`unload ${gpu}`]]],
    faults: 0,
  },
  {
    driver: 'rfc-v2-03',
    what: 'one socket',
    phases: [loaded, [[`bind ${first}`], [`bind ${second}`]], gone],
    faults: 0,
  },
  { driver: 'rfc-v2', what: 'a user and unload', phases: [up, [use, [`unload ${egm}`]], after], faults: 0 },
  {
    driver: 'rfc-v2',
    what: 'bind and unload',
    phases: [up, [[`bind ${second}`], [`unload ${egm}`]], after],
    faults: 0,
  },
];

test.each(cases)('$driver: $what, $faults calls fail', { timeout: 60_000 }, ({ driver, phases, faults }) => {
  const compiled = compileDriver(embedded(driver), machine.pageSize);
  expect(reduced(explored(embedded(driver), machine, phases, faults, { tries: 0 }))).toEqual(
    unreduced(machine, compiled, planOf(phases, faults)),
  );
});

test.each(['reviewed', 'rfc-v2'])('%s: users of its node', { timeout: 60_000 }, (name) => {
  const driver = compileDriver(embedded(name), single.pageSize);
  const life = wholeLife(single, driver, 0);
  expect(life.nodes).toEqual(['/dev/egm4']);
  for (const plan of life.plans.slice(-2)) {
    const search = exploreLife(single, driver, { ...life, plans: [plan] }, { tries: 0 });
    let next = search.next();
    while (!next.done) next = search.next();
    expect(reduced(next.value)).toEqual(unreduced(single, driver, plan));
  }
});
