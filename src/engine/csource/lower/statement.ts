import { Op } from '../../machine/program.ts';
import type { Block, Statement } from '../ast.ts';
import type { Body } from './body.ts';
import { temporary } from './call.ts';
import { always, never, unwind } from './cleanup.ts';
import { branchOn } from './conditional.ts';
import { convert } from './conversion.ts';
import { declareLocals } from './declaration.ts';
import { effect, value } from './expression.ts';
import { doLoop, forLoop, goTo, label, leaveTo, whileLoop } from './flow.ts';
import { store } from './lvalue.ts';
import { Scope } from './scope.ts';
import { caseLabel, defaultLabel, switchStatement } from './switch.ts';
import { pointerTo } from './types.ts';
import { Untranslatable } from './untranslatable.ts';
import { computed, moveInto, NOTHING, toRegister, type Value } from './value.ts';

export function statement(body: Body, node: Statement): void {
  body.descend();
  body.code.site = node.site;
  statementKind(body, node);
  body.ascend();
}

function statementKind(body: Body, node: Statement): void {
  switch (node.kind) {
    case 'block':
      block(body, node);
      break;
    case 'expression': {
      const level = body.code.level;
      effect(body, node.expression);
      body.code.release(level);
      break;
    }
    case 'declaration':
      declareLocals(body, node.declaration);
      break;
    case 'if':
      ifStatement(body, node);
      break;
    case 'while':
      whileLoop(body, node);
      break;
    case 'do':
      doLoop(body, node);
      break;
    case 'for':
      forLoop(body, node);
      break;
    case 'switch':
      switchStatement(body, node);
      break;
    default:
      jump(body, node);
  }
}

type Jump = Extract<
  Statement,
  { kind: 'case' | 'default' | 'label' | 'goto' | 'break' | 'continue' | 'return' | 'empty' }
>;

/** Labels and what leaves by them. */
function jump(body: Body, node: Jump): void {
  switch (node.kind) {
    case 'case':
      caseLabel(body, node);
      break;
    case 'default':
      defaultLabel(body, node);
      break;
    case 'label':
      label(body, node.name);
      break;
    case 'goto':
      goTo(body, node);
      break;
    case 'break':
      leaveTo(body, body.breakTo);
      break;
    case 'continue':
      leaveTo(body, body.continueTo);
      break;
    case 'return':
      returnStatement(body, node);
      break;
    case 'empty':
      break;
  }
}

/** Runs `inside` in a scope of its own; its objects end and its registers are free afterwards. */
export function scoped<Result>(body: Body, inside: () => Result): Result {
  const { scope, life } = body;
  const level = body.code.level;
  body.scope = new Scope(scope);
  const result = inside();
  unwind(body, body.life, life, always);
  body.life = life;
  body.scope = scope;
  body.code.release(level);
  return result;
}

export function block(body: Body, node: Block): void {
  scoped(body, () => {
    for (const each of node.statements) statement(body, each);
  });
}

/** `({ … })`: the value of the last statement, computed before the scope is left. */
export function blockValue(body: Body, node: Block): Value {
  const register = body.code.take();
  return scoped(body, () => {
    const last = node.statements.at(-1);
    const before = last?.kind === 'expression' ? node.statements.slice(0, -1) : node.statements;
    for (const each of before) statement(body, each);
    if (last?.kind !== 'expression') return NOTHING;
    body.code.site = last.site;
    return carried(body, register, value(body, last.expression));
  });
}

/** A value brought out of a scope. */
function carried(body: Body, register: number, from: Value): Value {
  if (from.kind === 'register') {
    moveInto(body, register, from);
    return { ...from, register, offset: 0, owned: true };
  }
  if (from.kind !== 'record') return from;
  temporary(body, from.type, register);
  const at = { ...computed(pointerTo(from.type), register), owned: false };
  store(body, { kind: 'memory', type: from.type, at }, from);
  return { kind: 'record', type: from.type, at };
}

/** A chain of `else if` is followed without nesting. */
function ifStatement(body: Body, node: Extract<Statement, { kind: 'if' }>): void {
  const { code } = body;
  const end = code.label();
  let current = node;
  for (;;) {
    const otherwise = code.label();
    const level = code.level;
    branchOn(body, current.test, otherwise, false);
    code.release(level);
    statement(body, current.then);
    if (current.otherwise === null) {
      code.bind(otherwise);
      break;
    }
    code.jump(end);
    code.bind(otherwise);
    if (current.otherwise.kind !== 'if') {
      statement(body, current.otherwise);
      break;
    }
    current = current.otherwise;
    code.site = current.site;
  }
  code.bind(end);
}

/** The value is computed, then the cleanups of all scopes run; what is local ends with the function. */
function returnStatement(body: Body, node: Extract<Statement, { kind: 'return' }>): void {
  const { code } = body;
  const level = code.level;
  let register = -1;
  if (node.value !== null) {
    const given = value(body, node.value);
    code.site = node.site;
    register = returned(body, convert(body, given, body.result));
  }
  unwind(body, body.life, null, never);
  code.emit(Op.RETURN, register);
  code.release(level);
}

function returned(body: Body, result: Value): number {
  if (result.kind === 'none') return -1;
  if (result.kind !== 'record') return toRegister(body, result);
  if (body.resultRegister < 0)
    throw new Untranslatable('a record is returned from a function of another type');
  const at = { ...computed(pointerTo(result.type), body.resultRegister), owned: false };
  store(body, { kind: 'memory', type: result.type, at }, result);
  return -1;
}
