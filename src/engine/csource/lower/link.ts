import {
  type Constant,
  type FieldPlace,
  type FunctionCode,
  type GlobalData,
  Op,
  type Program,
  STRIDE,
} from '../../machine/program.ts';
import type { Opaque, Site } from '../ast.ts';
import { notModelled } from './call.ts';
import { Joined, type LinkUnit, own, type Placed, type Resolved } from './joined.ts';
import type { LoweredFunction, UnitSymbol } from './lowered.ts';
import { missing, wrapper } from './stand-in.ts';
import { Numbering } from './unit-builder.ts';

export type { LinkUnit };

/** A linked program with its names, and what of its C is not in it. */
export interface BuiltProgram {
  readonly program: Program;
  /** Functions of external linkage; of several of one name, the first. */
  readonly functions: ReadonlyMap<string, number>;
  /** What a module's units have of static linkage under a name at file scope. */
  statics(module: string, name: string): readonly { kind: 'function' | 'global'; index: number }[];
  /** Objects of external linkage. */
  readonly globals: ReadonlyMap<string, number>;
  /** Functions, items and calls that are not translated, each place once. */
  readonly untranslated: readonly Opaque[];
}

/** Joins lowered units into a program. A name in `intrinsics` is the environment's, whoever declares it. */
export function link(units: readonly LinkUnit[], intrinsics: ReadonlySet<string>): BuiltProgram {
  return new Linker(units, intrinsics).run();
}

class Linker {
  readonly #units: Placed[] = [];
  readonly #intrinsicNames: ReadonlySet<string>;
  readonly #functions: FunctionCode[] = [];
  readonly #globals: GlobalData[] = [];
  readonly #intrinsics = new Numbering<string>();
  readonly #types = new Numbering<string>();
  readonly #names = new Numbering<string>();
  readonly #fields = new Map<string, readonly FieldPlace[]>();
  readonly #sites: Site[] = [];
  readonly #reasons: Opaque[] = [];
  readonly #untranslated: Opaque[] = [];
  /** Definitions of external linkage: for all, and by module. */
  readonly #external = new Map<string, Resolved>();
  readonly #statics = new Map<string, { kind: 'function' | 'global'; index: number }[]>();
  /** Functions made for addresses of what no unit defines, by name. */
  readonly #made = new Map<string, number>();
  readonly #extra: FunctionCode[] = [];
  #functionCount = 0;
  /** Code and sites of all functions, one buffer each: thousands of small ones cost more than they hold. */
  readonly #code: Int32Array;
  readonly #codeSites: Int32Array;
  #codeEnd = 0;

  constructor(units: readonly LinkUnit[], intrinsics: ReadonlySet<string>) {
    this.#intrinsicNames = intrinsics;
    let globalBase = 0;
    for (const each of units) {
      this.#units.push({ ...each, functionBase: this.#functionCount, globalBase });
      this.#functionCount += each.unit.functions.length;
      globalBase += each.unit.globals.length;
    }
    let words = 0;
    for (const { unit } of units) for (const each of unit.functions) words += each.code.length;
    this.#code = new Int32Array(words);
    this.#codeSites = new Int32Array(words / STRIDE);
  }

