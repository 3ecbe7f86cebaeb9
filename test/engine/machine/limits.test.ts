import { describe, expect, it } from 'vitest';
import { Access, Op } from '../../../src/engine/machine/program.ts';
import { type Line, run, type Source } from './assembler.ts';

const { CONST, JUMP, CALL, RETURN, INTRINSIC, LOCAL, LOAD, STORE, ADD, SUB, JUMP_NOT_ZERO, MOVE } = Op;
const intrinsics = ['__machine_alloc', '__machine_free', '__machine_copy', '__machine_fill', 'print'];
const fuel = 100_000;
const print = new Map([
  ['print', (call: { print: (line: string) => void }) => call.print('again and again')],
]);
const hostile = (functions: readonly Source[], limits = {}) =>
  run({ intrinsics, functions }, [], { fuel, ...limits }, print);
const allocate = (size: bigint): Line[] => [
  [CONST, 0, size],
  [CONST, 1, 1n],
  [INTRINSIC, 2, 0, 0, 2],
];

describe('what never ends is ended, and said', () => {
  it('an endless loop, at its head', () => {
    const code: Line[] = [[CONST, 0, 1n], [CONST, 1, 2n], 'top', [ADD, 0, 0, 1], [JUMP, 'top']];
    // Wherever in the loop the fuel is used up.
    for (const more of [0, 1]) {
      const ran = hostile([{ name: 'f', code }], { fuel: fuel + more });
      expect(ran).toMatchObject({ found: ['out-of-fuel/instructions'], end: 'fuel' });
      expect(ran.state.findings[0]?.stack).toMatchObject([{ function: 'f', site: { line: 3 } }]);
    }
  });

  it('an endless loop in another, at the head of the inner one', () => {
    const code: Line[] = [
      'outer',
      [CONST, 0, 1n],
      [CONST, 1, 2n],
      'inner',
      [ADD, 2, 0, 1],
      [JUMP, 'inner'],
      [JUMP, 'outer'],
    ];
    for (const more of [0, 1]) {
      const { findings } = hostile([{ name: 'f', code }], { fuel: fuel + more }).state;
      expect(findings[0]?.stack[0]?.site.line).toBe(3);
    }
  });

  it('an endless loop of calls, in the function that loops', () => {
    const busy: Line[] = [
      [CONST, 0, 50n],
      [CONST, 1, 1n],
      'top',
      [SUB, 0, 0, 1],
      [JUMP_NOT_ZERO, 0, 'top'],
      [RETURN, 0],
    ];
    const functions: Source[] = [
      {
        name: 'f',
        code: [
          [CALL, 0, 1, 0, 0],
          [RETURN, 0],
        ],
      },
      { name: 'loops', code: [[CONST, 1, 1n], 'top', [CALL, 0, 2, 0, 0], [JUMP, 'top']] },
      { name: 'busy', code: busy },
    ];
    const [finding] = hostile(functions).state.findings;
    expect(finding?.stack.map((frame) => `${frame.function}:${frame.site.line}`)).toEqual(['loops:2', 'f:1']);
  });

  it('a list whose end is its start', () => {
    const functions: Source[] = [
      {
        name: 'f',
        locals: [16],
        code: [
          [LOCAL, 0, 0],
          [STORE, 0, 0, 0, Access.X64],
          [MOVE, 1, 0],
          'next',
          [LOAD, 1, 1, 0, Access.X64],
          [JUMP_NOT_ZERO, 1, 'next'],
          [RETURN, 1],
        ],
      },
    ];
    expect(hostile(functions)).toMatchObject({ found: ['out-of-fuel/instructions'], end: 'fuel' });
  });

  it('recursion', () => {
    const ran = hostile([
      {
        name: 'f',
        locals: [64],
        code: [
          [LOCAL, 0, 0],
          [CALL, 0, 0, 0, 0],
          [RETURN, 0],
        ],
      },
    ]);
    expect(ran).toMatchObject({ found: ['out-of-fuel/depth'], end: 'killed' });
    expect(ran.state.findings[0]?.stack).toHaveLength(256);
  });

  it('allocation', () => {
    for (const size of [0n, 1n, 100_000n]) {
      const ran = hostile([{ name: 'f', code: ['top', ...allocate(size), [JUMP, 'top']] }], {
        memory: 1 << 20,
      });
      expect(ran.end).toBe('fuel');
      expect(ran.state.memory.length).toBeLessThanOrEqual(1 << 20);
      expect(ran.found.at(-1)).toBe('out-of-fuel/instructions');
    }
  });

  it('printing', () => {
    const ran = hostile([{ name: 'f', code: ['top', [INTRINSIC, -1, 4, 0, 0], [JUMP, 'top']] }]);
    expect(ran.end).toBe('fuel');
    expect(ran.state.output.length).toBeLessThan(fuel / 50);
  });

  it('copying, by the bytes copied', () => {
    const code: Line[] = [
      ...allocate(80_000n),
      [MOVE, 3, 2],
      [CONST, 4, 80_000n],
      'top',
      [INTRINSIC, -1, 2, 2, 3],
      [JUMP, 'top'],
    ];
    const ran = hostile([{ name: 'f', code: [...code] }]);
    expect(ran.end).toBe('fuel');
  });

  it('faults', () => {
    const code: Line[] = [
      ...allocate(8n),
      [MOVE, 3, 2],
      [INTRINSIC, -1, 1, 3, 1],
      'top',
      [LOAD, 1, 2, 0, 6],
      [JUMP, 'top'],
    ];
    expect(hostile([{ name: 'f', code }])).toMatchObject({
      found: ['use-after-free/read', 'out-of-fuel/instructions'],
      end: 'fuel',
    });
  });
});

