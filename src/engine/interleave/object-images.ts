import type { Effect, Effects } from './effects.ts';
import { Likeness } from './likeness.ts';
import { FIXED, setShadow, shadowOf, shadowStart } from './object-words.ts';
import type { Rows } from './rows.ts';
import { type Halves, Values, WORDS } from './values.ts';

/** Numbers of objects and changes that are told apart. */
const NUMBERS = 0x4000000;

/** Columns of what an object is that its image has as well: size, life, type, label, pins. */
const SAME = 5;

/**
 * What becomes of objects when tasks are exchanged: which object, and which word of it, becomes which, and its values.
 * It is learnt from effects that are images of each other; what was not met is as it is in the base, a state that is
 * its own image.
 */
export class ObjectImages {
  /** Why there are no images that fit all that was learnt; null while there are. */
  broken: string | null = null;
  readonly #rows: Rows;
  readonly #effects: Effects;
  readonly #base: Int32Array;
  readonly #objects = new Likeness();
  readonly #places = new Likeness();
  readonly #values = new Values();
  readonly #identities = new Map<number, number>();
  /** Effects, with what became of objects by them, that were compared. */
  readonly #learnt = new Map<number, Map<number, number>>();
  /** By the index of an object, then its number. */
  readonly #images: (Map<number, number> | undefined)[] = [];
  /** By the index of an object, that of its image. */
  readonly #slots: number[] = [];
  #scratch = new Int32Array(256);

  constructor(rows: Rows, effects: Effects, base: Int32Array) {
    this.#rows = rows;
    this.#effects = effects;
    this.#base = base;
  }

  /** Roughly. */
  get bytes(): number {
    return this.#values.bytes + this.#learnt.size * 2048;
  }

  /** What a segment did to an object that had the number `before`, and its image to its own. */
  learn(one: Effect, before: number, two: Effect, beforeImage: number): void {
    this.#note(this.#objects.add(one.id, two.id), 'objects');
    const after = this.#effects.after(one, before);
    const image = this.#effects.after(two, beforeImage);
    this.#note(one.whole >= 0 === two.whole >= 0 && after > 0 === image > 0, 'effect');
    if (this.broken !== null || after === 0) return;
    if (this.#isLearnt(one, after, two.change * NUMBERS + image)) return;
    this.#learnIdentity(one.id, after, two.id, image);
    if (one.whole < 0) this.#learnWritten(one, after, two, image);
    else this.#learnWhole(one.id, after, two.id, image);
  }

  /** Whether it was met before; it is from now on. */
  #isLearnt({ id, change }: Effect, after: number, image: number): boolean {
    let ofObject = this.#learnt.get(id);
    if (ofObject === undefined) {
      ofObject = new Map();
      this.#learnt.set(id, ofObject);
    }
    const key = change * NUMBERS + after;
    if (ofObject.get(key) === image) return true;
    ofObject.set(key, image);
    return false;
  }

