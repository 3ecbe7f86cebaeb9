import type { Exchanges } from './exchanging.ts';
import { keyOf, RESULTS } from './rows.ts';
import type { AfterPhase, Results } from './system.ts';
import type { Numbered } from './task-words.ts';
import type { MachineViolation } from './violations.ts';
import type { World } from './world.ts';

/** What is wrong where a phase is over. */
export class Ends {
  readonly #world: World;
  readonly #afterPhase: AfterPhase;
  readonly #results: Numbered<Results>;
  readonly #exchanging: Exchanges | undefined;
  /** By row. */
  readonly #looked = new Map<string, readonly MachineViolation[]>();
  #bytes = 0;

  constructor(
    world: World,
    afterPhase: AfterPhase,
    results: Numbered<Results>,
    exchanging: Exchanges | undefined,
  ) {
    this.#world = world;
    this.#afterPhase = afterPhase;
    this.#results = results;
    this.#exchanging = exchanging;
  }

  /** Of what is remembered, roughly. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Looks at the states that this one stands for, too: what is wrong with them is the same, or they are not alike. */
  wrongIn(row: Int32Array, length: number): readonly MachineViolation[] {
    const first = keyOf(row, length);
    if (this.#exchanging === undefined || this.#looked.has(first)) return this.#look(row, length, first);
    const wrong = this.#look(row, length, first);
    const told = causesOf(wrong);
    for (const image of this.#exchanging.imagesOf(row, length))
      if (causesOf(this.#look(image.words, image.length, keyOf(image.words, image.length))) !== told)
        image.exchange.refuse('ends');
    return wrong;
  }

  /** Each state is looked at once, however many steps lead to it. */
  #look(row: Int32Array, length: number, key: string): readonly MachineViolation[] {
    let wrong = this.#looked.get(key);
    if (wrong === undefined) {
      this.#world.load(row, 0, length);
      const name = row.subarray(this.#world.rows.firstSlot, length).join(',');
      wrong = this.#afterPhase(this.#world, this.#results.thing(row[RESULTS]!), name);
      this.#looked.set(key, wrong);
      // The caller remembers the name as well.
      this.#bytes += 256 + 2 * key.length;
    }
    return wrong;
  }
}

function causesOf(violations: readonly MachineViolation[]): string {
  return violations
    .map(({ cause }) => cause)
    .sort()
    .join('\n');
}
