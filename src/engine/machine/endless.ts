import { Op, STRIDE } from './program.ts';
import { endTask, report } from './report.ts';
import type { Run } from './run.ts';
import { Header, Status } from './task.ts';

/**
 * Ends a task that used up its fuel. The finding's stack begins at the frame that was active all along
 * since half of the fuel was used, at the head of the loop it is in.
 */
export function reportEndless(run: Run): void {
  const { task } = run;
  let { base, pc } = task;
  while (base > task.outermost && task.outermost > 0) {
    pc = task.registers[base + Header.RETURN]! - STRIDE;
    base = task.registers[base + Header.BASE]!;
  }
  // The finding is of the loop's frame, not of what it was calling: look from there.
  const frames = { base: task.base, pc: task.pc };
  task.base = base;
  task.pc = loopHead(run, pc);
  report(run, 'out-of-fuel', 'instructions', { limit: String(run.state.limits.fuel) });
  task.base = frames.base;
  task.pc = frames.pc;
  endTask(run, Status.FUEL);
}

/** The first instruction of the innermost loop around an instruction; itself when there is none. */
function loopHead(run: Run, pc: number): number {
  const { code, functionOf } = run.machine;
  const index = functionOf[pc / STRIDE]!;
  let best = -1;
  for (let at = pc; at < code.length && functionOf[at / STRIDE] === index; at += STRIDE) {
    const target = targetOf(code, at);
    if (target >= 0 && target <= pc && target > best) best = target;
  }
  return best < 0 ? pc : best;
}

function targetOf(code: Int32Array, at: number): number {
  const op = code[at];
  if (op === Op.JUMP) return code[at + 1]!;
  return op === Op.JUMP_ZERO || op === Op.JUMP_NOT_ZERO ? code[at + 2]! : -1;
}
