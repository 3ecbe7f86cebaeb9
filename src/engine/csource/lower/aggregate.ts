import type { InitializerList, Site } from '../ast.ts';
import { bodyOf, sizeOf } from './layout.ts';
import type { ArrayType, Member, RecordType } from './types.ts';
import type { Value } from './value.ts';

export type Item = InitializerList['items'][number];
export type Aggregate = ArrayType | RecordType;

/** An element, and how far into the aggregate. */
export type Slot = Omit<Member, 'name'>;

/** The elements of an aggregate in order of initialization. */
export interface Slots {
  readonly count: number;
  at(position: number): Slot;
  positionOf(member: Member): number;
}

export function slotsOf(type: Aggregate): Slots {
  if (type.kind === 'array') {
    const size = sizeOf(type.of);
    return {
      count: type.length ?? Number.MAX_SAFE_INTEGER,
      at: (position) => ({ type: type.of, offset: position * size, bits: null }),
      positionOf: () => 0,
    };
  }
  const { members } = bodyOf(type);
  const union = type.record === 'union';
  return {
    count: union ? Math.min(1, members.length) : members.length,
    at: (position) => members[position]!,
    // The members of an anonymous one are found inside it, by offset.
    positionOf: (member) => {
      const own = members.indexOf(member);
      if (own >= 0) return own;
      return members.findLastIndex((each) => each.name === null && each.offset <= member.offset);
    },
  };
}

/** The items of a list on their way into an object, and a value already lowered that none has taken yet. */
export class Items {
  readonly #items: readonly Item[];
  #at = 0;
  /** The designators of the next item have been followed. */
  designated = false;
  #pending: { readonly value: Value; readonly site: Site } | null = null;

  constructor(items: readonly Item[]) {
    this.#items = items;
  }

  get hasPending(): boolean {
    return this.#pending !== null;
  }

  /** The next item; the one a pending value comes from while there is one. */
  peek(): Item | null {
    return this.#items[this.#pending === null ? this.#at : this.#at - 1] ?? null;
  }

  take(): Item {
    this.designated = false;
    return this.#items[this.#at++]!;
  }

  pend(value: Value, site: Site): void {
    this.#pending = { value, site };
  }

  takePending(): { readonly value: Value; readonly site: Site } | null {
    const pending = this.#pending;
    this.#pending = null;
    return pending;
  }

  mark(): number {
    return this.#at;
  }

  restore(mark: number): void {
    this.#at = mark;
  }
}