  run(): BuiltProgram {
    for (const unit of this.#units) this.#publish(unit);
    for (const unit of this.#units) this.#join(unit);
    const program: Program = {
      functions: [...this.#functions, ...this.#extra],
      globals: this.#globals,
      intrinsics: this.#intrinsics.keys,
      sites: this.#sites,
      types: this.#types.keys,
      names: this.#names.keys,
      reasons: this.#reasons,
      fields: this.#fields,
    };
    return {
      program,
      functions: this.#published('function'),
      globals: this.#published('global'),
      statics: (module, name) => this.#statics.get(`${module}\0${name}`) ?? [],
      untranslated: distinct(this.#untranslated),
    };
  }

  #published(kind: 'function' | 'global'): Map<string, number> {
    const found = new Map<string, number>();
    for (const [name, resolved] of this.#external) {
      if (resolved.kind === kind && !name.includes('\0')) found.set(name, resolved.index);
    }
    return found;
  }

  #publish(placed: Placed): void {
    for (const symbol of placed.unit.symbols) {
      const resolved = own(placed, symbol);
      if (resolved === null || !symbol.global) continue;
      if (symbol.external) {
        for (const key of [symbol.name, `${placed.module}\0${symbol.name}`]) {
          if (!this.#external.has(key)) this.#external.set(key, resolved);
        }
        continue;
      }
      const key = `${placed.module}\0${symbol.name}`;
      const list = this.#statics.get(key);
      if (list === undefined) this.#statics.set(key, [resolved]);
      else list.push(resolved);
    }
  }

  /** The unit's own definition, else the environment's, else its module's, else any. */
  #resolve(placed: Placed, symbol: UnitSymbol): Resolved {
    if (symbol.global && symbol.kind === 'function' && this.#intrinsicNames.has(symbol.name)) {
      return { kind: 'intrinsic', index: this.#intrinsics.of(symbol.name) };
    }
    const defined = own(placed, symbol);
    if (defined !== null) return defined;
    const key = `${placed.module}\0${symbol.name}`;
    const found = this.#external.get(key) ?? this.#external.get(symbol.name);
    const wanted = symbol.kind === 'function' ? 'function' : 'global';
    return symbol.external && found?.kind === wanted ? found : { kind: 'missing' };
  }

  #join(placed: Placed): void {
    const { unit } = placed;
    const joined = new Joined(placed, this.#sites.length);
    for (const site of unit.sites) this.#sites.push(site);
    for (const { type, fields } of unit.fields)
      if (!this.#fields.get(type)?.length) this.#fields.set(type, fields);
    for (const name of unit.types) joined.types.push(this.#types.of(name));
    for (const name of unit.names) joined.names.push(this.#names.of(name));
    for (const reason of unit.reasons) joined.reasons.push(this.#reasons.push(reason) - 1);
    for (const symbol of unit.symbols) joined.symbols.push(this.#resolve(placed, symbol));
    for (const each of unit.functions) this.#functions.push(this.#function(joined, each));
    for (const { addresses, ...global } of unit.globals) {
      this.#globals.push({
        ...global,
        module: placed.module,
        type: global.type < 0 ? -1 : joined.types[global.type]!,
        addresses: addresses.map(({ at, value }) => ({ at, value: this.#constant(joined, value, true)! })),
      });
    }
    for (const opaque of unit.untranslated) this.#untranslated.push(opaque);
  }

  #function(joined: Joined, lowered: LoweredFunction): FunctionCode {
    const { module, library } = joined.placed;
    const constants = lowered.constants.map((each) => this.#constant(joined, each, false));
    return {
      ...lowered,
      module,
      library,
      locals: lowered.locals.map((local) =>
        local.type < 0 ? local : { ...local, type: joined.types[local.type]! },
      ),
      sites: this.#joinSites(joined, lowered),
      code: this.#joinCode(joined, lowered, constants),
      constants: constants.map((each) => each ?? zero),
    };
  }

  /** A symbol's address in the program; null for a variable that nobody defines, where `always` is not set. */
  #constant(joined: Joined, constant: Constant, always: boolean): Constant | null {
    if (constant.kind === 'value') return constant;
    const resolved = joined.symbols[constant.index]!;
    const symbol = joined.placed.unit.symbols[constant.index]!;
    if (resolved.kind === 'global' && constant.kind === 'global')
      return { ...constant, index: resolved.index };
    if (resolved.kind === 'function') return { kind: 'function', index: resolved.index };
    if (symbol.kind === 'variable' && !always) return null;
    return { kind: 'function', index: this.#stand(symbol, resolved) };
  }

  /**
   * A function that stands for what has an address but no definition: calling it says so, and as the
   * address of a variable it can neither be read nor written.
   */
  #stand(symbol: UnitSymbol, resolved: Resolved): number {
    const known = this.#made.get(symbol.name);
    if (known !== undefined) return known;
    const index = this.#functionCount + this.#extra.length;
    this.#made.set(symbol.name, index);
    this.#extra.push(resolved.kind === 'intrinsic' ? wrapper(symbol, resolved.index) : missing(symbol));
    this.#sites.push(symbol.site);
    const made = this.#extra.at(-1)!;
    made.sites.fill(this.#sites.length - 1);
    return index;
  }

  #joinSites(joined: Joined, lowered: LoweredFunction): Int32Array {
    const first = this.#codeEnd / STRIDE;
    const sites = this.#codeSites.subarray(first, first + lowered.sites.length);
    for (let at = 0; at < sites.length; at++) sites[at] = lowered.sites[at]! + joined.siteBase;
    return sites;
  }

  #joinCode(joined: Joined, lowered: LoweredFunction, constants: readonly (Constant | null)[]): Int32Array {
    const end = this.#codeEnd + lowered.code.length;
    const code = this.#code.subarray(this.#codeEnd, end);
    this.#codeEnd = end;
    code.set(lowered.code);
    for (let at = 0; at < code.length; at += STRIDE) {
      switch (code[at]) {
        case Op.CONST:
          if (constants[code[at + 2]!] === null) this.#missingVariable(joined, lowered, code, at);
          break;
        case Op.CALL:
          this.#call(joined, lowered, code, at);
          break;
        case Op.CHECK:
          code[at + 2] = joined.names[code[at + 2]!]!;
          break;
        case Op.NAME:
          code[at + 2] = joined.types[code[at + 2]!]!;
          break;
        case Op.OPAQUE:
          code[at + 1] = joined.reasons[code[at + 1]!]!;
          this.#untranslated.push(this.#reasons[code[at + 1]!]!);
          break;
      }
    }
    return code;
  }

  #call(joined: Joined, lowered: LoweredFunction, code: Int32Array, at: number): void {
    const symbol = code[at + 2]!;
    const resolved = joined.symbols[symbol]!;
    if (resolved.kind === 'function') code[at + 2] = resolved.index;
    else if (resolved.kind === 'intrinsic') {
      code[at] = Op.INTRINSIC;
      code[at + 2] = resolved.index;
    } else this.#refuse(joined, lowered, code, at, notModelled(joined.placed.unit.symbols[symbol]!.name));
  }

  #missingVariable(joined: Joined, lowered: LoweredFunction, code: Int32Array, at: number): void {
    const constant = lowered.constants[code[at + 2]!]!;
    if (constant.kind === 'value') return;
    const { name } = joined.placed.unit.symbols[constant.index]!;
    this.#refuse(joined, lowered, code, at, `uses ${name}, which the virtual kernel does not model`);
  }

  #refuse(joined: Joined, lowered: LoweredFunction, code: Int32Array, at: number, reason: string): void {
    const site = joined.placed.unit.sites[lowered.sites[at / STRIDE]!]!;
    const opaque = { reason, site };
    this.#untranslated.push(opaque);
    code.fill(0, at, at + STRIDE);
    code[at] = Op.OPAQUE;
    code[at + 1] = this.#reasons.push(opaque) - 1;
  }
}

const zero: Constant = { kind: 'value', low: 0, high: 0 };

function distinct(all: readonly Opaque[]): Opaque[] {
  const seen = new Map<string, Opaque>();
  for (const each of all) {
    const { file, line, column } = each.site;
    const key = `${file}:${line}:${column}:${each.reason}`;
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}
