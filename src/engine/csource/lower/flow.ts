import type { Statement } from '../ast.ts';
import type { Body, Exit, JumpLabel } from './body.ts';
import { always, commonLife, encloses, enterLives, unwind } from './cleanup.ts';
import { branchOn } from './conditional.ts';
import { effect } from './expression.ts';
import { scoped, statement } from './statement.ts';
import { Untranslatable } from './untranslatable.ts';

/** Tests are at the end, so that a round costs one jump. */
export function whileLoop(body: Body, node: Extract<Statement, { kind: 'while' }>): void {
  const { code } = body;
  const top = code.label();
  const next = code.label();
  code.jump(next);
  code.bind(top);
  const end = loopBody(body, node.body, next);
  code.bind(next);
  test(body, node.test, top);
  code.bind(end);
}

export function doLoop(body: Body, node: Extract<Statement, { kind: 'do' }>): void {
  const { code } = body;
  const top = code.label();
  const next = code.label();
  code.bind(top);
  const end = loopBody(body, node.body, next);
  code.bind(next);
  test(body, node.test, top);
  code.bind(end);
}

export function forLoop(body: Body, node: Extract<Statement, { kind: 'for' }>): void {
  scoped(body, () => {
    const { code } = body;
    const top = code.label();
    const next = code.label();
    const check = code.label();
    if (node.start !== null) statement(body, node.start);
    code.jump(check);
    code.bind(top);
    const end = loopBody(body, node.body, next);
    code.bind(next);
    if (node.step !== null) {
      const level = code.level;
      effect(body, node.step);
      code.release(level);
    }
    code.bind(check);
    if (node.test === null) code.jump(top);
    else test(body, node.test, top);
    code.bind(end);
  });
}

function test(body: Body, node: Extract<Statement, { kind: 'while' }>['test'], top: number): void {
  const level = body.code.level;
  branchOn(body, node, top, true);
  body.code.release(level);
}

/** Lowers the body of a loop; the result is the label to bind after the loop. */
function loopBody(body: Body, node: Statement, next: number): number {
  const { breakTo, continueTo } = body;
  const end = body.code.label();
  body.breakTo = { label: end, life: body.life };
  body.continueTo = { label: next, life: body.life };
  statement(body, node);
  body.breakTo = breakTo;
  body.continueTo = continueTo;
  return end;
}

/** `break` and `continue`. */
export function leaveTo(body: Body, exit: Exit | null): void {
  if (exit === null) throw new Untranslatable('break or continue outside a loop');
  unwind(body, body.life, exit.life, always);
  body.code.jump(exit.label);
}

function labelOf(body: Body, name: string): JumpLabel {
  const known = body.labels.get(name);
  if (known !== undefined) return known;
  const made: JumpLabel = { label: body.code.label(), life: null, scope: null };
  body.labels.set(name, made);
  return made;
}

export function label(body: Body, name: string): void {
  const target = labelOf(body, name);
  if (target.scope !== null) throw new Untranslatable(`label ${name} appears twice`);
  target.scope = body.scope;
  target.life = body.life;
  body.code.bind(target.label);
}

/** What is left and entered on the way is known when all labels are: see `placeGotos`. */
export function goTo(body: Body, node: Extract<Statement, { kind: 'goto' }>): void {
  const stub = body.code.label();
  const { life, scope } = body;
  body.gotos.push({ name: node.label, stub, life, scope, site: node.site });
  body.code.jump(stub);
}

/** The ways of all gotos from their scope into that of their label, after the function's code. */
export function placeGotos(body: Body): void {
  const { code } = body;
  // All variables may be in use at a goto.
  code.release(code.registers);
  for (const each of body.gotos) {
    const target = body.labels.get(each.name);
    if (target === undefined || target.scope === null) {
      throw new Untranslatable(`goto ${each.name}, a label that is not there`, each.site);
    }
    code.site = each.site;
    code.bind(each.stub);
    const common = commonLife(each.life, target.life);
    // Going back within a block runs cleanups, but the block's objects live on.
    unwind(body, each.life, common, (life) => !encloses(life.scope, target.scope));
    enterLives(body, common, target.life);
    code.jump(target.label);
  }
}
