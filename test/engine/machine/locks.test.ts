import { describe, expect, it } from 'vitest';
import { createMachine } from '../../../src/engine/machine/machine.ts';
import { Op } from '../../../src/engine/machine/program.ts';
import { createState } from '../../../src/engine/machine/state.ts';
import { runTask, startTask, taskResult } from '../../../src/engine/machine/tasks.ts';
import { assemble, kinds, type Line, run, text } from './assembler.ts';

const { CONST, INTRINSIC, RETURN, STORE } = Op;
const intrinsics = [
  '__machine_lock',
  '__machine_unlock',
  '__machine_try_lock',
  '__machine_holds',
  '__machine_alloc',
  '__machine_free',
];
const globals = [{ name: 'egm_lock', size: 4 }, text('&egm_lock')];
const start: Line[] = [
  [CONST, 0, { global: 0 }],
  [CONST, 1, { global: 1 }],
];
const lock: Line = [INTRINSIC, -1, 0, 0, 2];
const unlock: Line = [INTRINSIC, -1, 1, 0, 2];
const tryLock: Line = [INTRINSIC, 5, 2, 0, 2];
const holds: Line = [INTRINSIC, 5, 3, 0, 1];
const done: Line = [RETURN, 5];
/** Register 0 holds a zeroed heap object instead. */
const heap: Line[] = [
  [CONST, 2, 16n],
  [CONST, 3, 1n],
  [INTRINSIC, 0, 4, 2, 2],
];
const check = (...code: Line[]) =>
  run({ intrinsics, globals, functions: [{ name: 'f', code: [...start, ...code] }] });

describe('a lock', () => {
  it('is taken and given back', () => {
    expect(check(lock, holds, unlock, done)).toMatchObject({ found: [], result: 1n, end: 'done' });
    expect(check(lock, unlock, holds, done).result).toBe(0n);
    expect(check(tryLock, unlock, done)).toMatchObject({ found: [], result: 1n });
    expect(check(lock, tryLock, unlock, done)).toMatchObject({ found: [], result: 0n });
  });

  it('taken twice by a task ends it', () => {
    const ran = check(lock, lock, done);
    expect(ran).toMatchObject({ found: ['lock-misuse/self-deadlock'], end: 'killed' });
    expect(ran.state.findings[0]).toMatchObject({
      values: { lock: '&egm_lock' },
      object: { name: 'egm_lock' },
    });
    expect(check(lock, unlock, lock, unlock, done).found).toEqual([]);
  });

  it('given back without being held is misuse', () => {
    expect(check(unlock, done)).toMatchObject({ found: ['lock-misuse/not-held'], end: 'done' });
    expect(check(lock, unlock, unlock, done).found).toEqual(['lock-misuse/not-held']);
  });

  it('held when the task returns is misuse, at the place it was taken', () => {
    const ran = check(lock, done);
    expect(ran).toMatchObject({ found: ['lock-held-at-exit/lock'], end: 'done' });
    expect(ran.state.findings[0]?.stack[0]?.site.line).toBe(3);
  });

  it('in freed memory is misuse, and so is freeing it while held', () => {
    const release: Line = [INTRINSIC, -1, 5, 0, 1];
    expect(check(...heap, release, lock, done).found).toEqual(['lock-misuse/freed']);
    expect(check(...heap, lock, release, done).found).toEqual(['lock-misuse/freed-held']);
    expect(check(...heap, lock, unlock, release, done).found).toEqual([]);
  });

  it('that was never initialised is found', () => {
    const raw: Line[] = [
      [CONST, 2, 16n],
      [CONST, 3, 0n],
      [INTRINSIC, 0, 4, 2, 2],
    ];
    expect(check(...raw, lock, unlock, done).found).toEqual(['uninitialised-read/memory']);
    expect(check(...raw, [STORE, 0, 0, 3, 4], lock, unlock, done).found).toEqual([]);
  });

  it('held by another task blocks, until that gives it back', () => {
    const functions = [
      { name: 'taker', code: [...start, lock, [INTRINSIC, 5, 3, 0, 1], unlock, [RETURN, 5]] as Line[] },
      { name: 'thief', code: [...start, unlock, [RETURN, 5]] as Line[] },
    ];
    const machine = createMachine(assemble({ intrinsics, globals, functions }), new Map());
    const state = createState(machine);
    const [first, second] = [
      startTask(machine, state, 0, [], 'first'),
      startTask(machine, state, 0, [], 'second'),
    ];
    expect(runTask(machine, state, first, 3)).toBe('paused');
    expect(runTask(machine, state, second, 1000)).toBe('blocked');
    expect(runTask(machine, state, second, 1000)).toBe('blocked');
    expect(runTask(machine, state, first, 1000)).toBe('done');
    expect(runTask(machine, state, second, 1000)).toBe('done');
    expect([taskResult(state, first), taskResult(state, second)]).toEqual([1n, 1n]);
    expect(kinds(state)).toEqual([]);
  });

  it('given back by another task than its holder is misuse', () => {
    const functions = [
      { name: 'taker', code: [...start, lock, unlock, [RETURN, 5]] as Line[] },
      { name: 'thief', code: [...start, unlock, [RETURN, 5]] as Line[] },
    ];
    const machine = createMachine(assemble({ intrinsics, globals, functions }), new Map());
    const state = createState(machine);
    const [first, second] = [
      startTask(machine, state, 0, [], 'first'),
      startTask(machine, state, 1, [], 'second'),
    ];
    runTask(machine, state, first, 3);
    expect(runTask(machine, state, second, 1000)).toBe('done');
    expect(runTask(machine, state, first, 1000)).toBe('done');
    expect(kinds(state)).toEqual(['lock-misuse/held-by-other']);
  });
});
