import { Op } from '../../machine/program.ts';
import type { Expression } from '../ast.ts';
import type { Body } from './body.ts';
import { initializeSlot } from './declaration.ts';
import { staticData, staticObject } from './static-data.ts';
import { resolveType } from './type-syntax.ts';
import { typeName } from './types.ts';
import { computed, type Operand } from './value.ts';

/** `(T){ … }`: an object of the function's, or of static storage at file scope. */
export function compoundLiteral(body: Body, node: Extract<Expression, { kind: 'compound' }>): Operand {
  const { unit, code } = body;
  const type = resolveType(body, node.type);
  const name = `(${typeName(type)}){…}`;
  if (body.fileScope) {
    const data = staticData(unit, body.scope, type, node.initializer, node.site);
    const symbol = staticObject(unit, name, data, false, node.site);
    return { kind: 'memory', type: data.type, at: { kind: 'address', type: data.type, symbol, offset: 0 } };
  }
  const register = code.take();
  const slot = code.slot(name, 0, unit.typeIndex(type));
  code.emit(Op.LOCAL, register, slot);
  const completed = initializeSlot(body, register, slot, type, node.initializer);
  return { kind: 'memory', type: completed, at: { ...computed(completed, register), owned: false } };
}
