import { Op, STRIDE } from '../../machine/program.ts';
import { type CodeBuilder, Pseudo } from './code-builder.ts';

const CHUNK = 31;

/**
 * The CHECK instructions that can be reached with their variable unassigned: a forward analysis over
 * the emitted code, 31 flags at a time as the bits of a number.
 */
export function neededChecks(builder: CodeBuilder): ReadonlySet<number> {
  const needed = new Set<number>();
  if (builder.flags === 0) return needed;
  const targets = new Uint8Array(builder.next + 1);
  for (const at of builder.labels) if (at >= 0) targets[at] = 1;
  for (let first = 0; first < builder.flags; first += CHUNK) solve(builder, first, targets, needed);
  return needed;
}

/** Masks only lose bits, so a CHECK once found needed stays so. */
function solve(builder: CodeBuilder, first: number, targets: Uint8Array, needed: Set<number>): void {
  const entry = new Map<number, number>([[0, 0]]);
  const work = [0];
  const join = (at: number, mask: number): void => {
    const old = entry.get(at);
    const merged = old === undefined ? mask : old & mask;
    if (merged === old) return;
    entry.set(at, merged);
    work.push(at);
  };
  for (let start = work.pop(); start !== undefined; start = work.pop()) {
    let mask = entry.get(start)!;
    for (let at = start; at < builder.next; ) {
      mask = step(builder, at, first, mask, needed);
      const jump = jumpOf(builder, at);
      if (jump >= 0) join(jump, mask);
      if (endsFlow(builder.code[at * STRIDE]!)) break;
      at++;
      if (targets[at] === 1) {
        join(at, mask);
        break;
      }
    }
  }
}

function step(builder: CodeBuilder, at: number, first: number, mask: number, needed: Set<number>): number {
  const operation = builder.code[at * STRIDE]!;
  if (operation !== Pseudo.SET && operation !== Pseudo.UNSET && operation !== Op.CHECK) return mask;
  const flag = builder.code[at * STRIDE + 1]! - first;
  if (flag < 0 || flag >= CHUNK) return mask;
  const bit = 1 << flag;
  if (operation === Pseudo.SET) return mask | bit;
  if (operation === Pseudo.UNSET) return mask & ~bit;
  if ((mask & bit) === 0) needed.add(at);
  return mask;
}

/** The instruction an instruction may jump to, -1 for none. */
export function jumpOf(builder: CodeBuilder, at: number): number {
  const operation = builder.code[at * STRIDE]!;
  if (operation === Op.JUMP) return builder.labels[builder.code[at * STRIDE + 1]!]!;
  if (operation === Op.JUMP_ZERO || operation === Op.JUMP_NOT_ZERO) {
    return builder.labels[builder.code[at * STRIDE + 2]!]!;
  }
  return -1;
}

/** Does the next instruction never run after this one? */
export function endsFlow(operation: number): boolean {
  return operation === Op.JUMP || operation === Op.RETURN || operation === Op.OPAQUE;
}
