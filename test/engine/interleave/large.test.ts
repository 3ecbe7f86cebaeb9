import { expect, test } from 'vitest';
import { explore } from '../../../src/engine/explore/breadth.ts';
import type { Exploration } from '../../../src/engine/explore/exploration.ts';
import type { ExploreOptions } from '../../../src/engine/explore/options.ts';
import { MachineSystem } from '../../../src/engine/interleave/system.ts';
import type { MachineViolation } from '../../../src/engine/interleave/violations.ts';
import { lineAt, small, start } from './small.ts';

/* What a driver may do at length, or to much: a search ends at its limits, and says which. */

/** One round, or what was seen of it at the limit. */
function round(text: string, limits: ExploreOptions<MachineViolation>): Exploration<MachineViolation> {
  const { world, workload, afterPhase } = start(small(text));
  const system = new MachineSystem(world, workload, afterPhase);
  const search = explore(system, { reduce: system, ...limits });
  for (let next = search.next(); ; next = search.next()) if (next.done) return next.value;
}

const swept = `
static unsigned int table[1 << 15];
static int sweep(void)
{
	int i, sum = 0;
	for (i = 0; i < (1 << 15); i += 4) {
		table[i]++;
		sum += table[i];
	}
	return sum & 1;
}
int a(void) { return sweep(); }
int b(void) { return sweep(); }
`;

test('two loops over one large array: their race is told, and the limit of states ends it', () => {
  const { limit, violations } = round(swept, { states: 50 });
  expect(limit).toBe('states');
  // The elements of an array are one field.
  const causes = violations.map(({ violation }) => violation.cause);
  expect(
    causes.filter((cause) => !/^race table trial\/main\.c:\d+[rw] trial\/main\.c:\d+w$/.test(cause)),
  ).toEqual([]);
  expect(causes.length).toBeGreaterThan(0);
  expect(causes.length).toBeLessThan(5);
});

test('what is kept of large objects counts as memory, with orders left out and without', () => {
  for (const reduce of [true, false]) {
    const { limit, bytes, states } = round(swept, {
      bytes: 30_000_000,
      ...(reduce ? {} : { reduce: undefined }),
    });
    expect(limit).toBe('memory');
    expect(bytes).toBeGreaterThan(30_000_000);
    // It looks at the limit after each state, which keeps a few objects of 128 KiB.
    expect(bytes).toBeLessThan(150_000_000);
    expect(states).toBeGreaterThan(10);
  }
});

test('a loop over one variable is one access, however often it comes', () => {
  const text = `
static int count;
static int loop(void) { int i; for (i = 0; i < 5000; i++) count++; return 0; }
int a(void) { return loop(); }
int b(void) { return loop(); }
`;
  const { limit, violations } = round(text, { states: 50 });
  expect(limit).toBe('states');
  expect(violations.map(({ violation }) => violation.cause)).toEqual([
    `race count ${lineAt(3)}r ${lineAt(3)}w`,
    `race count ${lineAt(3)}w ${lineAt(3)}w`,
  ]);
});
