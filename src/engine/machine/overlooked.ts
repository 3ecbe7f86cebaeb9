import { type Alive, aliveIn, isAliveAt } from './alive.ts';
import type { Machine } from './machine.ts';
import { Op, STRIDE } from './program.ts';

/** Per machine, and function of it. */
const known = new WeakMap<Machine, (Alive | undefined)[]>();

/**
 * Whether what a call gives is kept, and yet never looked at: on no way through the function is it compared, computed
 * with, stored, passed on or returned. What is thrown away on purpose is not kept.
 */
export function isOverlooked(machine: Machine, callAt: number): boolean {
  const { code } = machine;
  const op = code[callAt];
  if (op !== Op.CALL && op !== Op.CALL_INDIRECT) return false;
  const into = code[callAt + 1]!;
  if (into < 0) return false;
  const functions = known.get(machine) ?? [];
  known.set(machine, functions);
  const index = machine.functionOf[callAt / STRIDE]!;
  functions[index] ??= aliveIn(machine, index, false);
  return !isAliveAt(functions[index], callAt + STRIDE, into >> 1);
}
