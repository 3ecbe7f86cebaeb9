import { type Printed, READY, SURE } from '../explore/reducible.ts';
import type { Steps } from '../explore/system.ts';
import { circlesIn, lockingsIn } from './circle.ts';
import { Ends } from './ends.ts';
import { Exchanges } from './exchanging.ts';
import { Labels } from './labels.ts';
import type { Known } from './memo.ts';
import { isWaiting, type Next, nothing } from './nexts.ts';
import { PhaseEnd } from './phase-end.ts';
import { isPatient, type Workload } from './program.ts';
import { HEADER, PHASE, RESULTS } from './rows.ts';
import { deadlockIn } from './schedule.ts';
import { Segments } from './segments.ts';
import { type Swallowed, swallowedKey } from './swallowed.ts';
import { Numbered } from './task-words.ts';
import { type MachineViolation, type NameOf, ofFinding, placeOf, Races } from './violations.ts';
import type { Row, World } from './world.ts';

/** Words of a row that this system keeps, beside the phase: the calls that may still fail, what phases before gave. */
export const FAULTS = 1;

/**
 * Looks at what there is when a phase is over and nothing runs, and says what is wrong with it. The path goes
 * on, unless it was the last phase. States of one `name` differ in nothing but the results.
 */
export type AfterPhase = (world: World, results: Results, name?: string) => readonly MachineViolation[];

/** What actions gave, as 32-bit integers: of each phase, of each task. */
export type Results = readonly (readonly (readonly number[])[])[];

/**
 * The interleavings of a workload. A step is a segment: a task runs until it is about to do something that
 * another task's next segment conflicts with. Where that is, is learned: places found in conflict are made
 * `visible` in the world's watch, and `refined` says that there were new ones, so that what was explored
 * before is to be explored again.
 */
export class MachineSystem implements Printed<MachineViolation> {
  readonly width = null;
  readonly labels = new Labels();
  /**
   * Numbers of the instructions before which a task was interrupted once, since of what comes first the order mattered
   * there: places to switch as the others are, that this search need not know.
   */
  readonly cuts = new Set<number>();
  readonly swallowed = new Map<string, Swallowed>();
  readonly #races: Races;
  /** Where the races are that were met. */
  readonly #raced: { readonly object: number; readonly offset: number; readonly name: ReturnType<NameOf> }[] =
    [];
  readonly #world: World;
  readonly #workload: Workload;
  readonly #ends: Ends;
  readonly #phaseEnd: PhaseEnd;
  readonly #segments: Segments;
  readonly #results = new Numbered<Results>();
  readonly exchanging: Exchanges | undefined;
  readonly #idle: readonly number[];
  /** What all tasks may do from the row that was asked about last. */
  #nexts: readonly Next[] = [];