  #note(isAlike: boolean, what: string): void {
    if (!isAlike) this.broken ??= what;
  }

  #learnIdentity(id: number, number: number, other: number, image: number): void {
    this.#identify(id, number, image);
    this.#identify(other, image, number);
  }

  #identify(id: number, number: number, image: number): void {
    const key = id * NUMBERS + this.#rows.identityOf(number);
    const known = this.#identities.get(key) ?? image;
    this.#identities.set(key, known);
    this.#note(this.#rows.identityOf(known) === this.#rows.identityOf(image), 'identities');
    const { words } = this.#rows.objects;
    const [one, two] = [this.#rows.objects.start(number), this.#rows.objects.start(image)];
    for (let at = 0; at < SAME; at++) this.#note(words[one + at] === words[two + at], 'kinds');
  }

  #learnWritten(one: Effect, after: number, two: Effect, image: number): void {
    const words = this.#effects.writtenBy(one.change);
    const others = this.#effects.writtenBy(two.change);
    this.#note(words.length === others.length, 'words');
    if (this.broken !== null) return;
    for (let at = 0; at < words.length; at += 3)
      this.#learnWord(one.id, words[at]!, after, two.id, others[at]!, image);
  }

  #learnWhole(id: number, number: number, other: number, image: number): void {
    const length = this.#words(number);
    this.#note(length === this.#words(image), 'sizes');
    if (this.broken !== null) return;
    this.#place(id, number, other, image, length);
    for (let word = 0; word < length; word++)
      this.#learnValue(id, word, number, other, this.placeOf(id, word), image);
  }

  /** In what order the words of a new object were written is not known: those that are not zero are like each other. */
  #place(id: number, number: number, other: number, image: number, length: number): void {
    const [own, others]: [number[], number[]] = [[], []];
    for (let word = 0; word < length; word++) {
      const [isZero, isZeroThere] = [this.#isZero(number, word), this.#isZero(image, this.placeOf(id, word))];
      if (!isZero && isZeroThere) own.push(word);
      if (isZero && !isZeroThere) others.push(this.placeOf(id, word));
    }
    if (own.length !== others.length) return;
    own.forEach((word, at) => {
      this.#learnPlace(id, word, other, others[at]!);
    });
  }

  #isZero(number: number, word: number): boolean {
    const value = this.#value(number, word);
    return value >= 0 && value < 16;
  }

  /** Words that take each other's place: the other of the two has to be some as well. */
  #learnPlace(id: number, word: number, other: number, place: number): void {
    this.#note(this.#places.add(id * WORDS + word, other * WORDS + place), 'places');
    if (word !== place) this.#note(this.#places.add(id * WORDS + place, other * WORDS + word), 'places');
  }

  /** Words of bytes that the object of that number keeps. */
  #words(number: number): number {
    const { objects } = this.#rows;
    return number === 0 || objects.end(number) - objects.start(number) === FIXED
      ? 0
      : ((this.#rows.sizeOf(number) + 15) >> 4) << 2;
  }

  #value(number: number, word: number): number {
    const { objects } = this.#rows;
    const start = objects.start(number);
    return packed(
      objects.words[start + FIXED + word]!,
      shadowOf(objects.words, shadowStart(objects.words, start), word),
    );
  }

  #baseOf(id: number): number {
    const { firstSlot } = this.#rows;
    return this.#rows.objectAt(this.#base, 0, this.#base.length, firstSlot + this.#rows.slotOf(id));
  }

  /** What two objects, one the image of the other, have in two words. */
  #learnWord(id: number, word: number, number: number, other: number, place: number, image: number): void {
    this.#learnPlace(id, word, other, place);
    this.#learnValue(id, word, number, other, place, image);
    // The half that was not written stands beside another now.
    if (this.placeOf(id, word ^ 1) === (place ^ 1))
      this.#learnValue(id, word ^ 1, number, other, place ^ 1, image);
  }

  /** Also what they have where all begins. */
  #learnValue(id: number, word: number, number: number, other: number, place: number, image: number): void {
    const [one, two] = [id * WORDS + word, other * WORDS + place];
    const [start, startImage] = [this.#baseOf(id), this.#baseOf(other)];
    const isFirst = !this.#values.isMet(one) || !this.#values.isMet(two);
    if (isFirst && word < this.#words(start) && place < this.#words(startImage))
      this.#values.add(one, this.#halves(start, word), two, this.#halves(startImage, place));
    this.#note(this.#values.add(one, this.#halves(number, word), two, this.#halves(image, place)), 'values');
  }

  #halves(number: number, word: number): Halves {
    return [this.#value(number, word), this.#value(number, word ^ 1)];
  }

  /** The object that one becomes, which is known where it is not as it is in the base. */
  objectOf(id: number): number | undefined {
    return this.#objects.of(id);
  }

  /** Whether, of some value of a word, only the other half of its 64 bits tells what it becomes. */
  isSeveral(id: number, word: number): boolean {
    return this.#values.isSeveral(id * WORDS + word);
  }

  /** The same of some word of an object. */
  hasSeveral(id: number): boolean {
    return this.#values.several.has(id);
  }

  /** The word of its image that a word of an object becomes. */
  placeOf(id: number, word: number): number {
    const place = this.#places.of(id * WORDS + word);
    return place === undefined ? word : place % WORDS;
  }

  /** The index of what the object at an index becomes; -1 where it is not known. */
  indexOf(index: number): number {
    const known = this.#slots[index];
    if (known !== undefined) return known;
    const { firstSlot } = this.#rows;
    const other = this.#objects.of(this.#rows.idOf(index - firstSlot));
    if (other === undefined) return -1;
    const slot = firstSlot + this.#rows.slotOf(other);
    this.#slots[index] = slot;
    return slot;
  }

  /** What the object at an index becomes, which is at another; -1 where it is not known. */
  of(index: number, number: number, other: number): number {
    if (number === 0) return 0;
    const known = this.#images[index]?.get(number);
    if (known !== undefined) return known;
    const { firstSlot } = this.#rows;
    const [id, to] = [this.#rows.idOf(index - firstSlot), this.#rows.idOf(other - firstSlot)];
    const made = this.#make(id, number, to);
    // What becomes of a thing becomes the thing again.
    const back = made < 0 ? -1 : this.#make(to, made, id);
    this.#note(back < 0 || back === number, 'ways back');
    if (back !== number) return -1;
    this.#imagesAt(index).set(number, made);
    this.#imagesAt(other).set(made, number);
    return made;
  }

  #imagesAt(index: number): Map<number, number> {
    const known = this.#images[index] ?? new Map<number, number>();
    this.#images[index] = known;
    return known;
  }

  /** Whether all images that were told are what would be told now. */
  areKept(): boolean {
    return this.#images.every((images, index) => {
      const { firstSlot } = this.#rows;
      const [id, other] = [this.#rows.idOf(index - firstSlot), this.indexOf(index)];
      return [...(images ?? [])].every(
        ([number, image]) => this.#make(id, number, this.#rows.idOf(other - firstSlot)) === image,
      );
    });
  }

  /** -1 where some of it was never met. */
  #make(id: number, number: number, other: number): number {
    const { objects } = this.#rows;
    const start = objects.start(number);
    const length = objects.end(number) - start;
    const base = this.#baseOf(other);
    const scratch = this.#room(length);
    const isLike = base > 0 && objects.end(base) - objects.start(base) === length;
    if (isLike) scratch.set(objects.words.subarray(objects.start(base), objects.end(base)));
    else scratch.fill(0, 0, length);
    if (!this.#identityInto(id, number, base, scratch)) return -1;
    const shadow = shadowStart(scratch, 0);
    for (let word = 0; word < this.#words(number); word++) {
      const image = this.#values.of(id * WORDS + word, this.#halves(number, word));
      // What nobody wrote is as it is in the base.
      if (image === undefined && isLike && this.#isAsInBase(id, number, word)) continue;
      if (image === undefined) return -1;
      const place = this.placeOf(id, word);
      scratch[FIXED + place] = Math.floor(image / 16);
      setShadow(scratch, shadow, place, image & 15);
    }
    return this.#rows.addObject(scratch, length);
  }

  #isAsInBase(id: number, number: number, word: number): boolean {
    const base = this.#baseOf(id);
    const isMet = this.#values.isMet(id * WORDS + word);
    return !isMet && word < this.#words(base) && this.#value(number, word) === this.#value(base, word);
  }

  #identityInto(id: number, number: number, base: number, into: Int32Array): boolean {
    const { objects } = this.#rows;
    const isBase =
      this.#baseOf(id) > 0 && this.#rows.identityOf(number) === this.#rows.identityOf(this.#baseOf(id));
    const like = this.#identities.get(id * NUMBERS + this.#rows.identityOf(number)) ?? (isBase ? base : 0);
    if (like === 0) return false;
    const start = objects.start(like);
    for (let at = 0; at < FIXED; at++) into[at] = objects.words[start + at]!;
    return this.#rows.sizeOf(like) === this.#rows.sizeOf(number);
  }

  #room(words: number): Int32Array {
    if (words > this.#scratch.length) this.#scratch = new Int32Array(words * 2);
    return this.#scratch;
  }
}

/** A word and its initialised bytes, as one number. */
function packed(value: number, bits: number): number {
  return value * 16 + bits;
}