describe('limits that are not reached', () => {
  it('allocation of more than there is gives NULL, is said, and the task goes on', () => {
    for (const size of [1n << 30n, -1n, 1n << 63n]) {
      const ran = hostile([{ name: 'f', code: [...allocate(size), [RETURN, 2]] }]);
      expect(ran).toMatchObject({ found: ['out-of-fuel/memory'], end: 'done', result: 0n });
    }
  });

  it('a copy of more bytes than there are is one finding, and copies what there is', () => {
    const code: Line[] = [
      ...allocate(32n),
      [MOVE, 5, 2],
      ...allocate(16n),
      [MOVE, 3, 2],
      [MOVE, 2, 5],
      [CONST, 4, -1n],
    ];
    const set: Line[] = [
      [CONST, 9, 0x55n],
      [STORE, 3, 15, 9, Access.U8],
    ];
    const ran = hostile([
      {
        name: 'f',
        code: [...code, ...set, [INTRINSIC, -1, 2, 2, 3], [LOAD, 9, 2, 15, Access.U8], [RETURN, 9]],
      },
    ]);
    expect(ran).toMatchObject({
      found: ['out-of-bounds/read', 'out-of-bounds/write'],
      end: 'done',
      result: 0x55n,
    });
  });

  it('memory of freed objects and dead locals is used again', () => {
    const functions: Source[] = [
      {
        name: 'f',
        code: [
          [CONST, 9, 9000n],
          [CONST, 8, 1n],
          'top',
          ...allocate(4096n),
          [INTRINSIC, -1, 1, 2, 1],
          [CALL, 0, 1, 0, 0],
          [SUB, 9, 9, 8],
          [JUMP_NOT_ZERO, 9, 'top'],
          [RETURN, 9],
        ],
      },
      {
        name: 'g',
        locals: [512],
        code: [
          [LOCAL, 0, 0],
          [RETURN, -1],
        ],
      },
    ];
    const ran = hostile(functions, { fuel: 20_000_000, memory: 8 << 20 });
    expect(ran).toMatchObject({ found: [], end: 'done' });
    expect(ran.state.objectCount).toBeLessThan(9000);
  });
});
