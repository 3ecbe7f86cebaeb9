import { describe, expect, it } from 'vitest';
import { seeded } from '../../../src/engine/base/random.ts';
import type { Intrinsic, IntrinsicCall } from '../../../src/engine/machine/intrinsic.ts';
import { createMachine } from '../../../src/engine/machine/machine.ts';
import { heapObjects, readInteger, readText } from '../../../src/engine/machine/observe.ts';
import { Op } from '../../../src/engine/machine/program.ts';
import { assemble, type Line, run, text } from './assembler.ts';

const SEED = 77;
const { CONST, INTRINSIC, RETURN, LOCAL, LOAD } = Op;
const u = (value: bigint): bigint => BigInt.asUintN(64, value);

/** Calls intrinsic `name` with constants, globals or functions, and returns its result. */
function call(
  name: string,
  args: readonly (bigint | { global: number; offset?: number })[],
  globals: object[] = [],
) {
  const loads = args.map((value, index): Line => [CONST, index, value]);
  const code: Line[] = [...loads, [INTRINSIC, 20, 0, 0, args.length], [RETURN, 20]];
  return run({ intrinsics: [name], globals, functions: [{ name: 'f', code }] });
}

const bytes = (...values: number[]) => ({ size: values.length, bytes: Uint8Array.from(values) });

describe('__machine_overflow', () => {
  const operations: readonly [string, (a: bigint, b: bigint) => bigint][] = [
    ['+', (a, b) => a + b],
    ['-', (a, b) => a - b],
    ['*', (a, b) => a * b],
  ];
  it.each(operations)('%s is exact, for every signedness and size', (symbol, oracle) => {
    const random = seeded(SEED);
    const operation = BigInt(symbol.charCodeAt(0));
    for (let round = 0; round < 150; round++) {
      const signs = [random.below(2), random.below(2), random.below(2)] as const;
      const size = random.pick([1, 2, 4, 8] as const);
      const narrow = random.below(2) === 0;
      const [a, b] = [random.wide(), random.wide()].map((value) => (narrow ? value & 0xfn : value)) as [
        bigint,
        bigint,
      ];
      const as = (value: bigint, signed: number) => (signed ? BigInt.asIntN(64, value) : u(value));
      const exact = oracle(as(a, signs[0]), as(b, signs[1]));
      const fitted = signs[2] ? BigInt.asIntN(size * 8, exact) : BigInt.asUintN(size * 8, exact);
      const args = [
        operation,
        a,
        BigInt(signs[0]),
        b,
        BigInt(signs[1]),
        { global: 0 },
        BigInt(size),
        BigInt(signs[2]),
      ];
      const ran = call('__machine_overflow', args, [{ size: 8 }]);
      const where = `seed ${SEED}: ${a} ${symbol} ${b} into ${size}, ${signs}`;
      expect(ran.result, where).toBe(fitted === exact ? 0n : 1n);
      expect(readInteger(ran.state, 0xfff0000140000000n, size), where).toBe(BigInt.asUintN(size * 8, exact));
    }
  });
});

