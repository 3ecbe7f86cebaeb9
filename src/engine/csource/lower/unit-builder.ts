import type { EnumSyntax, FunctionDefinition, Opaque, RecordSyntax, Site } from '../ast.ts';
import type { LoweredFunction, LoweredGlobal } from './lowered.ts';
import { Scope } from './scope.ts';
import { stringBytes } from './string-bytes.ts';
import type { FunctionType, IntegerType, RecordType, Type } from './types.ts';
import { typeName } from './types.ts';

/** A symbol while its unit is lowered. */
export interface SymbolBuilder {
  readonly name: string;
  readonly kind: 'function' | 'variable';
  readonly external: boolean;
  readonly global: boolean;
  type: Type;
  definition: number;
  site: Site;
  /** The definition of a function not lowered yet. */
  pending: FunctionDefinition | null;
  /** A definition without initializer was seen: of size zero content unless another one follows. */
  tentative: { readonly site: Site; readonly readOnly: boolean } | null;
}

/** Gives each distinct key a number, from 0 up. */
export class Numbering<Key> {
  readonly keys: Key[] = [];
  readonly #index = new Map<Key, number>();

  of(key: Key): number {
    const known = this.#index.get(key);
    if (known !== undefined) return known;
    const index = this.keys.push(key) - 1;
    this.#index.set(key, index);
    return index;
  }
}

/** What the lowering of one translation unit gathers. */
export class UnitBuilder {
  readonly symbols: SymbolBuilder[] = [];
  readonly functions: LoweredFunction[] = [];
  readonly globals: LoweredGlobal[] = [];
  readonly sites = new Numbering<Site>();
  readonly types = new Numbering<string>();
  /** The records among them. */
  readonly shown = new Map<string, RecordType>();
  readonly names = new Numbering<string>();
  readonly reasons: Opaque[] = [];
  readonly untranslated: Opaque[] = [];
  /** Names that are declared nowhere. */
  readonly undeclared = new Set<string>();
  readonly scope = new Scope(null);
  /** Types of definitions met, by their syntax: `struct { … } a, b;` is one type. */
  readonly records = new Map<RecordSyntax, RecordType>();
  readonly enums = new Map<EnumSyntax, IntegerType>();
  /** Functions referred to and not lowered yet, as symbols. */
  readonly queue: number[] = [];
  /** Nesting of the type being resolved. */
  typeDepth = 0;
  /** Records being laid out inside each other. */
  recordDepth = 0;
  readonly #strings = new Map<string, number>();
  #lastSite: Site | null = null;
  #lastSiteIndex = 0;

  /** Index of a site, for the code. */
  readonly site = (site: Site): number => {
    if (site !== this.#lastSite) {
      this.#lastSite = site;
      this.#lastSiteIndex = this.sites.of(site);
    }
    return this.#lastSiteIndex;
  };

  symbol(
    name: string,
    kind: 'function' | 'variable',
    type: Type,
    external: boolean,
    global: boolean,
    site: Site,
  ): number {
    const symbol = {
      name,
      kind,
      type,
      external,
      global,
      site,
      definition: -1,
      pending: null,
      tentative: null,
    };
    return this.symbols.push(symbol) - 1;
  }

  /** A symbol is used: a function not lowered so far will be. */
  refer(symbol: number): void {
    const { pending } = this.symbols[symbol]!;
    if (pending === null) return;
    this.symbols[symbol]!.pending = null;
    this.queue.push(symbol);
    this.bodies.set(symbol, pending);
  }

  /** Definitions of the functions in the queue. */
  readonly bodies = new Map<number, FunctionDefinition>();

  /** A function no declaration names: its address or a call of it is the environment's to explain. */
  implicitFunction(name: string, type: FunctionType, site: Site): number {
    const symbol = this.symbol(name, 'function', type, true, true, site);
    this.scope.declare(name, { kind: 'symbol', symbol });
    return symbol;
  }

  /** The object of a string literal, NUL included; equal literals share one. */
  string(text: string, site: Site): number {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    const bytes = stringBytes(text);
    const definition = this.globals.push({
      name: text,
      kind: 'string',
      readOnly: true,
      size: bytes.length,
      type: -1,
      bytes,
      addresses: [],
      site,
    });
    const symbol = this.symbol(text, 'variable', { kind: 'void' }, false, false, site);
    this.symbols[symbol]!.definition = definition - 1;
    this.#strings.set(text, symbol);
    return symbol;
  }

  /** Index of a type's name for objects of it: records have one, others -1. */
  typeIndex(type: Type): number {
    return type.kind === 'record' && type.tag !== null ? this.recordIndex(type) : -1;
  }

  recordIndex(type: RecordType): number {
    const name = typeName(type);
    this.shown.set(name, type);
    return this.types.of(name);
  }

  /** Index of a reason for OPAQUE. */
  reason(reason: string, site: Site): number {
    return this.reasons.push({ reason, site }) - 1;
  }
}
