import { Op, STRIDE } from '../../machine/program.ts';
import { type CodeBuilder, Pseudo } from './code-builder.ts';
import { endsFlow, jumpOf, neededChecks } from './definite.ts';

/** Code with its jumps settled; sites, symbols and tables are still those of the unit. */
export interface Assembled {
  readonly code: Int32Array;
  readonly sites: Int32Array;
  readonly registers: number;
}

/** Drops what cannot be reached and the assignment flags nobody needs, and settles jumps. */
export function assemble(builder: CodeBuilder): Assembled {
  const checks = neededChecks(builder);
  const flags = registersOfFlags(builder, checks);
  const kept = reachable(builder);
  dropPseudo(builder, kept, checks, flags);
  dropIdleJumps(builder, kept);
  const position = new Int32Array(builder.next + 1);
  let count = flags.size;
  for (let at = 0; at < builder.next; at++) {
    position[at] = count;
    count += kept[at]!;
  }
  const code = new Int32Array(count * STRIDE);
  const sites = new Int32Array(count);
  writeFlagReset(builder, flags, code, sites);
  for (let at = 0; at < builder.next; at++) {
    if (kept[at] === 0) continue;
    write(builder, at, position[at]!, flags, position, code);
    sites[position[at]!] = builder.sites[at]!;
  }
  return { code, sites, registers: builder.registers };
}

function registersOfFlags(builder: CodeBuilder, checks: ReadonlySet<number>): Map<number, number> {
  const registers = new Map<number, number>();
  for (const at of checks) {
    const flag = builder.code[at * STRIDE + 1]!;
    if (!registers.has(flag)) registers.set(flag, builder.registers++);
  }
  return registers;
}

function reachable(builder: CodeBuilder): Uint8Array {
  const kept = new Uint8Array(builder.next + 1);
  const work = [0];
  for (let start = work.pop(); start !== undefined; start = work.pop()) {
    for (let at = start; at < builder.next && kept[at] === 0; at++) {
      kept[at] = 1;
      const jump = jumpOf(builder, at);
      if (jump >= 0 && kept[jump] === 0) work.push(jump);
      if (endsFlow(builder.code[at * STRIDE]!)) break;
    }
  }
  return kept;
}

function dropPseudo(
  builder: CodeBuilder,
  kept: Uint8Array,
  checks: ReadonlySet<number>,
  flags: ReadonlyMap<number, number>,
): void {
  for (let at = 0; at < builder.next; at++) {
    const operation = builder.code[at * STRIDE]!;
    if (operation === Op.CHECK && !checks.has(at)) kept[at] = 0;
    if (operation < 0 && !flags.has(builder.code[at * STRIDE + 1]!)) kept[at] = 0;
  }
}

/** A jump over nothing is left out. */
function dropIdleJumps(builder: CodeBuilder, kept: Uint8Array): void {
  for (let at = builder.next - 1; at >= 0; at--) {
    if (kept[at] === 0 || builder.code[at * STRIDE] !== Op.JUMP) continue;
    const target = settled(builder, jumpOf(builder, at));
    let next = at + 1;
    while (next < target && kept[next] === 0) next++;
    if (next === target) kept[at] = 0;
  }
}

/** Where a jump to `target` ends after the unconditional jumps found there. */
function settled(builder: CodeBuilder, target: number): number {
  let at = target;
  for (let hops = 0; hops < 8 && builder.code[at * STRIDE] === Op.JUMP; hops++) at = jumpOf(builder, at);
  return at;
}

/** A jump into a scope can pass a declaration by, so flags begin unset. */
function writeFlagReset(
  builder: CodeBuilder,
  flags: ReadonlyMap<number, number>,
  code: Int32Array,
  sites: Int32Array,
): void {
  let at = 0;
  for (const register of flags.values()) {
    code.set([Op.CONST, register, builder.numberIndex(0n), 0, 0], at * STRIDE);
    sites[at] = builder.sites[0] ?? 0;
    at++;
  }
}

function write(
  builder: CodeBuilder,
  at: number,
  to: number,
  flags: ReadonlyMap<number, number>,
  position: Int32Array,
  code: Int32Array,
): void {
  const from = at * STRIDE;
  const target = to * STRIDE;
  for (let word = 0; word < STRIDE; word++) code[target + word] = builder.code[from + word]!;
  const operation = builder.code[from]!;
  const jump = jumpOf(builder, at);
  if (operation === Op.JUMP) code[target + 1] = position[settled(builder, jump)]!;
  else if (jump >= 0) code[target + 2] = position[settled(builder, jump)]!;
  else if (operation === Op.CHECK) code[target + 1] = flags.get(builder.code[from + 1]!)!;
  else if (operation < 0) {
    code[target] = Op.CONST;
    code[target + 1] = flags.get(builder.code[from + 1]!)!;
    code[target + 2] = builder.numberIndex(operation === Pseudo.SET ? 1n : 0n);
  }
}
