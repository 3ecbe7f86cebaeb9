import { objectOf } from '../machine/address.ts';
import { isArgument } from '../machine/injected.ts';
import { FUNCTION_ROW, FunctionColumn } from '../machine/link-code.ts';
import type { Machine } from '../machine/machine.ts';
import { STRIDE } from '../machine/program.ts';
import {
  FIRST_FRAME,
  HEADER,
  Header,
  type HeldLock,
  reserveRegisters,
  Status,
  type Task,
} from '../machine/task.ts';
import type { Locking } from './circle.ts';
import type { Liveness } from './liveness.ts';

/*
 * A task as words, so that two tasks that will go on alike are the same words. What only reports need
 * (errands it is done with, fuel) takes no part.
 */

/** Things that words refer to by number. */
export class Numbered<T> {
  readonly #numbers = new Map<string, number>();
  readonly #things: T[] = [];

  /** `key` tells things apart. */
  number(key: string, thing: T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#things.length);
    return this.#things.push(thing) - 1;
  }

  thing(number: number): T {
    return this.#things[number]!;
  }
}

/** What a task has met of failures. */
type Failing = Pick<Task, 'lastFailure' | 'told' | 'errnos' | 'lastErrno' | 'injected' | 'asides'>;

/** What the words of tasks refer to. */
export class TaskNames {
  readonly errands = new Numbered<string>();
  readonly failures = new Numbered<Failing>();
  readonly locks = new Numbered<HeldLock>();
}

const Word = {
  STATUS: 0,
  PC: 1,
  BASE: 2,
  TOP: 3,
  DEPTH: 4,
  STARVED: 5,
  ERRAND: 6,
  FAILURE: 7,
  RESULT_LOW: 8,
  RESULT_HIGH: 9,
  WAIT_LOW: 10,
  WAIT_HIGH: 11,
  ACTION: 12,
  LOCKS: 13,
  RESULTS: 14,
} as const;
const FIXED = 15;

/** A task, and which action of its list it is at. */
export interface Doing {
  readonly task: Task;
  action: number;
  /** What the actions before it returned, as 32-bit integers. */
  results: readonly number[];
}

/** Puts a task into `into`, whose length is enough; gives the number of words. */
export function encodeTask(
  machine: Machine,
  liveness: Liveness,
  names: TaskNames,
  { task, action, results }: Doing,
  into: Int32Array,
): number {
  const { lastFailure, told, errnos, lastErrno, injected, asides, locks } = task;
  into[Word.STATUS] = task.status;
  into[Word.PC] = task.pc;
  into[Word.BASE] = task.base;
  into[Word.TOP] = task.top;
  into[Word.DEPTH] = task.depth;
  into[Word.STARVED] = task.starved ? 1 : 0;
  into[Word.ERRAND] = names.errands.number(task.errand, task.errand);
  const failures = { lastFailure, told, errnos, lastErrno, injected, asides };
  into[Word.FAILURE] = names.failures.number(failureKey(failures), failures);
  into[Word.RESULT_LOW] = task.resultLow;
  into[Word.RESULT_HIGH] = task.resultHigh;
  into[Word.WAIT_LOW] = task.waitLow;
  into[Word.WAIT_HIGH] = task.waitHigh;
  into[Word.ACTION] = action;
  into[Word.LOCKS] = locks.length;
  into[Word.RESULTS] = results.length;
  let at = FIXED;
  for (const lock of locks) into[at++] = names.locks.number(lockKey(lock), lock);
  for (const result of results) into[at++] = result;
  const registers = at;
  for (let word = 0; word < task.top; word++) into[at++] = task.registers[word]!;
  forgetDead(machine, liveness, task, into, registers);
  return at;
}

function lockKey({ low, high, what, stack, isShared, section }: HeldLock): string {
  return `${low}|${high}|${what}|${stack}|${isShared}|${section?.counter}|${section?.frame}`;
}

function failureKey({ lastFailure, told, errnos, lastErrno, injected, asides }: Failing): string {
  const isNone = lastFailure === null && told === 0 && lastErrno === null;
  if (isNone && injected === null && errnos.length === 0 && asides.length === 0) return '';
  return JSON.stringify([lastFailure, told, errnos, lastErrno, injected, asides]);
}

/**
 * Sets to zero what no instruction reads again, but for the arguments of the driver's calls of the kernel: by them it is
 * told whether one that fails is made again.
 */
