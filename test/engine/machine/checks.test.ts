import { describe, expect, it } from 'vitest';
import { Access, Op } from '../../../src/engine/machine/program.ts';
import { type Line, run, type Source, text } from './assembler.ts';

const { LOCAL, CONST, STORE, LOAD, RETURN, END, ADD, CALL, CALL_INDIRECT, INTRINSIC, MOVE, NAME } = Op;
const { X64, U8 } = Access;
const intrinsics = [
  '__machine_alloc',
  '__machine_free',
  '__machine_pin',
  '__machine_unpin',
  '__machine_size',
];

/** Register 0 holds a new zeroed object of 32 bytes. */
const made: Line[] = [
  [CONST, 10, 32n],
  [CONST, 11, 1n],
  [INTRINSIC, 0, 0, 10, 2],
];
const free = (register: number): Line[] => [
  [MOVE, 10, register],
  [INTRINSIC, -1, 1, 10, 1],
];
const done: Line[] = [
  [CONST, 20, 7n],
  [RETURN, 20],
];
const globals = [{ name: 'shared', size: 8 }, { name: 'fixed', size: 8, readOnly: true }, text('words')];
const extra: Source[] = [
  // Gives the address of its own local, which is dead when it returns.
  {
    name: 'escape',
    locals: [8],
    code: [
      [LOCAL, 0, 0],
      [STORE, 0, 0, 0, X64],
      [RETURN, 0],
    ],
  },
  { name: 'opaque', opaque: 'inline assembly', code: [] },
  {
    name: 'two',
    parameters: 2,
    code: [
      [ADD, 0, 0, 1],
      [RETURN, 0],
    ],
  },
];

function check(code: readonly Line[], functions = extra) {
  return run({
    intrinsics,
    globals,
    types: ['struct egm_region'],
    reasons: ['a statement in assembly'],
    functions: [{ name: 'f', locals: [8], code }, ...functions],
  });
}

interface Row {
  readonly name: string;
  readonly wrong: readonly Line[];
  readonly found: readonly string[];
  /** The neighbouring program that is right. */
  readonly right: readonly Line[];
  /** The task does not survive it. */
  readonly ends?: boolean;
}

