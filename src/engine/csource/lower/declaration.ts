import { Op, STRIDE } from '../../machine/program.ts';
import type { Declaration, Declarator, Initializer, TypeSyntax } from '../ast.ts';
import { bitPlace, refuseBits } from './bit-field.ts';
import type { Body } from './body.ts';
import { Pseudo } from './code-builder.ts';
import { convertTo } from './conversion.ts';
import { evaluate, value } from './expression.ts';
import { declareSymbol } from './file-scope.ts';
import { InitializerWalk, type Sink } from './initializer.ts';
import { load, store } from './lvalue.ts';
import type { Slot, Variable } from './scope.ts';
import { checkedSize, defineGlobal, staticData, zeroData } from './static-data.ts';
import { resolveType } from './type-syntax.ts';
import { type Bits, CHAR_POINTER, isScalar, pointerTo, type Type } from './types.ts';
import { Untranslatable } from './untranslatable.ts';
import {
  computed,
  constant,
  moveInto,
  type Place,
  type Scalar,
  scalar,
  toRegister,
  type Value,
} from './value.ts';

/** A declaration in a block. */
export function declareLocals(body: Body, declaration: Declaration): void {
  if (declaration.declarators.length === 0) {
    resolveType(body, declaration.base);
    return;
  }
  for (const declarator of declaration.declarators) {
    body.code.site = declarator.site;
    declareLocal(body, declaration, declarator);
  }
}

function declareLocal(body: Body, declaration: Declaration, declarator: Declarator): void {
  const { name, type: syntax, initializer } = declarator;
  const { storage } = declaration;
  if (isAuto(syntax)) {
    declareInferred(body, declarator);
    return;
  }
  const type = resolveType(body, syntax);
  if (storage === 'typedef') body.scope.declare(name, { kind: 'typedef', type });
  else if (storage === 'extern' || type.kind === 'function') {
    const symbol = declareSymbol(body.unit, name, type, false, declarator.site);
    body.scope.declare(name, { kind: 'symbol', symbol });
  } else if (storage === 'static') declareStatic(body, declarator, type, declaration.constant);
  else if (isScalar(type) && declarator.cleanup === null && !body.addressTaken.has(name)) {
    declareVariable(body, name, type, initializer);
  } else declareSlot(body, declarator, type);
}

const isAuto = (syntax: TypeSyntax): boolean => syntax.kind === 'auto';

/** `__auto_type`: the initializer comes first, since it gives the type. */
function declareInferred(body: Body, declarator: Declarator): void {
  const { initializer, name } = declarator;
  if (initializer?.kind !== 'value') throw new Untranslatable('__auto_type without an initializer');
  const level = body.code.level;
  const register = body.code.take();
  const operand = evaluate(body, initializer.value);
  refuseBits(operand, 'type');
  const given = load(body, operand);
  const inMemory = declarator.cleanup !== null || body.addressTaken.has(name);
  if (given.kind !== 'none' && given.kind !== 'record' && !inMemory) {
    moveInto(body, register, given);
    const type = given.type;
    body.scope.declare(name, { kind: 'variable', name, type, register, flag: -1 });
    body.code.release(register + 1);
    return;
  }
  if (given.kind === 'none' && given.type.kind !== 'unknown')
    throw new Untranslatable('a variable of type void');
  beginSlot(body, declarator, given.type, register);
  put(body, register, given.type, given);
  endSlot(body, declarator, name);
  body.code.release(level + 1);
}

function declareStatic(body: Body, declarator: Declarator, type: Type, readOnly: boolean): void {
  const { unit, scope } = body;
  const { name, initializer, site } = declarator;
  // Its initializer may take its address, as LIST_HEAD() does: it is declared before it is defined.
  const symbol = unit.symbol(name, 'variable', type, false, false, site);
  scope.declare(name, { kind: 'symbol', symbol });
  const data = initializer === null ? zeroData(type) : staticData(unit, scope, type, initializer, site);
  const declared = unit.symbols[symbol]!;
  declared.type = data.type;
  declared.definition = defineGlobal(unit, name, data, readOnly && data.type.kind !== 'pointer', site);
}

/** A scalar in a register. Where no initializer is sure to run, reads are checked. */
function declareVariable(body: Body, name: string, type: Type, initializer: Initializer | null): void {
  const { code } = body;
  const register = code.take();
  const flag = initializer === null || body.jumps ? code.flags++ : -1;
  const variable: Variable = { kind: 'variable', name, type, register, flag };
  body.scope.declare(name, variable);
  if (flag >= 0) code.emit(Pseudo.UNSET, flag);
  if (initializer !== null) {
    moveInto(body, register, convertTo(body, scalarInitializer(body, initializer, type), type));
    if (flag >= 0) code.emit(Pseudo.SET, flag);
  }
  code.release(register + 1);
}

