import { Column, Life, ROW } from '../machine/object-table.ts';
import { STRIDE } from '../machine/program.ts';
import { Atoms } from './atoms.ts';
import { type Known, Memo } from './memo.ts';
import { Prints } from './prints.ts';
import type { Workload } from './program.ts';
import { HEADER, PHASE } from './rows.ts';
import { runSegment } from './segment.ts';
import { Stops } from './stops.ts';
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
  readonly stops = new Stops(this.prints);
  readonly #world: World;
  readonly #workload: Workload;
  readonly #memo: Memo;
  /** The log of what was executed lacks accesses. */
  #isLacking = false;

  constructor(world: World, workload: Workload) {
    this.#world = world;
    this.#workload = workload;
    this.#memo = new Memo(world.rows);
  }

  /** Of the segments that are remembered, roughly. */
  get bytes(): number {
    return this.#memo.bytes;
  }

  /** Before a round. */
  restart(): void {
    const { visible } = this.#world.watch;
    const isOld = ({ segment }: Known): boolean => segment.passed.some((at) => visible[at] === 1);
    // Numbers of what is forgotten are not given again: others keep what they know by them.
    if (this.#isLacking) this.#memo.forget(() => true);
    else if (this.refined) this.#memo.forget(isOld);
    this.#isLacking = false;
    this.refined = false;
  }

  /** What a task does from a state, executed or remembered. */
  run(row: Row, task: number, answers: readonly number[], stop: number): Known {
    const { words, start, length } = row;
    const world = this.#world;
    const { watch } = world;
    const phase = words[start + PHASE]!;
    const beginning = { phase, task, number: words[start + HEADER + task]!, answers, stop };
    const known = this.#memo.find(beginning, words, start, length);
    if (known) return known;
    world.load(words, start, length);
    const segment = runSegment(world, task, this.#workload.phases[phase]![task]!, answers, stop);
    if (watch.missed) {
      watch.missed = false;
      this.#isLacking = true;
      this.refined = true;
    }
    const broken = segment.findings.length > 0;
    const atoms = this.#atoms.of(segment.log, (id) => this.#isNew(row, id));
    return this.#memo.add(beginning, row, watch.used, watch.passed, {
      answers,
      print: this.prints.number(task, atoms),
      faults: segment.choices.filter(({ taken }) => taken !== 0).length,
      segment,
      task: broken ? 0 : world.taskNumber(task),
      changes: broken ? [] : world.changes(),
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
