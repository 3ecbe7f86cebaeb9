/** What a GPU's task does in one step. No other task comes between the parts of one. */
export type Operation =
  | 'begin'
  | 'lock'
  | 'unlock'
  | 'lockOther'
  | 'unlockOther'
  | 'readFirst'
  | 'probeScan'
  | 'allocEntry'
  | 'allocDevice'
  | 'initDevice'
  | 'addDevice'
  | 'readTail'
  | 'linkEntry'
  | 'linkTail'
  | 'putDevice'
  | 'freeDevice'
  | 'freeOwnEntry'
  | 'removeScan'
  | 'unlinkForward'
  | 'unlinkBackward'
  | 'deleteDevice'
  | 'uninitDevice'
  | 'freeFoundEntry'
  | 'finish';

/** A line of the driver. Places are indices of lines; the one behind the last means that the task has ended. */
export interface Line {
  readonly operation: Operation;
  readonly next: number;
  /** Where a scan that found its region goes, and where an add whose name is taken does. */
  readonly other: number;
}

/** A line before places are known: where it goes is a label, or else the next line. */
export interface Draft {
  readonly label?: string | undefined;
  readonly operation: Operation;
  readonly next?: string | undefined;
  readonly other?: string | undefined;
}

const draft = (text: string): Draft[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const { label, operation, next, other } =
        /^\s*(?:(?<label>\w+):)?\s*(?<operation>\w+)(?:\s+next (?<next>\w+))?(?:\s+other (?<other>\w+))?$/.exec(
          line,
        )!.groups!;
      return { label, operation: operation as Operation, next, other };
    });

const create = `allocEntry
  allocDevice
  initDevice
  addDevice other failed`;
const link = `readTail
  linkEntry
  linkTail`;
const unlink = `unlinkForward
  unlinkBackward`;
const doubleFree = `failed: putDevice
  freeDevice
  freeOwnEntry`;
const tearDown = `deleteDevice
  uninitDevice`;
/** The failed add and the remove of the posted patch. */
const posted = `${doubleFree} next end
  bound: readFirst
  removeScan next end other found
  found: ${tearDown}
  ${unlink}
  freeFoundEntry
  end: finish`;

/**
 * Probe, then remove, of a GPU: one region a socket, kept in a list.
 * - posted: who fails to add frees the device twice; the list has no lock
 * - lookup: as posted, but the list is searched first
 * - mutex: the same, all of it under one mutex
 * - correct: a mutex around the uses of the list, and what failed is freed once
 */
export const drivers = {
  posted: draft(`begin
  ${create}
  ${link} next bound
  ${posted}`),
  lookup: draft(`begin
  readFirst
  scan: probeScan other bound
  ${create}
  ${link} next bound
  ${posted}`),
  mutex: draft(`begin
  lock
  readFirst
  probeScan other probed
  ${create}
  ${link} next probed
  ${doubleFree}
  unlock next end
  probed: unlock
  lock
  readFirst
  removeScan next over other found
  found: ${tearDown}
  ${unlink}
  freeFoundEntry
  over: unlock
  end: finish`),
  correct: draft(`begin
  ${create}
  lock
  ${link}
  unlock next bound
  failed: putDevice
  freeOwnEntry
  bound: lock
  readFirst
  removeScan next over other found
  found: ${unlink}
  unlock
  ${tearDown}
  freeFoundEntry next end
  over: unlock
  end: finish`),
} satisfies Record<string, readonly Draft[]>;

export type DriverName = keyof typeof drivers;

export function assemble(lines: readonly Draft[]): Line[] {
  const place = (label: string | undefined, otherwise: number): number =>
    label === undefined ? otherwise : lines.findIndex((line) => line.label === label);
  return lines.map(({ operation, next, other }, at) => ({
    operation,
    next: place(next, at + 1),
    other: place(other, at + 1),
  }));
}
