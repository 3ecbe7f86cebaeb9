import { describe, expect, it } from 'vitest';
import { createMachine } from '../../../src/engine/machine/machine.ts';
import { Op } from '../../../src/engine/machine/program.ts';
import { createState } from '../../../src/engine/machine/state.ts';
import { lastFailure, runTask, startTask } from '../../../src/engine/machine/tasks.ts';
import { assemble, type Line, returns, run, type Source, text } from './assembler.ts';

const { CONST, RETURN, ADD, SUB, MUL, CALL, CALL_INDIRECT, INTRINSIC, JUMP_NOT_ZERO, LOCAL, STORE, LOAD } =
  Op;
const X64 = 6;

const factorial: Source = {
  name: 'factorial',
  parameters: 1,
  code: [
    [JUMP_NOT_ZERO, 0, 'more'],
    ...returns(1n),
    'more',
    [CONST, 1, 1n],
    [SUB, 2, 0, 1],
    [CALL, 3, 0, 2, 1],
    [MUL, 0, 0, 3],
    [RETURN, 0],
  ],
};

describe('calls', () => {
  it('recurse, each with its own registers', () => {
    expect(run({ functions: [factorial] }, [20n]).result).toBe(2432902008176640000n);
  });

  it('pass arguments in order, through a pointer too', () => {
    const difference: Source = {
      name: 'difference',
      parameters: 3,
      code: [
        [SUB, 0, 0, 1],
        [SUB, 0, 0, 2],
        [RETURN, 0],
      ],
    };
    const code: Line[] = [
      [CONST, 9, { function: 1 }],
      [CALL_INDIRECT, 9, 9, 0, 3],
      [RETURN, 9],
    ];
    const args = [100n, 20n, -3n];
    expect(run({ functions: [{ name: 'f', parameters: 3, code }, difference] }, args).result).toBe(83n);
  });

  it('start with any number of arguments', () => {
    const parameters = 12;
    const sum: Line[] = Array.from({ length: parameters - 1 }, (_, index): Line => [ADD, 0, 0, index + 1]);
    const args = Array.from({ length: parameters }, (_, index) => 1n << BigInt(index * 5));
    const expected = args.reduce((total, value) => total + value);
    expect(run({ functions: [{ name: 'f', parameters, code: [...sum, [RETURN, 0]] }] }, args).result).toBe(
      expected,
    );
  });

  it('give each activation its own locals', () => {
    const deep: Source = {
      name: 'deep',
      parameters: 1,
      locals: [8],
      code: [
        [LOCAL, 1, 0],
        [STORE, 1, 0, 0, X64],
        [JUMP_NOT_ZERO, 0, 'more'],
        [RETURN, 0],
        'more',
        [CONST, 2, 1n],
        [SUB, 3, 0, 2],
        [CALL, 4, 0, 3, 1],
        [LOAD, 5, 1, 0, X64],
        [ADD, 4, 4, 5],
        [RETURN, 4],
      ],
    };
    expect(run({ functions: [deep] }, [100n])).toMatchObject({ result: 5050n, found: [] });
  });

  it('of a variadic function take more arguments than it has parameters', () => {
    const print: Source = { name: 'print', parameters: 1, variadic: true, code: [[RETURN, 0]] };
    const call: Line[] = [
      [CONST, 0, 5n],
      [CALL, 1, 1, 0, 4],
      [RETURN, 1],
    ];
    expect(run({ functions: [{ name: 'f', code: call }, print] })).toMatchObject({ result: 5n, found: [] });
  });

  it('of a function without result give zero', () => {
    const nothing: Source = { name: 'nothing', code: [[RETURN, -1]] };
    const call: Line[] = [
      [CONST, 1, 5n],
      [CALL, 1, 1, 0, 0],
      [RETURN, 1],
    ];
    expect(run({ functions: [{ name: 'f', code: call }, nothing] }).result).toBe(0n);
  });
});

