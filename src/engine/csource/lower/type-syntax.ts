import type {
  Designator,
  EnumSyntax,
  Expression,
  FieldSyntax,
  FunctionSyntax,
  RecordSyntax,
  Site,
  TypeSyntax,
} from '../ast.ts';
import type { Body } from './body.ts';
import { integerConstant } from './constant.ts';
import { typeOf } from './expression.ts';
import { alignOf, at, bodyOf, type Field, layOut, sizeOf } from './layout.ts';
import { holds } from './literal.ts';
import type { Tag } from './scope.ts';
import {
  type FunctionType,
  INT,
  type IntegerType,
  integerType,
  LONG,
  pointerTo,
  type RecordBody,
  type RecordType,
  type Type,
  typeName,
  UINT,
  ULONG,
  VOID,
} from './types.ts';
import { Untranslatable } from './untranslatable.ts';

const TYPE_DEPTH = 100;

/** The type a syntax stands for in the body's scope; definitions in it declare their tags and enumerators. */
export function resolveType(body: Body, syntax: TypeSyntax): Type {
  const { unit } = body;
  if (unit.typeDepth >= TYPE_DEPTH) throw new Untranslatable('a type is nested too deeply');
  unit.typeDepth++;
  try {
    return resolveKind(body, syntax);
  } finally {
    unit.typeDepth--;
  }
}

function resolveKind(body: Body, syntax: TypeSyntax): Type {
  switch (syntax.kind) {
    case 'void':
      return VOID;
    case 'integer':
      return integerType(syntax.name);
    case 'named':
      return namedType(body, syntax);
    case 'record':
      return recordType(body, syntax);
    case 'enum':
      return enumType(body, syntax);
    case 'typeof':
      return syntax.isType
        ? resolveType(body, syntax.of as TypeSyntax)
        : typeOf(body, syntax.of as Expression);
    case 'pointer':
      return pointerTo(pointedTo(body, syntax.to));
    case 'array':
      return arrayType(body, syntax);
    case 'function':
      return functionType(body, syntax);
    case 'auto':
      throw new Untranslatable('__auto_type without an initializer');
    case 'unsupported':
      throw new Untranslatable(syntax.reason, syntax.site);
  }
}

function namedType(body: Body, syntax: Extract<TypeSyntax, { kind: 'named' }>): Type {
  const entity = body.scope.find(syntax.name);
  if (entity?.kind === 'typedef') return entity.type;
  if (entity?.kind === 'unavailable') {
    throw new Untranslatable(entity.opaque.reason, entity.opaque.site);
  }
  body.unit.undeclared.add(syntax.name);
  throw new Untranslatable(`uses the type ${syntax.name}, which is not declared`, syntax.site);
}

function arrayType(body: Body, syntax: Extract<TypeSyntax, { kind: 'array' }>): Type {
  const of = resolveType(body, syntax.of);
  if (syntax.length === null) return { kind: 'array', of, length: null };
  const length = integerConstant(body, syntax.length, 'the length of an array').value;
  if (length < 0n) throw new Untranslatable('an array has a negative length', syntax.length.site);
  return { kind: 'array', of, length: Number(length) };
}

export function functionType(body: Body, syntax: FunctionSyntax): FunctionType {
  const result = resolveType(body, syntax.result);
  const parameters = syntax.parameters.map((parameter) => adjusted(resolveType(body, parameter.type)));
  const none = parameters.length === 1 && parameters[0]!.kind === 'void';
  return { kind: 'function', result, parameters: none ? [] : parameters, variadic: syntax.variadic };
}

/** A parameter's type: arrays and functions are pointers there. */
function adjusted(type: Type): Type {
  if (type.kind === 'array') return pointerTo(type.of);
  return type.kind === 'function' ? pointerTo(type) : type;
}

function recordType(body: Body, syntax: RecordSyntax): RecordType {
  const { records, scope } = body.unit;
  const { fields, tag } = syntax;
  if (fields === null) return mentioned(body, syntax);
  const before = tag === null ? undefined : body.scope.ownTag(tag);
  const known = records.get(syntax);
  if (known !== undefined) return known;
  const type = isIncomplete(before, syntax) ? before : newRecord(syntax);
  if (tag !== null) body.scope.declareTag(tag, type);
  records.set(syntax, type);
  const complete = (): RecordBody => recordBody(body, syntax, fields);
  if (body.scope === scope) type.pending = complete;
  else type.body = complete();
  return type;
}

/** `struct s` alone: one nobody defines is the same for the whole file. */
function mentioned(body: Body, syntax: RecordSyntax): RecordType {
  const { tag, record } = syntax;
  if (tag === null) return newRecord(syntax);
  const found = body.scope.findTag(tag);
  if (found?.kind === 'record' && found.record === record) return found;
  const type = newRecord(syntax);
  body.unit.scope.declareTag(tag, type);
  return type;
}

function isIncomplete(tag: Tag | undefined, syntax: RecordSyntax): tag is RecordType {
  if (tag?.kind !== 'record' || tag.record !== syntax.record) return false;
  return tag.body === null && tag.pending === null;
}

