import type { Effect, Effects } from './effects.ts';
import { GroupedLikeness } from './grouped-likeness.ts';
import { Likeness } from './likeness.ts';
import type { Known } from './memo.ts';
import { ObjectImages } from './object-images.ts';
import type { Prints } from './prints.ts';
import { HEADER, PHASE, type Rows } from './rows.ts';
import { ofFinding } from './violations.ts';
import type { WordValues } from './word-values.ts';
import type { Row } from './world.ts';

/** A segment and its image, each of the other: what the other task does in the state that is the image of the one's. */
export interface Twin {
  readonly known: Known;
  readonly image: Known;
}

/** What a task did from a row. */
export interface Done {
  readonly row: Row;
  readonly task: number;
  readonly known: Known;
}

/**
 * An exchange of tasks, as a map of states: which object, word, value, and state of a task becomes which. Nothing of it
 * is known beforehand. It is learnt from what tasks do in a state, and in its image, side by side: what the one writes
 * first is the image of what the other writes first, and so on. Whether it is a symmetry is seen from that: where two
 * things have one image, or one thing has two, it is none.
 */
export class Exchange {
  readonly id: number;
  /** Of each task, the one it becomes, in a phase with several; each is the image of its image. */
  readonly tasks: readonly number[];
  readonly twins: Twin[] = [];
  readonly objects: ObjectImages;
  readonly #rows: Rows;
  readonly #prints: Prints;
  readonly #base: Int32Array;
  /** States of tasks, by phase and task. */
  readonly #states = new GroupedLikeness();
  readonly #footprints = new Likeness();
  /** Segments that have an image. */
  readonly #paired = new Set<number>();
  #broken: string | null = null;

  /** `id` tells it from others of the same machine; `base` is the row of a state that is its own image. */
  constructor(
    id: number,
    tasks: readonly number[],
    rows: Rows,
    effects: Effects,
    prints: Prints,
    words: WordValues,
    base: Int32Array,
  ) {
    this.id = id;
    this.tasks = tasks;
    this.#rows = rows;
    this.#prints = prints;
    this.#base = base;
    this.objects = new ObjectImages(rows, effects, words, base);
  }

  /** Roughly. */
  get bytes(): number {
    return this.objects.bytes + this.twins.length * 256;
  }

  /** Why it is no symmetry; null while nothing speaks against it. */
  get broken(): string | null {
    return this.#broken ?? this.objects.broken;
  }

  /** It is no symmetry. */
  refuse(why: string): void {
    this.#broken ??= why;
  }

  /** Forgets which segments are images of each other, not what was learnt by them. */
  forget(): void {
    this.twins.length = 0;
    this.#paired.clear();
  }

  isPaired(known: Known): boolean {
    return this.#paired.has(known.id);
  }

