import { BLOCKED, Cause, DONE } from './causes.ts';
import {
  CURSOR,
  DEVICE,
  ENTRY,
  FREED,
  four,
  LIVE,
  LOCK,
  NEXT,
  nameOf,
  OTHER_LOCK,
  PLACE_MASK,
  PREVIOUS,
  REFERENCES,
  TAIL,
  two,
  type Writer,
} from './fields.ts';
import type { Line, Operation } from './program.ts';

/** Does in the row what a GPU's task does in one step, and tells DONE, BLOCKED or the index of a cause. */
export type Action = (row: Int32Array, gpu: number) => number;

const entryLive = (row: Int32Array, word: number) => two(row[word]!, ENTRY) === LIVE;
const deviceLive = (row: Int32Array, word: number) => two(row[word]!, DEVICE) === LIVE;
/** The head of the list is word 0, and no entry. */
const linkable = (row: Int32Array, word: number) => word === 0 || entryLive(row, word);
const cursorOf = (row: Int32Array, gpu: number) => four(row[gpu]!, CURSOR);

/** One closure for a line, so that a step looks nothing up. */
export function compile(line: Line, sockets: number, end: number, write: Writer): Action {
  const { next, other } = line;
  const go = (row: Int32Array, gpu: number, to: number): number => {
    write.place(row, gpu, to);
    return DONE;
  };
  const take =
    (lock: number): Action =>
    (row, gpu) => {
      if ((row[0]! & lock) !== 0) return BLOCKED;
      row[0]! |= lock;
      return go(row, gpu, next);
    };
  const give =
    (lock: number): Action =>
    (row, gpu) => {
      if ((row[0]! & lock) === 0) return Cause.UNLOCK;
      row[0]! &= ~lock;
      return go(row, gpu, next);
    };
  const scan =
    (keep: boolean): Action =>
    (row, gpu) => {
      const at = cursorOf(row, gpu);
      if (at === 0) return go(row, gpu, next);
      if (!entryLive(row, at) || !deviceLive(row, at)) return Cause.SCAN;
      const found = (at - 1) % sockets === (gpu - 1) % sockets;
      if (!found || !keep) write.four(row, gpu, CURSOR, found ? 0 : four(row[at]!, NEXT));
      return found ? go(row, gpu, other) : DONE;
    };
  const allocate =
    (field: number): Action =>
    (row, gpu) => {
      write.two(row, gpu, field, LIVE);
      return go(row, gpu, next);
    };
  const free = (row: Int32Array, word: number, field: number, cause: number): number => {
    if (two(row[word]!, field) !== LIVE) return cause;
    write.two(row, word, field, FREED);
    return DONE;
  };
  const drop = (row: Int32Array, word: number): number => {
    const left = two(row[word]!, REFERENCES) - 1;
    write.two(row, word, REFERENCES, left);
    return left;
  };
  const then = (row: Int32Array, gpu: number, result: number): number =>
    result === DONE ? go(row, gpu, next) : result;
  const actions: Record<Operation, () => Action> = {
    begin: () => (row, gpu) => go(row, gpu, next),
    lock: () => take(LOCK),
    unlock: () => give(LOCK),
    lockOther: () => take(OTHER_LOCK),
    unlockOther: () => give(OTHER_LOCK),
    readFirst: () => (row, gpu) => {
      write.four(row, gpu, CURSOR, four(row[0]!, NEXT));
      return go(row, gpu, next);
    },
    probeScan: () => scan(false),
    removeScan: () => scan(true),
    allocEntry: () => allocate(ENTRY),
    allocDevice: () => allocate(DEVICE),
    initDevice: () => (row, gpu) => {
      write.two(row, gpu, REFERENCES, 1);
      return go(row, gpu, next);
    },
    addDevice: () => (row, gpu) => {
      const name = nameOf((gpu - 1) % sockets);
      if ((row[0]! & name) !== 0) return go(row, gpu, other);
      row[0]! |= name;
      write.two(row, gpu, REFERENCES, 2);
      return go(row, gpu, next);
    },
    readTail: () => (row, gpu) => {
      write.four(row, gpu, TAIL, four(row[0]!, PREVIOUS));
      return go(row, gpu, next);
    },
    linkEntry: () => (row, gpu) => {
      write.four(row, gpu, NEXT, 0);
      write.four(row, gpu, PREVIOUS, four(row[gpu]!, TAIL));
      write.four(row, 0, PREVIOUS, gpu);
      return go(row, gpu, next);
    },
    linkTail: () => (row, gpu) => {
      const tail = four(row[gpu]!, TAIL);
      if (!linkable(row, tail)) return Cause.ADD;
      write.four(row, tail, NEXT, gpu);
      write.four(row, gpu, TAIL, 0);
      return go(row, gpu, next);
    },
    putDevice: () => (row, gpu) => {
      const left = drop(row, gpu);
      return then(row, gpu, left === 0 ? free(row, gpu, DEVICE, Cause.FREE_DEVICE) : DONE);
    },
    freeDevice: () => (row, gpu) => then(row, gpu, free(row, gpu, DEVICE, Cause.FREE_DEVICE)),
    freeOwnEntry: () => (row, gpu) => then(row, gpu, free(row, gpu, ENTRY, Cause.FREE_ENTRY)),
    unlinkForward: () => (row, gpu) => {
      const at = cursorOf(row, gpu);
      const previous = four(row[at]!, PREVIOUS);
      if (!entryLive(row, at) || !linkable(row, previous)) return Cause.UNLINK;
      write.four(row, previous, NEXT, four(row[at]!, NEXT));
      return go(row, gpu, next);
    },
    unlinkBackward: () => (row, gpu) => {
      const at = cursorOf(row, gpu);
      const after = four(row[at]!, NEXT);
      if (!linkable(row, after)) return Cause.UNLINK;
      write.four(row, after, PREVIOUS, four(row[at]!, PREVIOUS));
      return go(row, gpu, next);
    },
    deleteDevice: () => (row, gpu) => {
      const at = cursorOf(row, gpu);
      if (!deviceLive(row, at)) return Cause.DELETE;
      row[0]! &= ~nameOf((gpu - 1) % sockets);
      drop(row, at);
      return go(row, gpu, next);
    },
    uninitDevice: () => (row, gpu) => {
      const at = cursorOf(row, gpu);
      if (!deviceLive(row, at)) return Cause.UNINIT;
      if (drop(row, at) === 0) write.two(row, at, DEVICE, FREED);
      return go(row, gpu, next);
    },
    freeFoundEntry: () => (row, gpu) => {
      const result = free(row, cursorOf(row, gpu), ENTRY, Cause.FREE_ENTRY);
      write.four(row, gpu, CURSOR, 0);
      return then(row, gpu, result);
    },
    finish: () => (row, gpu) => {
      go(row, gpu, next);
      for (let one = 1; one < row.length; one++) if ((row[one]! & PLACE_MASK) !== end) return DONE;
      for (let one = 1; one < row.length; one++)
        if (entryLive(row, one) || deviceLive(row, one)) return Cause.LEAK;
      return DONE;
    },
  };
  return actions[line.operation]();
}
