import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { explore } from '../../../src/engine/explore/breadth.ts';
import type { Known } from '../../../src/engine/interleave/memo.ts';
import type { Next } from '../../../src/engine/interleave/nexts.ts';
import { Segments } from '../../../src/engine/interleave/segments.ts';
import { FAULTS, MachineSystem } from '../../../src/engine/interleave/system.ts';
import type { Row } from '../../../src/engine/interleave/world.ts';
import { Exploring } from '../../../src/engine/kernel/exploration.ts';
import { planOf } from '../kernel/exploring.ts';
import { embedded, machineOf } from '../kernel/running.ts';
import { changes, mutant } from './mutants.ts';
import { type Started, small, start } from './small.ts';
import { subjects } from './subjects.ts';

/*
 * What is remembered of an executed segment stands for all states that have the same in the parts of objects that it
 * depended on: executed in each of them, it must do the same.
 */

/** Executes what is remembered again, and holds the two to be the same. */
class Checked extends Segments {
  readonly #started: Started;
  readonly #seen = new Set<number>();
  again = 0;

  constructor(started: Started) {
    super(started.world, started.workload);
    this.#started = started;
  }

  override next(row: Row, task: number, left: number): Next {
    const next = super.next(row, task, left);
    this.#repeat(row, next, (others) => others.next(row, task, left));
    return next;
  }

  override cut(row: Row, task: number, next: Next, stop: number): Next {
    const shorter = super.cut(row, task, next, stop);
    if (shorter !== next)
      this.#repeat(row, shorter, (others) =>
        others.cut(row, task, others.next(row, task, faultsLeft(row)), stop),
      );
    return shorter;
  }

  #repeat(row: Row, next: Next, look: (others: Segments) => Next): void {
    const isKnown = this.#seen.has(next.id);
    this.#seen.add(next.id);
    // A round that has learnt something is begun anew, with what it did not know.
    if (!isKnown || next.id === 0 || this.refined) return;
    this.again++;
    const { world, workload } = this.#started;
    const others = new Segments(world, workload);
    const same = look(others);
    expect(next.ways.map((way) => told(world, this, row, way))).toEqual(
      same.ways.map((way) => told(world, others, row, way)),
    );
    expect(next.isReady).toBe(same.isReady);
  }
}

const faultsLeft = ({ words, start }: Row): number => words[start + FAULTS]!;

function told({ rows }: Started['world'], segments: Segments, row: Row, known: Known): unknown {
  const { operations, choices, findings, disabled, waited } = known.segment;
  const { words, held } = known.log;
  const next = segments.changed(row, known);
  return {
    next: [...next.subarray(0, rows.trim(next))],
    task: known.task,
    faults: known.faults,
    segment: { operations, choices, findings, disabled, waited },
    log: { words, held },
  };
}

/** How many remembered segments were executed again, over all rounds. */
function checked(started: Started): number {
  const segments = new Checked(started);
  for (;;) {
    const system = new MachineSystem(started.world, started.workload, started.afterPhase, segments);
    const search = explore(system, { reduce: system });
    while (!search.next().done);
    if (!system.refined) return segments.again;
  }
}

const seeds = Array.from({ length: Number(process.env['GATE_SEEDS'] ?? 1) }, (_, index) => 300 + index);

test.each(Object.entries(subjects))('%s, as it is and changed', (_, subject) => {
  const { tasks, faults } = subject;
  expect(checked(start(small(subject.text, tasks, faults)))).toBeGreaterThan(0);
  for (const seed of seeds)
    for (const change of Object.keys(changes)) {
      const text = mutant(subject, change, seed);
      if (text !== null) checked(start(small(text, tasks, faults)));
    }
});

/** Bytes of one word, text, a lock in what is freed: what a task depends on is less than an object, and more than a byte. */
const bytes = `
static char name[16];
static struct { unsigned char a, b, c, d; } flags;
static struct part { struct mutex lock; char text[8]; int users; } *part;
static DEFINE_MUTEX(lock);
int init(void)
{
	part = kzalloc(sizeof(*part), GFP_KERNEL);
	mutex_init(&part->lock);
	return 0;
}
int a(void)
{
	mutex_lock(&lock);
	strscpy(name, "four", sizeof(name));
	flags.a = flags.b + 1;
	part->users++;
	mutex_unlock(&lock);
	return strlen(name);
}
int b(void)
{
	int same;
	mutex_lock(&lock);
	same = strcmp(name, "four");
	flags.b = 7;
	mutex_unlock(&lock);
	return same;
}
int c(void)
{
	char copy[16];
	mutex_lock(&lock);
	memcpy(copy, name, sizeof(copy));
	flags.c = flags.a;
	snprintf(name, sizeof(name), "%s-%d", copy, flags.c);
	mutex_unlock(&lock);
	return name[1];
}
int d(void)
{
	mutex_lock(&lock);
	mutex_lock(&part->lock);
	part->text[2] = flags.d++;
	mutex_unlock(&part->lock);
	mutex_unlock(&lock);
	return 0;
}
int fini(void)
{
	int sum = flags.a + flags.b + flags.c + flags.d + part->text[2] + part->users;
	kfree(part);
	return sum;
}
`;

test('bytes of one word, text, and a lock in what is freed', () => {
  for (const tasks of [
    ['a', 'b', 'c'],
    ['a', 'c', 'd'],
    ['b', 'c', 'd'],
  ])
    expect(checked(start(small(bytes, tasks)))).toBeGreaterThan(0);
});

const [first, second, other] = ['0008:01:00.0', '0009:01:00.0', '0018:01:00.0'];
const machine = machineOf(
  [{ bdf: first }, { bdf: second }, { bdf: other, pxm: '5', base: '0x100080000000' }],
  '4 KiB',
);

test.each([
  ['reviewed', [first, other], 1],
  ['reviewed', [first, second, other], 0],
  ['rfc-v2-02', [first, other], 0],
  ['rfc-v2-03', [first], 1],
])('%s with %j and %i faults', (name, bdfs, faults) => {
  const driver = compileDriver(embedded(name), machine.pageSize);
  const modules = driver.modules.map((each) => each.name);
  const lives = bdfs.map((bdf) => [`bind ${bdf}`, `unbind ${bdf}`]);
  const loads = [modules.map((module) => `load ${module}`)];
  const unloads = [modules.toReversed().map((module) => `unload ${module}`)];
  const kernel = new Exploring(machine, driver, planOf([loads, lives, unloads], faults));
  expect(checked(kernel)).toBeGreaterThan(20);
});