function scalarInitializer(body: Body, initializer: Initializer, type: Type): Value {
  if (initializer.kind === 'value') return value(body, initializer.value);
  const first = initializer.items[0];
  return first === undefined ? constant(type, 0n) : scalarInitializer(body, first.value, type);
}

function declareSlot(body: Body, declarator: Declarator, type: Type): void {
  const { name, initializer } = declarator;
  if (initializer === null || type.kind !== 'array' || type.length !== null) checkedSize(type);
  const register = body.code.take();
  const slot = beginSlot(body, declarator, type, register);
  if (initializer !== null) slot.type = initializeSlot(body, register, slot.slot, type, initializer);
  endSlot(body, declarator, name);
  body.code.release(register + 1);
}

function beginSlot(body: Body, declarator: Declarator, type: Type, register: number): Slot {
  const { code, scope } = body;
  const incomplete = type.kind === 'array' && type.length === null;
  const size = incomplete ? 0 : checkedSize(type);
  const index = code.slot(declarator.name, size, body.unit.typeIndex(type));
  const slot: Slot = { kind: 'slot', name: declarator.name, type, register, slot: index };
  code.emit(Op.LOCAL, register, index);
  scope.declare(declarator.name, slot);
  return slot;
}

/** From here on the variable's scope is left with its cleanup. */
function endSlot(body: Body, declarator: Declarator, name: string): void {
  const slot = body.scope.own(name);
  if (slot?.kind !== 'slot') return;
  const { cleanup, site } = declarator;
  body.life = { parent: body.life, slot, cleanup, scope: body.scope, site };
}

/** Fills the local object at an address; the result is its type, completed by the initializer. */
export function initializeSlot(
  body: Body,
  register: number,
  slot: number,
  type: Type,
  initializer: Initializer,
): Type {
  const { code } = body;
  if (initializer.kind === 'value' && type.kind !== 'array') {
    code.locals[slot]!.size = checkedSize(type);
    put(body, register, type, value(body, initializer.value));
    return type;
  }
  const zeroing = code.next;
  code.emit(Op.ZERO, register);
  const completed = new InitializerWalk(body, new LocalSink(body, register)).run(type, initializer);
  const size = checkedSize(completed);
  code.locals[slot]!.size = size;
  code.code[zeroing * STRIDE + 2] = size;
  return completed;
}

function put(body: Body, register: number, type: Type, from: Value): void {
  new LocalSink(body, register).piece(0, type, from);
}

/** Stores the pieces of an initializer into a local object. */
class LocalSink implements Sink {
  readonly #body: Body;
  readonly #register: number;
  readonly #level: number;

  constructor(body: Body, register: number) {
    this.#body = body;
    this.#register = register;
    this.#level = body.code.level;
  }

  #at(offset: number, type: Type): Scalar {
    return { ...computed(pointerTo(type), this.#register), owned: false, offset };
  }

  piece(offset: number, type: Type, from: Value): void {
    const place: Place = { kind: 'memory', type, at: this.#at(offset, type) };
    if (type.kind === 'record' && from.kind === 'record') {
      if (from.type !== type) throw new Untranslatable('a record is initialized by one of another type');
      store(this.#body, place, from);
    } else store(this.#body, place, convertTo(this.#body, scalar(this.#body, from), type));
    this.#body.code.release(this.#level);
  }

  scalar(offset: number, type: Type, from: Value): void {
    this.piece(offset, type, from);
  }

  record(offset: number, type: Type, from: Value): void {
    this.piece(offset, type, from);
  }

  bits(offset: number, type: Type, bits: Bits, from: Value): void {
    const value = convertTo(this.#body, scalar(this.#body, from), type);
    store(this.#body, bitPlace(type, '', this.#at(offset, type), bits), value);
    this.#body.code.release(this.#level);
  }

  clear(offset: number, size: number): void {
    this.#body.code.emit(Op.ZERO, toRegister(this.#body, this.#at(offset, CHAR_POINTER)), size);
    this.#body.code.release(this.#level);
  }

  text(
    offset: number,
    literal: { readonly text: string; readonly site: Declarator['site'] },
    size: number,
  ): void {
    if (size === 0) return;
    const { unit, code } = this.#body;
    const symbol = unit.string(literal.text, literal.site);
    const target = toRegister(this.#body, this.#at(offset, CHAR_POINTER));
    const from = toRegister(this.#body, { kind: 'address', type: CHAR_POINTER, symbol, offset: 0 });
    code.emit(Op.COPY, target, from, size);
    code.release(this.#level);
  }
}
