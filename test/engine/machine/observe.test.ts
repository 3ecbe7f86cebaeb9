import { describe, expect, it } from 'vitest';
import { createMachine } from '../../../src/engine/machine/machine.ts';
import {
  globalAddress,
  heapObjects,
  leakFinding,
  leaks,
  readInteger,
  readText,
} from '../../../src/engine/machine/observe.ts';
import { Op } from '../../../src/engine/machine/program.ts';
import { createState } from '../../../src/engine/machine/state.ts';
import { runTask, startTask } from '../../../src/engine/machine/tasks.ts';
import { assemble, type Line, run, text } from './assembler.ts';

const { CONST, INTRINSIC, RETURN, STORE, ADD, NAME, LOCAL } = Op;
const X64 = 6;
const allocate = (register: number, size: bigint): Line[] => [
  [CONST, 20, size],
  [CONST, 21, 1n],
  [INTRINSIC, register, 0, 20, 2],
];
const parts = (code: Line[]) => ({
  intrinsics: ['__machine_alloc', '__machine_free'],
  globals: [
    { name: 'list', size: 16 },
    text('gpu\u00e9'),
    { size: 4, bytes: Uint8Array.of(0xff, 0xff, 0xff, 0xff) },
  ],
  types: ['struct region'],
  functions: [{ name: 'f', locals: [8], code }],
});
const leaked = (code: Line[]) => {
  const { machine, state } = run(parts([...code, [RETURN, -1]]));
  return leaks(machine, state).map((object) => object.size);
};

describe('leaks', () => {
  it('are live heap objects that nothing points to', () => {
    expect(leaked([...allocate(0, 32n), ...allocate(1, 48n)])).toEqual([32, 48]);
    expect(leaked([...allocate(0, 32n), [INTRINSIC, -1, 1, 0, 1]])).toEqual([]);
  });

  it('are not those a global reaches, directly, inside, or by a chain', () => {
    const chain: Line[] = [
      ...allocate(0, 32n),
      ...allocate(1, 48n),
      ...allocate(2, 64n),
      [CONST, 3, { global: 0 }],
      [CONST, 4, 40n],
      [ADD, 5, 1, 4],
      [STORE, 3, 8, 5, X64],
      [STORE, 1, 16, 0, X64],
    ];
    expect(leaked(chain)).toEqual([64]);
    expect(leaked([...chain, [STORE, 3, 8, 4, X64]])).toEqual([32, 48, 64]);
  });

  it('are not those that only a freed object points to', () => {
    const code: Line[] = [
      ...allocate(0, 32n),
      ...allocate(1, 48n),
      [STORE, 0, 0, 1, X64],
      [CONST, 3, { global: 0 }],
      [STORE, 3, 0, 0, X64],
    ];
    expect(leaked(code)).toEqual([]);
    expect(leaked([...code, [INTRINSIC, -1, 1, 0, 1]])).toEqual([48]);
  });

  it('are not those a task that has not ended can reach', () => {
    const code: Line[] = [
      ...allocate(0, 32n),
      ...allocate(1, 48n),
      [LOCAL, 2, 0],
      [STORE, 2, 0, 1, X64],
      [CONST, 1, 0n],
      [CONST, 2, 0n],
      [RETURN, 0],
    ];
    const machine = createMachine(assemble(parts(code)), new Map());
    const state = createState(machine);
    const task = startTask(machine, state, 0, [], 't');
    // Register 2 is lost as well at last: the local itself is what holds the object.
    let steps = 0;
    for (; runTask(machine, state, task, 1) === 'paused'; steps++) expect(leaks(machine, state)).toEqual([]);
    expect(steps).toBe(10);
    expect(leaks(machine, state).map((object) => object.size)).toEqual([32, 48]);
  });

  it('say what was allocated where, also as findings', () => {
    const { machine, state } = run(parts([...allocate(0, 32n), [NAME, 0, 0], [RETURN, 0]]));
    const [object] = heapObjects(machine, state);
    expect(object).toMatchObject({ name: 'struct region', size: 32, task: 'test', pinned: false });
    expect(object?.allocated).toEqual([
      { function: 'f', library: false, site: { file: 'f.c', line: 3, column: 1 } },
    ]);
    expect(leakFinding(machine, state, object!, 'unload')).toMatchObject({
      kind: 'leak',
      task: 'unload',
      stack: object!.allocated,
      object: { name: 'struct region', freed: null },
    });
  });
});

describe('reading from outside', () => {
  const { state } = run(parts([...allocate(0, 32n), [RETURN, 0]]));

  it('gives integers, unsigned', () => {
    expect(readInteger(state, globalAddress(2), 4)).toBe(0xffffffffn);
    expect(readInteger(state, globalAddress(2) + 3n, 1)).toBe(0xffn);
  });

  it('gives text up to its NUL', () => {
    expect(readText(state, globalAddress(1))).toBe('gpu\u00e9');
    expect(readText(state, globalAddress(1) + 3n)).toBe('\u00e9');
    expect(readText(state, globalAddress(0))).toBe('');
  });

  it('gives null where nothing is, and adds no finding', () => {
    expect(readInteger(state, globalAddress(2) + 1n, 4)).toBeNull();
    expect(readInteger(state, 0n, 8)).toBeNull();
    expect(readText(state, globalAddress(2))).toBeNull();
    expect(readText(state, 0x1234n)).toBeNull();
    expect(state.findings).toEqual([]);
  });
});
