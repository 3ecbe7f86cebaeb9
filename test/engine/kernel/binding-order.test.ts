import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { Exploring } from '../../../src/engine/kernel/exploring.ts';
import type { Plan } from '../../../src/engine/kernel/plan.ts';
import { searchRounds } from '../../../src/engine/kernel/rounds.ts';
import { lifePlan } from '../../../src/engine/kernel/whole-life.ts';
import { planOf } from './exploring.ts';
import { embedded, machineOf } from './running.ts';

/*
 * In which order GPUs were bound makes a difference to driver_detach alone. Where it never asks, no states are told apart by
 * it; where it does, all is explored anew with the order kept.
 */

const [first, second, other] = ['0008:01:00.0', '0009:01:00.0', '0018:01:00.0'];
const machine = machineOf(
  [
    { bdf: first },
    { bdf: second, pxm: '5', base: '0x100080000000' },
    { bdf: other, pxm: '6', base: '0x100100000000' },
  ],
  '4 KiB',
);
const driver = compileDriver(embedded('reviewed'), machine.pageSize);
const load = driver.modules.map(({ name }) => `load ${name}`);
const unload = driver.modules.map(({ name }) => `unload ${name}`).toReversed();
const binds = [first, second, other].map((bdf) => [`bind ${bdf}`]);

function searched(plan: Plan, isOrdered: boolean) {
  const kernel = new Exploring(machine, driver, plan);
  kernel.world.watch.wantsOrder = isOrdered;
  const options = { states: 50_000, bytes: 2 ** 30, everyOrder: false, orders: { kind: 'all' } } as const;
  const search = searchRounds(kernel, plan, options);
  let next = search.next();
  while (!next.done) next = search.next();
  if ('lacking' in next.value) throw new Error('no works are queued');
  const { last, refined } = next.value;
  expect(refined).toBe(false);
  return {
    states: last.states,
    wantsOrder: kernel.world.watch.wantsOrder,
    ends: [...kernel.ends.keys()].sort(),
  };
}

test('no order is kept where all are unbound before the driver is gone', () => {
  const plan = lifePlan(driver, [first, second, other], 0);
  const [free, kept] = [searched(plan, false), searched(plan, true)];
  expect(free.wantsOrder).toBe(false);
  expect(free.ends).toEqual(kept.ends);
  expect(free.states).toBeLessThan(kept.states);
});

test('it is kept where the driver is taken from several', () => {
  const plan = planOf([[load], binds, [unload]]);
  const [learnt, kept] = [searched(plan, false), searched(plan, true)];
  expect(learnt.wantsOrder).toBe(true);
  expect(learnt).toEqual(kept);
});
