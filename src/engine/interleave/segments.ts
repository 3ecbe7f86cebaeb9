import { takeBackNumbers } from '../machine/numbering.ts';
import { Column, Life, ROW } from '../machine/object-table.ts';
import { STRIDE } from '../machine/program.ts';
import { Alike } from './alike.ts';
import { Atoms } from './atoms.ts';
import { Changing } from './changing.ts';
import { type Effect, Effects } from './effects.ts';
import { Logs } from './logs.ts';
import { type Known, Memo } from './memo.ts';
import { type Needs, NeedsTable } from './needs.ts';
import { type Next, Nexts, nothing } from './nexts.ts';
import { ALL, Parts } from './parts.ts';
import { Prints } from './prints.ts';
import type { Action, Workload } from './program.ts';
import { HEADER, PHASE } from './rows.ts';
import { type Segment as Executed, runSegment } from './segment.ts';
import { Stops } from './stops.ts';
import { Twins } from './twins.ts';
import { Uses } from './uses.ts';
import { everyWay } from './ways.ts';
import type { Row, World } from './world.ts';

/**
 * The segments of a workload, each executed once: what was executed in one round of an exploration is of use in the
 * next, as long as it does not go past a place that was learnt since.
 */
export class Segments {
  /** There was something new to know of what is executed: the round is to be begun anew. */
  refined = false;
  readonly #atoms = new Atoms();
  readonly prints = new Prints(this.#atoms);
  readonly stops = new Stops(this.prints, this.#atoms);
  readonly twins: Twins;
  readonly #world: World;
  readonly #workload: Workload;
  readonly #memo: Memo;
  readonly #parts: Parts;
  readonly #effects: Effects;
  readonly #uses: Uses;
  readonly #logs = new Logs();
  readonly #changing = new Changing();
  #exchanges = false;
  readonly #needsTable: NeedsTable;
  readonly #nexts: Nexts;
  /** Indices of objects of which what was executed did not know enough, which used them. */
  readonly #lacking = new Set<number>();
  /** The order of all lists is kept, also of those that few look at. */
  readonly #ordered: boolean;

  constructor(world: World, workload: Workload) {
    this.#world = world;
    this.#ordered = world.watch.wantsOrder;
    this.#workload = workload;
    this.#parts = new Parts(world.rows);
    this.#effects = new Effects(world.rows);
    this.#memo = new Memo(world.rows, this.#parts);
    this.#needsTable = new NeedsTable(this.#parts);
    this.#nexts = new Nexts(world.rows, this.#parts, this.prints, this.#needsTable);
    this.#uses = new Uses(world.state.objectCount);
    this.twins = new Twins(
      world.rows,
      this.#effects,
      this.prints,
      workload,
      (row, task, answers, stop) => this.run(row, task, answers, stop),
      () => this.refined,
    );
  }

  /** Of the segments that are remembered, roughly. */
  get bytes(): number {
    const ofSegments =
      this.#memo.bytes + this.#effects.bytes + this.#logs.bytes + this.prints.bytes + this.stops.bytes;
    return ofSegments + this.#nexts.bytes + this.#parts.bytes + this.#needsTable.bytes + this.twins.bytes;
  }

  /** An order was asked for that is not kept: all of it is to be executed anew, by others. */
  get lacksOrder(): boolean {
    return this.#world.watch.wantsOrder && !this.#ordered;
  }

  /** Before a round. `exchanges`: in it like tasks may be taken for each other, as in all before. */
  restart(exchanges = false): void {
    this.#exchanges = exchanges;
    this.twins.drop();
    const { visible } = this.#world.watch;
    const isLacking = (index: number): boolean => this.#lacking.has(index);
    // Numbers of what is forgotten are not given again: others keep what they know by them.
    if (this.refined) {
      this.twins.forget();
      this.#nexts.forget();
      this.stops.forget();
      this.#memo.forget(
        ({ segment, needs: { indices } }) =>
          segment.passed.some((at) => visible[at] === 1) ||
          (this.#lacking.size > 0 && indices.some(isLacking)),
      );
    }
    this.#lacking.clear();
    this.refined = false;
  }

  /** All that a task may do next from a state in which so many calls may still fail. */
  next(row: Row, task: number, left: number): Next {
    const phase = row.words[row.start + PHASE]!;
    const number = row.words[row.start + HEADER + task]!;
    if (this.#world.rows.actionOf(number) >= this.#workload.phases[phase]![task]!.length) return nothing;
    return this.#nexts.of(keyOf(phase, task, number, left), row, () => {
      const ways: Known[] = [];
      everyWay(left, (answers) => {
        const way = this.run(row, task, answers, Number.POSITIVE_INFINITY);
        ways.push(way);
        return way.segment.choices;
      });
      return ways;
    });
  }

  /** The same, interrupted after so many operations. */
  cut(row: Row, task: number, next: Next, stop: number): Next {
    if (next.ways.every(({ segment }) => segment.operations <= stop)) return next;
    return this.#nexts.cut(next, stop, () =>
      next.ways.flatMap((way) => {
        if (way.segment.operations <= stop) return [way];
        const shorter = this.run(row, task, way.answers, stop);
        // A fault that comes later belongs to a later step.
        return shorter.segment.choices.length < way.answers.length ? [] : [shorter];
      }),
    );
  }

