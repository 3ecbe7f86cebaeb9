import { expect, test } from 'vitest';
import { limitText } from '../../../src/engine/view/words/exploration.ts';
import { explored } from './exploring.ts';
import { machineOf, pair, trial } from './running.ts';

const waiting = (condition: string): string => `
#include <linux/module.h>
#include <linux/sched.h>
static int ready;
static int __init begin(void)
{
	while (${condition})
		cpu_relax();
	return 0;
}
module_init(begin);
static void __exit end(void)
{
}
module_exit(end);
`;

test('a task that waits in a loop for what no other does: nothing holds where no order comes to an end', () => {
  const machine = machineOf(pair, '4 KiB');
  const phases = [[['load trial']], [['unload trial']]];
  const { outcome, limit, findings, states } = explored(trial(waiting('!READ_ONCE(ready)')), machine, phases);
  expect({ outcome, limit, findings }).toEqual({ outcome: 'gave-up', limit: 'endless', findings: [] });
  expect(limitText('endless', states)).toContain('comes to an end');
  expect(explored(trial(waiting('READ_ONCE(ready)')), machine, phases)).toMatchObject({
    outcome: 'holds',
    limit: null,
  });
});
