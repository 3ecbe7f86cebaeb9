import type { Random } from '../../../src/engine/base/random.ts';
import { type Printed, SURE } from '../../../src/engine/explore/reducible.ts';
import type { Steps, Violation } from '../../../src/engine/explore/system.ts';

/** What a task of a random program does next. Variables hold 0 to 2. */
type Line =
  | {
      readonly does: 'set' | 'check' | 'skipIf' | 'backIf';
      readonly variable: number;
      readonly value: number;
    }
  | { readonly does: 'copy'; readonly variable: number; readonly value: number }
  | { readonly does: 'lock' | 'unlock'; readonly variable: number; readonly value: number };

export interface Program {
  readonly variables: number;
  readonly locks: number;
  readonly tasks: readonly (readonly Line[])[];
}

/** Small, so that all of it can be seen: branches, loops, rules that break, locks that may be taken in any order. */
export function randomProgram(random: Random): Program {
  const variables = 2 + random.below(3);
  const locks = 1 + random.below(2);
  const does = ['set', 'set', 'copy', 'check', 'skipIf', 'backIf', 'lock', 'unlock'] as const;
  const line = (): Line => {
    const chosen = does[random.below(does.length)]!;
    const isLock = chosen === 'lock' || chosen === 'unlock';
    const value = chosen === 'copy' ? random.below(variables) : random.below(3);
    return { does: chosen, variable: random.below(isLock ? locks : variables), value };
  };
  const tasks = Array.from({ length: 2 + random.below(2) }, () =>
    Array.from({ length: 2 + random.below(5) }, line),
  );
  return { variables, locks, tasks };
}

/** What a line touches: bits of variables read and written, of locks taken and given. */
interface Touched {
  readonly reads: number;
  readonly writes: number;
  readonly takes: number;
  readonly gives: number;
}

/** Rows: a place for each task, the variables, who holds each lock (a task plus 1). */
export function programSystem({ variables, locks, tasks }: Program): Printed<Violation> {
  const width = tasks.length + variables + locks;
  const firstLock = tasks.length + variables;
  const prints: Touched[] = [];
  const numbers = new Map<string, number>();
  const at = (words: Int32Array, start: number, task: number): Line | undefined =>
    tasks[task]![words[start + task]!];
  const waits = (words: Int32Array, start: number, line: Line): boolean =>
    line.does === 'lock' && words[start + firstLock + line.variable] !== 0;
  const numberOf = (task: number, touched: Touched): number => {
    const key = `${task} ${touched.reads} ${touched.writes} ${touched.takes} ${touched.gives}`;
    const number = numbers.get(key) ?? prints.push(touched);
    numbers.set(key, number);
    return number;
  };
  const system: Printed<Violation> = {
    width,
    tasks: tasks.length,
    bytes: 0,
    initial: (steps) => steps.step(0, new Int32Array(width), width),
    expand: (words, start, length, steps) => {
      const left = tasks.map((_, task) => at(words, start, task));
      for (let task = 0; task < tasks.length; task++) system.expandTask(words, start, length, task, steps);
      const isStuck = left.every((line) => line === undefined || waits(words, start, line));
      if (isStuck && left.some((line) => line !== undefined)) steps.stuck({ cause: 'deadlock' });
    },
    expandTask: (words, start, _length, task, steps) => {
      const line = at(words, start, task);
      if (line !== undefined && !waits(words, start, line)) take(words, start, task, line, steps);
    },
    prints: (words, start, _length, into, ready) => {
      tasks.forEach((_, task) => {
        const line = at(words, start, task);
        into[task] =
          line === undefined
            ? 0
            : numberOf(task, touchedBy(line, words[start + firstLock + line.variable] === task + 1));
        ready[task] = line !== undefined && !waits(words, start, line) ? SURE : 0;
      });
      return 0;
    },
    conflict: (print, other) => conflict(prints[print - 1]!, prints[other - 1]!),
    ordered: (print, other) => {
      const [a, b] = [prints[print - 1]!, prints[other - 1]!];
      return conflict(a, b) || (a.gives & b.takes) !== 0 || (b.gives & a.takes) !== 0;
    },
  };
  function take(words: Int32Array, start: number, task: number, line: Line, steps: Steps<Violation>): void {
    const row = words.slice(start, start + width);
    const { does, variable, value } = line;
    const now = row[tasks.length + variable]!;
    row[task]!++;
    if (does === 'set') row[tasks.length + variable] = value;
    if (does === 'copy') row[tasks.length + variable] = row[tasks.length + value]!;
    if (does === 'skipIf' && now === value) row[task]!++;
    if (does === 'backIf' && now === value) row[task] = Math.max(0, row[task]! - 2);
    if (does === 'lock') row[firstLock + variable] = task + 1;
    if (does === 'unlock' && row[firstLock + variable] === task + 1) row[firstLock + variable] = 0;
    if (does === 'check' && now === value)
      steps.violation(task + 1, { cause: `${task} at ${words[start + task]}` });
    else steps.step(task + 1, row, width);
  }
  return system;
}

function touchedBy({ does, variable, value }: Line, isHeld: boolean): Touched {
  const bit = 1 << variable;
  const none = { reads: 0, writes: 0, takes: 0, gives: 0 };
  if (does === 'set') return { ...none, writes: bit };
  if (does === 'copy') return { ...none, writes: bit, reads: 1 << value };
  if (does === 'lock') return { ...none, takes: bit };
  // Who does not hold a lock gives nothing back.
  if (does === 'unlock') return isHeld ? { ...none, gives: bit } : none;
  return { ...none, reads: bit };
}

/** Who waits for a lock comes after its release in any order: that is no conflict. */
function conflict(a: Touched, b: Touched): boolean {
  return (a.writes & (b.reads | b.writes)) !== 0 || (a.reads & b.writes) !== 0 || (a.takes & b.takes) !== 0;
}