function forgetDead(
  machine: Machine,
  liveness: Liveness,
  task: Task,
  into: Int32Array,
  registers: number,
): void {
  let { pc } = task;
  let destination = -1;
  for (let base = task.base; base >= FIRST_FRAME; base = task.registers[base + Header.BASE]!) {
    const row = task.registers[base + Header.FUNCTION]! * FUNCTION_ROW;
    const words = machine.functions[row + FunctionColumn.REGISTERS]!;
    const isCalling = base !== task.base && machine.functions[row + FunctionColumn.LIBRARY] === 0;
    for (let word = 0; word < words; word += 2) {
      if (word !== destination && liveness.isAlive(pc, word >> 1)) continue;
      if (isCalling && isArgument(machine, pc - STRIDE, word)) continue;
      into[registers + base + word] = 0;
      into[registers + base + word + 1] = 0;
    }
    // The caller's result register is written when its callee returns.
    pc = task.registers[base + Header.RETURN]!;
    destination = task.registers[base + Header.DESTINATION]!;
  }
}

/** Makes a task what its words say; the counterpart of `encodeTask`. */
export function decodeTask(
  names: TaskNames,
  doing: Doing,
  words: Int32Array,
  start: number,
  end: number,
): void {
  const { task } = doing;
  const word = (index: number): number => words[start + index]!;
  task.status = word(Word.STATUS) as Task['status'];
  task.pc = word(Word.PC);
  task.base = word(Word.BASE);
  task.top = word(Word.TOP);
  task.depth = word(Word.DEPTH);
  task.starved = word(Word.STARVED) === 1;
  task.errand = names.errands.thing(word(Word.ERRAND));
  task.errands = [];
  Object.assign(task, names.failures.thing(word(Word.FAILURE)));
  task.resultLow = word(Word.RESULT_LOW);
  task.resultHigh = word(Word.RESULT_HIGH);
  task.waitLow = word(Word.WAIT_LOW);
  task.waitHigh = word(Word.WAIT_HIGH);
  task.outermost = 0;
  doing.action = word(Word.ACTION);
  const locks = word(Word.LOCKS);
  task.locks =
    locks === 0
      ? noLocks
      : Array.from({ length: locks }, (_, index) => names.locks.thing(word(FIXED + index)));
  reserveRegisters(task, task.top);
  const results = start + FIXED + locks;
  doing.results = Array.from(words.subarray(results, results + word(Word.RESULTS)));
  const first = results + doing.results.length;
  for (let at = first; at < end; at++) task.registers[at - first] = words[at]!;
}

const noLocks: readonly HeldLock[] = [];

/** The objects that a task's words speak of: what its registers point to, and its locals. */
export function objectsOfTask(machine: Machine, task: Task, words: Int32Array, start: number): Set<number> {
  const found = new Set<number>();
  const first = start + FIXED + words[start + Word.LOCKS]! + words[start + Word.RESULTS]!;
  for (let base = task.base; base >= FIRST_FRAME; base = words[first + base + Header.BASE]!) {
    const row = words[first + base + Header.FUNCTION]! * FUNCTION_ROW;
    const registers = machine.functions[row + FunctionColumn.REGISTERS]!;
    const locals = machine.functions[row + FunctionColumn.LOCAL_COUNT]!;
    for (let word = 1; word < registers; word += 2) found.add(objectOf(words[first + base + word]!));
    for (let local = 0; local < locals; local++) found.add(words[first + base + registers + local]!);
  }
  found.delete(0);
  return found;
}

/** What the task waits for, and the locks that it holds: an address each. */
export function lockingOf(names: TaskNames, words: Int32Array, start: number): Locking {
  const waits = words[start + Word.STATUS] === Status.BLOCKED;
  const held = Array.from({ length: words[start + Word.LOCKS]! }, (_, index) =>
    names.locks.thing(words[start + FIXED + index]!),
  );
  return {
    wants: waits ? addressOf(words[start + Word.WAIT_LOW]!, words[start + Word.WAIT_HIGH]!) : null,
    // A section that a task has entered is no lock.
    holds: held.filter(({ high }) => high !== 0).map(({ low, high }) => addressOf(low, high)),
  };
}

function addressOf(low: number, high: number): string {
  return `${high}.${low}`;
}

/** How many actions the task is done with. */
export function actionOf(words: Int32Array, start: number): number {
  return words[start + Word.ACTION]!;
}

/** What they returned. */
export function resultsOf(words: Int32Array, start: number): number[] {
  const first = start + FIXED + words[start + Word.LOCKS]!;
  return Array.from(words.subarray(first, first + words[start + Word.RESULTS]!));
}

/** Words that a task may need at most. */
export function roomForTask({ task, results }: Doing): number {
  return FIXED + HEADER + task.locks.length + results.length + task.top;
}
