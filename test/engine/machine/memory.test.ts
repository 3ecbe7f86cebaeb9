import { describe, expect, it } from 'vitest';
import { seeded } from '../../../src/engine/base/random.ts';
import { createMachine } from '../../../src/engine/machine/machine.ts';
import { globalAddress, readInteger } from '../../../src/engine/machine/observe.ts';
import { Access, Op } from '../../../src/engine/machine/program.ts';
import { createState } from '../../../src/engine/machine/state.ts';
import { runTask, startTask, taskResult } from '../../../src/engine/machine/tasks.ts';
import { assemble, type Line, run } from './assembler.ts';

const SEED = 41;
const { LOCAL, CONST, STORE, LOAD, RETURN, COPY, ZERO, END, ADD } = Op;

const accesses: readonly [keyof typeof Access, number, (value: bigint) => bigint][] = [
  ['S8', 1, (a) => BigInt.asIntN(8, a)],
  ['U8', 1, (a) => BigInt.asUintN(8, a)],
  ['S16', 2, (a) => BigInt.asIntN(16, a)],
  ['U16', 2, (a) => BigInt.asUintN(16, a)],
  ['S32', 4, (a) => BigInt.asIntN(32, a)],
  ['U32', 4, (a) => BigInt.asUintN(32, a)],
  ['X64', 8, (a) => BigInt.asIntN(64, a)],
  ['BOOL', 1, (a) => (BigInt.asUintN(64, a) === 0n ? 0n : 1n)],
];

describe.each(accesses)('STORE and LOAD %s', (name, size, oracle) => {
  const access = Access[name];
  // A global of 16 bytes of 0xa5, written and read at each offset, aligned or not.
  const machineFor = (offset: number) =>
    createMachine(
      assemble({
        globals: [{ size: 16, bytes: new Uint8Array(16).fill(0xa5) }],
        functions: [
          {
            name: 'f',
            parameters: 1,
            code: [
              [CONST, 1, { global: 0, offset: 8 }],
              [STORE, 1, offset - 8, 0, access],
              [LOAD, 2, 1, offset - 8, access],
              [RETURN, 2],
            ],
          },
        ],
      }),
      new Map(),
    );

  it('gives back what was written, and writes no other byte', () => {
    const random = seeded(SEED);
    for (let offset = 0; offset + size <= 16; offset++) {
      const machine = machineFor(offset);
      for (let round = 0; round < 40; round++) {
        const value = random.wide();
        const state = createState(machine);
        const task = startTask(machine, state, 0, [value], 't');
        runTask(machine, state, task, 100);
        expect(taskResult(state, task), `seed ${SEED}: ${value} at ${offset}`).toBe(oracle(value));
        for (let at = 0; at < 16; at++) {
          const byte = readInteger(state, globalAddress(0) + BigInt(at), 1);
          if (at < offset || at >= offset + size) expect(byte).toBe(0xa5n);
        }
        expect(state.findings).toEqual([]);
      }
    }
  });
});

