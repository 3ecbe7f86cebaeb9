import { Access, ENTRY, Entry } from '../machine/watch.ts';
import { collide, shareLock } from './conflicts.ts';
import type { Log } from './segment.ts';
import { WordTable } from './word-table.ts';

/** Words by which one access differs from another: kind, object, offset, size, locks held. */
const KEY = 5;

/**
 * What segments do to memory and to locks, each distinct access with a number, and which of them are in conflict.
 * Sets of accesses are rows of bits, so that segments are compared in a few operations.
 */
export class Atoms {
  readonly #atoms = new WordTable();
  readonly #lockSets = new Map<string, number>();
  readonly #locks: (readonly string[])[] = [];
  /** Per atom, the bits of those in conflict with it. */
  readonly #against: Int32Array[] = [new Int32Array(1)];
  /** Per atom, the bits of those that give back a lock which it takes, and the other way round. */
  readonly #handed: Int32Array[] = [new Int32Array(1)];
  readonly #byObject = new Map<number, number[]>();
  readonly #key = new Int32Array(KEY);
  readonly #entry = new Int32Array(ENTRY);
  readonly #other = new Int32Array(ENTRY);

  /** One more than the greatest number; it grows, and with it the sets. */
  get count(): number {
    return this.#atoms.count + 1;
  }

  /** Accesses of a log, each once. */
  of({ words, entries, held }: Log): number[] {
    const found = new Set<number>();
    const locks = held.map((set) => this.#lockSet(set));
    for (let at = 0; at < entries * ENTRY; at += ENTRY) {
      const object = words[at + Entry.OBJECT]!;
      this.#key[0] = words[at + Entry.KIND]!;
      this.#key[1] = object;
      this.#key[2] = words[at + Entry.OFFSET]!;
      this.#key[3] = words[at + Entry.SIZE]!;
      this.#key[4] = locks[words[at + Entry.HELD]!]!;
      const before = this.#atoms.count;
      const atom = this.#atoms.add(this.#key, KEY);
      if (atom > before) this.#meet(atom, object);
      found.add(atom);
    }
    return [...found].sort((a, b) => a - b);
  }

  /** Sets the bits of all that is in conflict with an atom, and of these and those whose lock it takes or gives. */
  addRelated(atom: number, against: Int32Array, along: Int32Array): void {
    const conflicts = this.#against[atom]!;
    for (let word = 0; word < conflicts.length; word++) {
      against[word]! |= conflicts[word]!;
      along[word]! |= conflicts[word]!;
    }
    const handed = this.#handed[atom]!;
    for (let word = 0; word < handed.length; word++) along[word]! |= handed[word]!;
  }

  #lockSet(locks: readonly string[]): number {
    const key = locks.join();
    const known = this.#lockSets.get(key);
    if (known !== undefined) return known;
    this.#lockSets.set(key, this.#locks.length);
    return this.#locks.push(locks) - 1;
  }

  /** Compares a new atom with those of its object, itself included. */
  #meet(atom: number, object: number): void {
    this.#against[atom] = new Int32Array(1);
    this.#handed[atom] = new Int32Array(1);
    const others = this.#byObject.get(object) ?? [];
    if (others.length === 0) this.#byObject.set(object, others);
    others.push(atom);
    this.#read(atom, this.#entry);
    for (const other of others) {
      this.#read(other, this.#other);
      if (isHandedOver(this.#entry, this.#other)) {
        setBits(this.#handed, atom, other);
        continue;
      }
      if (!collide(this.#entry, 0, this.#other, 0)) continue;
      if (shareLock(this.#locks[this.#entry[Entry.HELD]!]!, this.#locks[this.#other[Entry.HELD]!]!)) continue;
      setBits(this.#against, atom, other);
    }
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

function isHandedOver(one: Int32Array, two: Int32Array): boolean {
  const kinds = [one[Entry.KIND]!, two[Entry.KIND]!];
  return (
    kinds.includes(Access.RELEASE) && kinds.includes(Access.LOCK) && one[Entry.OFFSET] === two[Entry.OFFSET]
  );
}

function setBits(rows: Int32Array[], one: number, two: number): void {
  setBit(rows, one, two);
  setBit(rows, two, one);
}

function setBit(rows: Int32Array[], row: number, bit: number): void {
  let bits = rows[row]!;
  if (bit >>> 5 >= bits.length) {
    bits = new Int32Array(Math.max(bits.length * 2, (bit >>> 5) + 1));
    bits.set(rows[row]!);
    rows[row] = bits;
  }
  bits[bit >>> 5]! |= 1 << (bit & 31);
}
