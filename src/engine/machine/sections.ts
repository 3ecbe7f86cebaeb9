import { FUNCTION_ROW, FunctionColumn } from './link-code.ts';
import type { Machine } from './machine.ts';
import type { MachineCall } from './machine-call.ts';
import { Op, STRIDE } from './program.ts';
import type { Run } from './run.ts';
import { currentStack } from './stacks.ts';
import { FIRST_FRAME, Header, type Section } from './task.ts';
import { CHANGING, LOOKING, noteLocks } from './watched.ts';

/*
 * Sections of sequence counters: library/seqlock.c. One that reads may be left without a last look, which nobody is to
 * see: it ends with the function of the driver that would have looked.
 */

const names: Readonly<Record<Section['mark'], string>> = {
  [LOOKING]: 'seqcount read section',
  [CHANGING]: 'seqcount write section',
};

/** What looks again (library/seqlock.c). */
const retries: ReadonlySet<string> = new Set(['read_seqretry', '__seqcount_read_retry']);

/** `void __machine_read_section(const void *counter, int begins)`: begins one, or ends the innermost of that counter. */
function reading(call: MachineCall): void {
  const { run } = call;
  const section = { mark: LOOKING, counter: counterOf(call), frame: readerOf(run) } as const;
  const isInside = run.task.locks.some(
    (held) => isOf(held.section, section) && held.section.frame === section.frame,
  );
  if (call.int(1) === 0) end(run, section);
  // Who begins anew without a last look is in one still.
  else if (!isInside) begin(run, section);
}

/** `void __machine_write_section(const void *counter, int begins)` */
function writing(call: MachineCall): void {
  const section = { mark: CHANGING, counter: counterOf(call), frame: 0 } as const;
  if (call.int(1) !== 0) begin(call.run, section);
  else if (!end(call.run, section)) call.report('lock-misuse', 'not-held', { lock: names[CHANGING] });
}

/** Before the frame at `base` returns: what it reads in ends. */
export function endReading(run: Run, base: number): void {
  const { task, state } = run;
  const isEnded = ({ section }: { readonly section?: Section }) => section?.frame === base;
  if (!task.locks.some(isEnded)) return;
  task.locks = task.locks.filter((held) => !isEnded(held));
  if (state.watch !== null) noteLocks(state.watch, run);
}

function begin(run: Run, section: Section): void {
  const { state, task } = run;
  const stack = currentStack(state.stacks, task);
  task.locks = [
    ...task.locks,
    { low: 0, high: 0, what: names[section.mark], stack, isShared: false, section },
  ];
  if (state.watch !== null) noteLocks(state.watch, run);
}

/** False: the task is in none of that counter. */
function end(run: Run, section: Section): boolean {
  const { state, task } = run;
  const last = task.locks.findLastIndex((held) => isOf(held.section, section));
  if (last < 0) return false;
  task.locks = task.locks.filter((_, index) => index !== last);
  if (state.watch !== null) noteLocks(state.watch, run);
  return true;
}

function isOf(section: Section | undefined, { mark, counter }: Section): section is Section {
  return section?.mark === mark && section.counter === counter;
}

function counterOf(call: MachineCall): string {
  return `${call.high(0)}.${call.low(0)}`;
}

/**
 * The frame that a section begun now ends with: of the functions of the driver that are active, the innermost that
 * looks again itself, so that one that only wraps the begin may return; else the outermost.
 */
function readerOf({ machine, task }: Run): number {
  const { registers } = task;
  let reader = 0;
  for (let base = task.base; base >= FIRST_FRAME; base = registers[base + Header.BASE]!) {
    const index = registers[base + Header.FUNCTION]!;
    const isLibrary = machine.functions[index * FUNCTION_ROW + FunctionColumn.LIBRARY] === 1;
    if (isLibrary && reader > 0) return reader;
    if (!isLibrary) reader = base;
    if (!isLibrary && looksAgain(machine, index)) return reader;
  }
  return reader || task.base;
}

function looksAgain({ program }: Machine, index: number): boolean {
  const { code } = program.functions[index]!;
  for (let at = 0; at < code.length; at += STRIDE)
    if (code[at] === Op.CALL && retries.has(program.functions[code[at + 2]!]!.name)) return true;
  return false;
}

export const sectionIntrinsics: ReadonlyMap<string, (call: MachineCall) => void> = new Map([
  ['__machine_read_section', reading],
  ['__machine_write_section', writing],
]);
