import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TranslationUnit } from '../../../src/engine/csource/ast.ts';
import { buildProgram } from '../../../src/engine/csource/lower/build.ts';
import { parseUnit } from '../../../src/engine/csource/parse.ts';
import type { Intrinsic } from '../../../src/engine/machine/intrinsic.ts';
import { machineIntrinsics } from '../../../src/engine/machine/intrinsics.ts';
import { createMachine } from '../../../src/engine/machine/machine.ts';
import type { Program } from '../../../src/engine/machine/program.ts';
import { createState } from '../../../src/engine/machine/state.ts';
import { runTask, startTask } from '../../../src/engine/machine/tasks.ts';
import type { GeneratedProgram } from './program.ts';

/** Why there is no gcc to compare with; null where there is one. */
export function gccMissing(): string | null {
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'gcc is not installed';
  }
}

/** What each program prints when compiled by gcc: all in one file, one run. */
export function runWithGcc(programs: readonly GeneratedProgram[]): Map<number, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'differential-'));
  try {
    const source = join(folder, 'programs.c');
    const binary = join(folder, 'programs');
    const runs = programs.map(({ seed, entry }) => `printf("= ${seed}\\n"); ${entry}();`);
    const head = '#include <stdio.h>\nvoid emit(long v) { printf("%ld\\n", v); }\n';
    const texts = programs.map(({ text }) => text).join('\n');
    writeFileSync(source, `${head}${texts}\nint main(void) { ${runs.join('\n')} return 0; }\n`);
    const flags = ['-O1', '-w', '-std=gnu11', '-fwrapv', '-fno-strict-aliasing', '-funsigned-char'];
    execFileSync('gcc', [...flags, source, '-o', binary], { stdio: ['ignore', 'ignore', 'pipe'] });
    return split(execFileSync(binary, { encoding: 'utf8', maxBuffer: 1 << 28 }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function split(output: string): Map<number, string[]> {
  const bySeed = new Map<number, string[]>();
  let lines: string[] = [];
  for (const line of output.trimEnd().split('\n')) {
    if (line.startsWith('= ')) {
      lines = [];
      bySeed.set(Number(line.slice(2)), lines);
    } else lines.push(line);
  }
  return bySeed;
}

/** Changes made to a program on its way into the machine: how tests inject faults. */
export interface Seam {
  readonly syntax?: (unit: TranslationUnit) => TranslationUnit;
  readonly code?: (program: Program) => Program;
}

const intrinsics: ReadonlyMap<string, Intrinsic> = new Map([
  ['emit', (call) => call.print(String(call.signed(0)))],
]);

/** What the program prints on our machine; a finding or anything not translated is a line as well. */
export function runOnMachine(generated: GeneratedProgram, seam: Seam = {}): string[] {
  const text = `void emit(long);\n${generated.text}`;
  const parsed = parseUnit({ file: 'generated.c', text, defines: new Map(), include: () => null });
  const unit = seam.syntax?.(parsed) ?? parsed;
  const names = new Set([...machineIntrinsics.keys(), ...intrinsics.keys()]);
  const built = buildProgram([{ unit, module: 'test', library: false }], names);
  const program = seam.code?.(built.program) ?? built.program;
  const machine = createMachine(program, intrinsics);
  const state = createState(machine);
  const task = startTask(machine, state, built.functions.get(generated.entry)!, [], 'test');
  const end = runTask(machine, state, task, state.limits.fuel);
  const lines = [...state.output];
  if (end !== 'done') lines.push(`the task is ${end}`);
  for (const { reason, site } of built.untranslated) lines.push(`line ${site.line}: ${reason}`);
  for (const { kind, values, stack } of state.findings) {
    lines.push(`${kind} ${JSON.stringify(values)} at line ${stack[0]?.site.line}`);
  }
  return lines;
}
