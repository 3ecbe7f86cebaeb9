import type { Parts } from './parts.ts';
import { WordTable } from './word-table.ts';

/** Parts of objects: indices in a row, and the number of the part of each. */
export interface Needs {
  /** Tells them from all others. */
  readonly id: number;
  readonly indices: Int32Array;
  readonly parts: Int32Array;
  /** Indices of objects that only have to be there, whatever they are. */
  readonly passed: Int32Array;
}

/** Needs, each kept once. */
export class NeedsTable {
  readonly #words = new WordTable();
  readonly #needs: (Needs | undefined)[] = [];
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Of all needs, roughly. */
  get bytes(): number {
    return this.#words.bytes * 2 + this.#needs.length * 256;
  }

  keep(indices: Int32Array, parts: Int32Array, passed: Int32Array): Needs {
    const { length } = indices;
    const words = new Int32Array(1 + length * 2 + passed.length);
    words[0] = length;
    words.set(indices, 1);
    words.set(parts, 1 + length);
    words.set(passed, 1 + length * 2);
    const number = this.#words.add(words, words.length);
    const needs = this.#needs[number] ?? { id: number, indices, parts, passed };
    this.#needs[number] = needs;
    return needs;
  }

  /** What all of them need together. */
  union(all: readonly Needs[]): Needs {
    const [first] = all;
    if (first !== undefined && all.every((each) => each === first)) return first;
    const parts = new Map<number, number>();
    const passed = new Set<number>();
    for (const each of all) {
      each.indices.forEach((index, at) => {
        const part = each.parts[at]!;
        const known = parts.get(index);
        parts.set(index, known === undefined ? part : this.#parts.union(known, part));
      });
      for (const index of each.passed) passed.add(index);
    }
    return this.keep(Int32Array.from(parts.keys()), Int32Array.from(parts.values()), Int32Array.from(passed));
  }
}
