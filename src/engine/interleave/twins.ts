import { grouped } from '../base/grouped.ts';
import type { Effects } from './effects.ts';
import { type Done, Exchange, groupOf } from './exchange.ts';
import type { Known } from './memo.ts';
import type { Prints } from './prints.ts';
import { isServing, listsToDo, type Workload } from './program.ts';
import { PHASE, type Rows } from './rows.ts';
import { WordValues } from './word-values.ts';
import type { Row } from './world.ts';

/**
 * Images of one step, and of one end, beyond which tasks are told apart: nothing else is done while they are looked at.
 * Eight tasks with a list of their own have as many as a step that touches five of them: 6,720.
 */
export const MOST_IMAGES = 8000;

/** What a task does from a row: executed, or remembered. */
type RunTask = (row: Row, task: number, answers: readonly number[], stop: number) => Known;

/**
 * Which tasks may be exchanged, learnt as they run: whatever one of them does is done by the other as well, in the
 * state that is the image, so that all of it has its image in turn.
 */
export class Twins {
  /** Those that nothing speaks against until now. */
  exchanges: readonly Exchange[] = [];
  readonly #rows: Rows;
  readonly #effects: Effects;
  readonly #prints: Prints;
  readonly #words: WordValues;
  readonly #workload: Workload;
  readonly #run: RunTask;
  readonly #isStale: () => boolean;
  /** Segments whose images all are known, and images of these. */
  readonly #closed = new Set<number>();
  /** Of the states of tasks, by phase and task. */
  readonly #ranks: (Map<number, number> | undefined)[] = [];
  /** Per rank, one that it was found to be the same as, itself if none. */
  readonly #joined: number[] = [];
  #hasBegun = false;

  /** `isStale`: there is more to know than segments were executed with. */
  constructor(
    rows: Rows,
    effects: Effects,
    prints: Prints,
    workload: Workload,
    run: RunTask,
    isStale: () => boolean,
  ) {
    this.#rows = rows;
    this.#words = new WordValues(rows);
    this.#effects = effects;
    this.#prints = prints;
    this.#workload = workload;
    this.#run = run;
    this.#isStale = isStale;
  }

