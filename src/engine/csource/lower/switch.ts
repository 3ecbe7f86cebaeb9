import { Op } from '../../machine/program.ts';
import type { Statement } from '../ast.ts';
import type { Body, Switch, SwitchCase } from './body.ts';
import { enterLives } from './cleanup.ts';
import { integerConstant } from './constant.ts';
import { arithmeticType, convertScalar, promoted } from './conversion.ts';
import { value } from './expression.ts';
import { wrap } from './literal.ts';
import { statement } from './statement.ts';
import { type IntegerType, typeName } from './types.ts';
import { Untranslatable } from './untranslatable.ts';
import { constant, scalar, toRegister } from './value.ts';

/** The comparisons come after the body, when all its cases are known. */
export function switchStatement(body: Body, node: Extract<Statement, { kind: 'switch' }>): void {
  const { code, breakTo } = body;
  const outer = body.switch;
  const level = code.level;
  const given = scalar(body, value(body, node.value));
  const integer = arithmeticType(given.type);
  if (integer === null) throw new Untranslatable(`a switch on ${typeName(given.type)}`);
  const type = promoted(integer);
  const register = toRegister(body, convertScalar(body, given, type));
  const dispatch = code.label();
  const end = code.label();
  const current: Switch = { type, cases: [], otherwise: null };
  code.jump(dispatch);
  body.switch = current;
  body.breakTo = { label: end, life: body.life };
  statement(body, node.body);
  body.switch = outer;
  body.breakTo = breakTo;
  code.jump(end);
  code.bind(dispatch);
  for (const each of current.cases) compare(body, each, type, register);
  if (current.otherwise === null) code.jump(end);
  else enter(body, current.otherwise);
  code.bind(end);
  code.release(level);
}

function compare(body: Body, each: SwitchCase, type: IntegerType, register: number): void {
  const { code } = body;
  const level = code.level;
  code.site = each.site;
  const past = code.label();
  const first = toRegister(body, constant(type, each.first));
  const result = code.take();
  if (each.first === each.last) code.emit(Op.EQ, result, register, first);
  else inRange(body, each, type, register, first, result, past);
  if (each.life === body.life) code.branch(result, each.label, true);
  else {
    code.branch(result, past, false);
    enter(body, each);
  }
  code.bind(past);
  code.release(level);
}

/** GNU `case a ... b`. */
function inRange(
  body: Body,
  each: SwitchCase,
  type: IntegerType,
  register: number,
  first: number,
  result: number,
  past: number,
): void {
  const operation = type.signed ? Op.LE_SIGNED : Op.LE_UNSIGNED;
  body.code.emit(operation, result, first, register);
  body.code.branch(result, past, false);
  body.code.emit(operation, result, register, toRegister(body, constant(type, each.last)));
}

/** A case inside a block of the body passes the declarations before it by. */
function enter(body: Body, each: SwitchCase): void {
  enterLives(body, body.life, each.life);
  body.code.jump(each.label);
}

export function caseLabel(body: Body, node: Extract<Statement, { kind: 'case' }>): void {
  const current = body.switch;
  if (current === null) throw new Untranslatable('a case outside a switch');
  const { type } = current;
  const of = (expression: typeof node.value): bigint => {
    return wrap(type, integerConstant(body, expression, 'a case').value);
  };
  const first = of(node.value);
  const last = node.last === null ? first : of(node.last);
  const label = body.code.label();
  body.code.bind(label);
  if (last >= first) current.cases.push({ first, last, label, life: body.life, site: node.site });
}

export function defaultLabel(body: Body, node: Extract<Statement, { kind: 'default' }>): void {
  const current = body.switch;
  if (current === null) throw new Untranslatable('default outside a switch');
  if (current.otherwise !== null) throw new Untranslatable('a switch with two defaults', node.site);
  const label = body.code.label();
  body.code.bind(label);
  current.otherwise = { first: 0n, last: 0n, label, life: body.life, site: node.site };
}
