import { type Random, seeded } from '../../../../src/engine/base/random.ts';
import { assemble, type Draft, drivers, type Operation } from './program.ts';
import type { Machine } from './system.ts';

type Change = (lines: readonly Draft[], random: Random) => Draft[];

const scansAndAdds: readonly Operation[] = ['probeScan', 'removeScan', 'addDevice'];
const puts: readonly Operation[] = ['putDevice', 'uninitDevice', 'deleteDevice', 'freeDevice'];
const frees: readonly Operation[] = ['freeOwnEntry', 'freeFoundEntry'];

const indicesOf = (lines: readonly Draft[], wanted: (line: Draft, at: number) => boolean): number[] =>
  lines.flatMap((line, at) => (wanted(line, at) ? [at] : []));

/** One line that is wanted does nothing instead; none changes nothing. */
function dropOne(wanted: (line: Draft) => boolean): Change {
  return (lines, random) => {
    const at = indicesOf(lines, wanted);
    const dropped = at.length > 0 ? random.pick(at) : -1;
    return lines.map((line, index) => (index === dropped ? { ...line, operation: 'begin' } : line));
  };
}

const dropLocks: Change = (lines) =>
  lines.map((line) => (/^(?:un)?lock$/.test(line.operation) ? { ...line, operation: 'begin' } : line));

/** Two neighbours change places; their labels stay. */
const swap: Change = (lines, random) => {
  const movable = (line: Draft | undefined) => line !== undefined && !scansAndAdds.includes(line.operation);
  const at = random.pick(
    indicesOf(lines, (line, index) => movable(line) && !line.next && movable(lines[index + 1])).slice(1),
  );
  const order = [lines[at + 1]!.operation, lines[at]!.operation];
  return lines.map((line, index) => ({ ...line, operation: order[index - at] ?? line.operation }));
};

const twice =
  (wanted: readonly Operation[]): Change =>
  (lines, random) => {
    const at = random.pick(indicesOf(lines, ({ operation }) => wanted.includes(operation)));
    return lines.flatMap((line, index) =>
      index === at
        ? [
            { ...line, next: undefined },
            { ...line, label: undefined },
          ]
        : [line],
    );
  };

/** A second lock is taken inside the first lock of the probe, and around the taking of it in the remove. */
const crossLocks: Change = (lines) => {
  const [probe, remove] = indicesOf(lines, ({ operation }) => operation === 'lock');
  const inner: Draft[] = [{ operation: 'lockOther' }, { operation: 'unlockOther' }];
  return lines.flatMap((line, index) => {
    if (index === probe) return [line, ...inner];
    if (index !== remove) return [line];
    return [
      { label: line.label, operation: 'lockOther' },
      { operation: 'lock', next: line.next },
      { operation: 'unlockOther' },
    ];
  });
};

/** Faults to seed in a driver. */
export const changes: Readonly<Record<string, Change>> = {
  'a lock is not taken': dropOne(({ operation }) => operation === 'lock'),
  'no lock is taken': dropLocks,
  'a lock is kept': dropOne(({ operation }) => operation === 'unlock'),
  'locks are taken crosswise': crossLocks,
  'two steps change places': swap,
  'a reference is kept': dropOne(({ operation }) => puts.includes(operation)),
  'a reference is put twice': twice(puts),
  'an entry is freed twice': twice(frees),
};

/** A faulty driver on two GPUs, or on as many as are given; the same for a seed. */
export function mutant(change: string, seed: number, gpus = 2): Machine {
  const random = seeded(seed);
  const name = random.pick(['mutex', 'correct'] as const);
  const lines = assemble(changes[change]!(drivers[name], random));
  return { lines, gpus, sockets: 1 + random.below(2) };
}
