import type { Needs } from './needs.ts';
import type { Parts } from './parts.ts';
import type { Rows } from './rows.ts';
import type { Row } from './world.ts';

/** What is known of states that have the same in the parts of objects that it depends on. */
export interface Member<T> {
  readonly of: T;
  readonly needs: Needs;
  /** What those parts had. */
  readonly contents: Int32Array;
  /** Which of the parts told a state last that it was not met in: that may well tell the next. */
  telling: number;
}

/** Members looked at one after another, before they are told apart by what one object has in one part. */
const MANY = 12;

/** What tells members apart: what an object has in a part. */
interface Branches<T> {
  readonly index: number;
  readonly part: number;
  readonly by: Map<number, Members<T>>;
  /** Those that do not depend on it. */
  readonly others: Members<T>;
}

interface Divider {
  readonly index: number;
  readonly part: number;
  /** Those that depend on it, and what they found there. */
  members: number;
  readonly contents: Set<number>;
}

/** How many members are not looked at any more. */
function worthOf({ members, contents }: Divider): number {
  return members - members / contents.size;
}

/** What is known of one beginning, found by what a state has in the parts that it depends on. */
export class Members<T> {
  readonly #rows: Rows;
  readonly #parts: Parts;
  /** Those that are not told apart yet. */
  readonly #list: Member<T>[] = [];
  #branches: Branches<T> | null = null;
  /** Members at which to look for branches again. */
  #next = MANY;

  constructor(rows: Rows, parts: Parts) {
    this.#rows = rows;
    this.#parts = parts;
  }

  find(row: Row): T | undefined {
    if (this.#branches !== null) {
      const { index, part, by, others } = this.#branches;
      return by.get(this.#read(row, index, part))?.find(row) ?? others.find(row);
    }
    const list = this.#list;
    for (let at = 0; at < list.length; at++) {
      const member = list[at]!;
      if (!this.#fits(member, row)) continue;
      // What was met often is looked at first.
      if (at > 0) [list[at - 1], list[at]] = [member, list[at - 1]!];
      return member.of;
    }
    return undefined;
  }

  /** Adds what is known of the state of that row. */
  add(row: Row, needs: Needs, of: T): void {
    const contents = needs.indices.map((index, at) => this.#read(row, index, needs.parts[at]!));
    this.#put({ of, needs, contents, telling: 0 });
  }

  #put(member: Member<T>): void {
    if (this.#branches !== null) {
      const at = positionOf(member.needs, this.#branches.index, this.#branches.part);
      if (at >= 0) this.#branch(member.contents[at]!).#put(member);
      else this.#branches.others.#put(member);
      return;
    }
    this.#list.push(member);
    if (this.#list.length >= this.#next) this.#divide();
  }

  #branch(content: number): Members<T> {
    const { by } = this.#branches!;
    const known = by.get(content) ?? new Members<T>(this.#rows, this.#parts);
    by.set(content, known);
    return known;
  }

  /** Tells the members apart by the part that does so with the most of them. */
  #divide(): void {
    const found = new Map<string, Divider>();
    for (const { needs, contents } of this.#list)
      for (let at = 0; at < contents.length; at++) {
        const index = needs.indices[at]!;
        const part = needs.parts[at]!;
        const each = found.get(`${index} ${part}`) ?? { index, part, members: 0, contents: new Set() };
        found.set(`${index} ${part}`, each);
        each.members++;
        each.contents.add(contents[at]!);
      }
    let best: Divider | null = null;
    for (const each of found.values())
      if (each.contents.size > 1 && (best === null || worthOf(each) > worthOf(best))) best = each;
    this.#next = this.#list.length * 2;
    if (best === null) return;
    const others = new Members<T>(this.#rows, this.#parts);
    this.#branches = { index: best.index, part: best.part, by: new Map(), others };
    for (const member of this.#list.splice(0)) this.#put(member);
  }

  *[Symbol.iterator](): Generator<Member<T>> {
    yield* this.#list;
    if (this.#branches === null) return;
    for (const members of this.#branches.by.values()) yield* members;
    yield* this.#branches.others;
  }

  /** The same without those of which that is true; null if none is left. */
  without(isOld: (member: Member<T>) => boolean): Members<T> | null {
    const kept = new Members<T>(this.#rows, this.#parts);
    let some = false;
    for (const member of this) {
      if (isOld(member)) continue;
      kept.#put(member);
      some = true;
    }
    return some ? kept : null;
  }

  #fits(member: Member<T>, row: Row): boolean {
    const { contents, telling } = member;
    const { indices, parts, passed } = member.needs;
    const some = contents.length > 0;
    if (some && this.#read(row, indices[telling]!, parts[telling]!) !== contents[telling]) return false;
    for (let at = 0; at < contents.length; at++) {
      if (this.#read(row, indices[at]!, parts[at]!) === contents[at]) continue;
      member.telling = at;
      return false;
    }
    return areThere(passed, row);
  }

  /** What an object of a row has in a part. */
  #read({ words, start, length }: Row, index: number, part: number): number {
    return this.#parts.contentOf(part, this.#rows.objectAt(words, start, length, index));
  }
}

function positionOf({ indices, parts }: Needs, index: number, part: number): number {
  for (let at = 0; at < indices.length; at++) if (indices[at] === index && parts[at] === part) return at;
  return -1;
}

function areThere(passed: Int32Array, { words, start, length }: Row): boolean {
  for (const index of passed) if (index >= length || words[start + index] === 0) return false;
  return true;
}
