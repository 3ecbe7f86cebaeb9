import { Access, ENTRY, Entry } from '../machine/watch.ts';
import { READING } from '../machine/watched.ts';
import type { Atoms } from './atoms.ts';
import { type Conflict, isLocking } from './conflicts.ts';
import type { Known } from './memo.ts';
import type { Next } from './nexts.ts';
import type { Prints } from './prints.ts';

/** What the next segments of all tasks, taken together, say about where to switch. */
export interface Lesson {
  /** After how many operations each task is interrupted, Infinity for where it stops by itself. */
  readonly stops: readonly number[];
  /** Instructions before which other tasks are to have a chance. */
  readonly places: readonly number[];
  /** Races, each with its tasks. */
  readonly conflicts: readonly {
    readonly conflict: Conflict;
    readonly tasks: readonly [number, number];
    /** What the first of the tasks does in it. */
    readonly way: Known;
  }[];
}

/** The same of two segments of different tasks. */
interface Pair {
  /** Both begin with operations in conflict. */
  readonly first: boolean;
  /** Per task, first to last. */
  readonly places: readonly [readonly Place[], readonly Place[]];
  readonly races: readonly Conflict[];
}

/** An operation in conflict that is not the first of its segment, and how far both tasks have to come for it. */
interface Place {
  readonly place: number;
  readonly operation: number;
  readonly other: number;
}

const none: Pair = { first: false, places: [[], []], races: [] };

/** What two tasks' next ways, each with each, say. */
interface Encounter {
  /** Some begin with operations in conflict. */
  readonly first: boolean;
  /** Of each task, the first operation that gives back a lock which the other wants first. */
  readonly releases: readonly [number, number];
  /** Ways of the first task, with what they are in conflict with. */
  readonly met: readonly { readonly way: Known; readonly pair: Pair }[];
}

/**
 * An operation in conflict that comes first in its segment is where a choice is made already; any other
 * place must become visible. Two first operations in conflict decide what comes after them, so that each
 * is a step of its own. And after giving back a lock that another waits for, a task may be overtaken.
 */
export class Stops {
  readonly #pairs = new Map<number, Pair>();
  readonly #encounters = new Map<number, Encounter>();
  readonly #locks = new Map<number, Locks>();
  readonly #prints: Prints;
  readonly #atoms: Atoms;
  #bytes = 0;

  constructor(prints: Prints, atoms: Atoms) {
    this.#prints = prints;
    this.#atoms = atoms;
  }

  of(nexts: readonly Next[]): Lesson {
    const stops = new Array<number>(nexts.length).fill(Number.POSITIVE_INFINITY);
    const met: Met[] = [];
    for (let a = 0; a < nexts.length; a++)
      for (let b = a + 1; b < nexts.length; b++) {
        if (nexts[a]!.ways.length === 0 || nexts[b]!.ways.length === 0) continue;
        const encounter = this.#encounter(nexts[a]!, nexts[b]!);
        stops[a] = Math.min(stops[a]!, encounter.first ? 1 : encounter.releases[0]);
        stops[b] = Math.min(stops[b]!, encounter.first ? 1 : encounter.releases[1]);
        if (encounter.met.length > 0) met.push({ a, b, encounter });
      }
    const places = met.flatMap((each) => placesOf(each, stops));
    nexts.forEach(({ waits }, task) => {
      for (const { operation, place } of waits) if (operation <= stops[task]!) places.push(place);
    });
    return { stops, places, conflicts: racesOf(met, stops) };
  }

  #encounter(one: Next, two: Next): Encounter {
    const key = one.id * 0x4000000 + two.id;
    const known = this.#encounters.get(key);
    if (known) return known;
    // Of ways that do the same to memory, one tells it.
    const met = new Map<Pair, Known>();
    for (const way of oneOfEachLog(one.ways))
      for (const other of oneOfEachLog(two.ways)) {
        const pair = this.#pair(way, other);
        if (pair !== none && !met.has(pair)) met.set(pair, way);
      }
    const releases = [this.#firstRelease(one, two), this.#firstRelease(two, one)] as const;
    const pairs = [...met].map(([pair, way]) => ({ pair, way }));
    const encounter = { first: pairs.some(({ pair }) => pair.first), releases, met: pairs };
    this.#encounters.set(key, encounter);
    this.#bytes += 200 + pairs.length * 40;
    return encounter;
  }

  /** Of what was said of tasks' next steps, roughly. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Before a round: what was said of next steps that are numbered anew. */
  forget(): void {
    this.#encounters.clear();
    this.#locks.clear();
  }

  #pair(one: Known, other: Known): Pair {
    if (!this.#prints.conflict(one.print, other.print)) return none;
    const key = one.log.id * 0x4000000 + other.log.id;
    const known = this.#pairs.get(key);
    if (known) return known;
    const pair = pairOf(this.#atoms.conflicts(one.log, other.log));
    this.#pairs.set(key, pair);
    this.#bytes += 100 + (pair.places[0].length + pair.places[1].length + pair.races.length * 4) * 64;
    return pair;
  }

  /** The first operation, not the last of its segment, that gives back a lock which the other task wants first. */
  #firstRelease(next: Next, other: Next): number {
    const { wanted } = this.#locksOf(other);
    let first = Number.POSITIVE_INFINITY;
    if (wanted.size === 0) return first;
    for (const [lock, operation] of this.#locksOf(next).released)
      if (operation < first && wanted.has(lock)) first = operation;
    return first;
  }

  #locksOf(next: Next): Locks {
    const known = this.#locks.get(next.id) ?? locksOf(oneOfEachLog(next.ways));
    this.#locks.set(next.id, known);
    return known;
  }
}

