import type { Exchanged, Exchanging } from '../explore/reducible.ts';
import type { Exchange } from './exchange.ts';
import type { Labels } from './labels.ts';
import type { Prints } from './prints.ts';
import { HEADER, keyOf, PHASE, RESULTS } from './rows.ts';
import type { Results } from './system.ts';
import type { Numbered } from './task-words.ts';
import { MOST_IMAGES, type Twins } from './twins.ts';
import type { MachineViolation } from './violations.ts';
import type { Row } from './world.ts';

/** Exchanges after which a state is left as it is. */
const MOST = 256;

/** States of the machine with like tasks exchanged, one exchange after the other. */
export class Exchanges implements Exchanging<MachineViolation> {
  readonly #twins: Twins;
  readonly #prints: Prints;
  readonly #labels: Labels;
  readonly #results: Numbered<Results>;
  /** By the number of results. */
  readonly #imagesOfResults = new Map<Exchange, number[]>();
  /** Exchanges done one after another, by number; none is 0. */
  readonly #sequences: (readonly Exchange[])[] = [[]];
  readonly #numbers = new Map<string, number>([['', 0]]);

  constructor(twins: Twins, prints: Prints, labels: Labels, results: Numbered<Results>) {
    this.#twins = twins;
    this.#prints = prints;
    this.#labels = labels;
    this.#results = results;
  }

