import type { Intrinsic } from '../../../src/engine/machine/intrinsic.ts';
import { createMachine, type Machine } from '../../../src/engine/machine/machine.ts';
import {
  type Constant,
  type FunctionCode,
  type GlobalData,
  Op,
  type Program,
} from '../../../src/engine/machine/program.ts';
import { createState, type Limits, type MachineState } from '../../../src/engine/machine/state.ts';
import { runTask, type SliceEnd, startTask, taskResult } from '../../../src/engine/machine/tasks.ts';

/** A word of an instruction: a number, a value or address for CONST, or the name of a label. */
export type Word = number | bigint | string | { global: number; offset?: number } | { function: number };

/** An instruction, or the name of the place the next one is at. */
export type Line = readonly [number, ...Word[]] | string;

export interface Source {
  readonly name: string;
  readonly code: readonly Line[];
  readonly parameters?: number;
  readonly variadic?: boolean;
  readonly gathers?: boolean;
  readonly gives?: FunctionCode['gives'];
  readonly library?: boolean;
  readonly locals?: readonly number[];
  readonly opaque?: string;
}

export interface Parts {
  readonly functions: readonly Source[];
  readonly globals?: readonly Partial<GlobalData>[];
  readonly intrinsics?: readonly string[];
  readonly types?: readonly string[];
  readonly names?: readonly string[];
  readonly reasons?: readonly string[];
}

const REGISTERS = 24;
const LINES = 120;

/** Instruction i of a function named f is at line i + 1 of f.c. */
export function assemble(parts: Parts): Program {
  return {
    functions: parts.functions.map((source, index) => assembleFunction(source, index * LINES)),
    globals: (parts.globals ?? []).map(global),
    intrinsics: parts.intrinsics ?? [],
    sites: parts.functions.flatMap((source) =>
      Array.from({ length: LINES }, (_, line) => ({ file: `${source.name}.c`, line: line + 1, column: 1 })),
    ),
    types: parts.types ?? [],
    names: parts.names ?? [],
    fields: new Map(),
    reasons: (parts.reasons ?? []).map((reason) => ({ reason, site: { file: 'o.c', line: 7, column: 1 } })),
  };
}

export interface Ran {
  readonly machine: Machine;
  readonly state: MachineState;
  readonly end: SliceEnd;
  readonly result: bigint | null;
  /** `kind/detail` of each finding. */
  readonly found: readonly string[];
}

/** Runs function 0 of a program to its end. */
export function run(
  parts: Parts,
  args: readonly bigint[] = [],
  limits: Partial<Limits> = {},
  intrinsics: ReadonlyMap<string, Intrinsic> = new Map(),
): Ran {
  const machine = createMachine(assemble(parts), intrinsics);
  const state = createState(machine, limits);
  const task = startTask(machine, state, 0, args, 'test');
  const end = runTask(machine, state, task, Number.MAX_SAFE_INTEGER);
  return { machine, state, end, result: taskResult(state, task), found: kinds(state) };
}

export function kinds(state: MachineState): string[] {
  return state.findings.map((finding) => `${finding.kind}/${finding.detail}`);
}

/** A NUL-terminated string as a global. */
export function text(value: string): Partial<GlobalData> {
  const bytes = new TextEncoder().encode(`${value}\0`);
  return { kind: 'string', bytes, size: bytes.length, readOnly: true };
}

function global(given: Partial<GlobalData>): GlobalData {
  return {
    name: 'g',
    module: 'm',
    kind: 'variable',
    readOnly: false,
    size: 8,
    type: -1,
    bytes: new Uint8Array(),
    addresses: [],
    site: { file: 'g.c', line: 1, column: 1 },
    ...given,
  };
}

function assembleFunction(source: Source, firstSite: number): FunctionCode {
  const labels = new Map<string, number>();
  const constants: Constant[] = [];
  const instructions: (readonly [number, ...Word[]])[] = [];
  for (const line of source.code)
    if (typeof line === 'string') labels.set(line, instructions.length);
    else instructions.push(line);
  const words = instructions.flatMap((line) =>
    Array.from({ length: 5 }, (_, index) => word(line[index] ?? 0, labels, constants)),
  );
  return {
    name: source.name,
    module: source.library ? '' : 'm',
    library: source.library ?? false,
    site: { file: `${source.name}.c`, line: 0, column: 1 },
    parameters: source.parameters ?? 0,
    variadic: source.variadic ?? false,
    gathers: source.gathers ?? false,
    gives: source.gives ?? 'signed',
    registers: REGISTERS,
    locals: (source.locals ?? []).map((size, index) => ({ name: `local${index}`, size, type: -1 })),
    code: Int32Array.from(words),
    sites: Int32Array.from(instructions, (_, index) => firstSite + index),
    constants,
    opaque: source.opaque ? { reason: source.opaque, site: { file: 'o.c', line: 3, column: 1 } } : null,
  };
}

function word(given: Word, labels: ReadonlyMap<string, number>, constants: Constant[]): number {
  if (typeof given === 'number') return given;
  if (typeof given === 'string') {
    const target = labels.get(given);
    if (target === undefined) throw new Error(`no label ${given}`);
    return target;
  }
  return constants.push(constantOf(given)) - 1;
}

function constantOf(given: bigint | { global: number; offset?: number } | { function: number }): Constant {
  if (typeof given === 'bigint') {
    const low = Number(BigInt.asIntN(32, given));
    return { kind: 'value', low, high: Number(BigInt.asIntN(32, given >> 32n)) };
  }
  if ('global' in given) return { kind: 'global', index: given.global, offset: given.offset ?? 0 };
  return { kind: 'function', index: given.function };
}

/** `return constant` */
export function returns(value: bigint): Line[] {
  return [
    [Op.CONST, 23, value],
    [Op.RETURN, 23],
  ];
}