function newRecord({ record, tag }: RecordSyntax): RecordType {
  return { kind: 'record', record, tag, body: null, pending: null };
}

/** A member outside the subset makes the layout unknown, not the mention of the type wrong. */
function recordBody(body: Body, syntax: RecordSyntax, fields: readonly FieldSyntax[]): RecordBody {
  const { unit } = body;
  try {
    if (++unit.recordDepth > TYPE_DEPTH) throw new Untranslatable('records are nested too deeply');
    const resolved = fields.map((field) => resolveField(body, field));
    return layOut(syntax.record, resolved, syntax.packed, alignment(body, syntax.aligned));
  } catch (caught) {
    if (!(caught instanceof Untranslatable)) throw caught;
    return brokenBody(caught.message, caught.site ?? syntax.site);
  } finally {
    unit.recordDepth--;
  }
}

function brokenBody(reason: string, site: Site): RecordBody {
  return { members: [], lookup: new Map(), size: 0, align: 1, broken: { reason, site } };
}

/** What a pointer leads to makes no difference until someone goes there. */
function pointedTo(body: Body, syntax: TypeSyntax): Type {
  if (syntax.kind !== 'unsupported') return resolveType(body, syntax);
  const record = { kind: 'record', record: 'struct', tag: null, pending: null } as const;
  return { ...record, body: brokenBody(syntax.reason, syntax.site) };
}

function resolveField(body: Body, field: FieldSyntax): Field {
  const type = at(field.site, () => resolveType(body, field.type));
  const bits = field.bits === null ? null : integerConstant(body, field.bits, 'the width of a bit-field');
  return {
    name: field.name,
    type,
    bits: bits === null ? null : Number(bits.value),
    aligned: alignment(body, field.aligned),
    site: field.site,
  };
}

function alignment(body: Body, aligned: Expression | null): number {
  if (aligned === null) return 0;
  const value = Number(integerConstant(body, aligned, 'an alignment').value);
  const valid = value >= 1 && value <= 0x1_0000 && (value & (value - 1)) === 0;
  if (!valid) throw new Untranslatable(`${value} as an alignment`, aligned.site);
  return value;
}

function enumType(body: Body, syntax: EnumSyntax): IntegerType {
  const known = body.unit.enums.get(syntax);
  if (known !== undefined) return known;
  if (syntax.constants === null) {
    const found = syntax.tag === null ? undefined : body.scope.findTag(syntax.tag);
    return found?.kind === 'enum' ? found.type : UINT;
  }
  const type = declareEnumerators(body, syntax.constants);
  body.unit.enums.set(syntax, type);
  if (syntax.tag !== null) body.scope.declareTag(syntax.tag, { kind: 'enum', type });
  return type;
}

/** As gcc: the type holds all values, unsigned where none is negative; a constant that fits int is one. */
function declareEnumerators(body: Body, constants: NonNullable<EnumSyntax['constants']>): IntegerType {
  const values: bigint[] = [];
  let next = 0n;
  for (const { name, value: given } of constants) {
    if (given !== null) next = integerConstant(body, given, `the enumerator ${name}`).value;
    const type = holds(INT, next) ? INT : holds(LONG, next) ? LONG : ULONG;
    body.scope.declare(name, { kind: 'constant', type, value: next });
    values.push(next++);
  }
  const candidates = values.some((value) => value < 0n) ? [INT, LONG] : [UINT, ULONG];
  const type = candidates.find((each) => values.every((value) => holds(each, value))) ?? LONG;
  constants.forEach(({ name }, at) => {
    if (!holds(INT, values[at]!)) body.scope.declare(name, { kind: 'constant', type, value: values[at]! });
  });
  return type;
}

export function sizeOfSyntax(body: Body, of: Expression | TypeSyntax, isType: boolean): number {
  return sizeOf(isType ? resolveType(body, of as TypeSyntax) : typeOf(body, of as Expression));
}

export function alignOfSyntax(body: Body, syntax: TypeSyntax): number {
  return alignOf(resolveType(body, syntax));
}

/** `offsetof`, in bytes; indices must be constant. */
export function offsetOf(body: Body, syntax: TypeSyntax, path: readonly Designator[]): number {
  let type = resolveType(body, syntax);
  let offset = 0;
  for (const part of path) {
    if (part.kind === 'field' && type.kind === 'record') {
      const found = bodyOf(type).lookup.get(part.name);
      if (found === undefined) throw new Untranslatable(`${typeName(type)} has no member ${part.name}`);
      if (found.bits !== null)
        throw new Untranslatable(`asks for the offset of bit-field ${part.name}: C has none`);
      offset += found.offset;
      type = found.type;
    } else if (part.kind === 'index' && type.kind === 'array') {
      type = type.of;
      offset += Number(integerConstant(body, part.index, 'an index in offsetof').value) * sizeOf(type);
    } else throw new Untranslatable(`offsetof into ${typeName(type)}`);
  }
  return offset;
}
