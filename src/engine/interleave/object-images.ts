import type { Effect, Effects } from './effects.ts';
import { GroupedLikeness } from './grouped-likeness.ts';
import { LastImages } from './last-images.ts';
import { Learnt } from './learnt.ts';
import { Likeness } from './likeness.ts';
import { FIXED, setShadow, shadowStart } from './object-words.ts';
import type { Rows } from './rows.ts';
import { Values } from './values.ts';
import type { WordValues } from './word-values.ts';

/** Numbers of objects that are told apart. */
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
  readonly #words: WordValues;
  readonly #base: Int32Array;
  readonly #objects = new Likeness();
  /** Words, by the slots of their objects. */
  readonly #places = new GroupedLikeness();
  readonly #values = new Values();
  readonly #identities = new Map<number, number>();
  readonly #learnt = new Learnt();
  /** By the index of an object, then its number. */
  readonly #images: (Map<number, number> | undefined)[] = [];
  /** By the index of an object, that of its image. */
  readonly #slots: number[] = [];
  /** By number: the image that was told last of it, at which index. */
  readonly #last = new LastImages();
  #scratch = new Int32Array(256);

  constructor(rows: Rows, effects: Effects, words: WordValues, base: Int32Array) {
    this.#rows = rows;
    this.#effects = effects;
    this.#words = words;
    this.#base = base;
  }

  /** Roughly. */
  get bytes(): number {
    return this.#values.bytes + this.#learnt.bytes;
  }

  /** What a segment did to an object that had the number `before`, and its image to its own. */
  learn(one: Effect, before: number, two: Effect, beforeImage: number): void {
    this.#note(this.#objects.add(one.id, two.id), 'objects');
    const after = this.#effects.after(one, before);
    const image = this.#effects.after(two, beforeImage);
    this.#note(one.whole >= 0 === two.whole >= 0 && after > 0 === image > 0, 'effect');
    if (this.broken !== null || after === 0) return;
    if (this.#learnt.isMet(this.#rows.slotOf(one.id), one.change, after, two.change, image)) return;
    this.#learnIdentity(one.id, after, two.id, image);
    if (one.whole < 0) this.#learnWritten(one, after, two, image);
    else this.#learnWhole(one.id, after, two.id, image);
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
    const { length } = this.#words.of(number);
    this.#note(length === this.#words.of(image).length, 'sizes');
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
    return this.#words.wordOf(this.#words.of(number)[word]!) === 0;
  }

  /** Words that take each other's place: the other of the two has to be some as well. */
  #learnPlace(id: number, word: number, other: number, place: number): void {
    const [one, two] = [this.#rows.slotOf(id), this.#rows.slotOf(other)];
    this.#note(this.#places.add(one, word, two, place), 'places');
    if (word !== place) this.#note(this.#places.add(one, place, two, word), 'places');
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
    const [one, two] = [this.#rows.slotOf(id), this.#rows.slotOf(other)];
    const isFirst = !this.#values.isMet(one, word) || !this.#values.isMet(two, place);
    const [start, startImage] = [this.#words.of(this.#baseOf(id)), this.#words.of(this.#baseOf(other))];
    if (isFirst && word < start.length && place < startImage.length)
      this.#learnWay(one, word, start, startImage[place]!) &&
        this.#learnWay(two, place, startImage, start[word]!);
    const [own, others] = [this.#words.of(number), this.#words.of(image)];
    const isLearnt =
      this.#learnWay(one, word, own, others[place]!) && this.#learnWay(two, place, others, own[word]!);
    this.#note(isLearnt, 'values');
  }

  #learnWay(slot: number, word: number, values: Int32Array, image: number): boolean {
    return this.#values.learn(slot, word, values[word]!, values[word ^ 1]!, image);
  }

  /** The object that one becomes, which is known where it is not as it is in the base. */
  objectOf(id: number): number | undefined {
    return this.#objects.of(id);
  }

  /** Whether, of some value of a word, only the other half of its 64 bits tells what it becomes. */
  isSeveral(id: number, word: number): boolean {
    return this.#values.isSeveral(this.#rows.slotOf(id), word);
  }

  /** The same of some word of an object. */
  hasSeveral(id: number): boolean {
    return this.#values.hasSeveral(this.#rows.slotOf(id));
  }

  /** The word of its image that a word of an object becomes. */
  placeOf(id: number, word: number): number {
    return this.#places.of(this.#rows.slotOf(id), word) ?? word;
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
    const last = this.#last.of(index, number);
    if (last > 0) return last;
    const known = this.#images[index]?.get(number);
    if (known !== undefined) {
      this.#last.set(index, number, known);
      return known;
    }
    const { firstSlot } = this.#rows;
    const [id, to] = [this.#rows.idOf(index - firstSlot), this.#rows.idOf(other - firstSlot)];
    const made = this.#make(id, number, to);
    // What becomes of a thing becomes the thing again.
    const back = made < 0 ? -1 : this.#make(to, made, id);
    this.#note(back < 0 || back === number, 'ways back');
    if (back !== number) return -1;
    this.#imagesAt(index).set(number, made);
    this.#imagesAt(other).set(made, number);
    this.#last.set(other, made, number);
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
    if (!this.#wordsInto(id, number, isLike, scratch)) return -1;
    return this.#rows.addObject(scratch, length);
  }

  /** False where some was never met; what nobody wrote stays as it is in the base. */
  #wordsInto(id: number, number: number, isLike: boolean, into: Int32Array): boolean {
    const slot = this.#rows.slotOf(id);
    const values = this.#words.of(number);
    const start = this.#words.of(this.#baseOf(id));
    const shadow = shadowStart(into, 0);
    for (let word = 0; word < values.length; word++) {
      const image = this.#values.of(slot, word, values[word]!, values[word ^ 1]!);
      if (image < 0) {
        if (!this.#values.isMet(slot, word) && isLike && values[word] === start[word]) continue;
        return false;
      }
      const place = this.#places.of(slot, word) ?? word;
      into[FIXED + place] = this.#words.wordOf(image);
      setShadow(into, shadow, place, this.#words.bitsOf(image));
    }
    return true;
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
