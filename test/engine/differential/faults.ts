import type { Expression, TypeSyntax } from '../../../src/engine/csource/ast.ts';
import { Access, type FunctionCode, Op, type Program, STRIDE } from '../../../src/engine/machine/program.ts';
import type { Seam } from './peers.ts';
import { rewriteExpressions, rewriteRecords } from './rewrite.ts';

/** A wrong compiler or machine, made by changing programs on their way: the differential test must notice. */
export interface Fault {
  readonly name: string;
  readonly seam: Seam;
}

type Instruction = Int32Array;

/** Changes instructions of all functions in place; `before` is the code so far, for what a fault looks back at. */
function instructions(change: (instruction: Instruction, at: number, code: Int32Array) => void): Seam {
  const changed = (each: FunctionCode): FunctionCode => {
    const code = each.code.slice();
    for (let at = 0; at < code.length; at += STRIDE) change(code.subarray(at, at + STRIDE), at, code);
    return { ...each, code };
  };
  const code = (program: Program): Program => ({ ...program, functions: program.functions.map(changed) });
  return { code };
}

/** One operation executed as another. */
function swapped(from: number, to: number): Seam {
  return instructions((instruction) => {
    if (instruction[0] === from) instruction[0] = to;
  });
}

function accessed(operation: number, from: number, to: number): Seam {
  return instructions((instruction) => {
    const word = operation === Op.EXTEND ? 3 : 4;
    if (instruction[0] === operation && instruction[word] === from) instruction[word] = to;
  });
}

/** EXTEND after an operation on 32 bits left out. */
function unextended(operation: number): Seam {
  return instructions((instruction, at, code) => {
    const previous = at - STRIDE;
    if (instruction[0] !== Op.EXTEND || previous < 0 || code[previous] !== operation) return;
    if (code[previous + 1] === instruction[2]) instruction[0] = Op.MOVE;
  });
}

/** Sums of what was read as unsigned bytes wrap at a byte. */
const unpromoted = instructions((instruction, at, code) => {
  const arithmetic: readonly number[] = [Op.ADD, Op.SUB, Op.MUL];
  const previous = at - STRIDE;
  if (instruction[0] !== Op.EXTEND || previous < STRIDE || !arithmetic.includes(code[previous]!)) return;
  const narrow = (register: number): boolean => {
    for (let back = previous - STRIDE; back >= 0; back -= STRIDE) {
      if (code[back + 1] !== register) continue;
      return code[back] === Op.LOAD && code[back + 4] === Access.U8;
    }
    return false;
  };
  if (narrow(code[previous + 2]!) || narrow(code[previous + 3]!)) instruction[3] = Access.U8;
});

const packed: Seam = { syntax: (unit) => rewriteRecords(unit, (record) => ({ ...record, packed: true })) };

const site = { file: 'fault', line: 1, column: 1 };
const name = (text: string): Expression => ({ kind: 'name', name: text, site });
const typeOf = (of: Expression): TypeSyntax => ({ kind: 'typeof', of, isType: false });

/** a[i] as *(T *)((char *)a + i). */
const unscaled: Seam = {
  syntax: (unit) =>
    rewriteExpressions(unit, (node) => {
      if (node.kind !== 'index') return node;
      const bytes: TypeSyntax = { kind: 'pointer', to: { kind: 'integer', name: 'char' } };
      const base: Expression = { kind: 'cast', type: bytes, operand: node.object, site };
      const moved: Expression = { kind: 'binary', operator: '+', left: base, right: node.index, site };
      const type: TypeSyntax = { kind: 'pointer', to: typeOf(node) };
      const pointer: Expression = { kind: 'cast', type, operand: moved, site };
      return { kind: 'unary', operator: '*', operand: pointer, site: node.site };
    }),
};

/** `a op= b` computed in the type of a. */
const narrowCompound: Seam = {
  syntax: (unit) =>
    rewriteExpressions(unit, (node) => {
      if (node.kind !== 'assign' || node.operator === null) return node;
      const right: Expression = { kind: 'cast', type: typeOf(node.left), operand: node.right, site };
      return { ...node, right };
    }),
};

/** Quotients rounded down instead of towards zero. */
const flooring: Seam = {
  syntax: (unit) =>
    rewriteExpressions(unit, (node) => {
      if (node.kind !== 'binary' || node.operator !== '/') return node;
      const quotient: Expression = { ...node, left: name('__a'), right: name('__b') };
      const zero: Expression = {
        kind: 'integer',
        value: 0n,
        unsigned: false,
        long: false,
        decimal: true,
        site,
      };
      const less = (operand: Expression): Expression => ({
        kind: 'binary',
        operator: '<',
        left: operand,
        right: zero,
        site,
      });
      const differ: Expression = {
        kind: 'binary',
        operator: '!=',
        left: less(name('__a')),
        right: less(name('__b')),
        site,
      };
      const rest: Expression = { ...quotient, operator: '%' };
      const inexact: Expression = { kind: 'binary', operator: '&&', left: rest, right: differ, site };
      const floor: Expression = { kind: 'binary', operator: '-', left: quotient, right: inexact, site };
      const keep = (text: string, value: Expression) =>
        ({
          kind: 'declaration',
          site,
          declaration: {
            kind: 'declaration',
            storage: 'none',
            constant: false,
            base: { kind: 'auto' },
            site,
            declarators: [
              {
                name: text,
                type: { kind: 'auto' },
                initializer: { kind: 'value', value },
                cleanup: null,
                site,
              },
            ],
          },
        }) as const;
      const statements = [keep('__a', node.left), keep('__b', node.right)];
      const last = { kind: 'expression', expression: floor, site } as const;
      return { kind: 'block', body: { kind: 'block', statements: [...statements, last] }, site: node.site };
    }),
};

export const faults: readonly Fault[] = [
  { name: 'sign extension dropped', seam: accessed(Op.EXTEND, Access.S32, Access.U32) },
  { name: 'a shift of 32 bits as wide as one of 64', seam: unextended(Op.SHL) },
  { name: 'arithmetic right shift made logical', seam: swapped(Op.SHR_SIGNED, Op.SHR_UNSIGNED) },
  { name: 'unsigned compare as signed', seam: swapped(Op.LT_UNSIGNED, Op.LT_SIGNED) },
  { name: 'signed division as unsigned', seam: swapped(Op.DIV_SIGNED, Op.DIV_UNSIGNED) },
  { name: 'integer promotion left out', seam: unpromoted },
  { name: 'struct padding left out', seam: packed },
  { name: 'division rounding down', seam: flooring },
  { name: 'narrow store too wide', seam: accessed(Op.STORE, Access.U8, Access.S16) },
  { name: 'char unsigned', seam: accessed(Op.LOAD, Access.S8, Access.U8) },
  { name: 'pointers not scaled', seam: unscaled },
  { name: 'compound assignment in the left type', seam: narrowCompound },
  { name: '_Bool by truncation', seam: accessed(Op.EXTEND, Access.BOOL, Access.U8) },
  { name: 'unsigned multiplication not wrapping at 32 bits', seam: unextended(Op.MUL) },
];
