import { ENTRY, Entry } from '../machine/watch.ts';
import type { Atoms } from './atoms.ts';
import type { Changing } from './changing.ts';
import { isLocking } from './conflicts.ts';
import type { Effects } from './effects.ts';
import type { Exchange } from './exchange.ts';
import { Likeness } from './likeness.ts';
import type { KeptLog } from './logs.ts';
import type { Known } from './memo.ts';
import { ALL, type Parts } from './parts.ts';
import type { Rows } from './rows.ts';

/** Parts and needs that are told apart. */
const NUMBERS = 0x4000000;

/** What order of a log's accesses makes a difference: where each entry is, and which access it is. */
interface Ordered {
  readonly at: Int32Array;
  readonly atoms: Int32Array;
}

/**
 * Whether tasks that were exchanged are alike, asked once all is known. That what they do has an image was seen in single
 * states. It is so in all, where an image depends on nothing but images of what its original depends on, and is in
 * conflict with nothing but images of what its original is in conflict with.
 */
export class Alike {
  readonly #rows: Rows;
  readonly #effects: Effects;
  readonly #parts: Parts;
  readonly #atoms: Atoms;
  readonly #changing: Changing;
  /** By log. */
  readonly #ordered = new Map<number, Ordered>();

  constructor(rows: Rows, effects: Effects, parts: Parts, atoms: Atoms, changing: Changing) {
    this.#rows = rows;
    this.#effects = effects;
    this.#parts = parts;
    this.#atoms = atoms;
    this.#changing = changing;
  }

