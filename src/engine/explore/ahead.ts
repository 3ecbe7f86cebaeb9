import { addBits, Claims, type Masks, type Taken } from './claims.ts';
import { APART } from './relations.ts';

/**
 * For claims, each a footprint of steps that were taken alone: from which states on another task comes to a step in
 * conflict with it, as long as the claim's own task stands still. The claim's task goes on in the search all the same,
 * so a step that had to come after that is left out: one whose task waited for what the claim's task did.
 *
 * A row of bits per state, one for each claim and task. There are two: `sure`, where the next step of that task is
 * just as it is taken later, so that what it is in conflict with comes before or after all that follows; and `changed`,
 * where others still have a part in what it will be. With more steps and more claims there are only more of them, so
 * that each look begins with what the last one knew.
 */
export class Ahead {
  readonly #taken: Taken;
  readonly #claims: Claims;
  /** Words of a row, as the rows are laid out. */
  #width = 1;
  #sure = new Int32Array(0);
  #changed = new Int32Array(0);
  /** Per state, the time when there was news of it last. */
  #news = new Int32Array(0);
  #time = 1;
  /** States and steps that were looked at. */
  #states = 0;
  #steps = 0;
  /** Two rows as they are before tasks were exchanged. */
  #before: readonly [Int32Array, Int32Array] = [new Int32Array(0), new Int32Array(0)];

  constructor(taken: Taken) {
    this.#taken = taken;
    this.#claims = new Claims(taken);
  }

  get bytes(): number {
    return this.#sure.byteLength + this.#changed.byteLength + this.#news.byteLength + this.#claims.bytes;
  }

  /** Bytes that it has once it has looked with those claims as well. */
  bytesWith(claims: readonly number[]): number {
    return (2 * this.#claims.widthWith(claims) + 1) * Int32Array.BYTES_PER_ELEMENT * this.#capacity();
  }

  /** Whether from a state on a step of another task is in conflict with a claim. */
  isContended(state: number, claim: number): boolean {
    const first = this.#claims.firstBit(claim);
    for (let bit = first; bit < first + this.#taken.tasks; bit++) {
      const at = state * this.#width + (bit >>> 5);
      if ((((this.#sure[at]! | this.#changed[at]!) >>> (bit & 31)) & 1) === 1) return true;
    }
    return false;
  }

  /** Looks at all that was taken, also for claims that are new; rests after each time. */
  *look(claims: readonly number[]): Generator<undefined, void> {
    const isMore = this.#claims.add(claims);
    this.#makeRoom();
    this.#lookAround(isMore ? 0 : this.#states);
    this.#states = this.#taken.prints.length;
    yield;
    yield* this.#lookBack();
  }

  /** Backwards over all steps until nothing is new. */
  *#lookBack(): Generator<undefined, void> {
    const { from, to, relations, exchanges } = this.#taken;
    const known = new Map<number, Masks>();
    const masks: (Masks | null)[] = [];
    for (let step = 0; step < relations.length; step++) {
      const relation = relations.at(step);
      masks.push(relation === APART ? null : this.#claims.masks(relation, known));
    }
    const first = this.#steps;
    this.#steps = relations.length;
    for (let isFirst = true, some = true; some; isFirst = false) {
      some = false;
      const before = this.#time++;
      for (let step = masks.length - 1; step >= 0; step--) {
        const target = to.at(step);
        if (masks[step] === null) continue;
        // What leads to others than those of which there is news brings none.
        if (this.#news[target]! < before && !(isFirst && step >= first)) continue;
        const source = from.at(step);
        if (!this.#move(source, target, exchanges.at(step), masks[step]!)) continue;
        this.#news[source] = this.#time;
        some = true;
      }
      yield;
    }
  }

  /** States that there is room for once all that were taken have some. */
  #capacity(): number {
    const { length } = this.#taken.prints;
    return length <= this.#news.length ? this.#news.length : Math.max(length, this.#news.length * 2);
  }

  #makeRoom(): void {
    const { width } = this.#claims;
    const capacity = this.#capacity();
    if (width === this.#width && capacity === this.#news.length) return;
    this.#sure = this.#laidOut(this.#sure, width, capacity);
    this.#changed = this.#laidOut(this.#changed, width, capacity);
    const news = new Int32Array(capacity);
    news.set(this.#news);
    this.#news = news;
    this.#width = width;
    this.#before = [new Int32Array(width), new Int32Array(width)];
  }

  #laidOut(rows: Int32Array, width: number, capacity: number): Int32Array<ArrayBuffer> {
    const copy = new Int32Array(width * capacity);
    if (width === this.#width) copy.set(rows);
    else
      for (let state = 0; state < this.#states; state++)
        for (let word = 0; word < this.#width; word++)
          copy[state * width + word] = rows[state * this.#width + word]!;
    return copy;
  }

  /** What each state's own next steps are in conflict with, from a state on. */
  #lookAround(first: number): void {
    const { prints, together } = this.#taken;
    const direct: Int32Array[] = [];
    const width = this.#width;
    for (let state = first; state < prints.length; state++) {
      const number = prints.at(state);
      const bits = direct[number] ?? this.#claims.against(together[number]!);
      direct[number] = bits;
      for (let word = 0; word < width; word++) {
        const at = state * width + word;
        if ((bits[word]! & ~this.#sure[at]!) === 0) continue;
        this.#sure[at]! |= bits[word]!;
        this.#news[state] = this.#time;
      }
    }
  }

  /** The rows of a state, as they are before its tasks were exchanged. */
  #exchangedBack(state: number, exchange: number): readonly [Int32Array, Int32Array, number] {
    const { bits, unknown } = this.#claims.bitsBefore(exchange);
    const [sure, changed] = this.#before;
    for (const [from, into] of [
      [this.#sure, sure],
      [this.#changed, changed],
    ] as const) {
      into.fill(0);
      for (let word = 0; word < this.#width; word++)
        for (let left = from[state * this.#width + word]!; left !== 0; left &= left - 1) {
          const bit = bits[word * 32 + 31 - Math.clz32(left & -left)]!;
          if (bit >= 0) into[bit >>> 5]! |= 1 << (bit & 31);
        }
    }
    addBits(changed, unknown);
    return [sure, changed, 0];
  }

  /** What is so after a step is so before it, but for the masks; true when that was news. */
  #move(from: number, to: number, exchange: number, { dropped, unsure, own }: Masks): boolean {
    const width = this.#width;
    let news = false;
    const [sures, changes, first] =
      exchange === 0 ? [this.#sure, this.#changed, to * width] : this.#exchangedBack(to, exchange);
    for (let word = 0; word < width; word++) {
      const sure = sures[first + word]! & ~dropped[word]!;
      const changed = changes[first + word]!;
      // The step of its own task is just as it is taken.
      const nextSure = (sure & ~unsure[word]!) | (changed & own[word]!);
      const nextChanged = (changed & ~own[word]!) | (sure & unsure[word]!);
      const at = from * width + word;
      const isNew = (nextSure & ~this.#sure[at]!) | (nextChanged & ~this.#changed[at]!);
      if (isNew === 0) continue;
      this.#sure[at]! |= nextSure;
      this.#changed[at]! |= nextChanged;
      news = true;
    }
    return news;
  }
}
