import type { MachineState } from '../machine/state.ts';
import { EBUSY } from './errno-symbol.ts';
import type { Observation } from './observation.ts';
import type { KernelRun } from './run.ts';

/** A node that says that it is in use, and nobody uses it. */
export interface LockedOut {
  /** Below /dev. */
  readonly node: string;
  /** Address of its open. */
  readonly open: bigint;
}

/** The file of a trial, which is nobody's. */
const file = 'trial';

/**
 * Nodes that were opened, or not for want of something, that nobody has open any more, and whose open answers -EBUSY, tried
 * on a copy. Where works are queued one of them may be busy with it.
 */
export function* lockedOut(
  run: KernelRun,
  state: MachineState,
  { nodes, files }: Observation,
): Generator<undefined, LockedOut[]> {
  const found: LockedOut[] = [];
  for (const { name: node, tried, open } of nodes) {
    if (!tried || open === 0n || files.some((each) => each.node === node)) continue;
    if (run.leavesWorks) break;
    const result = yield* run.tryOn(state, { kind: 'open', node, file });
    if (result === -EBUSY) found.push({ node, open });
  }
  return found;
}