  /** What speaks against an exchange; null where nothing does. */
  against(exchange: Exchange): string | null {
    if (!exchange.objects.areKept()) return 'images';
    const like = new Likeness();
    const [needs, logs] = [new Set<number>(), new Set<number>()];
    const met = new Map<number, Map<number, boolean>>();
    for (const { known, image } of exchange.twins) {
      const isMet = (one: Known, two: Known): boolean =>
        !isNew(needs, one.needs.id, two.needs.id) || this.#needsLess(exchange, one, two, met);
      if (!isMet(known, image) || !isMet(image, known)) return 'needs';
      if (!this.#writesAlike(exchange, known) || !this.#writesAlike(exchange, image)) return 'halves';
      if (isNew(logs, known.log.id, image.log.id) && !this.#sameLog(known.log, image.log, like))
        return 'logs';
    }
    return this.#sameRelations(like) ? null : 'conflicts';
  }

  /** Whether all that the image depends on is the image of something that the original depends on. */
  #needsLess(
    exchange: Exchange,
    known: Known,
    image: Known,
    met: Map<number, Map<number, boolean>>,
  ): boolean {
    const own = new Map<number, number>();
    known.needs.indices.forEach((index, at) => {
      own.set(this.#idOf(index), known.needs.parts[at]!);
    });
    const original = (index: number): number =>
      exchange.objects.objectOf(this.#idOf(index)) ?? this.#idOf(index);
    const passed = new Set(Array.from(known.needs.passed, (index) => this.#idOf(index)));
    const { indices, parts } = image.needs;
    for (let at = 0; at < indices.length; at++) {
      const index = indices[at]!;
      const part = own.get(original(index)) ?? -1;
      const key = index * NUMBERS + parts[at]!;
      const answers = met.get(key) ?? new Map<number, boolean>();
      met.set(key, answers);
      const isMet = answers.get(part) ?? this.#isMet(exchange, this.#idOf(index), parts[at]!, part);
      answers.set(part, isMet);
      if (!isMet) return false;
    }
    return image.needs.passed.every((index) => passed.has(original(index)) || own.has(original(index)));
  }

  /** Where it takes both halves of 64 bits to tell what one becomes, who writes one has to know the other. */
  #writesAlike({ objects }: Exchange, { effects, needs }: Known): boolean {
    return effects.every(({ id, whole, change }) => {
      if (whole >= 0 || !objects.hasSeveral(id)) return true;
      const at = needs.indices.findIndex((index) => this.#idOf(index) === id);
      const part = at < 0 ? -1 : needs.parts[at]!;
      if (part === ALL) return true;
      const known = new Set(part < 0 ? [] : this.#parts.wordsOf(part));
      const words = this.#effects.writtenBy(change);
      for (let each = 0; each < words.length; each += 3) known.add(words[each]!);
      for (let each = 0; each < words.length; each += 3) {
        const word = words[each]!;
        const isTold = !objects.isSeveral(id, word) && !objects.isSeveral(id, word ^ 1);
        if (!isTold && !known.has(word ^ 1)) return false;
      }
      return true;
    });
  }

  #idOf(index: number): number {
    return this.#rows.idOf(index - this.#rows.firstSlot);
  }

  /** Whether what an object has in a part follows from what the one that it is the image of has in another, -1 for none. */
  #isMet(exchange: Exchange, id: number, needed: number, part: number): boolean {
    if (part === ALL) return true;
    if (needed === ALL || (part < 0 && this.#changing.hasObject(id))) return false;
    const original = exchange.objects.objectOf(id) ?? id;
    const words = new Set(part < 0 ? [] : this.#parts.wordsOf(part));
    return this.#parts.wordsOf(needed).every((word) => {
      if (!this.#changing.has(id, word)) return true;
      const place = exchange.objects.placeOf(id, word);
      return words.has(place) && (words.has(place ^ 1) || !exchange.objects.isSeveral(original, place));
    });
  }

  /** The same accesses one after another, but for those whose order with no other makes a difference. */
  #sameLog(one: KeptLog, two: KeptLog, like: Likeness): boolean {
    const [own, others] = [this.#orderedOf(one), this.#orderedOf(two)];
    if (own.at.length !== others.at.length) return false;
    for (let entry = 0; entry < own.at.length; entry++) {
      const [at, other] = [own.at[entry]!, others.at[entry]!];
      if (!columns.every((column) => one.words[at + column] === two.words[other + column])) return false;
      if (!like.add(own.atoms[entry]!, others.atoms[entry]!)) return false;
    }
    return true;
  }

  #orderedOf(log: KeptLog): Ordered {
    const known = this.#ordered.get(log.id);
    if (known) return known;
    const atoms = this.#atoms.all(log);
    // What is written, and locks, matter to whom waits, whatever is held over them.
    const isOrdered = (entry: number): boolean => {
      const kind = log.words[entry * ENTRY + Entry.KIND]!;
      return this.#atoms.isRelated(atoms[entry]!) || isLocking(kind) || (kind & 1) === 1;
    };
    const entries = Array.from(atoms.keys()).filter(isOrdered);
    const ordered = {
      at: Int32Array.from(entries, (entry) => entry * ENTRY),
      atoms: Int32Array.from(entries, (entry) => atoms[entry]!),
    };
    this.#ordered.set(log.id, ordered);
    return ordered;
  }

  #sameRelations(like: Likeness): boolean {
    for (const [atom, image] of like) {
      const [own, others] = [this.#atoms.relatedTo(atom), this.#atoms.relatedTo(image)];
      if (!isLike(own.against, others.against, like) || !isLike(own.handed, others.handed, like))
        return false;
    }
    return true;
  }
}

/** What tells accesses apart beside where they are. */
const columns = [Entry.KIND, Entry.SIZE, Entry.OPERATION, Entry.PLACE, Entry.LINE];

function isNew(pairs: Set<number>, one: number, two: number): boolean {
  const key = one * NUMBERS + two;
  if (pairs.has(key)) return false;
  pairs.add(key);
  return true;
}

/** Whether all images of one list, of what has one, are in the other. */
function isLike(own: readonly number[], others: readonly number[], like: Likeness): boolean {
  const expected = new Set(others);
  return own.every((atom) => {
    const image = like.of(atom);
    return image === undefined || expected.has(image);
  });
}