describe('the last failure', () => {
  const library = (name: string, code: readonly Line[]): Source => ({ name, library: true, code });
  const failureOf = (functions: readonly Source[], limits = {}) => {
    const ran = run({ intrinsics: ['__machine_alloc'], functions }, [], limits);
    return lastFailure(ran.state, ran.state.tasks[0]!.name);
  };
  const driver = (...callees: number[]): Source => ({
    name: 'probe',
    code: [...callees.map((callee): Line => [CALL, 0, callee, 0, 0]), [RETURN, 0]],
  });

  it('is the last call of the driver into the library that gave an error', () => {
    const functions = [
      driver(1, 2, 3),
      library('first', returns(-5n)),
      library('second', returns(-17n)),
      library('third', returns(4n)),
    ];
    expect(failureOf(functions)).toEqual({
      function: 'second',
      errno: 17,
      followed: false,
      site: { file: 'probe.c', line: 2, column: 1 },
    });
  });

  it('is none that was made where an errno is returned in any case', () => {
    const first = library('first', returns(-5n));
    const second = library('second', returns(-17n));
    const failed = (...ending: Line[]) =>
      failureOf([{ name: 'probe', code: [[CALL, 0, 1, 0, 0], [CALL, 1, 2, 0, 0], ...ending] }, first, second])
        ?.function;
    expect(failed([RETURN, 0])).toBe('first');
    expect(failed([JUMP_NOT_ZERO, 1, 'other'], [RETURN, 0], 'other', ...returns(-9n))).toBe('first');
    expect(failed([JUMP_NOT_ZERO, 0, 'other'], [RETURN, 1], 'other', [RETURN, 0])).toBe('first');
    expect(failed([JUMP_NOT_ZERO, 1, 'other'], [RETURN, 0], 'other', [RETURN, 1])).toBe('second');
    expect(failed([RETURN, 1])).toBe('second');
    expect(failed([CONST, 0, 1n], [RETURN, 0])).toBe('second');
    expect(failed([RETURN, -1])).toBe('second');
  });

  it('is not what the driver gave the library, nor what the library gave itself', () => {
    const outer = library('outer', [[CALL, 0, 2, 0, 0], [CALL, 0, 3, 0, 0], ...returns(0n)]);
    expect(
      failureOf([driver(1), outer, { name: 'callback', code: returns(-5n) }, library('inner', returns(-5n))]),
    ).toBeNull();
  });

  it.each([-4096n, 1n, -(1n << 32n)])('is not a result of %s', (value) => {
    expect(failureOf([driver(1), library('call', returns(value))])).toBeNull();
  });

  it('is ENOMEM for a NULL after a fault was chosen, and none for a number that is 0', () => {
    const find = library('find', [
      [CONST, 0, { global: 0 }],
      [CONST, 1, 2n],
      [INTRINSIC, -1, 0, 0, 2],
      ...returns(0n),
    ]);
    for (const [gives, choices, errno] of [
      ['pointer', [1], 12],
      ['pointer', [0], undefined],
      ['signed', [1], undefined],
    ] as const) {
      const parts = {
        intrinsics: ['__machine_choose'],
        globals: [text('kmalloc')],
        functions: [driver(1), { ...find, gives }],
      };
      const machine = createMachine(assemble(parts), new Map());
      const state = createState(machine, {}, choices);
      runTask(machine, state, startTask(machine, state, 0, [], 't'), 1000);
      expect(lastFailure(state, state.tasks[0]!.name)?.errno).toBe(errno);
    }
  });

  it('is ENOMEM for a NULL after memory ran out', () => {
    const code: Line[] = [
      [CONST, 1, 1n << 30n],
      [CONST, 2, 1n],
      [INTRINSIC, 0, 0, 1, 2],
      [RETURN, 0],
    ];
    const allocate: Source = { ...library('kzalloc', code), gives: 'pointer' };
    expect(failureOf([driver(1), allocate])).toMatchObject({ function: 'kzalloc', errno: 12 });
    expect(failureOf([driver(1), library('find', returns(0n))])).toBeNull();
    const survives = library('survives', [
      [CALL, 0, 2, 0, 0],
      [CONST, 0, 1n],
      [RETURN, 0],
    ]);
    expect(failureOf([driver(1, 3), survives, allocate, library('find', returns(0n))])).toBeNull();
  });
});
