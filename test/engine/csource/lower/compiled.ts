import { buildProgram } from '../../../../src/engine/csource/lower/build.ts';
import type { BuiltProgram } from '../../../../src/engine/csource/lower/link.ts';
import { parseUnit } from '../../../../src/engine/csource/parse.ts';
import type { MachineFinding } from '../../../../src/engine/machine/finding.ts';
import type { Intrinsic } from '../../../../src/engine/machine/intrinsic.ts';
import { machineIntrinsics } from '../../../../src/engine/machine/intrinsics.ts';
import { createMachine } from '../../../../src/engine/machine/machine.ts';
import { createState } from '../../../../src/engine/machine/state.ts';
import { runTask, type SliceEnd, startTask, taskResult } from '../../../../src/engine/machine/tasks.ts';

/** A C file of a test; `void emit(long)` prints, and machine operations are declared by those who use them. */
export interface TestUnit {
  readonly text: string;
  readonly module?: string;
  readonly library?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

const intrinsics: ReadonlyMap<string, Intrinsic> = new Map([
  ['emit', (call) => call.print(String(call.signed(0)))],
  ['twice', (call) => call.result(call.int(0) * 2)],
]);

/** The program of some files: `unit0.c`, `unit1.c` and so on. Line 1 is the text's own first. */
export function build(...units: (TestUnit | string)[]): BuiltProgram {
  const parsed = units.map((given, at) => {
    const each = typeof given === 'string' ? { text: given } : given;
    const include = (header: string) => {
      const text = each.headers?.[header];
      return text === undefined ? null : { file: header, text };
    };
    const defines = new Map([
      ['DECLARE', 'void emit(long); int twice(int); void *__machine_alloc(unsigned long, int);'],
    ]);
    const unit = parseUnit({ file: `unit${at}.c`, text: each.text, defines, include });
    return { unit, module: each.module ?? 'test', library: each.library ?? false };
  });
  return buildProgram(parsed, new Set([...machineIntrinsics.keys(), ...intrinsics.keys()]));
}

export interface Ran {
  readonly end: SliceEnd;
  readonly result: bigint | null;
  readonly output: readonly string[];
  readonly findings: readonly MachineFinding[];
}

/** Runs a function of external linkage. */
export function call(built: BuiltProgram, name: string, ...args: bigint[]): Ran {
  const machine = createMachine(built.program, intrinsics);
  const state = createState(machine);
  const index = built.functions.get(name);
  if (index === undefined) throw new Error(`no function ${name}`);
  const task = startTask(machine, state, index, args, name);
  const end = runTask(machine, state, task, state.limits.fuel);
  return { end, result: taskResult(state, task), output: state.output, findings: state.findings };
}

/** What `main` of one file comes to; nothing of it may be untranslated or found wrong. */
export function outcome(text: string): { result: bigint | null; output: readonly string[] } {
  const built = build(text);
  const { end, result, output, findings } = call(built, 'main');
  const complaints = [...built.untranslated.map(({ reason }) => reason), ...findings.map(({ kind }) => kind)];
  if (end !== 'done' || complaints.length > 0) throw new Error([end, ...complaints].join('; '));
  return { result, output };
}

/** `line: reason` of everything untranslated. */
export function untranslated(built: BuiltProgram): string[] {
  return built.untranslated.map(({ reason, site }) => `${site.line}: ${reason}`);
}
