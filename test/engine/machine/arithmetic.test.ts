import { describe, expect, it } from 'vitest';
import { seeded } from '../../../src/engine/base/random.ts';
import { createMachine } from '../../../src/engine/machine/machine.ts';
import { Access, Op } from '../../../src/engine/machine/program.ts';
import { createState } from '../../../src/engine/machine/state.ts';
import { runTask, startTask, taskResult } from '../../../src/engine/machine/tasks.ts';
import { assemble, kinds } from './assembler.ts';

const SEED = 20_260;
const ROUNDS = 1500;
const u = (value: bigint): bigint => BigInt.asUintN(64, value);
const s = (value: bigint): bigint => BigInt.asIntN(64, value);
const bool = (value: boolean): bigint => (value ? 1n : 0n);

type Oracle = (left: bigint, right: bigint) => bigint;

const binary: readonly [keyof typeof Op, Oracle][] = [
  ['ADD', (a, b) => a + b],
  ['SUB', (a, b) => a - b],
  ['MUL', (a, b) => a * b],
  ['AND', (a, b) => a & b],
  ['OR', (a, b) => a | b],
  ['XOR', (a, b) => a ^ b],
  ['DIV_SIGNED', (a, b) => s(a) / s(b)],
  ['DIV_UNSIGNED', (a, b) => u(a) / u(b)],
  ['REM_SIGNED', (a, b) => s(a) % s(b)],
  ['REM_UNSIGNED', (a, b) => u(a) % u(b)],
  ['EQ', (a, b) => bool(u(a) === u(b))],
  ['NE', (a, b) => bool(u(a) !== u(b))],
  ['LT_SIGNED', (a, b) => bool(s(a) < s(b))],
  ['LT_UNSIGNED', (a, b) => bool(u(a) < u(b))],
  ['LE_SIGNED', (a, b) => bool(s(a) <= s(b))],
  ['LE_UNSIGNED', (a, b) => bool(u(a) <= u(b))],
];

const unary: readonly [keyof typeof Op, (value: bigint) => bigint][] = [
  ['MOVE', (a) => a],
  ['NEG', (a) => -a],
  ['NOT', (a) => ~a],
  ['IS_ZERO', (a) => bool(u(a) === 0n)],
];

const narrowings: readonly [keyof typeof Access, (value: bigint) => bigint][] = [
  ['S8', (a) => BigInt.asIntN(8, a)],
  ['U8', (a) => BigInt.asUintN(8, a)],
  ['S16', (a) => BigInt.asIntN(16, a)],
  ['U16', (a) => BigInt.asUintN(16, a)],
  ['S32', (a) => BigInt.asIntN(32, a)],
  ['U32', (a) => BigInt.asUintN(32, a)],
  ['X64', (a) => a],
  ['BOOL', (a) => bool(u(a) !== 0n)],
];

/** A function of two parameters made of one instruction into a given register. */
function oneInstruction(op: number, to: number, words: readonly number[]) {
  const code = [[op, to, ...words] as const, [Op.RETURN, to] as const];
  const machine = createMachine(assemble({ functions: [{ name: 'f', parameters: 2, code }] }), new Map());
  return (a: bigint, b: bigint): { result: bigint | null; found: string[] } => {
    const state = createState(machine);
    const task = startTask(machine, state, 0, [a, b], 't');
    runTask(machine, state, task, 1000);
    return { result: taskResult(state, task), found: kinds(state) };
  };
}

describe.each(binary)('%s', (name, oracle) => {
  // Also with the result over each of its operands.
  it.each([2, 0, 1])('is the exact operation modulo 2^64, into register %i', (to) => {
    const execute = oneInstruction(Op[name], to, [0, 1]);
    const random = seeded(SEED);
    for (let round = 0; round < ROUNDS; round++) {
      const a = round % 3 === 0 ? BigInt(random.below(1000)) : random.wide();
      const b = round % 2 === 0 ? BigInt(random.below(1000) - 500) : random.wide();
      if (u(b) === 0n && /DIV|REM/.test(name)) continue;
      expect(execute(a, b), `seed ${SEED}: ${a} ${name} ${b}`).toEqual({
        result: s(oracle(a, b)),
        found: [],
      });
    }
  });
});

describe.each(unary)('%s', (name, oracle) => {
  it.each([2, 0])('is the exact operation modulo 2^64, into register %i', (to) => {
    const execute = oneInstruction(Op[name], to, [0]);
    const random = seeded(SEED);
    for (let round = 0; round < ROUNDS; round++) {
      const a = random.wide();
      expect(execute(a, 0n).result, `seed ${SEED}: ${name} ${a}`).toBe(s(oracle(a)));
    }
  });
});

describe.each(narrowings)('EXTEND %s', (name, oracle) => {
  it.each([2, 0])('narrows and extends again, into register %i', (to) => {
    const execute = oneInstruction(Op.EXTEND, to, [0, Access[name]]);
    const random = seeded(SEED);
    for (let round = 0; round < ROUNDS; round++) {
      const a = random.wide();
      expect(execute(a, 0n).result, `seed ${SEED}: ${a}`).toBe(s(oracle(a)));
    }
  });
});

describe('shifts', () => {
  const shifts: readonly [keyof typeof Op, Oracle][] = [
    ['SHL', (a, b) => a << b],
    ['SHR_SIGNED', (a, b) => s(a) >> b],
    ['SHR_UNSIGNED', (a, b) => u(a) >> b],
  ];
  it.each(shifts)('%s by every count within the width', (name, oracle) => {
    const random = seeded(SEED);
    for (const width of [32, 64])
      for (const to of [0, 1, 2]) {
        const execute = oneInstruction(Op[name], to, [0, 1, width]);
        for (let count = 0n; count < width; count++) {
          const a = random.wide();
          const expected = { result: s(oracle(a, count)), found: [] };
          expect(execute(a, count), `seed ${SEED}: ${a} by ${count}`).toEqual(expected);
        }
      }
  });

  it.each(shifts)('%s by a count outside the width is reported and masked', (name, oracle) => {
    for (const width of [32n, 64n]) {
      const execute = oneInstruction(Op[name], 2, [0, 1, Number(width)]);
      for (const count of [width, width + 1n, 255n, -1n, 1n << 40n]) {
        const expected = { result: s(oracle(0x123456789n, u(count) % width)), found: ['warn/shift'] };
        expect(execute(0x123456789n, count)).toEqual(expected);
      }
    }
  });
});

describe('division by zero', () => {
  it.each(['DIV_SIGNED', 'DIV_UNSIGNED', 'REM_SIGNED', 'REM_UNSIGNED'] as const)(
    '%s ends the task',
    (name) => {
      const execute = oneInstruction(Op[name], 2, [0, 1]);
      expect(execute(1n, 0n)).toEqual({ result: null, found: ['warn/divide-by-zero'] });
      expect(execute(1n, 1n << 32n).found).toEqual([]);
    },
  );
});
