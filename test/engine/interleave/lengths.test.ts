import { describe, expect, test } from 'vitest';
import { lengths, lengthsUnreduced } from './gate.ts';
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
