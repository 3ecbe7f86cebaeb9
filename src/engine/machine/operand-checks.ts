import { signed } from './address.ts';
import { shiftLeft, shiftRight } from './arithmetic.ts';
import { locate, objectAt } from './objects.ts';
import { Op } from './program.ts';
import { kill, report } from './report.ts';
import type { Run } from './run.ts';

/** Whether a divisor is not zero; zero ends the task, as x86's divide error does in the kernel. */
export function divisible(run: Run, divisor: number): boolean {
  const { registers } = run.task;
  if ((registers[divisor]! | registers[divisor + 1]!) !== 0) return true;
  kill(run, 'warn', 'divide-by-zero');
  return false;
}

/** The shifts. A count outside the width is reported, and taken modulo the width as x86 does. */
export function shift(run: Run, op: number, to: number, from: number, by: number, width: number): void {
  const { registers } = run.task;
  let count = registers[by]!;
  if (registers[by + 1] !== 0 || count >>> 0 >= width) {
    report(run, 'warn', 'shift', {
      count: signed(count, registers[by + 1]!).toString(),
      width: String(width),
    });
    count &= width - 1;
  }
  if (op === Op.SHL) {
    shiftLeft(registers, to, from, count);
    return;
  }
  shiftRight(registers, to, from, count, op === Op.SHR_SIGNED ? registers[from + 1]! >> 31 : 0);
}

/**
 * Op.BOUND. An index that leads out of the object, or into one that is gone, is left to the access, which
 * says so. C undefines the rest too, and gcc's -fsanitize=bounds reports it.
 */
export function checkIndex(run: Run, index: number, array: number, count: number, size: number): void {
  const { registers } = run.task;
  const length = count < 0 ? ~count : count;
  const most = count < 0 ? length : length - 1;
  const [low, high] = [registers[index]!, registers[index + 1]!];
  if (high === 0 && low >>> 0 <= most) return;
  const at = Number(signed(low, high));
  const bytes = at * size;
  if (Math.abs(bytes) >= FAR) return;
  const window = registers[array + 1]!;
  if (locate(run.state, (registers[array]! + bytes) | 0, window, size) < 0) return;
  const values = { index: String(at), length: String(length) };
  report(run, 'out-of-bounds', 'index', values, objectAt(run.state, window));
}

/** No object is that large: see Limits.memory. */
const FAR = 2 ** 30;
