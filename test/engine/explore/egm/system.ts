import type { System, Violation } from '../../../../src/engine/explore/system.ts';
import { compile } from './actions.ts';
import { BLOCKED, Cause, causes, DONE } from './causes.ts';
import { MAX_GPUS, MAX_SOCKETS, PLACE_MASK, Writer } from './fields.ts';
import type { Line } from './program.ts';

export interface Machine {
  readonly lines: readonly Line[];
  readonly gpus: number;
  readonly sockets: number;
}

/** The model in packed rows. A step's label is its GPU, from 1: a task has one step at most. */
export function egmSystem({ lines, gpus, sockets }: Machine): System<Violation> {
  if (gpus > MAX_GPUS || sockets > MAX_SOCKETS || lines.length > PLACE_MASK)
    throw new RangeError('the packed rows have no room for that machine');
  const width = gpus + 1;
  const row = new Int32Array(width);
  const write = new Writer();
  const end = lines.length;
  const actions = lines.map((line) => compile(line, sockets, end, write));
  const violations = causes.map((cause) => ({ cause }));
  const deadlock = { cause: 'deadlock' };
  return {
    width,
    initial: (steps) => steps.step(0, new Int32Array(width), width),
    expand: (words, start, _length, steps) => {
      let waiting = false;
      let moved = false;
      for (let gpu = 1; gpu < width; gpu++) {
        const place = words[start + gpu]! & PLACE_MASK;
        if (place === end) continue;
        for (let at = 0; at < width; at++) row[at] = words[start + at]!;
        const result = actions[place]!(row, gpu);
        if (result === BLOCKED) {
          waiting = true;
          continue;
        }
        moved = true;
        if (write.lost) {
          write.lost = false;
          steps.violation(gpu, violations[Cause.FIELD]!);
        } else if (result === DONE) steps.step(gpu, row, width);
        else steps.violation(gpu, violations[result]!);
      }
      if (waiting && !moved) steps.stuck(deadlock);
    },
  };
}
