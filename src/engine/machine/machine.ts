import { Bug } from '../base/bug.ts';
import type { Intrinsic } from './intrinsic.ts';
import { machineIntrinsics } from './intrinsics.ts';
import { linkCode } from './link-code.ts';
import { layGlobals } from './link-globals.ts';
import type { MachineCall } from './machine-call.ts';
import type { Program } from './program.ts';

/** A program made ready to run: tables that no run changes, shared by all states. */
export interface Machine {
  readonly program: Program;
  /** All functions' instructions: registers scaled to words, jumps absolute, constants in place. */
  readonly code: Int32Array;
  /** Per instruction: its function, and its index into the program's sites. */
  readonly functionOf: Int32Array;
  readonly sites: Int32Array;
  /** FUNCTION_ROW words per function; see FunctionColumn. */
  readonly functions: Int32Array;
  /** LOCAL_ROW words per local of all functions; see LocalColumn. */
  readonly locals: Int32Array;
  /** Names of globals by index, then of locals. */
  readonly labels: readonly string[];
  readonly intrinsics: readonly ((call: MachineCall) => void)[];
  /** The first state's memory, shadow and objects. Global g is object g + 1. */
  readonly memory: Uint8Array;
  readonly shadow: Uint8Array;
  readonly objects: Int32Array;
  /** Memory before this never changes. */
  readonly writable: number;
  /** Texts in that memory that were read before, by address: `text.ts`. */
  readonly texts: Map<number, string>;
}

/**
 * Links a program with its environment's intrinsics; the machine brings its own. A name that neither
 * has is a Bug.
 */
export function createMachine(program: Program, intrinsics: ReadonlyMap<string, Intrinsic>): Machine {
  const globals = layGlobals(program);
  const code = linkCode(program);
  return {
    program,
    ...code,
    ...globals,
    texts: new Map(),
    labels: [...program.globals.map((global) => global.name), ...code.localNames],
    intrinsics: program.intrinsics.map((name) => {
      const found = machineIntrinsics.get(name) ?? intrinsics.get(name);
      if (!found) throw new Bug(`no intrinsic ${name}`);
      return found;
    }),
  };
}
