import { Access, bitsOf, bytesOf, ENTRY, Entry, SHARED } from '../machine/watch.ts';
import { CHANGING, LOOKING, READING } from '../machine/watched.ts';
import type { Log } from './segment.ts';

/** Two accesses by two tasks that either may do first, where the order makes a difference. */
export interface Conflict {
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Neither is atomic nor a service of the kernel: the language gives them no meaning. */
  readonly race: boolean;
}

/** An entry of a log, as its words. */
export type EntryWords = Int32Array;

/** The conflict of two entries, of logs of different tasks, that are in conflict. */
export function conflictAt(a: Log, entry: number, b: Log, other: number): Conflict {
  const first = a.words.subarray(entry * ENTRY, (entry + 1) * ENTRY);
  const second = b.words.subarray(other * ENTRY, (other + 1) * ENTRY);
  const race =
    isRace(first[Entry.KIND]!, second[Entry.KIND]!) &&
    !isLookedAtAgain(first, heldAt(a, first), heldAt(b, second)) &&
    !isLookedAtAgain(second, heldAt(b, second), heldAt(a, first));
  return { first, second, race };
}

/** Whether the order of two accesses, of different tasks, makes a difference; entries of logs. */
export function collide(a: Int32Array, at: number, b: Int32Array, bt: number): boolean {
  if (!kindsCollide(a[at + Entry.KIND]!, b[bt + Entry.KIND]!)) return false;
  const start = a[at + Entry.OFFSET]!;
  const other = b[bt + Entry.OFFSET]!;
  const [size, others] = [a[at + Entry.SIZE]!, b[bt + Entry.SIZE]!];
  if (start >= other + bytesOf(others) || other >= start + bytesOf(size)) return false;
  // What is written next to a bit-field that is read leaves it as it is; of two that are written one may be lost.
  const areBits = size < 0 && others < 0;
  const areWritten = (a[at + Entry.KIND]! & b[bt + Entry.KIND]! & 1) === 1;
  return !areBits || areWritten || overlap(bitsOf(start, size), bitsOf(other, others));
}

type Stretch = ReturnType<typeof bitsOf>;

function overlap(one: Stretch, other: Stretch): boolean {
  return one.first < other.end && other.first < one.end;
}

function kindsCollide(a: number, b: number): boolean {
  if (a > b) return kindsCollide(b, a);
  // Of two services at work on one object the kernel sees to the order; where it matters, they meet.
  if (a >= Access.SERVICE_READ && b <= Access.SERVICE_WRITE) return false;
  if (b <= Access.SERVICE_WRITE) return ((a | b) & 1) === 1;
  if (a === Access.FREE || b === Access.FREE) return true;
  /*
   * What the driver writes over a lock takes it from whom holds it, and what it reads of one tells whether it is held: a
   * copy is a lock of its own, which nobody gives back. A service that writes a word which another waits for
   * (`__machine_await`) need not be kept apart: what makes it wait meets it (`complete`, `wait_for_completion` in `done`;
   * the driver core by `__machine_meet`), and what lets it go on comes first, as giving back a lock does.
   */
  if (a <= Access.ATOMIC_WRITE) return true;
  if (a <= Access.SERVICE_WRITE) return false;
  // Readers do not keep each other out.
  if (a >= Access.LOCK_SHARED) return false;
  const other = b >= Access.LOCK_SHARED ? b - SHARED : b;
  // Who waits for a lock cannot run before it is given back; who only tries sees whether it is.
  return a === Access.TRY || other === Access.TRY || (a === Access.LOCK && other === Access.LOCK);
}

/** One access gives back a lock that the other takes, which is of use to it. */
export function isHandedOver(a: number, b: number): boolean {
  if (a > b) return isHandedOver(b, a);
  if (b < Access.LOCK_SHARED) return a === Access.LOCK && b === Access.RELEASE;
  return (
    (a === Access.LOCK && b === Access.RELEASE_SHARED) || (a === Access.RELEASE && b === Access.LOCK_SHARED)
  );
}

function isRace(a: number, b: number): boolean {
  const plain = Math.min(a, b) <= Access.WRITE;
  return plain && Math.max(a, b) <= Access.ATOMIC_WRITE;
}

function heldAt({ held }: Log, entry: EntryWords): readonly string[] {
  return held[entry[Entry.HELD]!]!;
}

/** One reads in a section of a sequence counter what the other writes in one of the same. */
function isLookedAtAgain(entry: EntryWords, own: readonly string[], others: readonly string[]): boolean {
  return (
    entry[Entry.KIND] === Access.READ &&
    own.some((held) => held.startsWith(LOOKING) && others.includes(CHANGING + held.slice(LOOKING.length)))
  );
}

/** It keeps nobody out. */
function isSection(lock: string): boolean {
  return lock.startsWith(LOOKING) || lock.startsWith(CHANGING);
}

/** With a lock held over both, not by both for reading, their order is that in which it is taken. */
export function shareLock(a: readonly string[], b: readonly string[]): boolean {
  return (
    a.length > 0 &&
    b.length > 0 &&
    a.some((lock) =>
      lock.endsWith(READING)
        ? b.includes(lock.slice(0, -READING.length))
        : !isSection(lock) && (b.includes(lock) || b.includes(lock + READING)),
    )
  );
}

/** Whether an entry is about a lock, rather than about memory. */
export function isLocking(kind: number): boolean {
  return kind >= Access.LOCK;
}
