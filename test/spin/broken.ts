import type { System, Violation } from '../../src/engine/explore/system.ts';

/**
 * The system as Spin sees its model: a step that breaks a rule leads to a state that differs only by a word with the
 * cause, and nowhere from there. A deadlock is left out.
 */
export function withBroken(system: System<Violation>): System<never> {
  if (system.width === null) throw new RangeError('the word of the cause needs a place of its own');
  const inner = system.width;
  const width = inner + 1;
  const row = new Int32Array(width);
  const numbers = new Map<string, number>();
  const numberOf = (cause: string) => numbers.get(cause) ?? numbers.set(cause, numbers.size + 1).size;
  const put = (words: Int32Array, start: number, broken: number) => {
    for (let at = 0; at < inner; at++) row[at] = words[start + at]!;
    row[inner] = broken;
  };
  return {
    width,
    initial: (steps) =>
      system.initial({
        step: (label, words) => {
          put(words, 0, 0);
          steps.step(label, row, width);
        },
        violation: () => {},
        stuck: () => {},
      }),
    expand: (words, start, _length, steps) => {
      if (words[start + inner] !== 0) return;
      system.expand(words, start, inner, {
        step: (label, next) => {
          put(next, 0, 0);
          steps.step(label, row, width);
        },
        violation: (label, { cause }) => {
          put(words, start, numberOf(cause));
          steps.step(label, row, width);
        },
        stuck: () => {},
      });
    },
  };
}