  /**
   * `segments` are those of the same world and workload, of an exploration before. `exchanges`: states that differ in
   * which of like tasks is which may be taken for one.
   */
  constructor(
    world: World,
    workload: Workload,
    afterPhase: AfterPhase,
    segments: Segments = new Segments(world, workload),
    exchanges = false,
  ) {
    this.#world = world;
    this.#workload = workload;
    this.#races = new Races(world.machine);
    this.#segments = segments;
    segments.restart(exchanges);
    this.#idle = world.idleTasks();
    const { twins, prints } = segments;
    this.exchanging = exchanges ? new Exchanges(twins, prints, this.labels, this.#results) : undefined;
    this.#phaseEnd = new PhaseEnd(world, workload, this.#idle, (row, tasks) => this.#areWaiting(row, tasks));
    this.#ends = new Ends(world, afterPhase, this.#results, this.exchanging);
  }

  /** New places were learnt: what was explored is to be explored again. */
  get refined(): boolean {
    return this.#segments.refined || this.isMistaken;
  }

  /** False where tasks were taken for each other that are not alike, by all that is known of them in the end. */
  areAlike(): boolean {
    const { exchanging } = this;
    if (this.#segments.lacksOrder) return false;
    if (exchanging === undefined) return true;
    return (
      this.#segments.areAlike() &&
      this.#raced.every(({ object, offset, name }) =>
        exchanging.isOneField(object, offset, (at) => this.#races.fieldOf(name, at)),
      )
    );
  }

  /** What was found is of no worth: tasks were taken for each other that are not alike, or an order was not kept that was asked for. */
  get isMistaken(): boolean {
    return this.#segments.lacksOrder || (this.exchanging !== undefined && this.#segments.twins.isBroken);
  }

  /** What there was too little of where no task could go on: what follows is not known. */
  get lack(): string | null {
    return this.#phaseEnd.lack;
  }

  /** In some state all tasks that serve others were in the midst of it and had to wait. */
  get wereAllWaiting(): boolean {
    return this.#phaseEnd.wereAllWaiting;
  }

  get bytes(): number {
    return this.#segments.bytes + this.#world.rows.bytes + this.#ends.bytes;
  }

  get tasks(): number {
    return this.#idle.length;
  }

  initial(steps: Steps<MachineViolation>): void {
    const none = this.#results.number('', []);
    const row = Int32Array.of(0, this.#workload.faults, none, ...this.#idle);
    if (this.exchanging && this.#segments.twins.isFirst(0))
      this.#segments.twins.begin(row.slice(), this.#idle);
    steps.step(0, row, row.length);
  }

  expand(words: Int32Array, start: number, length: number, steps: Steps<MachineViolation>): void {
    const row = { words, start, length };
    const phase = this.#workload.phases[words[start + PHASE]!];
    if (phase === undefined) return;
    this.#look(row, steps);
    this.#nexts.forEach(({ ways }, task) => {
      for (const way of ways) this.#tell(steps, row, task, way);
    });
  }

  prints(
    words: Int32Array,
    start: number,
    length: number,
    prints: Int32Array,
    ready: Uint8Array,
    steps: Steps<MachineViolation>,
  ): number {
    this.#look({ words, start, length }, steps);
    for (let task = 0; task < prints.length; task++) {
      const { print, isReady } = this.#nexts[task] ?? nothing;
      prints[task] = print;
      ready[task] = isReady ? (isWaiting(this.#nexts[task]!) ? READY : SURE) : 0;
    }
    return words[start + PHASE]!;
  }

  conflict(print: number, other: number): boolean {
    return this.#segments.prints.conflict(print, other);
  }

  ordered(print: number, other: number): boolean {
    return this.#segments.prints.ordered(print, other);
  }

  expandTask(
    words: Int32Array,
    start: number,
    length: number,
    task: number,
    steps: Steps<MachineViolation>,
  ): void {
    const row = { words, start, length };
    for (const way of this.#nexts[task]?.ways ?? []) this.#tell(steps, row, task, way);
  }

  /**
   * Looks at what all tasks may do next. Makes places visible, and cuts segments short where an order would be missed
   * otherwise.
   */
  #look(row: Row, steps: Steps<MachineViolation>): void {
    const phase = this.#workload.phases[row.words[row.start + PHASE]!] ?? [];
    const left = this.#left(row);
    const nexts = phase.map((_, task) => this.#segments.next(row, task, left));
    this.#close(row, nexts);
    const { stops, places, conflicts } = this.#segments.stops.of(nexts);
    for (const place of places) this.#segments.show(place);
    for (const { conflict, tasks, way } of conflicts) {
      const race = this.#races.of(conflict, tasks, (id) => this.#world.placeOf(row, id));
      if (race === null) continue;
      const { object, offset } = placeOf(conflict);
      this.#raced.push({ object, offset, name: this.#world.placeOf(row, object) });
      steps.violation(this.#label(row, tasks[0], way), race);
    }
    this.#nexts = nexts.map((next, task) => {
      const stop = stops[task]!;
      for (const { segment } of next.ways)
        if (segment.operations > stop) this.cuts.add(segment.passed[stop - 1]!);
      return this.#segments.cut(row, task, next, stop);
    });
    this.#close(row, this.#nexts);
    this.#stand(row, steps);
  }

  /** Tells of tasks that wait for each other, or of all, where none can go on. */
  #stand(row: Row, steps: Steps<MachineViolation>): void {
    if (this.#nexts.length === 0) return;
    this.#phaseEnd.look(row, this.#nexts);
    const circles = circlesIn(this.#world, row, this.#nexts);
    for (const circle of circles) steps.stuck(this.#deadlock(row, circle));
    if (circles.length > 0 || this.#nexts.some((next) => next.ways.length > 0 && !isWaiting(next))) return;
    const left = [...this.#nexts.keys()].filter((task) => this.#nexts[task]!.ways.length > 0);
    if (this.#phaseEnd.isLacking(row) || isPatient(this.#workload, row.words[row.start + PHASE]!, left))
      return;
    steps.stuck(this.#deadlock(row));
  }

  #close(row: Row, nexts: readonly Next[]): void {
    if (this.exchanging === undefined) return;
    nexts.forEach(({ ways }, task) => {
      for (const way of ways) this.#segments.twins.close(row, task, way);
    });
  }

  /** A way is none where the task has to wait. */
  #tell(steps: Steps<MachineViolation>, row: Row, task: number, way: Known): void {
    const isFaultless = way.faults === 0 && row.words[row.start + FAULTS] === this.#workload.faults;
    for (const note of way.segment.notes)
      if (isFaultless || !note.isFaultless)
        steps.violation(this.#label(row, task, way), ofFinding(note.finding));
    for (const each of way.segment.swallowed) this.swallowed.set(swallowedKey(each), each);
    if (way.segment.findings.length > 0)
      steps.violation(this.#label(row, task, way), ofFinding(way.segment.findings[0]!));
    else if (!way.segment.disabled) this.#follow(steps, row, task, way);
  }

  /** The state that a segment leads to; at the end of a phase the next one begins. */
  #follow(steps: Steps<MachineViolation>, row: Row, task: number, way: Known): void {
    const { words, start } = row;
    const { rows } = this.#world;
    const phase = words[start + PHASE]!;
    const next = this.#segments.changed(row, way);
    next[HEADER + task] = way.task;
    next[FAULTS]! -= way.faults;
    const label = this.#label(row, task, way);
    if (this.#phaseEnd.isOver(next, phase)) {
      next[RESULTS] = this.#after(next);
      this.#phaseEnd.begin(next, phase);
      next[PHASE] = phase + 1;
      const length = rows.trim(next);
      if (this.exchanging && this.#segments.twins.isFirst(phase + 1))
        this.#segments.twins.begin(next.slice(0, length), this.#idle);
      const wrong = this.#ends.wrongIn(next, length);
      for (const violation of wrong) steps.violation(label, violation);
      if (wrong.length === 0 || phase + 1 < this.#workload.phases.length) steps.step(label, next, length);
      return;
    }
    steps.step(label, next, rows.trim(next));
  }

  /** For what is to come: not for each other. */
  #areWaiting(row: Row, tasks: readonly number[]): boolean {
    const left = this.#left(row);
    const nexts = tasks.map((task) => this.#segments.next(row, task, left));
    this.#close(row, nexts);
    return nexts.every(isWaiting) && circlesIn(this.#world, row, nexts, tasks).length === 0;
  }

  /** Calls that may still fail. */
  #left({ words, start }: Row): number {
    return words[start + PHASE]! < (this.#workload.faultless ?? 0) ? 0 : words[start + FAULTS]!;
  }

  #deadlock(row: Row, circle: readonly number[] | null = null): MachineViolation {
    const lockings = lockingsIn(this.#world, row, this.#nexts);
    this.#world.load(row.words, row.start, row.length);
    return deadlockIn(this.#world, lockings, circle);
  }

  /** The number of the results with those of the phase that is over. */
  #after(row: Int32Array): number {
    const { rows, doings } = this.#world;
    const results = doings.map((_, task) => rows.resultsOf(row[HEADER + task]!));
    const all = [...this.#results.thing(row[RESULTS]!), results];
    return this.#results.number(JSON.stringify(all), all);
  }

  #label({ words, start }: Row, task: number, { answers, segment }: Known): number {
    return this.labels.number({
      phase: words[start + PHASE]!,
      task,
      // Of a call that fails in an operation that then has to wait it is not known yet: that is as if it had not begun.
      answers: answers.slice(0, segment.choices.length),
      operations: segment.operations,
      choices: segment.choices.length,
    });
  }
}
