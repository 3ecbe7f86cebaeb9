import { expect, it } from 'vitest';
import { type Random, seeded } from '../../../src/engine/base/random.ts';
import { machineIntrinsics } from '../../../src/engine/machine/intrinsics.ts';
import { createMachine } from '../../../src/engine/machine/machine.ts';
import { heapObjects, leaks } from '../../../src/engine/machine/observe.ts';
import { Op } from '../../../src/engine/machine/program.ts';
import { cloneState, createState } from '../../../src/engine/machine/state.ts';
import { runTask, startTask } from '../../../src/engine/machine/tasks.ts';
import { assemble, type Line, type Source, text, type Word } from './assembler.ts';

const SEED = 1606;
const PROGRAMS = 300;
const LENGTH = 40;
const FUNCTIONS = 3;
const GLOBALS = 3;
const operations = Object.values(Op).filter((op) => op !== Op.OPAQUE);
const intrinsics = [...machineIntrinsics.keys()].filter((name) => name !== '__machine_die');

const alloc = intrinsics.indexOf('__machine_alloc');
/** Fills registers with addresses of all kinds, so that the rest has something to work on. */
const start: readonly Line[] = [
  [Op.CONST, 10, 24n],
  [Op.CONST, 11, 1n],
  [Op.INTRINSIC, 3, alloc, 10, 2],
  [Op.INTRINSIC, 4, alloc, 10, 1],
  [Op.LOCAL, 5, 0],
  [Op.CONST, 6, { global: 0, offset: 8 }],
  [Op.CONST, 7, { global: 2 }],
  [Op.CONST, 8, { function: 2 }],
  [Op.INTRINSIC, 9, alloc, 10, 2],
];

/** Any instruction whose words are in range, whatever it means. Small offsets find memory more often. */
function instruction(random: Random): Line {
  const register = () => random.below(12);
  const op =
    random.below(3) === 0 ? random.pick([Op.CONST, Op.INTRINSIC, Op.LOCAL]) : random.pick(operations);
  const jump = `l${random.below(LENGTH)}`;
  const offset = random.below(24) - 4;
  switch (op) {
    case Op.CONST:
      return [op, register(), constant(random)];
    case Op.LOAD:
      return [op, register(), register(), offset, random.below(8)];
    case Op.STORE:
      return [op, register(), offset, register(), random.below(8)];
    case Op.COPY:
      return [op, register(), register(), random.below(40)];
    case Op.ZERO:
      return [op, register(), random.below(40)];
    case Op.SHL:
    case Op.SHR_SIGNED:
    case Op.SHR_UNSIGNED:
      return [op, register(), register(), register(), random.pick([32, 64])];
    case Op.EXTEND:
      return [op, register(), register(), random.below(8)];
    case Op.LOCAL:
      return [op, register(), random.below(2)];
    case Op.CALL:
      return [op, register(), random.below(FUNCTIONS), register(), random.below(5)];
    case Op.INTRINSIC:
      return [op, register(), random.below(intrinsics.length), register(), random.below(9)];
    case Op.JUMP:
      return [op, jump];
    case Op.JUMP_ZERO:
    case Op.JUMP_NOT_ZERO:
      return [op, register(), jump];
    case Op.END:
      return [op, 0];
    case Op.CHECK:
    case Op.NAME:
      return [op, register(), 0];
    default:
      return [op, register(), register(), register(), 3];
  }
}

function constant(random: Random): Word {
  switch (random.below(4)) {
    case 0:
      return { global: random.below(GLOBALS), offset: random.below(10) };
    case 1:
      return { function: random.below(FUNCTIONS) };
    case 2:
      return random.wide();
    default:
      return BigInt(random.below(64));
  }
}

function source(random: Random, name: string): Source {
  const lines = Array.from({ length: LENGTH }, (_, index): Line[] => [`l${index}`, instruction(random)]);
  const code: Line[] = [...start, ...lines.flat(), [Op.RETURN, 0]];
  return { name, parameters: random.below(4), library: random.below(2) === 0, locals: [8, 40], code };
}

function machineFrom(random: Random) {
  const functions = Array.from({ length: FUNCTIONS }, (_, index) => source(random, `f${index}`));
  const globals = [{ size: 32 }, { size: 8, readOnly: true }, text('words')];
  const more = { types: ['struct a'], names: ['a'], reasons: ['assembly'] };
  return createMachine(assemble({ intrinsics, functions, globals, ...more }), new Map());
}

it('ends every program, with findings, without throwing', () => {
  const random = seeded(SEED);
  const seen = new Set<string>();
  for (let program = 0; program < PROGRAMS; program++) {
    const machine = machineFrom(random);
    const limits = { fuel: 2000, memory: 1 << 16, depth: 20, findings: 30 };
    const state = createState(machine, limits, [1, 0, 1]);
    const tasks = [0, 1].map((index) => startTask(machine, state, index, [0n, -1n], `t${index}`));
    for (let turn = 0; turn < 100; turn++)
      for (const task of tasks) seen.add(runTask(machine, state, task, 50));
    const ends = tasks.map((task) => runTask(machine, state, task, 50));
    expect(ends, `seed ${SEED}, program ${program}`).not.toContain('paused');
    for (const finding of state.findings) seen.add(finding.kind);
    expect(leaks(machine, cloneState(state)).length).toBeLessThanOrEqual(heapObjects(machine, state).length);
  }
  // What the programs are worth: they come to most ends and kinds of finding.
  const ends = ['done', 'fuel', 'killed', 'paused'];
  const faults = [
    'invalid-free',
    'null-dereference',
    'out-of-bounds',
    'use-after-free',
    'uninitialised-read',
  ];
  const others = ['lock-misuse', 'out-of-fuel', 'reference-underflow', 'warn'];
  expect([...seen]).toEqual(expect.arrayContaining([...ends, ...faults, ...others]));
});
