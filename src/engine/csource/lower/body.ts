import type { Site } from '../ast.ts';
import { CodeBuilder } from './code-builder.ts';
import type { Scope, Slot } from './scope.ts';
import type { IntegerType, Type } from './types.ts';
import type { UnitBuilder } from './unit-builder.ts';
import { Untranslatable } from './untranslatable.ts';

/** Nesting of expressions and statements that is lowered; more would endanger our own stack. */
const DEPTH_LIMIT = 400;
/** Expressions lowered for one body: typeof and the like lower theirs again for each nesting. */
const WORK_LIMIT = 1_000_000;

/**
 * The objects that live at a place, innermost first: a persistent list, so that a jump's source and
 * target can be compared when both are known.
 */
export interface Lifetime {
  readonly parent: Lifetime | null;
  readonly slot: Slot;
  /** The function that runs when the scope is left. */
  readonly cleanup: string | null;
  readonly scope: Scope;
  readonly site: Site;
}

/** Where `break` or `continue` goes. */
export interface Exit {
  readonly label: number;
  readonly life: Lifetime | null;
}

export interface JumpLabel {
  readonly label: number;
  /** What lives there; known once the label is met. */
  life: Lifetime | null;
  scope: Scope | null;
}

/** A goto whose target may come later: it jumps to a stub made when the function's labels are known. */
export interface PendingGoto {
  readonly name: string;
  readonly stub: number;
  readonly life: Lifetime | null;
  readonly scope: Scope;
  readonly site: Site;
}

export interface SwitchCase {
  readonly first: bigint;
  readonly last: bigint;
  readonly label: number;
  readonly life: Lifetime | null;
  readonly site: Site;
}

export interface Switch {
  readonly type: IntegerType;
  readonly cases: SwitchCase[];
  otherwise: SwitchCase | null;
}

/** What is known while a function's body, or a constant expression at file scope, is lowered. */
export class Body {
  readonly unit: UnitBuilder;
  readonly code: CodeBuilder;
  scope: Scope;
  life: Lifetime | null = null;
  /** Of the function; its record result goes to the address in `resultRegister`. */
  result: Type;
  resultRegister = -1;
  /** Where the address of the arguments beyond the parameters is; -1 where the function does not ask for it. */
  moreRegister = -1;
  readonly addressTaken: ReadonlySet<string>;
  /** A jump may pass an initializer by, so initialised variables are tracked too. */
  readonly jumps: boolean;
  /** Compound literals have static storage. */
  readonly fileScope: boolean;
  readonly labels = new Map<string, JumpLabel>();
  readonly gotos: PendingGoto[] = [];
  breakTo: Exit | null = null;
  continueTo: Exit | null = null;
  switch: Switch | null = null;
  #depth = 0;
  #work = 0;

  constructor(options: {
    unit: UnitBuilder;
    scope: Scope;
    site: Site;
    result: Type;
    addressTaken: ReadonlySet<string>;
    jumps: boolean;
    fileScope: boolean;
  }) {
    this.unit = options.unit;
    this.code = new CodeBuilder(options.site, options.unit.site);
    this.scope = options.scope;
    this.result = options.result;
    this.addressTaken = options.addressTaken;
    this.jumps = options.jumps;
    this.fileScope = options.fileScope;
  }

  /** Called on the way into each expression and statement; `ascend` on the way out. */
  descend(): void {
    if (++this.#depth > DEPTH_LIMIT) throw new Untranslatable('nested too deeply');
    if (++this.#work > WORK_LIMIT) throw new Untranslatable('too large to translate');
  }

  ascend(): void {
    this.#depth--;
  }
}

const nobody: ReadonlySet<string> = new Set();

/** For expressions that must be constant: what code they emit is never run. */
export function constantBody(unit: UnitBuilder, scope: Scope, site: Site): Body {
  const result: Type = { kind: 'void' };
  return new Body({ unit, scope, site, result, addressTaken: nobody, jumps: false, fileScope: true });
}

/** Lowers to learn a type only: whatever code comes of it is taken back. */
export function withoutCode<Result>(body: Body, work: () => Result): Result {
  const mark = body.code.mark();
  const { life, scope } = body;
  const result = work();
  body.code.rollBack(mark);
  body.life = life;
  body.scope = scope;
  return result;
}
