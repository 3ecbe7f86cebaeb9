import type { Constant } from '../../machine/program.ts';
import type { Initializer, Site } from '../ast.ts';
import { type Body, constantBody } from './body.ts';
import { convert } from './conversion.ts';
import { InitializerWalk, type Sink, type StringLiteral } from './initializer.ts';
import { OBJECT_LIMIT, sizeOf } from './layout.ts';
import type { Scope } from './scope.ts';
import { stringBytes } from './string-bytes.ts';
import { type Bits, type RecordType, type Type, typeName } from './types.ts';
import type { UnitBuilder } from './unit-builder.ts';
import { Untranslatable } from './untranslatable.ts';
import type { Value } from './value.ts';

/** The content of an object of static storage. */
export interface StaticData {
  /** Completed by the initializer for `int a[] = …`. */
  readonly type: Type;
  readonly bytes: Uint8Array;
  readonly addresses: readonly { readonly at: number; readonly value: Constant }[];
}

const noBytes = new Uint8Array(0);

/** Content without an initializer: zeros. */
export function zeroData(type: Type): StaticData {
  checkedSize(type);
  return { type, bytes: noBytes, addresses: [] };
}

/** In bytes; an object too large to give memory to is Untranslatable. */
export function checkedSize(type: Type): number {
  const size = sizeOf(type);
  if (size > OBJECT_LIMIT) throw new Untranslatable(`an object of ${size} bytes is too large`);
  return size;
}

/** Evaluates the initializer of an object of static storage, all of which must be constant. */
export function staticData(
  unit: UnitBuilder,
  scope: Scope,
  type: Type,
  initializer: Initializer,
  site: Site,
): StaticData {
  if (type.kind !== 'array' || type.length !== null) checkedSize(type);
  const body = constantBody(unit, scope, site);
  const data = new StaticSink(body);
  const completed = new InitializerWalk(body, data).run(type, initializer);
  checkedSize(completed);
  return { type: completed, bytes: data.content(), addresses: data.addresses() };
}

class StaticSink implements Sink {
  readonly #body: Body;
  readonly #addresses = new Map<number, Constant>();
  #bytes = new Uint8Array(64);
  #end = 0;

  constructor(body: Body) {
    this.#body = body;
  }

  content(): Uint8Array {
    return this.#bytes.slice(0, this.#end);
  }

  addresses(): { readonly at: number; readonly value: Constant }[] {
    return [...this.#addresses].map(([at, value]) => ({ at, value }));
  }

  scalar(offset: number, type: Type, from: Value): void {
    const value = convert(this.#body, from, type);
    const size = sizeOf(type);
    if (value.kind === 'constant') {
      this.#addresses.delete(offset);
      this.#write(offset, littleEndian(value.value, size));
    } else if (value.kind === 'address' && size === 8) {
      const { symbol } = value;
      const { kind } = this.#body.unit.symbols[symbol]!;
      this.#write(offset, new Uint8Array(8));
      const constant: Constant =
        kind === 'function'
          ? { kind, index: symbol }
          : { kind: 'global', index: symbol, offset: value.offset };
      this.#addresses.set(offset, constant);
    } else throw new Untranslatable('an initializer of static data is not constant');
  }

  bits(offset: number, type: Type, { first, width, unit }: Bits, from: Value): void {
    const value = convert(this.#body, from, type);
    if (value.kind !== 'constant') throw new Untranslatable('an initializer of static data is not constant');
    const mask = ((1n << BigInt(width)) - 1n) << BigInt(first);
    const written = (value.value << BigInt(first)) & mask;
    const before = this.#bytes.subarray(offset, offset + unit);
    const bytes = littleEndian(mask, unit).map((kept, at) => (before[at] ?? 0) & ~kept);
    littleEndian(written, unit).forEach((byte, at) => {
      bytes[at]! |= byte;
    });
    this.#write(offset, bytes);
  }

  /** A compound literal as initializer: its object's content is copied. */
  record(offset: number, type: RecordType, from: Value): void {
    const { unit } = this.#body;
    if (from.kind !== 'record' || from.type !== type || from.at.kind !== 'address' || from.at.offset !== 0) {
      throw new Untranslatable(`static data of ${typeName(type)} is not constant`);
    }
    const symbol = unit.symbols[from.at.symbol]!;
    const literal = unit.globals[symbol.definition];
    if (literal === undefined || symbol.global) throw new Untranslatable('static data is not constant');
    this.#write(offset, new Uint8Array(sizeOf(type)));
    this.#write(offset, literal.bytes);
    for (const { at, value } of literal.addresses) this.#addresses.set(offset + at, value);
  }

  text(offset: number, literal: StringLiteral, size: number): void {
    this.#write(offset, stringBytes(literal.text).subarray(0, size));
  }

  clear(offset: number, size: number): void {
    this.#write(offset, new Uint8Array(size));
    for (const at of this.#addresses.keys())
      if (at >= offset && at < offset + size) this.#addresses.delete(at);
  }

  #write(offset: number, bytes: Uint8Array): void {
    const end = offset + bytes.length;
    if (end > OBJECT_LIMIT) throw new Untranslatable('an object is too large');
    if (end > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    this.#bytes.set(bytes, offset);
    this.#end = Math.max(this.#end, end);
  }
}

function littleEndian(value: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let rest = BigInt.asUintN(size * 8, value);
  for (let at = 0; at < size; at++) {
    bytes[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/** Makes an object of static storage without linkage: a static local or a compound literal. */
export function staticObject(
  unit: UnitBuilder,
  name: string,
  data: StaticData,
  readOnly: boolean,
  site: Site,
): number {
  const symbol = unit.symbol(name, 'variable', data.type, false, false, site);
  unit.symbols[symbol]!.definition = defineGlobal(unit, name, data, readOnly, site);
  return symbol;
}

/** Index of a new global of the unit. */
export function defineGlobal(
  unit: UnitBuilder,
  name: string,
  data: StaticData,
  readOnly: boolean,
  site: Site,
): number {
  const { type, bytes, addresses } = data;
  const size = sizeOf(type);
  const shown = unit.typeIndex(type);
  return (
    unit.globals.push({ name, kind: 'variable', readOnly, size, type: shown, bytes, addresses, site }) - 1
  );
}
