import { describe, expect, test } from 'vitest';
import { everySchedule, reduced, type Searched, seen, unreduced } from './gate.ts';
import { mutants, type Subject } from './mutants.ts';
import { lineAt, small, start } from './small.ts';
import { subjects } from './subjects.ts';

/*
 * What is learnt about where to switch must lose nothing: a search that learns, one that may switch before every
 * operation, and every schedule followed one by one come to the same causes and the same ends.
 */

function compare(text: string, { tasks, faults }: Omit<Subject, 'text'>): Searched {
  const system = small(text, tasks, faults);
  const found = reduced(start(system));
  expect(found.complete).toBe(true);
  expect(seen(found)).toEqual(seen(unreduced(start(system))));
  return found;
}

test.each(Object.entries(subjects))('%s: unchanged it holds', (_, subject) => {
  const { causes, ends } = compare(subject.text, subject);
  expect(causes).toEqual([]);
  const all = everySchedule(start(small(subject.text, subject.tasks, subject.faults)));
  if (all !== null) expect(all).toEqual({ causes, ends });
});

const seeds = Array.from({ length: Number(process.env['GATE_SEEDS'] ?? 2) }, (_, index) => 700 + index);

describe.each(Object.entries(subjects))('%s', (_, subject) => {
  test.each(mutants(subject, seeds))('when $change (seed $seed)', ({ text }) => {
    compare(text, subject);
  });
});

test('what an atomic operation orders is no race, nor is what READ_ONCE and WRITE_ONCE do', () => {
  const once = `static atomic_t taken;
static int data;
int a(void) { if (atomic_xchg(&taken, 1) == 0) data = 1; return 0; }
int b(void) { if (atomic_xchg(&taken, 1) == 0) data = 2; return 0; }
int fini(void) { return data; }`;
  expect(compare(once, { tasks: ['a', 'b'], faults: 0 }).causes).toEqual([]);
  const published = `static int data, ready;
int a(void) { data = 1; smp_store_release(&ready, 1); return 0; }
int b(void) { while (!smp_load_acquire(&ready)) cpu_relax(); return data; }`;
  const { causes, ends } = compare(published, { tasks: ['a', 'b'], faults: 0 });
  expect({ causes, ends }).toEqual({ causes: [], ends: ['[[[0],[1]]]'] });
  const plain = published.replace('smp_store_release(&ready, 1)', 'ready = 1');
  expect(compare(plain, { tasks: ['a', 'b'], faults: 0 }).causes).not.toEqual([]);
});

test('a copy to the user reads what it copies as the driver itself would', () => {
  const text = `static struct { int first, second; } shared;
int a(void) { return copy_to_user((void __user *)0x10000, &shared, sizeof(shared)) ? -EFAULT : 0; }
int b(void) { shared.first = 1; return 0; }`;
  const { causes } = compare(text, { tasks: ['a', 'b'], faults: 0 });
  expect(causes).toEqual([`race shared ${lineAt(2)}r ${lineAt(3)}w`]);
});
