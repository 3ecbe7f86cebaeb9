import type { Note } from '../interleave/program.ts';
import type { MachineFinding } from '../machine/finding.ts';
import type { Task } from '../machine/task.ts';
import { EPROBE_DEFER, negativeErrno } from './errno-symbol.ts';
import { errnoLost } from './system-rules.ts';

/**
 * What is to be said of each answer that the bind of a GPU may get. `bindsInTurn`: it succeeds where nothing else is at
 * work, so that what makes it fail with no call failing is what others do meanwhile.
 */
export function bindAnswered(bdf: string, bindsInTurn: boolean): (task: Task) => Note | null {
  return (task) => {
    const { lastFailure, resultLow } = task;
    const lost = errnoLost(bdf, lastFailure, resultLow);
    if (lost !== null) return { finding: lost, isFaultless: false, isOnTheWay: false };
    const dependent = bindsInTurn && resultLow < 0 ? orderDependent(bdf, task) : null;
    return dependent && { finding: dependent, isFaultless: true, isOnTheWay: false };
  };
}

/** The driver's probe refused the GPU, of itself and for good; null where it was the kernel that did. */
function orderDependent(bdf: string, { lastErrno }: Task): MachineFinding | null {
  if (lastErrno === null || lastErrno.errno === EPROBE_DEFER) return null;
  const { errno, function: name, site } = lastErrno;
  const values = { errno: negativeErrno(errno) };
  const stack = [{ function: name, library: false, site }];
  return {
    kind: 'order-dependent',
    detail: 'probe',
    values,
    task: `probe ${bdf}`,
    stack,
    object: null,
  };
}