const rows: readonly Row[] = [
  {
    name: 'read after free',
    wrong: [...made, ...free(0), [LOAD, 1, 0, 8, X64]],
    found: ['use-after-free/read'],
    right: [...made, [LOAD, 1, 0, 8, X64], ...free(0)],
  },
  {
    name: 'write after free',
    wrong: [...made, ...free(0), [STORE, 0, 8, 0, X64]],
    found: ['use-after-free/write'],
    right: [...made, [STORE, 0, 8, 0, X64], ...free(0)],
  },
  {
    name: 'size of a freed object',
    wrong: [...made, ...free(0), [INTRINSIC, 1, 4, 0, 1]],
    found: ['use-after-free/read'],
    right: [...made, [INTRINSIC, 1, 4, 0, 1], ...free(0)],
  },
  {
    name: 'double free',
    wrong: [...made, ...free(0), ...free(0)],
    found: ['double-free/again'],
    right: [...made, ...free(0)],
  },
  {
    name: 'free of an interior address',
    wrong: [...made, [CONST, 2, 8n], [ADD, 1, 0, 2], ...free(1)],
    found: ['invalid-free/interior'],
    right: [...made, [CONST, 2, 0n], [ADD, 1, 0, 2], ...free(1)],
  },
  {
    name: 'free of a local',
    wrong: [[LOCAL, 0, 0], ...free(0)],
    found: ['invalid-free/stack'],
    right: [[LOCAL, 0, 0]],
  },
  {
    name: 'free of a global',
    wrong: [[CONST, 0, { global: 0 }], ...free(0)],
    found: ['invalid-free/global'],
    right: [],
  },
  {
    name: 'free of a string',
    wrong: [[CONST, 0, { global: 2 }], ...free(0)],
    found: ['invalid-free/string'],
    right: [],
  },
  {
    name: 'free of a function',
    wrong: [[CONST, 0, { function: 0 }], ...free(0)],
    found: ['invalid-free/function'],
    right: [],
  },
  {
    name: 'free of a pinned object',
    wrong: [...made, [INTRINSIC, -1, 2, 0, 1], ...free(0)],
    found: ['invalid-free/live'],
    right: [...made, [INTRINSIC, -1, 2, 0, 1], [INTRINSIC, -1, 3, 0, 1], ...free(0)],
  },
  {
    name: 'unpin without pin',
    wrong: [...made, [INTRINSIC, -1, 3, 0, 1]],
    found: ['reference-underflow/pin'],
    right: [...made, [INTRINSIC, -1, 2, 0, 1], [INTRINSIC, -1, 3, 0, 1]],
  },
  {
    name: 'free of an error pointer',
    wrong: [[CONST, 0, -22n], ...free(0)],
    found: ['invalid-free/error-pointer'],
    right: [[CONST, 0, 0n], ...free(0)],
    ends: true,
  },
  {
    name: 'free of a wild pointer',
    wrong: [[CONST, 0, 1n << 40n], ...free(0)],
    found: ['invalid-free/wild'],
    right: [],
    ends: true,
  },
  {
    name: 'read of NULL',
    wrong: [
      [CONST, 0, 0n],
      [LOAD, 1, 0, 16, X64],
    ],
    found: ['null-dereference/read'],
    right: [],
    ends: true,
  },
  {
    name: 'write before NULL',
    wrong: [
      [CONST, 0, 0n],
      [STORE, 0, -8, 0, X64],
    ],
    found: ['null-dereference/write'],
    right: [],
    ends: true,
  },
  {
    name: 'use of an error pointer',
    wrong: [
      [CONST, 0, -12n],
      [LOAD, 1, 0, 16, X64],
    ],
    found: ['null-dereference/read'],
    right: [],
    ends: true,
  },
  {
    name: 'read of a wild address',
    wrong: [
      [CONST, 0, 4096n],
      [LOAD, 1, 0, 0, X64],
    ],
    found: ['out-of-bounds/wild'],
    right: [],
    ends: true,
  },
  {
    name: 'read of an object that is not',
    wrong: [
      [CONST, 0, 0xfff8888840000000n],
      [LOAD, 1, 0, 0, X64],
    ],
    found: ['out-of-bounds/wild'],
    right: [],
    ends: true,
  },
  {
    name: 'read of a function',
    wrong: [
      [CONST, 0, { function: 0 }],
      [LOAD, 1, 0, 0, X64],
    ],
    found: ['out-of-bounds/wild'],
    right: [],
    ends: true,
  },
  {
    name: 'read past the end',
    wrong: [...made, [LOAD, 1, 0, 32, U8]],
    found: ['out-of-bounds/read'],
    right: [...made, [LOAD, 1, 0, 31, U8]],
  },
  {
    name: 'read over the end',
    wrong: [...made, [LOAD, 1, 0, 25, X64]],
    found: ['out-of-bounds/read'],
    right: [...made, [LOAD, 1, 0, 24, X64]],
  },
  {
    name: 'write before the start',
    wrong: [...made, [STORE, 0, -1, 0, U8]],
    found: ['out-of-bounds/write'],
    right: [...made, [STORE, 0, 0, 0, U8]],
  },
  {
    name: 'a gigabyte past the end',
    wrong: [...made, [CONST, 2, 1n << 31n], [ADD, 1, 0, 2], [LOAD, 1, 1, 0, U8]],
    found: ['out-of-bounds/read'],
    right: [...made, [CONST, 2, 1n << 31n], [ADD, 1, 0, 2], [Op.SUB, 1, 1, 2], [LOAD, 1, 1, 0, U8]],
  },
  {
    name: 'write to a const variable',
    wrong: [
      [CONST, 0, { global: 1 }],
      [STORE, 0, 0, 0, X64],
    ],
    found: ['out-of-bounds/read-only'],
    right: [
      [CONST, 0, { global: 0 }],
      [STORE, 0, 0, 0, X64],
    ],
    ends: true,
  },
  {
    name: 'write to a string',
    wrong: [
      [CONST, 0, { global: 2 }],
      [STORE, 0, 0, 0, U8],
    ],
    found: ['out-of-bounds/read-only'],
    right: [
      [CONST, 0, { global: 2 }],
      [LOAD, 1, 0, 0, U8],
    ],
    ends: true,
  },
  {
    name: 'read of a local after its scope',
    wrong: [
      [LOCAL, 0, 0],
      [STORE, 0, 0, 0, X64],
      [END, 0],
      [LOAD, 1, 0, 0, X64],
    ],
    found: ['use-after-free/stack'],
    right: [
      [LOCAL, 0, 0],
      [STORE, 0, 0, 0, X64],
      [LOAD, 1, 0, 0, X64],
      [END, 0],
    ],
  },
  {
    name: 'read of a local after its function',
    wrong: [
      [CALL, 0, 1, 0, 0],
      [LOAD, 1, 0, 0, X64],
    ],
    found: ['use-after-free/stack'],
    right: [[CALL, 0, 1, 0, 0]],
  },
  {
    name: 'call of NULL',
    wrong: [
      [CONST, 0, 0n],
      [CALL_INDIRECT, 1, 0, 5, 0],
    ],
    found: ['null-dereference/call'],
    right: [
      [CONST, 0, { function: 1 }],
      [CALL_INDIRECT, 1, 0, 5, 0],
    ],
    ends: true,
  },
  {
    name: 'call of data',
    wrong: [
      [CONST, 0, { global: 0 }],
      [CALL_INDIRECT, 1, 0, 5, 0],
    ],
    found: ['out-of-bounds/call'],
    right: [],
    ends: true,
  },
  {
    name: 'call into a function',
    wrong: [
      [CONST, 0, { function: 1 }],
      [CONST, 1, 4n],
      [ADD, 0, 0, 1],
      [CALL_INDIRECT, 1, 0, 5, 0],
    ],
    found: ['out-of-bounds/call'],
    right: [],
    ends: true,
  },
  {
    name: 'call behind the last function',
    wrong: [
      [CONST, 0, { function: 4 }],
      [CALL_INDIRECT, 1, 0, 5, 0],
    ],
    found: ['out-of-bounds/call'],
    right: [],
    ends: true,
  },
  {
    name: 'too few arguments',
    wrong: [
      [CONST, 0, { function: 3 }],
      [CALL_INDIRECT, 1, 0, 5, 1],
    ],
    found: ['warn/arguments'],
    right: [
      [CONST, 0, { function: 3 }],
      [CALL_INDIRECT, 1, 0, 5, 2],
    ],
  },
  {
    name: 'too many arguments',
    wrong: [
      [CONST, 0, { function: 3 }],
      [CALL_INDIRECT, 1, 0, 5, 3],
    ],
    found: ['warn/arguments'],
    right: [],
  },
  {
    name: 'call of an opaque function',
    wrong: [[CALL, 0, 2, 0, 0]],
    found: ['opaque-reached/call'],
    right: [[CONST, 0, { function: 2 }]],
    ends: true,
  },
  {
    name: 'opaque statement',
    wrong: [[Op.OPAQUE, 0]],
    found: ['opaque-reached/statement'],
    right: [[Op.JUMP, 'past'], [Op.OPAQUE, 0], 'past'],
    ends: true,
  },
];

