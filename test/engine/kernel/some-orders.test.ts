import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { Orders } from '../../../src/engine/explore/orders.ts';
import type { ExplorationOptions } from '../../../src/engine/kernel/exploration.ts';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import { replayKernel } from '../../../src/engine/kernel/trace/replay.ts';
import { exploredSummary, uncoveredTexts } from '../../../src/engine/view/words/exploration.ts';
import { driver, explored, lifeOf, tracesOf, tray } from './trace/tracing.ts';

/*
 * Some of the orders of the driver's C, held to all of them: what is found in some is found in all, by traces that show
 * it; and nothing holds by what was seen of some.
 */

const posted = driver('rfc-v2-03');
const life = (source: typeof posted, options: ExplorationOptions = {}, gpus = 2, faults = 0): Explored =>
  explored(tray, source, lifeOf(tray, source, gpus, faults), options);
const causesOf = ({ findings, races }: Explored): string[] =>
  [
    ...new Set([...findings.map(({ cause }) => cause), ...races.map(({ field }) => `race: ${field}`)]),
  ].toSorted();
const few = (preemptions: number): { orders: Orders } => ({
  orders: { kind: 'few-preemptions', preemptions },
});
const random = (walks: number, seed: number): { orders: Orders } => ({
  orders: { kind: 'random', walks, seed },
});

const all = causesOf(life(posted));

test('orders of few interruptions find what they can find, and with more of them all there is', () => {
  const [none, one, two, three] = [0, 1, 2, 3].map((most) => life(posted, few(most)));
  const found = [none!, one!, two!].map(causesOf);
  for (const causes of found) expect(all).toEqual(expect.arrayContaining(causes));
  expect(found[0]!.length).toBeLessThan(found[1]!.length);
  expect(found[1]!.length).toBeLessThanOrEqual(found[2]!.length);
  expect(causesOf(three!)).toEqual(all);
  expect(three).toMatchObject({ outcome: 'violated', limit: 'preemptions' });
  expect(one).toMatchObject({ outcome: 'violated', limit: 'preemptions' });
  expect(uncoveredTexts(one!, [])).toEqual([
    'orders in which tasks that could go on are interrupted more than 1 time',
  ]);
});

test('orders at random find much of it, the same for a seed, and say which they were', () => {
  const found = life(posted, random(300, 7));
  expect(all).toEqual(expect.arrayContaining(causesOf(found)));
  expect(causesOf(found).length).toBeGreaterThan(all.length / 2);
  expect(found).toMatchObject({ outcome: 'violated', limit: 'walks' });
  expect(life(posted, random(300, 7))).toEqual(found);
  expect(life(posted, random(300, 8)).states).not.toBe(found.states);
  expect(uncoveredTexts(found, [])).toEqual(['orders but 300 at random (seed 7): another seed takes others']);
});

test.each([few(1), random(200, 1)])('what is found so has traces that show it: %o', (options) => {
  const found = life(posted, options, 2, 1);
  const compiled = compileDriver(posted, tray.pageSize);
  const traces = tracesOf(found, tray, posted);
  expect(traces.length).toBeGreaterThan(5);
  for (const trace of traces)
    expect(replayKernel(tray, compiled, trace).end).toMatchObject({ expected: true });
});

test('reviewed holds by all orders only; by all of few interruptions where there are no more', () => {
  const reviewed = driver('reviewed');
  for (const options of [few(1), random(100, 3)]) {
    const found = life(reviewed, options, 4);
    expect({ ...found, causes: causesOf(found) }).toMatchObject({ outcome: 'gave-up', causes: [] });
    expect(exploredSummary(found)).toContain('gave up: nothing wrong found in what was looked at');
  }
  expect(life(reviewed, few(100))).toMatchObject({ outcome: 'holds', limit: null });
});

test('one task alone has one order: every fault of it is looked at, whatever orders are asked for', () => {
  expect(life(driver('reviewed'), random(1, 1), 1, 1)).toMatchObject({
    outcome: 'holds',
    limit: null,
    orders: { kind: 'all' },
  });
});
