import { expect, test } from 'vitest';
import type { Action } from '../../../src/engine/interleave/program.ts';
import { runSegment } from '../../../src/engine/interleave/segment.ts';
import { Column, Life, ROW } from '../../../src/engine/machine/object-table.ts';
import { small, start } from './small.ts';

const broken = `
static int *part;
static DEFINE_MUTEX(later);
static struct completion done;
int a(void)
{
	part = kzalloc(sizeof(*part), GFP_KERNEL);
	kfree(part);
	memcpy(part, part, sizeof(*part));
	mutex_lock(&later);
	init_completion(&done);
	complete(&done);
	wait_for_completion(&done);
	mutex_unlock(&later);
	kfree(kzalloc(8, GFP_KERNEL));
	return -EINVAL;
}
int b(void) { return 0; }
`;

/** Until a rule is broken, switching before every operation. */
function run(answered?: Action['answered']) {
  const { world, workload } = start(small(broken));
  world.restart();
  world.watch.visible.fill(1);
  const action = { ...workload.phases[0]![0]![0]!, ...(answered && { answered }) };
  for (;;) {
    const segment = runSegment(world, 0, [action], [], Number.POSITIVE_INFINITY);
    if (segment.findings.length > 0) return { world, segment };
  }
}

test('of a segment that breaks rules the first finding is kept', () => {
  const { world, segment } = run();
  expect(segment.findings).toEqual([expect.objectContaining({ kind: 'use-after-free', detail: 'read' })]);
  expect(world.state.findings.length).toBeGreaterThan(1);
});

test('after a finding a task goes on to its answer only where that is asked for', () => {
  expect(run().world.doings[0]!.action).toBe(0);
  const finding = { ...run().segment.findings[0]!, detail: 'answered' };
  const note = { finding, isFaultless: false, isOnTheWay: false };
  const { world, segment } = run(() => note);
  expect(world.doings[0]!.action).toBe(1);
  expect(segment.notes).toEqual([note]);
});

test('what is done after a finding teaches nothing of objects', () => {
  const told = run(() => null).world.watch;
  const { watch } = run().world;
  expect({ shared: told.shared, locksIn: told.locksIn }).toEqual({
    shared: watch.shared,
    locksIn: watch.locksIn,
  });
});

test('that a local has ended already is depended on where its function returns', () => {
  const text = `
static atomic_t n;
static void hold(int *at) { *at = 1; }
int a(void) { { int local; hold(&local); } atomic_inc(&n); atomic_inc(&n); return 0; }
int b(void) { return 0; }
`;
  const { world, workload } = start(small(text));
  world.restart();
  const { watch, state, doings } = world;
  watch.visible.fill(1);
  while (doings[0]!.action === 0) runSegment(world, 0, workload.phases[0]![0]!, [], Number.POSITIVE_INFINITY);
  const lives = watch.used.map((id) => state.objects[id * ROW + Column.LIFE]);
  expect(lives).toContain(Life.DEAD);
});
