import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { explore } from '../../../src/engine/explore/breadth.ts';
import type { Known } from '../../../src/engine/interleave/memo.ts';
import type { Next } from '../../../src/engine/interleave/nexts.ts';
import { Segments } from '../../../src/engine/interleave/segments.ts';
import { FAULTS, MachineSystem } from '../../../src/engine/interleave/system.ts';
import type { Row } from '../../../src/engine/interleave/world.ts';
import { Exploring } from '../../../src/engine/kernel/exploring.ts';
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

/** What a task depends on is less than an object, and more than a byte; each pair of functions shares one thing. */
const shared = `
static char name[16];
static struct { unsigned char a, b, c, d; } flags;
static struct part { struct mutex lock; int users; } *part;
static DEFINE_MUTEX(lock);
int init(void)
{
	part = kzalloc(sizeof(*part), GFP_KERNEL);
	mutex_init(&part->lock);
	return 0;
}
static void put_name(const char *text)
{
	mutex_lock(&lock);
	strscpy(name, text, sizeof(name));
	mutex_unlock(&lock);
}
int name_four(void) { put_name("four"); return 0; }
int name_five(void) { put_name("five"); return 0; }
int name_compared(void)
{
	int same;
	mutex_lock(&lock);
	same = strcmp(name, "four");
	mutex_unlock(&lock);
	return same;
}
int name_measured(void)
{
	int length;
	mutex_lock(&lock);
	length = strlen(name);
	mutex_unlock(&lock);
	return length;
}
int name_copied(void)
{
	char copy[16];
	mutex_lock(&lock);
	memcpy(copy, name, sizeof(copy));
	mutex_unlock(&lock);
	return copy[1];
}
int name_joined(void)
{
	char copy[24];
	mutex_lock(&lock);
	snprintf(copy, sizeof(copy), "%s-%d", name, 7);
	mutex_unlock(&lock);
	return copy[1];
}
static void put_flag(unsigned char *flag)
{
	mutex_lock(&lock);
	*flag = 7;
	mutex_unlock(&lock);
}
int flag_a(void) { put_flag(&flags.a); return 0; }
int flag_b(void) { put_flag(&flags.b); return 0; }
int flag_d(void) { put_flag(&flags.d); return 0; }
int part_user(void)
{
	mutex_lock(&lock);
	mutex_lock(&part->lock);
	part->users++;
	mutex_unlock(&part->lock);
	mutex_unlock(&lock);
	return 0;
}
int fini(void)
{
	int sum = flags.a + 10 * flags.b + 100 * flags.d + 1000 * part->users;
	kfree(part);
	return sum;
}
`;

test.each([
  ['name_four', 'name_five', 'name_compared'],
  ['name_four', 'name_measured', 'part_user'],
  ['name_four', 'name_five', 'name_copied'],
  ['name_four', 'name_five', 'name_joined'],
  ['part_user', 'name_four', 'flag_a'],
])('%s, %s and %s', (...tasks) => {
  expect(checked(start(small(shared, tasks)))).toBeGreaterThan(0);
});

test('who writes a byte depends on the others of its word: nothing remembered is of use', () => {
  expect(checked(start(small(shared, ['flag_a', 'flag_b', 'flag_d'])))).toBe(0);
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
  expect(checked(kernel)).toBeGreaterThan(10);
});
