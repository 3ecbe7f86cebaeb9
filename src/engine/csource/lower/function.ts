import { type FunctionCode, Op } from '../../machine/program.ts';
import type { FunctionDefinition, Opaque } from '../ast.ts';
import { assemble } from './assemble.ts';
import { Body } from './body.ts';
import { placeGotos } from './flow.ts';
import type { LoweredFunction } from './lowered.ts';
import { store } from './lvalue.ts';
import { type Scan, scanBody } from './scan.ts';
import { Scope } from './scope.ts';
import { block } from './statement.ts';
import { checkedSize } from './static-data.ts';
import { BOOL, type FunctionType, pointerTo, type Type } from './types.ts';
import type { UnitBuilder } from './unit-builder.ts';
import { Untranslatable } from './untranslatable.ts';
import { computed, type Value } from './value.ts';

/** Lowers a function; one outside the subset comes out opaque, with the reason. */
export function lowerFunction(
  unit: UnitBuilder,
  definition: FunctionDefinition,
  type: FunctionType,
): LoweredFunction {
  if (definition.opaque !== null || definition.body === null) {
    const unknown = { reason: 'its body could not be read', site: definition.site };
    return opaqueFunction(definition, type, definition.opaque ?? unknown);
  }
  const scanned = scanBody(definition.body);
  const body = beginBody(unit, definition, type, scanned);
  try {
    parameters(body, definition, type, scanned.gathers);
    block(body, definition.body);
    body.code.emit(Op.RETURN, -1);
    placeGotos(body);
  } catch (caught) {
    if (!(caught instanceof Untranslatable)) throw caught;
    const opaque = { reason: caught.message, site: caught.site ?? body.code.site };
    return opaqueFunction(definition, type, opaque);
  }
  const { code, sites, registers } = assemble(body.code);
  return {
    name: definition.name,
    site: definition.site,
    parameters: parameterCount(type),
    variadic: type.variadic,
    gathers: body.moreRegister >= 0,
    gives: givenBy(type.result),
    registers,
    locals: body.code.locals,
    code,
    sites,
    constants: body.code.constants,
    opaque: null,
  };
}

/** How many registers arguments take, a hidden one for the address of a record's result included. */
export function parameterCount(type: Type): number {
  if (type.kind !== 'function') return 0;
  return type.parameters.length + (type.result.kind === 'record' ? 1 : 0);
}

function givenBy(result: Type): FunctionCode['gives'] {
  if (result.kind === 'pointer') return 'pointer';
  if (result.kind !== 'integer' || result === BOOL) return 'nothing';
  return result.signed ? 'signed' : 'unsigned';
}

export function opaqueFunction(
  definition: { readonly name: string; readonly site: FunctionDefinition['site'] },
  type: FunctionType,
  opaque: Opaque,
): LoweredFunction {
  const parameters = parameterCount(type);
  return {
    name: definition.name,
    site: definition.site,
    parameters,
    variadic: type.variadic,
    gathers: false,
    gives: givenBy(type.result),
    registers: parameters,
    locals: [],
    code: new Int32Array(0),
    sites: new Int32Array(0),
    constants: [],
    opaque,
  };
}

function beginBody(
  unit: UnitBuilder,
  definition: FunctionDefinition,
  type: FunctionType,
  { addressTaken, jumps }: Scan,
): Body {
  const { result } = type;
  const scope = new Scope(unit.scope);
  return new Body({ unit, scope, site: definition.site, result, addressTaken, jumps, fileScope: false });
}

/** Arguments arrive in the first registers; those that need an address are copied to memory. */
function parameters(body: Body, definition: FunctionDefinition, type: FunctionType, gathers: boolean): void {
  const hidden = type.result.kind === 'record' ? 1 : 0;
  const first = body.code.take(parameterCount(type));
  if (gathers && type.variadic) {
    body.moreRegister = body.code.take();
    body.code.slot('the list of variable arguments', 0, -1);
  }
  if (hidden === 1) body.resultRegister = first;
  type.parameters.forEach((parameter, at) => {
    const declared = definition.type.parameters[at]!;
    const register = first + hidden + at;
    const { name } = declared;
    if (name === null) return;
    body.code.site = declared.site;
    if (parameter.kind === 'record' || body.addressTaken.has(name)) {
      copyParameter(body, name, parameter, register);
    } else body.scope.declare(name, { kind: 'variable', name, type: parameter, register, flag: -1 });
  });
}

function copyParameter(body: Body, name: string, type: Type, from: number): void {
  const { code } = body;
  const register = code.take();
  const slot = code.slot(name, checkedSize(type), body.unit.typeIndex(type));
  code.emit(Op.LOCAL, register, slot);
  const at = { ...computed(pointerTo(type), register), owned: false };
  const source = { ...computed(type, from), owned: false };
  const given: Value =
    type.kind === 'record' ? { kind: 'record', type, at: { ...source, type: pointerTo(type) } } : source;
  store(body, { kind: 'memory', type, at }, given);
  body.scope.declare(name, { kind: 'slot', name, type, register, slot });
}