describe.each(rows)('$name', ({ wrong, found, right, ends }) => {
  it('is found', () => {
    const ran = check([...wrong, ...done]);
    expect(ran.found).toEqual(found);
    expect(ran.end).toBe(ends ? 'killed' : 'done');
    expect(ran.result).toBe(ends ? null : 7n);
  });

  it('is not found beside it', () => {
    expect(check([...right, ...done])).toMatchObject({ found: [], end: 'done', result: 7n });
  });
});

describe('the task goes on with', () => {
  it('the stale content of freed memory, which a write changes', () => {
    const ran = check([
      ...made,
      [CONST, 1, 99n],
      ...free(0),
      [STORE, 0, 8, 1, X64],
      [LOAD, 2, 0, 8, X64],
      [RETURN, 2],
    ]);
    expect(ran).toMatchObject({ result: 99n, found: ['use-after-free/write', 'use-after-free/read'] });
  });

  it('zero for a read out of bounds, and without a write out of bounds', () => {
    const around: Line[] = [...made, [MOVE, 3, 0], ...made, [CONST, 1, 99n], [STORE, 3, 32, 1, X64]];
    const ran = check([
      ...around,
      [LOAD, 2, 3, 32, X64],
      [LOAD, 4, 0, 0, X64],
      [Op.OR, 2, 2, 4],
      [RETURN, 2],
    ]);
    expect(ran).toMatchObject({ result: 0n, found: ['out-of-bounds/write', 'out-of-bounds/read'] });
  });

  it('an object that a wrong free leaves alive', () => {
    const ran = check([
      ...made,
      [CONST, 2, 8n],
      [ADD, 1, 0, 2],
      ...free(1),
      [LOAD, 3, 0, 0, X64],
      ...free(0),
      ...done,
    ]);
    expect(ran.found).toEqual(['invalid-free/interior']);
  });
});