  canonical(row: Int32Array, length: number): Exchanged {
    let now = { words: row, start: 0, length };
    const done: Exchange[] = [];
    for (let some = true; some && done.length < MOST; ) {
      some = false;
      for (const exchange of this.#twins.exchanges) {
        if (exchange.broken !== null) continue;
        const ranks = this.#compareRanks(exchange, now.words);
        if (ranks < 0 || (ranks === 0 && !this.#isBefore(exchange, now))) continue;
        const image = this.imageOf(exchange, now.words, now.length);
        if (image === null) continue;
        now = image;
        done.push(exchange);
        some = true;
      }
    }
    return { row: now.words, length: now.length, exchange: this.#number(done) };
  }

  /** A state with tasks exchanged; null where not all of it was met. */
  imageOf(exchange: Exchange, row: Int32Array, length: number): Row | null {
    const image = this.#twins.imageOf(exchange, { words: row, start: 0, length });
    if (image !== null) image.words[RESULTS] = this.#resultsOf(exchange, image.words[RESULTS]!);
    return image;
  }

  /** The other states that one becomes by exchanges, each with the last of these; refuses one that makes too many. */
  *imagesOf(row: Int32Array, length: number): Generator<Row & { readonly exchange: Exchange }> {
    const all = new Map<string, Row>([[keyOf(row, length), { words: row, start: 0, length }]]);
    for (const { words, length } of all.values())
      for (const exchange of this.#twins.exchanges) {
        if (all.size > MOST_IMAGES) exchange.refuse('too many images of an end');
        const image = exchange.broken === null ? this.imageOf(exchange, words, length) : null;
        const key = image === null ? '' : keyOf(image.words, image.length);
        if (image === null || all.has(key)) continue;
        all.set(key, image);
        yield { ...image, exchange };
      }
  }

  #resultsOf(exchange: Exchange, number: number): number {
    let images = this.#imagesOfResults.get(exchange);
    if (images === undefined) {
      images = [];
      this.#imagesOfResults.set(exchange, images);
    }
    images[number] ??= this.#exchangedResults(exchange, number);
    return images[number]!;
  }

  #exchangedResults({ tasks }: Exchange, number: number): number {
    const all = this.#results
      .thing(number)
      .map((results, phase) =>
        this.#twins.isAlone(phase) ? results : results.map((_, task) => results[tasks[task]!]!),
      );
    return this.#results.number(JSON.stringify(all), all);
  }

  /** By what is the same of a task whichever it is: negative where tasks are in order, positive where not, 0 where that does not tell. */
  #compareRanks({ tasks }: Exchange, row: Int32Array): number {
    const phase = row[PHASE]!;
    if (this.#twins.isAlone(phase)) return 0;
    for (let task = 0; task < tasks.length; task++) {
      const other = tasks[task]!;
      if (other === task) continue;
      const own = this.#twins.rankOf(phase, task, row[HEADER + task]!);
      const difference = own - this.#twins.rankOf(phase, other, row[HEADER + other]!);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  /** Whether the image of a state comes before it; where not all of it was met, that is not told. */
  #isBefore(exchange: Exchange, { words, start, length }: Row): boolean {
    const results = this.#resultsOf(exchange, words[start + RESULTS]!) - words[start + RESULTS]!;
    if (results !== 0) return results < 0;
    return exchange.compare({ words, start, length }, this.#twins.isAlone(words[start + PHASE]!)) < 0;
  }

  #number(done: readonly Exchange[]): number {
    const key = done.map((exchange) => exchange.id).join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#sequences.length);
    return this.#sequences.push(done) - 1;
  }

  taskAfter(exchange: number, task: number): number {
    return this.#sequences[exchange]!.reduce((at, { tasks }) => tasks[at]!, task);
  }

  taskBefore(exchange: number, task: number): number {
    return this.#sequences[exchange]!.reduceRight((at, { tasks }) => tasks[at]!, task);
  }

  footprintAfter(exchange: number, print: number): number {
    return this.#sequences[exchange]!.reduce((at, each) => (at === 0 ? 0 : each.footprint(at)), print);
  }

  footprintBefore(exchange: number, print: number): number {
    return this.#sequences[exchange]!.reduceRight((at, each) => (at === 0 ? 0 : each.footprint(at)), print);
  }

  footprintsLike(prints: readonly number[]): readonly number[] {
    const all = new Set(prints);
    for (const print of all)
      for (const exchange of this.#twins.exchanges) {
        const image = exchange.footprint(print);
        if (image === 0) continue;
        if (exchange.footprint(image) !== print) exchange.refuse('footprints of several');
        all.add(image);
      }
    return [...all];
  }

  /** Whether all places that one may become are called the same; refuses an exchange by which they are not. */
  isOneField(object: number, offset: number, fieldAt: (offset: number) => string): boolean {
    const field = fieldAt(offset);
    const places = new Map([[`${object} ${offset}`, { object, offset }]]);
    for (const place of places.values())
      for (const exchange of this.#twins.exchanges) {
        const image = {
          object: exchange.objects.objectOf(place.object) ?? place.object,
          offset: exchange.objects.placeOf(place.object, place.offset >> 2) * 4 + (place.offset & 3),
        };
        places.set(`${image.object} ${image.offset}`, image);
        if (fieldAt(image.offset) !== field) exchange.refuse('fields');
      }
    return !this.#twins.isBroken;
  }

  taskOf(print: number): number {
    return this.#prints.taskOf(print);
  }

  relabel(label: number, tasks: readonly number[]): number {
    const step = this.#labels.step(label);
    const alone = this.#twins.isAlone(step.phase);
    return alone ? label : this.#labels.number({ ...step, task: tasks[step.task]! });
  }

  renamed(
    violation: MachineViolation,
    tasks: readonly number[],
    words: Int32Array,
    start: number,
  ): MachineViolation {
    if (this.#twins.isAlone(words[start + PHASE]!)) return violation;
    if (violation.kind === 'race') {
      const [one, two] = violation.race.accesses;
      const accesses = [
        { ...one, task: tasks[one.task]! },
        { ...two, task: tasks[two.task]! },
      ] as const;
      return { ...violation, race: { ...violation.race, accesses } };
    }
    if (violation.kind !== 'deadlock') return violation;
    return { ...violation, waiting: violation.waiting.map((each) => ({ ...each, task: tasks[each.task]! })) };
  }
}