  /** The first phase with several tasks begins: what nobody writes from then on is taken to become what it is in that state. */
  begin(base: Int32Array, idle: readonly number[]): void {
    this.exchanges = mayBeAlike(this.#workload, idle.length).map((tasks, id) => {
      const exchange = new Exchange(id, tasks, this.#rows, this.#effects, this.#prints, this.#words, base);
      for (let phase = 0; phase <= this.#workload.phases.length; phase++)
        idle.forEach((number, task) => {
          const other = this.isAlone(phase) ? task : tasks[task]!;
          exchange.learnState(phase, task, number, other, idle[other]!);
          this.#rank(groupOf(phase, task), number, groupOf(phase, other), idle[other]!);
        });
      return exchange;
    });
    this.#hasBegun = true;
  }

  /** In this phase several tasks run, for the first time. */
  isFirst(phase: number): boolean {
    return !this.#hasBegun && phase < this.#workload.phases.length && !this.isAlone(phase);
  }

  isAlone(phase: number): boolean {
    return listsToDo(this.#workload.phases[phase] ?? []).length < 2;
  }

  imageOf(exchange: Exchange, row: Row): Row | null {
    const image = exchange.imageOf(row, this.isAlone(row.words[row.start + PHASE]!));
    return image && { words: image, start: 0, length: this.#rows.trim(image) };
  }

  /** Has what a task does from a row done by all tasks that it may be exchanged with. */
  close(row: Row, task: number, known: Known): void {
    if (this.#closed.has(known.id) || this.exchanges.length === 0 || this.#isStale()) return;
    // Where the first of several phases began otherwise than in the base, there may be no images.
    if (!this.exchanges.some((exchange) => exchange.hasImage(row))) return;
    const pending: Done[] = [{ row, task, known }];
    let images = 0;
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (this.#closed.has(next.known.id)) continue;
      if (++images > MOST_IMAGES)
        for (const exchange of this.exchanges) exchange.refuse('too many images of a step');
      for (const exchange of this.exchanges) {
        const image = exchange.broken === null ? this.#pair(exchange, next) : null;
        // What ran with more knowledge than what is remembered is no image of it.
        if (this.#isStale()) return;
        if (image) pending.push(image);
      }
      this.#closed.add(next.known.id);
    }
  }

  /** Null where there is nothing new to close. */
  #pair(exchange: Exchange, done: Done): Done | null {
    const { row, task, known } = done;
    // The image of an image is what it came from.
    if (exchange.isPaired(known)) return null;
    const phase = row.words[row.start + PHASE]!;
    const alone = this.isAlone(phase);
    if (exchange.isOwnImage(known, row, task, alone)) {
      exchange.pair(done, done);
      return null;
    }
    const imageRow = this.imageOf(exchange, row);
    if (imageRow === null) {
      exchange.refuse('no image');
      return null;
    }
    const other = alone ? task : exchange.tasks[task]!;
    const image = {
      row: imageRow,
      task: other,
      known: this.#run(imageRow, other, known.answers, known.stop),
    };
    if (this.#isStale()) return null;
    exchange.pair(done, image);
    this.#rank(groupOf(phase, task), known.task, groupOf(phase, other), image.known.task);
    return image;
  }

  /** A number that the state of a task has in common with its images. */
  rankOf(phase: number, task: number, number: number): number {
    const group = groupOf(phase, task);
    return this.#rank(group, number, group, number);
  }

  #rank(group: number, one: number, otherGroup: number, two: number): number {
    const [ranks, others] = [this.#ranksOf(group), this.#ranksOf(otherGroup)];
    const [own, other] = [ranks.get(one), others.get(two)];
    if (own !== undefined && other !== undefined) return this.#join(own, other);
    const rank = own ?? other ?? this.#joined.push(this.#joined.length) - 1;
    ranks.set(one, rank);
    others.set(two, rank);
    return this.#first(rank);
  }

  #ranksOf(group: number): Map<number, number> {
    const known = this.#ranks[group] ?? new Map<number, number>();
    this.#ranks[group] = known;
    return known;
  }

  #join(one: number, two: number): number {
    const [a, b] = [this.#first(one), this.#first(two)];
    this.#joined[Math.max(a, b)] = Math.min(a, b);
    return Math.min(a, b);
  }

  #first(rank: number): number {
    let first = rank;
    while (this.#joined[first] !== first) first = this.#joined[first]!;
    return first;
  }

  /** Roughly. */
  get bytes(): number {
    const ofRanks = this.#joined.length * 128;
    return this.exchanges.reduce((sum, { bytes }) => sum + bytes, ofRanks + this.#words.bytes);
  }

  /** Tasks were exchanged that are not alike. */
  get isBroken(): boolean {
    return this.exchanges.some(({ broken }) => broken !== null);
  }

  /** Segments may be executed anew: what was executed before is the image of nothing. */
  forget(): void {
    this.#closed.clear();
    for (const exchange of this.exchanges) exchange.forget();
  }

  /** Exchanges no more what was found not to be alike. */
  drop(): void {
    this.exchanges = this.exchanges.filter(({ broken }) => broken === null);
  }
}

/**
 * Exchanges of tasks that do the same in all phases in which there are several, to other things: of neighbours, since
 * these make up all others; and of all tasks of one kin with those of another.
 */
function mayBeAlike({ phases }: Workload, tasks: number): readonly (readonly number[])[] {
  const parallel = phases.filter((phase) => listsToDo(phase).length > 1);
  const keyOf = (task: number, isKin: boolean): string =>
    JSON.stringify(
      parallel.map(
        (phase) => phase[task]?.map((action) => [action.function, isKin ? action.kin : null]) ?? null,
      ),
    );
  const all = Array.from({ length: tasks }, (_, task) => task);
  const serving = (task: number): boolean => phases.some((phase) => isServing(phase[task] ?? []));
  const exchanged = (pairs: readonly (readonly [number, number])[]): readonly number[] => {
    const to = [...all];
    for (const [one, two] of pairs) [to[one], to[two]] = [two, one];
    return to;
  };
  const kins = [
    ...grouped(
      all.filter((task) => !serving(task)),
      (task) => keyOf(task, true),
    ).values(),
  ];
  const neighbours = kins.flatMap((kin) => kin.slice(1).map((task, at) => exchanged([[kin[at]!, task]])));
  const like = grouped(kins, (kin) => `${kin.length} ${keyOf(kin[0]!, false)}`);
  const whole = [...like.values()].flatMap((group) =>
    group.slice(1).map((kin, at) => exchanged(kin.map((task, index) => [group[at]![index]!, task] as const))),
  );
  return [...neighbours, ...whole];
}
