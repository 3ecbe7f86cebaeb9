import { Members } from './members.ts';
import type { Known } from './memo.ts';
import type { NeedsTable } from './needs.ts';
import type { Parts } from './parts.ts';
import type { Prints } from './prints.ts';
import type { Rows } from './rows.ts';
import type { Row } from './world.ts';

/** All that a task may do next from a state: without a fault, and with each that may happen. */
export interface Next {
  /** Tells it from all others. */
  readonly id: number;
  /** First that without a fault. */
  readonly ways: readonly Known[];
  /** What they touch, as Prints numbers it; 0 for no ways. */
  readonly print: number;
  /** Where they have to wait after they did something: after so many operations, at that instruction. */
  readonly waits: readonly { readonly operation: number; readonly place: number }[];
  /** One of them is a step. */
  readonly isReady: boolean;
}

/** A task that cannot go on unless a call fails: it is interrupted while it waits, say. Nobody can count on that. */
export function isWaiting({ ways: [first] }: Next): boolean {
  return first?.segment.disabled === true && first.segment.findings.length === 0;
}

/** The task has come to its end. */
export const nothing: Next = { id: 0, ways: [], print: 0, waits: [], isReady: false };

/**
 * What tasks may do next, by what it depends on: a state that differs in nothing of that from one before is looked
 * at once, however many ways there are.
 */
export class Nexts {
  readonly #rows: Rows;
  readonly #parts: Parts;
  readonly #prints: Prints;
  readonly #needs: NeedsTable;
  readonly #members = new Map<number | string, Members<Next>>();
  readonly #byWays = new Map<string, Next>([['', nothing]]);
  readonly #cut = new Map<number, Next>();
  #count = 1;
  #bytes = 0;

  constructor(rows: Rows, parts: Parts, prints: Prints, needs: NeedsTable) {
    this.#rows = rows;
    this.#parts = parts;
    this.#prints = prints;
    this.#needs = needs;
  }

  /** Of what is remembered, roughly. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What is known of a state; else what `look` finds. `key` is what the ways have in common that is not in objects. */
  of(key: number | string, row: Row, look: () => readonly Known[]): Next {
    const members = this.#members.get(key) ?? new Members<Next>(this.#rows, this.#parts);
    this.#members.set(key, members);
    const known = members.find(row);
    if (known) return known;
    const ways = look();
    const next = this.#number(ways);
    const needs = this.#needs.union(ways.map((way) => way.needs));
    members.add(row, needs, next);
    this.#bytes += 128 + needs.indices.length * 4;
    return next;
  }

  /** The same after at most so many operations; `look` finds it, which does not depend on the state beyond the ways. */
  cut(next: Next, stop: number, look: () => readonly Known[]): Next {
    const key = next.id * 0x100000 + Math.min(stop, 0xfffff);
    const known = this.#cut.get(key) ?? this.#number(look());
    this.#cut.set(key, known);
    return known;
  }

  /** What was known before counts no more. */
  forget(): void {
    this.#members.clear();
    this.#cut.clear();
    this.#byWays.clear();
    this.#byWays.set('', nothing);
    this.#bytes = 0;
  }

  #number(ways: readonly Known[]): Next {
    const key = ways.map(({ id }) => id).join();
    const known = this.#byWays.get(key);
    if (known) return known;
    const isReady = ways.some(({ segment }) => segment.findings.length > 0 || !segment.disabled);
    const waits = ways.flatMap(({ segment: { waited, place } }) =>
      waited > 1 ? [{ operation: waited, place }] : [],
    );
    const next = { id: this.#count++, ways, print: this.#prints.of(ways), waits, isReady };
    this.#byWays.set(key, next);
    this.#bytes += 192 + ways.length * 16;
    return next;
  }
}