describe('memory intrinsics', () => {
  it('__machine_size is of the whole object', () => {
    expect(call('__machine_size', [{ global: 0, offset: 3 }], [bytes(1, 2, 3, 4, 5)]).result).toBe(5n);
    expect(call('__machine_size', [0n])).toMatchObject({ result: 0n, found: [] });
  });

  it('__machine_compare orders unsigned bytes', () => {
    const globals = [bytes(1, 2, 0x80, 9), bytes(1, 2, 0x7f, 9)];
    const compare = (length: bigint) =>
      call('__machine_compare', [{ global: 0 }, { global: 1 }, length], globals);
    expect([0n, 2n, 3n, 4n].map((length) => compare(length).result)).toEqual([0n, 0n, 1n, 1n]);
    const other = call('__machine_compare', [{ global: 1 }, { global: 0 }, 4n], globals);
    expect(other).toMatchObject({ result: -1n, found: [] });
    expect(compare(5n).found).toEqual(['out-of-bounds/read', 'out-of-bounds/read']);
  });

  it('__machine_string_length stops at the NUL, and at the end without one', () => {
    const length = (global: object, offset = 0) =>
      call('__machine_string_length', [{ global: 0, offset }], [global]);
    expect(length(text('four'))).toMatchObject({ result: 4n, found: [] });
    expect(length(text('four'), 4)).toMatchObject({ result: 0n, found: [] });
    expect(length(bytes(1, 2, 3)).found).toEqual(['out-of-bounds/read']);
    expect(call('__machine_string_length', [0n])).toMatchObject({
      found: ['null-dereference/read'],
      end: 'killed',
    });
  });

  it('__machine_string_compare is strncmp: unsigned bytes, up to a NUL or n', () => {
    const compare = (a: object, b: object, n: bigint) =>
      call('__machine_string_compare', [{ global: 0 }, { global: 1 }, n], [a, b]);
    const all = u(-1n);
    expect(compare(text('abc'), text('abc'), all)).toMatchObject({ result: 0n, found: [] });
    expect(compare(text('abc'), text('abd'), all).result).toBe(-1n);
    expect(compare(text('abc'), text('abd'), 2n).result).toBe(0n);
    expect(compare(text('abc'), text('ab'), all).result).toBe(1n);
    expect(compare(bytes(0x80, 0), bytes(0x7f, 0), all).result).toBe(1n);
    expect(compare(bytes(1, 2), bytes(1, 2, 0), 2n)).toMatchObject({ result: 0n, found: [] });
    expect(compare(bytes(1, 2), bytes(1, 2, 0), all).found).toEqual(['out-of-bounds/read']);
  });

  it('__machine_string_index finds the first and the last, and the NUL', () => {
    const index = (c: string, last: bigint) =>
      call('__machine_string_index', [{ global: 0 }, BigInt(c.charCodeAt(0)), last], [text('a.b.c')]).result;
    expect([index('.', 0n), index('.', 1n), index('x', 0n), index('\0', 0n)]).toEqual([1n, 3n, -1n, 5n]);
  });

  it('__machine_string_hash is of the bytes before the NUL', () => {
    const hash = (value: object) => call('__machine_string_hash', [{ global: 0 }], [value]).result;
    expect(hash(text('egm4'))).toBe(hash(bytes(0x65, 0x67, 0x6d, 0x34, 0, 9)));
    expect(hash(text('egm4'))).not.toBe(hash(text('egm5')));
    expect(hash(text(''))).toBe(0x811c9dc5n);
  });

  it('__machine_fill sets its bytes only, and initialises them', () => {
    const fill = (offset: number) =>
      run({
        intrinsics: ['__machine_fill'],
        functions: [
          {
            name: 'f',
            locals: [32],
            code: [
              [LOCAL, 0, 0],
              [CONST, 1, -3n],
              [CONST, 2, 11n],
              [INTRINSIC, -1, 0, 0, 3],
              [LOAD, 3, 0, offset, 1],
              [RETURN, 3],
            ],
          },
        ],
      });
    expect(fill(10)).toMatchObject({ result: 0xfdn, found: [] });
    expect(fill(11).found).toEqual(['uninitialised-read/memory']);
  });

  it('reading bytes that were never written is found, copying them is not', () => {
    const code = (index: number): Line[] => [
      [LOCAL, 0, 0],
      [LOCAL, 1, 1],
      [CONST, 2, 8n],
      [INTRINSIC, 3, index, 0, 3],
      [RETURN, 3],
    ];
    const use = (index: number) =>
      run({
        intrinsics: ['__machine_compare', '__machine_copy'],
        functions: [{ name: 'f', locals: [8, 8], code: code(index) }],
      });
    expect(use(0).found).toEqual(['uninitialised-read/memory', 'uninitialised-read/memory']);
    expect(use(1).found).toEqual([]);
  });
});

describe('__machine_report and __machine_die', () => {
  it('report what the library says, and end the task', () => {
    const globals = [text('list-corruption'), text('next'), text('list_add corruption')];
    const ran = call('__machine_report', [{ global: 0 }, { global: 1 }, { global: 2 }], globals);
    expect(ran).toMatchObject({ found: ['list-corruption/next'], end: 'done' });
    expect(ran.state.findings[0]?.values).toEqual({ text: 'list_add corruption' });
    expect(call('__machine_die', [])).toMatchObject({ found: [], end: 'killed', result: null });
  });
});

