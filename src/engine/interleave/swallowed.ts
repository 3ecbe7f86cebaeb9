import type { Site } from '../csource/ast.ts';
import type { Run } from '../machine/run.ts';
import { frameOf } from '../machine/stacks.ts';
import type { Action } from './program.ts';

/** A call of the driver's that was made to fail, in an action that succeeded all the same: nothing that is wrong by itself. */
export interface Swallowed {
  readonly call: string;
  /** Positive; null where the call says none. */
  readonly errno: number | null;
  readonly source: Site;
  /** What was answered with success, without what it was done to: `probe`. */
  readonly action: string;
}

/** What is to be said of the action that the task has come to the end of; null for nothing. */
export function swallowedBy({ machine, state, task }: Run, { name, isAsked }: Action): Swallowed | null {
  const { injected, resultLow } = task;
  if (isAsked !== true || !injected?.failed || resultLow < 0 || state.findings.length > 0) return null;
  const { function: called, errno } = injected.failed;
  const { site: source } = frameOf(machine, injected.call);
  return { call: called.replace(/^_+/, ''), errno, source, action: injected.errand || name.split(' ')[0]! };
}

/** Each place with each action once, in the order of the places. */
export function distinctSwallowed(all: readonly Swallowed[]): Swallowed[] {
  const known = new Map(all.toReversed().map((each) => [swallowedKey(each), each]));
  return [...known.values()].sort(inOrder);
}

export function swallowedKey({ call, source: { file, line, column }, action }: Swallowed): string {
  return JSON.stringify([file, line, column, call, action]);
}

function inOrder({ source: a, ...one }: Swallowed, { source: b, ...two }: Swallowed): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (one.action < two.action ? -1 : 1);
}
