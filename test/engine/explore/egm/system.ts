import { type Printed, SURE, type Symmetric } from '../../../../src/engine/explore/reducible.ts';
import type { Steps, Violation } from '../../../../src/engine/explore/system.ts';
import { compile } from './actions.ts';
import { BLOCKED, Cause, causes, DONE } from './causes.ts';
import { exchanges } from './exchanges.ts';
import { MAX_GPUS, MAX_SOCKETS, PLACE_MASK, Writer } from './fields.ts';
import { Footprints } from './footprints.ts';
import { canonical } from './likes.ts';
import type { Line } from './program.ts';
import { Touches } from './touches.ts';

export interface Machine {
  readonly lines: readonly Line[];
  readonly gpus: number;
  readonly sockets: number;
}

/** The model in packed rows. A step's label is its GPU, from 1: a task has one step at most. `isExchanging`: where orders are left out, too. */
export function egmSystem(
  { lines, gpus, sockets }: Machine,
  isExchanging = false,
): Printed<Violation> & Symmetric<Violation> {
  if (gpus > MAX_GPUS || sockets > MAX_SOCKETS || lines.length > PLACE_MASK)
    throw new RangeError('the packed rows have no room for that machine');
  const width = gpus + 1;
  const row = new Int32Array(width);
  const write = new Writer();
  const end = lines.length;
  const actions = lines.map((line) => compile(line, sockets, end, write));
  const footprints = new Footprints(new Touches(lines, gpus, sockets));
  const violations = causes.map((cause) => ({ cause }));
  const deadlock = { cause: 'deadlock' };
  const copy = (words: Int32Array, start: number) => {
    for (let at = 0; at < width; at++) row[at] = words[start + at]!;
  };
  /** Tells the step of a GPU's task that has not ended; false if it waits. */
  const move = (words: Int32Array, start: number, gpu: number, steps: Steps<Violation>): boolean => {
    copy(words, start);
    const result = actions[row[gpu]! & PLACE_MASK]!(row, gpu);
    if (result === BLOCKED) return false;
    if (write.lost) {
      write.lost = false;
      steps.violation(gpu, violations[Cause.FIELD]!);
    } else if (result === DONE) steps.step(gpu, row, width);
    else steps.violation(gpu, violations[result]!);
    return true;
  };
  const ended = (words: Int32Array, start: number, gpu: number) => (words[start + gpu]! & PLACE_MASK) === end;
  return {
    width,
    tasks: gpus,
    bytes: 0,
    initial: (steps) => steps.step(0, new Int32Array(width), width),
    expand: (words, start, _length, steps) => {
      let waiting = false;
      let moved = false;
      for (let gpu = 1; gpu < width; gpu++) {
        if (ended(words, start, gpu)) continue;
        if (move(words, start, gpu, steps)) moved = true;
        else waiting = true;
      }
      if (waiting && !moved) steps.stuck(deadlock);
    },
    expandTask: (words, start, _length, task, steps) => {
      if (!ended(words, start, task + 1)) move(words, start, task + 1, steps);
    },
    prints: (words, start, _length, prints, ready) => {
      copy(words, start);
      for (let task = 0; task < gpus; task++) {
        const { number, isReady } = footprints.next(row, task);
        prints[task] = number;
        ready[task] = isReady ? SURE : 0;
      }
      return 0;
    },
    conflict: (print, other) => footprints.conflict(print, other),
    ordered: (print, other) => footprints.conflict(print, other),
    canonical: (words, length, renamed) => {
      canonical(words.subarray(0, length), sockets, renamed);
      return length;
    },
    exchanging: isExchanging ? exchanges(footprints, gpus, sockets) : undefined,
    relabel: (label, renamed) => renamed[label - 1]! + 1,
  };
}