describe('a finding', () => {
  it('carries the whole stack, innermost first, and where the object was made and freed', () => {
    const library: Source[] = [
      {
        name: 'kfree',
        library: true,
        parameters: 1,
        code: [
          [INTRINSIC, -1, 1, 0, 1],
          [RETURN, -1],
        ],
      },
      { name: 'kzalloc', library: true, code: [...made, [NAME, 0, 0], [RETURN, 0]] },
    ];
    const ran = check([[CALL, 0, 2, 0, 0], [CALL, -1, 1, 0, 1], [CALL, -1, 1, 0, 1], ...done], library);
    const [finding] = ran.state.findings;
    const at = (name: string, line: number, own: boolean) => ({
      function: name,
      library: own,
      site: { file: `${name}.c`, line, column: 1 },
    });
    expect(finding).toEqual({
      kind: 'double-free',
      detail: 'again',
      values: { offset: '0', objectSize: '32' },
      task: 'test',
      stack: [at('kfree', 1, true), at('f', 3, false)],
      object: {
        name: 'struct egm_region',
        allocated: [at('kzalloc', 3, true), at('f', 1, false)],
        freed: [at('kfree', 1, true), at('f', 2, false)],
      },
    });
  });

  it('names an object by its variable, its type or its size', () => {
    const nameOf = (code: readonly Line[]) => check([...code, ...done]).state.findings[0]?.object?.name;
    expect(nameOf([...made, ...free(0), ...free(0)])).toBe('32 bytes');
    expect(nameOf([[CONST, 0, { global: 0 }], ...free(0)])).toBe('shared');
    expect(nameOf([[LOCAL, 0, 0], ...free(0)])).toBe('local0');
  });

  it('is kept once for the same place, and separately for another', () => {
    const twice = check([
      ...made,
      ...free(0),
      [CONST, 5, 3n],
      'top',
      [LOAD, 1, 0, 8, X64],
      [CONST, 6, 1n],
      [Op.SUB, 5, 5, 6],
      [Op.JUMP_NOT_ZERO, 5, 'top'],
      [LOAD, 1, 0, 8, X64],
      ...done,
    ]);
    expect(twice.found).toEqual(['use-after-free/read', 'use-after-free/read']);
    expect(twice.state.findings.map((finding) => finding.stack[0]?.site.line)).toEqual([7, 11]);
  });

  it('is left out, and counted, above the limit', () => {
    const many = Array.from({ length: 10 }, (): Line => [LOAD, 1, 0, 8, X64]);
    const ran = run(
      { intrinsics, functions: [{ name: 'f', code: [...made, ...free(0), ...many, ...done] }] },
      [],
      { findings: 4 },
    );
    expect(ran.found).toHaveLength(4);
    expect(ran.state.dropped).toBe(6);
  });
});