describe('initialisation', () => {
  const local = (code: Line[]) => run({ functions: [{ name: 'f', locals: [16, 16], code }] });
  const write: Line[] = [
    [LOCAL, 0, 0],
    [CONST, 1, -1n],
  ];

  it('is kept per byte', () => {
    const half: Line[] = [...write, [STORE, 0, 0, 1, Access.U32]];
    expect(local([...half, [LOAD, 2, 0, 0, Access.U32], [RETURN, 2]]).found).toEqual([]);
    expect(local([...half, [LOAD, 2, 0, 0, Access.X64], [RETURN, 2]]).found).toEqual([
      'uninitialised-read/memory',
    ]);
    expect(local([...half, [LOAD, 2, 0, 4, Access.U8], [RETURN, 2]]).found).toEqual([
      'uninitialised-read/memory',
    ]);
  });

  it('is reported once for the same bytes', () => {
    const twice = local([...write, [LOAD, 2, 0, 0, Access.X64], [LOAD, 2, 0, 0, Access.X64], [RETURN, 2]]);
    expect(twice.found).toHaveLength(1);
    expect(twice.result).toBe(0n);
  });

  it('travels with a copy, that may overlap', () => {
    const copy: Line[] = [...write, [STORE, 0, 1, 1, Access.U16], [LOCAL, 3, 1], [COPY, 3, 0, 16]];
    expect(local([...copy, [LOAD, 2, 3, 1, Access.U16], [RETURN, 2]])).toMatchObject({
      found: [],
      result: 0xffffn,
    });
    expect(local([...copy, [LOAD, 2, 3, 3, Access.U8], [RETURN, 2]]).found).toHaveLength(1);
    const shifted: Line[] = [
      ...write,
      [STORE, 0, 0, 1, Access.U32],
      [CONST, 4, 3n],
      [ADD, 3, 0, 4],
      [COPY, 3, 0, 4],
    ];
    expect(local([...shifted, [LOAD, 2, 0, 3, Access.U32], [RETURN, 2]])).toMatchObject({
      found: [],
      result: 0xffffffffn,
    });
    expect(local([...shifted, [LOAD, 2, 0, 4, Access.U32], [RETURN, 2]]).found).toHaveLength(1);
  });

  it('comes with ZERO, for its bytes only', () => {
    const zeroed: Line[] = [
      [LOCAL, 0, 0],
      [ZERO, 0, 7],
    ];
    expect(local([...zeroed, [LOAD, 2, 0, 3, Access.U32], [RETURN, 2]]).found).toEqual([]);
    expect(local([...zeroed, [LOAD, 2, 0, 4, Access.U32], [RETURN, 2]]).found).toHaveLength(1);
  });

  it('is lost when a local begins to live again, at the same address', () => {
    const again: Line[] = [...write, [STORE, 0, 0, 1, Access.X64], [END, 0], [LOCAL, 3, 0]];
    expect(local([...again, [LOAD, 2, 3, 0, Access.X64], [RETURN, 2]]).found).toEqual([
      'uninitialised-read/memory',
    ]);
    expect(local([...again, [Op.EQ, 2, 0, 3], [RETURN, 2]]).result).toBe(1n);
  });

  it('of a scalar in a register is its flag', () => {
    const check = (flag: bigint) =>
      run({
        names: ['count'],
        functions: [
          {
            name: 'f',
            code: [
              [CONST, 0, flag],
              [Op.CHECK, 0, 0],
              [RETURN, 0],
            ],
          },
        ],
      });
    expect(check(1n).found).toEqual([]);
    const missing = check(0n);
    expect(missing.found).toEqual(['uninitialised-read/variable']);
    expect(missing.state.findings[0]?.values).toEqual({ name: 'count' });
    expect(missing.end).toBe('done');
  });
});

describe('globals', () => {
  it('hold their bytes, zeros after them, and the addresses linked into them', () => {
    const { result, found } = run({
      globals: [
        {
          size: 24,
          bytes: Uint8Array.of(1, 2),
          addresses: [{ at: 8, value: { kind: 'global', index: 1, offset: 4 } }],
        },
        { size: 8, bytes: Uint8Array.of(0, 0, 0, 0, 42) },
      ],
      functions: [
        {
          name: 'f',
          code: [
            [CONST, 0, { global: 0 }],
            [LOAD, 1, 0, 0, Access.U32],
            [LOAD, 2, 0, 8, Access.X64],
            [LOAD, 2, 2, 0, Access.U8],
            [Op.MUL, 1, 1, 2],
            [LOAD, 3, 0, 16, Access.X64],
            [ADD, 1, 1, 3],
            [RETURN, 1],
          ],
        },
      ],
    });
    expect(found).toEqual([]);
    expect(result).toBe(0x201n * 42n);
  });
});
