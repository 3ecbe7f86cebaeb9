import { ENTRY, Entry } from '../machine/watch.ts';
import { type Conflict, collide, conflictAt, isHandedOver, shareLock } from './conflicts.ts';
import type { KeptLog } from './logs.ts';
import { Places } from './places.ts';
import { WordTable } from './word-table.ts';

/** Words by which one access differs from another: kind, object, offset, size, locks held. */
const KEY = 5;

/** The accesses of a log: of each entry, and the entries by their accesses. */
interface Accesses {
  readonly atoms: Int32Array;
  readonly sorted: Int32Array;
}

/**
 * What segments do to memory and to locks, by their logs, which are kept together: each distinct access with a number,
 * and which of them are in conflict. Sets of accesses are rows of bits, so that segments are compared in a few operations.
 */
export class Atoms {
  readonly #atoms = new WordTable();
  /** Sets of locks, by their numbers. */
  readonly #locks: (readonly string[])[] = [];
  /** Per atom, those in conflict with it. */
  readonly #against: number[][] = [[]];
  /** Per atom, those that give back a lock which it takes, and the other way round. */
  readonly #handed: number[][] = [[]];
  readonly #places = new Places();
  /** By log. */
  readonly #accesses = new Map<number, Accesses>();
  #bytes = 0;
  readonly #key = new Int32Array(KEY);
  readonly #entry = new Int32Array(ENTRY);
  readonly #other = new Int32Array(ENTRY);

  /** One more than the greatest number; it grows, and with it the sets. */
  get count(): number {
    return this.#atoms.count + 1;
  }

  /** Of all accesses, roughly. */
  get bytes(): number {
    return this.#atoms.bytes + this.#atoms.count * 200 + this.#bytes;
  }

  /** Accesses of a log, each once. */
  of(log: KeptLog): number[] {
    return [...new Set(this.all(log))].sort((a, b) => a - b);
  }

  /** Of each entry of a log, its access. */
  all(log: KeptLog): Int32Array {
    return this.#accessesOf(log).atoms;
  }

  /** The conflicts between what two tasks do next, from the same state. */
  conflicts(one: KeptLog, other: KeptLog): Conflict[] {
    const { atoms } = this.#accessesOf(one);
    const others = this.#accessesOf(other);
    const found: Conflict[] = [];
    for (let at = 0; at < atoms.length; at++)
      for (const atom of this.#against[atoms[at]!]!)
        for (let next = firstOf(others, atom); others.atoms[others.sorted[next]!] === atom; next++)
          found.push(conflictAt(one, at, other, others.sorted[next]!));
    return found;
  }

  #accessesOf(log: KeptLog): Accesses {
    const known = this.#accesses.get(log.id);
    if (known !== undefined) return known;
    const atoms = this.#number(log);
    const sorted = Int32Array.from(atoms.keys()).sort((a, b) => atoms[a]! - atoms[b]! || a - b);
    this.#bytes += 200 + atoms.length * 8;
    this.#accesses.set(log.id, { atoms, sorted });
    return { atoms, sorted };
  }

  #number({ words, entries, held, lockSets }: KeptLog): Int32Array {
    const atoms = new Int32Array(entries);
    lockSets.forEach((number, at) => {
      this.#locks[number] ??= held[at]!;
    });
    for (let entry = 0; entry < entries; entry++) {
      const at = entry * ENTRY;
      this.#key[0] = words[at + Entry.KIND]!;
      this.#key[1] = words[at + Entry.OBJECT]!;
      this.#key[2] = words[at + Entry.OFFSET]!;
      this.#key[3] = words[at + Entry.SIZE]!;
      this.#key[4] = lockSets[words[at + Entry.HELD]!]!;
      const before = this.#atoms.count;
      const atom = this.#atoms.add(this.#key, KEY);
      if (atom > before) this.#meet(atom);
      atoms[entry] = atom;
    }
    return atoms;
  }

  /** Whether its order with some access makes a difference. */
  isRelated(atom: number): boolean {
    return this.#against[atom]!.length > 0 || this.#handed[atom]!.length > 0;
  }

  relatedTo(atom: number): { readonly against: readonly number[]; readonly handed: readonly number[] } {
    return { against: this.#against[atom]!, handed: this.#handed[atom]! };
  }

  /** Sets the bits of all that is in conflict with an atom, and of these and those whose lock it takes or gives. */
  addRelated(atom: number, against: Int32Array, along: Int32Array): void {
    for (const other of this.#against[atom]!) {
      setBit(against, other);
      setBit(along, other);
    }
    for (const other of this.#handed[atom]!) setBit(along, other);
  }

  /** Compares a new atom with those that it may overlap, itself included. */
  #meet(atom: number): void {
    this.#against[atom] = [];
    this.#handed[atom] = [];
    this.#read(atom, this.#entry);
    this.#places.add(this.#entry, 0, atom);
    const met = new Set<number>();
    for (const others of this.#places.near(this.#entry, 0))
      for (const other of others) {
        if (met.has(other)) continue;
        met.add(other);
        this.#compare(atom, other);
      }
  }

  #compare(atom: number, other: number): void {
    this.#read(other, this.#other);
    const [one, two] = [this.#entry, this.#other];
    if (isHandedOver(one[Entry.KIND]!, two[Entry.KIND]!) && one[Entry.OFFSET] === two[Entry.OFFSET]) {
      relate(this.#handed, atom, other);
      return;
    }
    if (!collide(one, 0, two, 0)) return;
    if (shareLock(this.#locks[one[Entry.HELD]!]!, this.#locks[two[Entry.HELD]!]!)) return;
    relate(this.#against, atom, other);
  }

  #read(atom: number, into: Int32Array): void {
    const { words } = this.#atoms;
    const start = this.#atoms.start(atom);
    into[Entry.KIND] = words[start]!;
    into[Entry.OBJECT] = words[start + 1]!;
    into[Entry.OFFSET] = words[start + 2]!;
    into[Entry.SIZE] = words[start + 3]!;
    into[Entry.HELD] = words[start + 4]!;
  }
}

/** Where the entries that are an access begin, among those that are sorted by theirs; where they would, for none. */
function firstOf({ atoms, sorted }: Accesses, atom: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (atoms[sorted[middle]!]! < atom) from = middle + 1;
    else to = middle;
  }
  return from;
}

function relate(lists: number[][], one: number, two: number): void {
  lists[one]!.push(two);
  if (one !== two) lists[two]!.push(one);
}

function setBit(bits: Int32Array, bit: number): void {
  bits[bit >>> 5]! |= 1 << (bit & 31);
}
