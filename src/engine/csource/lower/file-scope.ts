import type { Declaration, Declarator, FunctionDefinition, Opaque, Site } from '../ast.ts';
import { type Body, constantBody } from './body.ts';
import { defineGlobal, staticData, zeroData } from './static-data.ts';
import { functionType, resolveType } from './type-syntax.ts';
import { type FunctionType, type Type, typeName, UNKNOWN } from './types.ts';
import type { UnitBuilder } from './unit-builder.ts';
import { Untranslatable } from './untranslatable.ts';

/** What is known of a function whose type is outside the subset: anything can be passed to it. */
const anyFunction: FunctionType = { kind: 'function', result: UNKNOWN, parameters: [], variadic: true };

/** `int a[];` with no other definition has one element, C 6.9.2. */
function completed(type: Type): Type {
  return type.kind === 'array' && type.length === null ? { ...type, length: 1 } : type;
}

/** Does the work; where it is outside the subset, notes why and gives that, else null. */
export function attempt(unit: UnitBuilder, site: Site, work: () => void): Opaque | null {
  try {
    work();
    return null;
  } catch (caught) {
    if (!(caught instanceof Untranslatable)) throw caught;
    const opaque = { reason: caught.message, site: caught.site ?? site };
    unit.untranslated.push(opaque);
    return opaque;
  }
}

/** A function with a body: its type now, the body when someone refers to it. */
export function declareFunction(unit: UnitBuilder, definition: FunctionDefinition): void {
  const { name, site } = definition;
  let type = anyFunction;
  let opaque = definition.opaque;
  try {
    type = functionType(constantBody(unit, unit.scope, site), definition.type);
  } catch (caught) {
    if (!(caught instanceof Untranslatable)) throw caught;
    opaque ??= { reason: caught.message, site: caught.site ?? site };
  }
  const index = declareSymbol(unit, name, type, definition.storage === 'static', site);
  const symbol = unit.symbols[index]!;
  if (symbol.pending !== null)
    throw new Untranslatable(`${name} is defined twice; the first one counts`, site);
  symbol.site = site;
  symbol.pending = { ...definition, opaque };
}

/** One declarator at file scope: a type, an object, a prototype. Outside the subset, its name is unavailable. */
export function declareOne(unit: UnitBuilder, declaration: Declaration, declarator: Declarator): void {
  const body = constantBody(unit, unit.scope, declarator.site);
  if (declarator.type.kind === 'function' && declaration.storage !== 'typedef') {
    declarePrototype(unit, body, declaration, declarator);
    return;
  }
  const opaque = attempt(unit, declarator.site, () => declare(unit, body, declaration, declarator));
  if (opaque !== null) unit.scope.declare(declarator.name, { kind: 'unavailable', opaque });
}

/** Objects declared without initializer and never defined otherwise are zero. */
export function defineTentative(unit: UnitBuilder): void {
  for (const symbol of unit.symbols) {
    if (symbol.tentative === null || symbol.definition >= 0) continue;
    const { site, readOnly } = symbol.tentative;
    attempt(unit, site, () => {
      const type = completed(symbol.type);
      symbol.definition = defineGlobal(unit, symbol.name, zeroData(type), readOnly, site);
    });
  }
}

/** A prototype with types outside the subset still says that there is such a function. */
function declarePrototype(
  unit: UnitBuilder,
  body: Body,
  declaration: Declaration,
  declarator: Declarator,
): void {
  let type: Type = anyFunction;
  try {
    type = resolveType(body, declarator.type);
  } catch (caught) {
    if (!(caught instanceof Untranslatable)) throw caught;
  }
  declareSymbol(unit, declarator.name, type, declaration.storage === 'static', declarator.site);
}

function declare(unit: UnitBuilder, body: Body, declaration: Declaration, declarator: Declarator): void {
  const { storage, constant } = declaration;
  const { name, initializer, site } = declarator;
  const type = resolveType(body, declarator.type);
  if (storage === 'typedef') {
    unit.scope.declare(name, { kind: 'typedef', type });
    return;
  }
  const index = declareSymbol(unit, name, type, storage === 'static', site);
  const symbol = unit.symbols[index]!;
  if (symbol.kind === 'function' || (storage === 'extern' && initializer === null)) return;
  const readOnly = constant && elementOf(type).kind !== 'pointer';
  if (initializer === null) {
    symbol.tentative = { site, readOnly };
    return;
  }
  if (symbol.definition >= 0) throw new Untranslatable(`${name} is defined twice`);
  const data = staticData(unit, unit.scope, symbol.type, initializer, site);
  symbol.type = data.type;
  symbol.site = site;
  symbol.definition = defineGlobal(unit, name, data, readOnly, site);
}

/** `const` of a pointer's declaration speaks of what it points to, as a rule. */
function elementOf(type: Type): Type {
  return type.kind === 'array' ? elementOf(type.of) : type;
}

/** The symbol of a name at file scope, made or met again; the later declaration completes its type. */
export function declareSymbol(
  unit: UnitBuilder,
  name: string,
  type: Type,
  internal: boolean,
  site: Site,
): number {
  const kind = type.kind === 'function' ? 'function' : 'variable';
  const known = unit.scope.own(name);
  if (known?.kind === 'symbol') {
    const symbol = unit.symbols[known.symbol]!;
    if (symbol.kind !== kind)
      throw new Untranslatable(`${name} is declared as ${typeName(symbol.type)} before`);
    if (tellsMore(type, symbol.type)) symbol.type = type;
    return known.symbol;
  }
  const symbol = unit.symbol(name, kind, type, !internal, true, site);
  unit.scope.declare(name, { kind: 'symbol', symbol });
  return symbol;
}

function tellsMore(next: Type, known: Type): boolean {
  if (next.kind === 'array') return next.length !== null;
  if (next.kind !== 'function' || known.kind !== 'function') return false;
  return known === anyFunction || next.parameters.length > known.parameters.length;
}
