import type { Candidate } from './fewest.ts';
import type { Step } from './labels.ts';
import { deadlocksAtEnd, raceAtEnd } from './meeting.ts';
import type { Workload } from './program.ts';
import { follow } from './schedule.ts';
import type { AfterPhase } from './system.ts';
import type { MachineViolation } from './violations.ts';
import type { World } from './world.ts';

/** What tells of a schedule how much of it leads to the cause of this candidate; null where it does not. */
export function showing(
  world: World,
  workload: Workload,
  afterPhase: AfterPhase,
  { violation: { kind, cause }, schedule }: Candidate,
): (steps: readonly Step[]) => readonly Step[] | null {
  const isIt = (each: MachineViolation): boolean => each.cause === cause;
  if (kind === 'race') {
    const shows = (steps: readonly Step[], isNext: boolean): boolean =>
      raceAtEnd(world, workload, steps, afterPhase, isIt, isNext).race !== null;
    // Where both accesses are what their tasks do next they are so in what is shorter, too.
    let isNext: boolean | undefined;
    return (steps) => {
      isNext ??= shows(schedule, true);
      return shows(steps, isNext) ? steps : null;
    };
  }
  if (kind === 'deadlock')
    return (steps) => (deadlocksAtEnd(world, workload, steps, afterPhase).some(isIt) ? steps : null);
  return (steps) => {
    const { refused, violations } = follow(world, workload, steps, afterPhase);
    const met = violations.find(({ violation }) => isIt(violation));
    return refused === null && met ? steps.slice(0, met.step + 1) : null;
  };
}
