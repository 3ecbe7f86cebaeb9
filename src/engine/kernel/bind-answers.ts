import type { Note } from '../interleave/program.ts';
import type { MachineFinding } from '../machine/finding.ts';
import type { Task } from '../machine/task.ts';
import { EPROBE_DEFER, negativeErrno } from './errno-symbol.ts';
import { errnoLost } from './system-rules.ts';

/**
 * What GPUs are known to do when no call fails, so that one which is refused all the same is so because of others: each
 * is bound one after another, or at least where no other was bound before.
 */
export type MustBind = 'in-turn' | 'alone';

/** What is to be said of each answer that the bind of a GPU may get. */
export function bindAnswered(bdf: string, mustBind: MustBind | null): (task: Task) => Note | null {
  return (task) => {
    const { lastFailure, resultLow } = task;
    const lost = errnoLost(bdf, lastFailure, resultLow);
    if (lost !== null) return { finding: lost, isFaultless: false, isOnTheWay: false };
    const dependent = mustBind !== null && resultLow < 0 ? orderDependent(bdf, mustBind, task) : null;
    return dependent && { finding: dependent, isFaultless: true, isOnTheWay: false };
  };
}

/** The driver's probe refused the GPU, of itself and for good; null where it was the kernel that did. */
function orderDependent(
  bdf: string,
  mustBind: MustBind,
  { lastErrno, lastFailure }: Task,
): MachineFinding | null {
  if (lastErrno === null || lastErrno.errno === EPROBE_DEFER) return null;
  // A driver may well take one GPU at a time, and say so itself.
  const isKernels = lastErrno.isFromCall && lastFailure?.errno === lastErrno.errno;
  if (mustBind === 'alone' && !isKernels) return null;
  const { errno, function: name, site } = lastErrno;
  const values = { errno: negativeErrno(errno) };
  const stack = [{ function: name, library: false, site }];
  return {
    kind: 'order-dependent',
    detail: mustBind,
    values,
    task: `probe ${bdf}`,
    stack,
    object: null,
  };
}