function oneOfEachLog(ways: readonly Known[]): readonly Known[] {
  return [...new Map(ways.map((way) => [way.log.id, way])).values()];
}

/** Two tasks, by number, and what their next ways say. */
interface Met {
  readonly a: number;
  readonly b: number;
  readonly encounter: Encounter;
}

/**
 * What comes after a stop is looked at in the state that it is done from; and what comes after a place that becomes
 * visible, too: it may be in conflict no more.
 */
function placesOf({ a, b, encounter }: Met, stops: readonly number[]): number[] {
  return encounter.met.flatMap(({ pair }) =>
    [0, 1].flatMap((side) => {
      const [own, others] = side === 0 ? [stops[a]!, stops[b]!] : [stops[b]!, stops[a]!];
      const place = pair.places[side]!.find(({ operation, other }) => operation <= own && other <= others);
      return place ? [place.place] : [];
    }),
  );
}

function racesOf(met: readonly Met[], stops: readonly number[]): Lesson['conflicts'] {
  return met.flatMap(({ a, b, encounter }) =>
    encounter.met.flatMap(({ way, pair }) =>
      pair.races
        .filter(
          ({ first, second }) =>
            first[Entry.OPERATION]! <= stops[a]! && second[Entry.OPERATION]! <= stops[b]!,
        )
        .map((conflict) => ({ conflict, tasks: [a, b] as const, way })),
    ),
  );
}

function pairOf(conflicts: readonly Conflict[]): Pair {
  if (conflicts.length === 0) return none;
  const places: [Place[], Place[]] = [[], []];
  let first = false;
  for (const conflict of conflicts) {
    const entries = [conflict.first, conflict.second];
    entries.forEach((entry, side) => {
      const operation = entry[Entry.OPERATION]!;
      const other = entries[1 - side]![Entry.OPERATION]!;
      if (operation > 1) places[side]!.push({ place: entry[Entry.PLACE]!, operation, other });
    });
    if (entries.every((entry) => entry[Entry.OPERATION] === 1)) first ||= !onlyQueue(entries);
  }
  for (const ofTask of places) ofTask.sort((one, other) => one.operation - other.operation);
  return { first, places, races: racesAmong(conflicts) };
}

/** Both take a lock or give it back, and none of them goes on without it: whoever comes second waits. */
function onlyQueue(entries: readonly Int32Array[]): boolean {
  return entries.every((entry) => {
    const kind = entry[Entry.KIND]!;
    return isLocking(kind) && kind !== Access.TRY && kind !== Access.TRY_SHARED;
  });
}

/**
 * Those conflicts of two segments that are races. What both did before one is in conflict too, and may be what orders
 * the two: whether they race is seen once that is a place to switch.
 */
export function racesAmong(conflicts: readonly Conflict[]): Conflict[] {
  const sorted = conflicts.toSorted((a, b) => a.first[Entry.OPERATION]! - b.first[Entry.OPERATION]!);
  const races = new Set<Conflict>();
  /** Of the second task, the first operation in conflict with one that the first task did before. */
  let before = Number.POSITIVE_INFINITY;
  for (let at = 0; at < sorted.length; ) {
    const operation = sorted[at]!.first[Entry.OPERATION]!;
    let end = at;
    for (; end < sorted.length && sorted[end]!.first[Entry.OPERATION] === operation; end++)
      if (sorted[end]!.race && before >= sorted[end]!.second[Entry.OPERATION]!) races.add(sorted[end]!);
    for (; at < end; at++) before = Math.min(before, sorted[at]!.second[Entry.OPERATION]!);
  }
  return conflicts.filter((conflict) => races.has(conflict));
}

/** What all ways of a next step do with locks. The name of one ends with READING for who wants to read under it. */
interface Locks {
  /** Taken, or waited for, in the first operation. */
  readonly wanted: ReadonlySet<string>;
  /** Given back to who wants it, or written as what others wait for is; and the first operation to do so, but the last of its segment. */
  readonly released: ReadonlyMap<string, number>;
}

function locksOf(ways: readonly Known[]): Locks {
  const wanted = new Set<string>();
  const released = new Map<string, number>();
  const release = (lock: string, operation: number): void => {
    if (operation < (released.get(lock) ?? Number.POSITIVE_INFINITY)) released.set(lock, operation);
  };
  for (const { log, segment } of ways) {
    const { words } = log;
    for (let at = 0; at < log.entries * ENTRY; at += ENTRY) {
      const kind = words[at + Entry.KIND]!;
      const operation = words[at + Entry.OPERATION]!;
      const isRelease = isGivingBack(kind) && operation < segment.operations;
      if (!isRelease && (operation > 1 || !isLocking(kind))) continue;
      const lock = `${words[at + Entry.OBJECT]!}.${words[at + Entry.OFFSET]!}`;
      if (isRelease) release(lock, operation);
      if (isRelease && kind !== Access.RELEASE_SHARED) release(lock + READING, operation);
      if (operation > 1) continue;
      if (kind === Access.LOCK || kind === Access.TRY) wanted.add(lock);
      if (kind === Access.LOCK_SHARED || kind === Access.TRY_SHARED) wanted.add(lock + READING);
    }
  }
  return { wanted, released };
}

/** A lock is given back, or a word written that others may wait for. */
function isGivingBack(kind: number): boolean {
  const isWrite = kind <= Access.SERVICE_WRITE && (kind & 1) === 1;
  return isWrite || kind === Access.RELEASE || kind === Access.RELEASE_SHARED;
}