  /** What a task does from a state, executed or remembered. */
  run(row: Row, task: number, answers: readonly number[], stop: number): Known {
    const { words, start, length } = row;
    const world = this.#world;
    const phase = words[start + PHASE]!;
    const beginning = { phase, task, number: words[start + HEADER + task]!, answers, stop };
    const known = this.#memo.find(beginning, row);
    if (known) return known;
    world.load(words, start, length);
    const given = world.watch.given[task] ?? 0;
    const { log, ...segment } = this.#execute(task, this.#workload.phases[phase]![task]!, answers, stop);
    this.#learnMissed();
    const broken = segment.findings.length > 0;
    const kept = this.#logs.keep(log, (id) => this.#isNew(row, id));
    const added = this.#memo.add(beginning, row, {
      needs: this.#needs(row, broken),
      answers,
      stop,
      print: this.prints.ofLog(task, kept),
      log: kept,
      faults: segment.choices.filter(({ taken }) => taken !== 0).length,
      segment,
      task: broken ? 0 : world.taskNumber(task),
      effects: broken ? [] : this.#effectsOf(row),
    });
    // One that made objects for ever has taken the numbers of all that others make at other places.
    if (broken && world.watch.given[task] === world.watch.arena.size)
      takeBackNumbers(world.watch, task, given);
    if (this.#exchanges)
      this.#changing.add(
        added,
        (change) => this.#effects.writtenBy(change),
        (effect) => this.#isMadeOther(row, effect),
      );
    return added;
  }

  #execute(task: number, actions: readonly Action[], answers: readonly number[], stop: number): Executed {
    const { watch } = this.#world;
    watch.ordered = this.#ordered;
    try {
      return runSegment(this.#world, task, actions, answers, stop);
    } finally {
      // Who follows a single schedule tells no states apart.
      watch.ordered = true;
    }
  }

  /** Freed, or pinned: what the object is has changed, and not only its bytes. */
  #isMadeOther({ words, start, length }: Row, effect: Effect): boolean {
    const { rows } = this.#world;
    const before = rows.objectAt(words, start, length, this.#indexOf(effect.id));
    return rows.identityOf(this.#effects.after(effect, before)) !== rows.identityOf(before);
  }

  /** Whether all tasks that were exchanged are alike, by all that was learnt of them. */
  areAlike(): boolean {
    const alike = new Alike(this.#world.rows, this.#effects, this.#parts, this.#atoms, this.#changing);
    for (const exchange of this.twins.exchanges) {
      const why = exchange.broken ?? alike.against(exchange);
      if (why !== null) exchange.refuse(why);
    }
    return !this.twins.isBroken;
  }

  /** A row after a segment, for all but the task itself; it may be longer than what it holds. */
  changed({ words, start, length }: Row, { effects }: Known): Int32Array {
    const { rows } = this.#world;
    const row = rows.copy(words, start, length);
    for (const effect of effects) {
      const index = this.#indexOf(effect.id);
      rows.put(row, index, this.#effects.after(effect, rows.objectAt(words, start, length, index)));
    }
    return row;
  }

  #learnMissed(): void {
    const { missed } = this.#world.watch;
    if (this.lacksOrder) this.refined = true;
    if (missed.length === 0) return;
    for (const id of missed) this.#lacking.add(this.#indexOf(id));
    missed.length = 0;
    this.refined = true;
  }

  #indexOf(id: number): number {
    const { rows } = this.#world;
    return rows.firstSlot + rows.slotOf(id);
  }

  /** What a segment depended on that was just executed. A finding tells of more than it came from. */
  #needs({ words, start, length }: Row, broken: boolean): Needs {
    const { watch, rows } = this.#world;
    const indices = Int32Array.from(watch.used, (id) => this.#indexOf(id));
    const passed = Int32Array.from(watch.passed, (id) => this.#indexOf(id));
    const parts = new Int32Array(indices.length);
    if (broken) return this.#needsTable.keep(indices, parts, passed);
    this.#uses.gather(watch.used, watch.neededIn, watch.neededAt);
    for (let at = 0; at < indices.length; at++) {
      const size = rows.sizeOf(rows.objectAt(words, start, length, indices[at]!));
      const isMade = size < 0 && this.#uses.start(at) < this.#uses.end(at);
      parts[at] = isMade ? ALL : this.#parts.number(size, this.#uses, at);
    }
    return this.#needsTable.keep(indices, parts, passed);
  }

  #effectsOf({ words, start, length }: Row): Effect[] {
    const { watch, rows, state } = this.#world;
    this.#uses.gather(watch.touched, watch.writtenIn, watch.writtenAt);
    return watch.touched.map((id, at) => {
      const before = rows.objectAt(words, start, length, this.#indexOf(id));
      const life = state.objects[id * ROW + Column.LIFE];
      if (before === 0 || watch.isWhole[id] === 1 || life === Life.DEAD)
        return { id, whole: this.#world.numberOf(id), change: 0 };
      return { id, whole: -1, change: this.#effects.number(state, id, this.#uses, at) };
    });
  }

  /**
   * An object that is not there yet, and that no one else comes to know: it is gone at the end of the segment, or a
   * local of the task. What is made and stays may be made anew, by the same number, once others have let go of it.
   */
  #isNew({ words, start, length }: Row, id: number): boolean {
    const { rows, watch, state } = this.#world;
    if (id < watch.arena.first || state.objects[id * ROW + Column.LIFE] === Life.HEAP) return false;
    const index = rows.firstSlot + rows.slotOf(id);
    return index >= length || words[start + index] === 0;
  }

  /** Another task may run before an instruction. */
  show(place: number): void {
    const { visible } = this.#world.watch;
    if (visible[place / STRIDE] === 1) return;
    visible[place / STRIDE] = 1;
    this.refined = true;
  }
}

/** What states have in common, beside objects, in which a task may do the same next. */
function keyOf(phase: number, task: number, number: number, left: number): number | string {
  const isPlain = phase < 256 && task < 64 && left < 64;
  return isPlain ? ((number * 64 + left) * 64 + task) * 256 + phase : `${phase}|${task}|${number}|${left}`;
}
