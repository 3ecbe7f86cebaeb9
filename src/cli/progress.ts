import { progressText } from '../engine/index.ts';

/** Says how far a long check has come. */
export interface Progress {
  /** `done` of `all` files. */
  show(doing: string, done: number, all: number): void;
  /** Of a search that has no known end. */
  states(states: number, depth: number): void;
  clear(): void;
}

export const silent: Progress = { show: () => {}, states: () => {}, clear: () => {} };

/** In milliseconds: a check that is done by then shows nothing, and the line changes no more often. */
const pause = 200;

/** One line of a terminal, written over again and gone at the end. `now` is in milliseconds. */
export function progressLine(write: (text: string) => void, now: () => number): Progress {
  const begun = now();
  let next = begun + pause;
  let shown = false;
  const line = (text: string): void => {
    if (now() < next) return;
    next = now() + pause;
    shown = true;
    write(`\r\x1b[K${text}`);
  };
  return {
    show: (doing, done, all) => line(`${doing}: ${done} of ${all} ${all === 1 ? 'file' : 'files'}`),
    states: (states, depth) =>
      line(`Exploring: ${progressText({ states, depth }, Math.floor((now() - begun) / 1000))}`),
    clear: () => {
      if (shown) write('\r\x1b[K');
      shown = false;
    },
  };
}
