import { describe, expect, it } from 'vitest';
import { createMachine } from '../../../src/engine/machine/machine.ts';
import { globalAddress, readInteger } from '../../../src/engine/machine/observe.ts';
import { Op } from '../../../src/engine/machine/program.ts';
import { cloneState, createState, type MachineState } from '../../../src/engine/machine/state.ts';
import { runTask, startTask, taskResult } from '../../../src/engine/machine/tasks.ts';
import { assemble, type Line, text } from './assembler.ts';

const { CONST, INTRINSIC, RETURN, LOAD, STORE, ADD, SUB, JUMP_NOT_ZERO, MOVE, LOCAL, CALL } = Op;
const X64 = 6;

// Allocates, frees half of it, writes what was freed, chooses, counts in a global, in a loop.
const code: Line[] = [
  [CONST, 9, 20n],
  [CONST, 8, 1n],
  [CONST, 7, { global: 0 }],
  'top',
  [CONST, 0, 24n],
  [CONST, 1, 0n],
  [INTRINSIC, 2, 0, 0, 2],
  [STORE, 2, 8, 2, X64],
  [LOAD, 3, 2, 0, X64],
  [CALL, 3, 1, 2, 1],
  [Op.AND, 4, 9, 8],
  [Op.JUMP_ZERO, 4, 'keep'],
  [INTRINSIC, -1, 1, 2, 1],
  [STORE, 2, 8, 2, X64],
  'keep',
  [CONST, 5, { global: 1 }],
  [CONST, 6, 3n],
  [INTRINSIC, 4, 2, 5, 2],
  [LOAD, 3, 7, 0, X64],
  [ADD, 3, 3, 8],
  [ADD, 3, 3, 4],
  [STORE, 7, 0, 3, X64],
  [SUB, 9, 9, 8],
  [JUMP_NOT_ZERO, 9, 'top'],
  [MOVE, 0, 3],
  [RETURN, 0],
];
const callee: Line[] = [
  [LOCAL, 1, 0],
  [STORE, 1, 0, 0, X64],
  [LOAD, 2, 1, 8, X64],
  [RETURN, 2],
];
const machine = createMachine(
  assemble({
    intrinsics: ['__machine_alloc', '__machine_free', '__machine_choose'],
    globals: [{ size: 8 }, text('a fault')],
    functions: [
      { name: 'f', code },
      { name: 'g', parameters: 1, locals: [16], code: callee },
    ],
  }),
  new Map(),
);

function started(choices: readonly number[] = []): MachineState {
  const state = createState(machine, {}, choices);
  startTask(machine, state, 0, [], 'one');
  startTask(machine, state, 0, [], 'two');
  return state;
}

/** Everything that counts in a state: spare capacity does not. */
function content(state: MachineState) {
  return structuredClone({ ...cloneState(state), view: null });
}

describe('a state', () => {
  it('is the same, byte for byte, after the same run', () => {
    const runs = [started([1, 2]), started([1, 2])].map((state) => {
      for (const task of [0, 1]) expect(runTask(machine, state, task, 100_000)).toBe('done');
      return content(state);
    });
    expect(runs[0]?.findings.length).toBeGreaterThan(0);
    expect(runs[0]).toEqual(runs[1]);
  });

  it('does not depend on how a run is sliced', () => {
    const whole = started();
    runTask(machine, whole, 0, 1_000_000);
    for (const slice of [1, 7, 50]) {
      const sliced = started();
      let turns = 0;
      while (runTask(machine, sliced, 0, slice) === 'paused' && turns < 10_000) turns++;
      expect(turns).toBeGreaterThan(5);
      expect(content(sliced)).toEqual(content(whole));
    }
  });

  it('and its copy go their own ways, from any point on', () => {
    for (let point = 0; point < 400; point += point < 60 ? 1 : 70) {
      const original = started();
      runTask(machine, original, 0, point);
      runTask(machine, original, 1, point / 2);
      const before = content(original);
      const copy = cloneState(original);
      for (const task of [0, 1]) runTask(machine, copy, task, 1_000_000);
      expect(content(original)).toEqual(before);
      for (const task of [0, 1]) runTask(machine, original, task, 1_000_000);
      expect(content(original)).toEqual(content(copy));
      expect(taskResult(copy, 0)).not.toBeNull();
    }
  });

  it('shares nothing that changes with its copy', () => {
    const state = started();
    runTask(machine, state, 0, 50);
    const copy = cloneState(state);
    const shared = Object.entries(state).filter(([key, value]) => {
      const other = (copy as unknown as Record<string, unknown>)[key];
      return typeof value === 'object' && value !== null && value === other;
    });
    expect(shared.map(([key]) => key)).toEqual(['limits', 'choices']);
    expect(copy.tasks[0]).not.toBe(state.tasks[0]);
    expect(copy.tasks[0]?.registers).not.toBe(state.tasks[0]?.registers);
    expect(copy.stacks.nodes).not.toBe(state.stacks.nodes);
  });

  it('answers choices from its list, then with 0, and keeps them', () => {
    const state = started([2, 0, 1, 9, -1]);
    runTask(machine, state, 0, 1_000_000);
    expect(state.chosen.slice(0, 6).map((choice) => choice.taken)).toEqual([2, 0, 1, 0, 0, 0]);
    expect(state.chosen[0]).toMatchObject({ what: 'a fault', ways: 3, taken: 2, task: 0, failure: null });
    expect(taskResult(state, 0)).toBe(20n + 3n);
    expect(readInteger(state, globalAddress(0), 8)).toBe(23n);
  });

  it('differs from another of its machine only behind the read-only globals', () => {
    const state = started();
    const fixed = state.memory.slice(0, machine.writable);
    runTask(machine, state, 0, 1_000_000);
    expect(machine.writable).toBe(16);
    expect(state.memory.slice(0, machine.writable)).toEqual(fixed);
  });

  it('leaves its machine as it was', () => {
    const before = structuredClone([machine.memory, machine.shadow, machine.objects, machine.code]);
    runTask(machine, started(), 0, 1_000_000);
    expect([machine.memory, machine.shadow, machine.objects, machine.code]).toEqual(before);
  });
});

describe('a task', () => {
  it('has findings of its own, also where another task has had the same', () => {
    const state = started();
    for (const task of [0, 1]) runTask(machine, state, task, 1_000_000);
    const [one, two] = ['one', 'two'].map((name) =>
      state.findings.filter((finding) => finding.task === name),
    );
    expect(one?.length).toBeGreaterThan(0);
    expect(two?.map((finding) => finding.stack)).toEqual(one?.map((finding) => finding.stack));
  });

  it('that has ended stays so', () => {
    const state = started();
    runTask(machine, state, 0, 1_000_000);
    const after = content(state);
    expect(runTask(machine, state, 0, 1_000_000)).toBe('done');
    expect(content(state)).toEqual(after);
    expect(taskResult(state, 1)).toBeNull();
  });
});
