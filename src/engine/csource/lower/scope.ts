import type { Opaque } from '../ast.ts';
import type { IntegerType, RecordType, Type } from './types.ts';

/** What an identifier stands for. */
export type Entity =
  | { readonly kind: 'typedef'; readonly type: Type }
  | { readonly kind: 'constant'; readonly type: IntegerType; readonly value: bigint }
  | Variable
  | Slot
  /** A function or an object of static storage: an index into the unit's symbols, which hold the type. */
  | { readonly kind: 'symbol'; readonly symbol: number }
  /** Declared, but outside the subset, which was noted there: what uses it is not there for that reason. */
  | { readonly kind: 'unavailable'; readonly opaque: Opaque };

/** A local scalar in a register. */
export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
  readonly type: Type;
  readonly register: number;
  /** Number of its "was assigned" flag, -1 where it always is. */
  readonly flag: number;
}

/** A local in memory. */
export interface Slot {
  readonly kind: 'slot';
  readonly name: string;
  /** Completed by the initializer for `int a[] = …`. */
  type: Type;
  /** Holds the address while it lives. */
  readonly register: number;
  /** Index into the function's locals. */
  readonly slot: number;
}

export type Tag = RecordType | { readonly kind: 'enum'; readonly type: IntegerType };

/** Declares what a file says of a name once someone asks for it; false where it says nothing (more). */
export interface OnDemand {
  name(name: string): boolean;
  tag(name: string): boolean;
}

/** Names visible at a place: identifiers and tags are separate. */
export class Scope {
  readonly parent: Scope | null;
  /** Of a file's scope: most of what headers declare is never asked for. */
  onDemand: OnDemand | null = null;
  // Most blocks declare nothing.
  #names: Map<string, Entity> | null = null;
  #tags: Map<string, Tag> | null = null;

  constructor(parent: Scope | null) {
    this.parent = parent;
  }

  declare(name: string, entity: Entity): void {
    this.#names ??= new Map();
    this.#names.set(name, entity);
  }

  own(name: string): Entity | undefined {
    const found = this.#names?.get(name);
    if (found !== undefined || this.onDemand?.name(name) !== true) return found;
    return this.#names?.get(name);
  }

  find(name: string): Entity | undefined {
    let scope: Scope | null = this;
    while (scope !== null) {
      const found = scope.own(name);
      if (found !== undefined) return found;
      scope = scope.parent;
    }
    return undefined;
  }

  declareTag(name: string, tag: Tag): void {
    this.#tags ??= new Map();
    this.#tags.set(name, tag);
  }

  ownTag(name: string): Tag | undefined {
    const found = this.#tags?.get(name);
    if (found !== undefined || this.onDemand?.tag(name) !== true) return found;
    return this.#tags?.get(name);
  }

  findTag(name: string): Tag | undefined {
    let scope: Scope | null = this;
    while (scope !== null) {
      const found = scope.ownTag(name);
      if (found !== undefined) return found;
      scope = scope.parent;
    }
    return undefined;
  }
}