  /** Learns that each is the image of the other. */
  pair({ known, row, task }: Done, image: Done): void {
    this.#paired.add(known.id);
    this.#paired.add(image.known.id);
    this.twins.push({ known, image: image.known });
    if (!sameSegment(known, image.known)) this.refuse('segments');
    if (known.effects.length !== image.known.effects.length) this.refuse('effects');
    if (this.#resultsOf(known) !== this.#resultsOf(image.known)) this.refuse('results');
    if (!this.#footprints.add(known.print, image.known.print)) this.refuse('footprints');
    // The path of what breaks a rule leaves no state.
    if (known.task !== 0 && image.known.task !== 0)
      this.learnState(row.words[row.start + PHASE]!, task, known.task, image.task, image.known.task);
    known.effects.forEach((effect, at) => {
      const other = image.known.effects[at]!;
      if (this.broken === null)
        this.objects.learn(effect, this.#before(row, effect), other, this.#before(image.row, other));
    });
  }

  /** What its actions gave; the path of what breaks a rule gives nothing. */
  #resultsOf({ task }: Known): string {
    return task === 0 ? '' : this.#rows.resultsOf(task).join();
  }

  #before({ words, start, length }: Row, { id }: Effect): number {
    return this.#rows.objectAt(words, start, length, this.#rows.firstSlot + this.#rows.slotOf(id));
  }

  learnState(phase: number, task: number, number: number, other: number, image: number): void {
    if (!this.#states.add(groupOf(phase, task), number, groupOf(phase, other), image)) this.refuse('tasks');
  }

  /** The footprint that steps have once they are exchanged; 0 for none that is known. */
  footprint(print: number): number {
    const known = this.#footprints.of(print);
    if (known !== undefined) return known;
    const parts = this.#prints.partsOf(print).map((part) => this.#footprints.of(part));
    const isKnown = parts.length > 0 && !parts.includes(undefined);
    return isKnown ? this.#prints.join(parts as number[]) : 0;
  }

  /** What a state of a task becomes, of the task that it is exchanged with. */
  stateOf(phase: number, task: number, number: number): number | undefined {
    return this.#states.of(groupOf(phase, task), number);
  }

  /** The image of a row but for its results; null where it is not known. */
  imageOf(row: Row, alone: boolean): Int32Array | null {
    const image = this.#rows.copy(this.#base, 0, this.#base.length);
    return this.#imageInto(row, image, alone) ? image : null;
  }

  /** Whether the image of a row is known. */
  hasImage(row: Row): boolean {
    return this.#imageInto(row, null, false);
  }

  /** Puts the image of a row into one that is the base; false where it is not known. */
  #imageInto({ words, start, length }: Row, image: Int32Array | null, alone: boolean): boolean {
    const rows = this.#rows;
    const { firstSlot } = rows;
    const base = this.#base;
    const phase = words[start + PHASE]!;
    if (image) for (let at = 0; at < HEADER; at++) image[at] = words[start + at]!;
    for (let task = 0; task + HEADER < firstSlot; task++) {
      const state = this.stateOf(phase, task, words[start + HEADER + task]!);
      if (state === undefined) return false;
      if (image) image[HEADER + (alone ? task : this.tasks[task]!)] = state;
    }
    const end = Math.max(length, base.length);
    for (let index = firstSlot; index < end; index++) {
      const number = index < length ? words[start + index]! : 0;
      if (number === (index < base.length ? base[index] : 0)) continue;
      const other = this.objects.indexOf(index);
      const made = other < 0 ? -1 : this.objects.of(index, rows.objectAt(words, start, length, index), other);
      if (made < 0) return false;
      if (image) rows.put(image, other, made);
    }
    return true;
  }

  /**
   * How the image of a row compares with it, from the tasks on, by the first word that differs: negative where it comes
   * before, 0 where they are the same. Negative as well where not all of it was met.
   */
  compare(row: Row, alone: boolean): number {
    const { words, start } = row;
    const phase = words[start + PHASE]!;
    for (let at = 0; at < this.tasks.length; at++) {
      const task = alone ? at : this.tasks[at]!;
      const difference =
        (this.stateOf(phase, task, words[start + HEADER + task]!) ?? -1) - words[start + HEADER + at]!;
      if (difference !== 0) return difference;
    }
    return this.#compareObjects(row);
  }

  #compareObjects({ words, start, length }: Row): number {
    const [rows, base] = [this.#rows, this.#base];
    const end = Math.max(length, base.length);
    for (let index = rows.firstSlot; index < end; index++) {
      const own = index < length ? words[start + index]! : 0;
      const other = this.objects.indexOf(index);
      // What was not met is as it is in the base, and stays there.
      const from = other < 0 ? index : other;
      const number = from < length ? words[start + from]! : 0;
      let image = index < base.length ? base[index]! : 0;
      if (number !== (from < base.length ? base[from] : 0)) {
        const made =
          other < 0 ? -1 : this.objects.of(other, rows.objectAt(words, start, length, other), index);
        if (made < 0) return made;
        image = rows.wordOf(index, made);
      }
      if (image !== own) return image - own;
    }
    return 0;
  }

  /** Whether all that a segment depends on is its own image, so that the segment is. */
  isOwnImage({ needs }: Known, { words, start, length }: Row, task: number, alone: boolean): boolean {
    const rows = this.#rows;
    const phase = words[start + PHASE]!;
    const state = words[start + HEADER + task]!;
    if ((!alone && this.tasks[task] !== task) || this.stateOf(phase, task, state) !== state) return false;
    const isMoved = (index: number): boolean =>
      this.objects.indexOf(index) >= 0 && this.objects.indexOf(index) !== index;
    if (needs.passed.some(isMoved)) return false;
    return needs.indices.every((index) => {
      const other = this.objects.indexOf(index);
      const number = rows.objectAt(words, start, length, index);
      if (number === rows.objectAt(this.#base, 0, this.#base.length, index)) return !isMoved(index);
      return other === index && this.objects.of(index, number, other) === number;
    });
  }
}

/** Tells the states of a task in a phase from those of others. */
export function groupOf(phase: number, task: number): number {
  return phase * 64 + task;
}

function sameSegment(known: Known, image: Known): boolean {
  const [one, two] = [known.segment, image.segment];
  return (
    known.faults === image.faults &&
    one.disabled === two.disabled &&
    one.operations === two.operations &&
    one.waited === two.waited &&
    one.place === two.place &&
    one.passed.join() === two.passed.join() &&
    one.choices.map(({ taken }) => taken).join() === two.choices.map(({ taken }) => taken).join() &&
    causes(one).join('\n') === causes(two).join('\n')
  );
}

function causes({ findings, notes }: Known['segment']): string[] {
  return [...findings, ...notes.map(({ finding }) => finding)].map((finding) => ofFinding(finding).cause);
}
