import type { MachineFinding } from '../machine/finding.ts';
import type { MachineState } from '../machine/state.ts';
import { alone, usedAlone } from './attribute-plans.ts';
import type { Observation } from './observation.ts';
import type { KernelRun } from './run.ts';

/**
 * What is wrong with functions of drivers that could be called in a state in which nothing runs: a user reads and writes
 * what they have in sysfs, reads debugfs, the machine is shut down, it sleeps and wakes up. Each is tried on a copy.
 */
export function* calledFindings(
  run: KernelRun,
  state: MachineState,
  { attributes, callable }: Observation,
): Generator<undefined, MachineFinding[]> {
  const { files, left } = usedAlone(attributes);
  if (left.length > 0) run.cut({ kind: 'files', paths: left.map(({ path }) => path) });
  const found = files.length > 0 ? [...(yield* run.findingsOf(state, alone(files)))] : [];
  for (const name of callable) found.push(...(yield* run.findingsIn(state, name)));
  return found;
}
