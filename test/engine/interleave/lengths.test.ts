import { describe, expect, test } from 'vitest';
import { lengths, lengthsUnreduced, shortest } from './gate.ts';
import { changes, mutant } from './mutants.ts';
import { small, start } from './small.ts';
import { subjects } from './subjects.ts';

/*
 * The steps that a cause is shown in are the fewest there are: those of a search that may switch before every operation,
 * and leaves out no order, are not fewer.
 */

describe.each(Object.entries(subjects))('%s', (_, subject) => {
  const cases = Object.keys(changes).flatMap((change) => {
    const text = mutant(subject, change, 700);
    return text === null ? [] : [{ change, text }];
  });
  test.each(cases)('when $change', ({ text }) => {
    const system = small(text, subject.tasks, subject.faults);
    const found = lengths(start(system));
    const endless = [...found.keys()].filter((cause) => cause.startsWith('out-of-fuel '));
    for (const cause of endless) (found as Map<string, number>).delete(cause);
    const least = lengthsUnreduced(start(system), found.keys());
    expect([...found].sort()).toEqual([...least].sort());
  });
});

test('of ways in as few steps that with the fewest failing calls is shown', () => {
  // Where the allocation fails, fewer places to switch are on the way: it is met first.
  const system = small(
    `static DEFINE_MUTEX(m); static atomic_t n;
int a(void) { int *p = kmalloc(4, GFP_KERNEL); if (p) { atomic_inc(&n); atomic_inc(&n); kfree(p); } mutex_unlock(&m); return 0; }
int b(void) { atomic_inc(&n); return 0; }`,
    ['a', 'b'],
    1,
  );
  const ways = [...shortest(start(system))];
  expect(ways.map(([cause]) => cause.split(' ')[0])).toEqual(['lock-misuse']);
  expect(ways.flatMap(([, schedule]) => schedule.flatMap(({ answers }) => answers))).not.toContain(1);
});