describe('an intrinsic of the environment', () => {
  const invoke = (body: Intrinsic, args: (bigint | { global: number })[] = [], globals: object[] = []) => {
    const loads = args.map((value, index): Line => [CONST, index, value]);
    const code: Line[] = [...loads, [INTRINSIC, 20, 0, 0, args.length], [RETURN, 20]];
    return run(
      { intrinsics: ['outside'], globals, types: ['struct known'], functions: [{ name: 'f', code }] },
      [],
      {},
      new Map([['outside', body]]),
    );
  };
  const see = <T>(
    read: (given: IntrinsicCall) => T,
    args: (bigint | { global: number })[],
    globals: object[] = [],
  ) => {
    let seen: T | undefined;
    const ran = invoke(
      (given) => {
        seen = read(given);
      },
      args,
      globals,
    );
    return { seen, found: ran.found };
  };

  it('sees exact arguments', () => {
    const args = [-1n, 0xffffffff80000001n, 7n];
    expect(
      see((given) => [given.unsigned(0), given.signed(0), given.int(1), given.unsigned(1), given.count], args)
        .seen,
    ).toEqual([0xffffffffffffffffn, -1n, -0x7fffffff, 0xffffffff80000001n, 3]);
  });

  it('reads text, and null with a finding where there is none', () => {
    expect(see((given) => given.text(0), [{ global: 0 }], [text('sp\u00e4t \u{1f642}')]).seen).toBe(
      'sp\u00e4t \u{1f642}',
    );
    expect(see((given) => given.text(0), [{ global: 0 }], [bytes(65, 66)])).toEqual({
      seen: null,
      found: ['out-of-bounds/read'],
    });
    expect(see((given) => given.textAt(0n), [])).toEqual({ seen: null, found: ['null-dereference/read'] });
  });

  it('gives results of either sign and width', () => {
    for (const value of [0n, -22n, 0xfffffffffffff000n, 1n << 63n])
      expect(invoke((given) => given.result(value)).result).toBe(BigInt.asIntN(64, value));
    expect(invoke((given) => given.result(-22)).result).toBe(-22n);
    expect(invoke(() => undefined).result).toBe(0n);
  });

  it('writes bytes and integers, and is told when it cannot', () => {
    const write = (given: IntrinsicCall) => [
      given.writeInteger(given.unsigned(0), 4, -2n),
      given.write(given.unsigned(0) + 4n, Uint8Array.of(1, 2, 3, 4)),
      given.write(given.unsigned(0) + 4n, new Uint8Array(5)),
    ];
    expect(see(write, [{ global: 0 }], [{ size: 8 }])).toEqual({
      seen: [true, true, false],
      found: ['out-of-bounds/write'],
    });
    const ran = invoke(
      (given) => {
        given.writeInteger(given.unsigned(0), 8, 0x0102030405060708n);
      },
      [{ global: 0 }],
      [{ size: 8 }],
    );
    expect(readInteger(ran.state, 0xfff0000140000000n, 8)).toBe(0x0102030405060708n);
  });

  it('allocates objects with content and a type', () => {
    const make: Intrinsic = (given) => {
      given.allocate(8, null, 'struct known');
      given.result(given.allocate(6, Uint8Array.of(104, 105), 'mapping'));
    };
    const { machine, state, result, found } = invoke(make);
    expect(found).toEqual([]);
    expect(heapObjects(machine, state).map(({ name, size }) => `${name} ${size}`)).toEqual([
      'struct known 8',
      'mapping 6',
    ]);
    expect(readText(state, u(result!))).toBe('hi');
    expect(readInteger(state, u(result!) + 2n, 4)).toBe(0n);
  });

  it('prints, reports and ends the task', () => {
    const ran = invoke((given) => {
      given.print('a line');
      given.report('warn', 'refcount', { count: '0' });
      given.kill();
      given.result(1);
    });
    expect(ran).toMatchObject({ found: ['warn/refcount'], end: 'killed', result: null });
    expect(ran.state.output).toEqual(['a line']);
  });

  it('that nobody provides is a fault of ours', () => {
    const program = assemble({ intrinsics: ['outside'], functions: [] });
    expect(() => createMachine(program, new Map())).toThrow('no intrinsic outside');
  });
});
