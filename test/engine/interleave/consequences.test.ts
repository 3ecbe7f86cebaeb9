import { describe, expect, test } from 'vitest';
import { type Stuck, withoutConsequences } from '../../../src/engine/interleave/consequences.ts';

/* Deadlocks that others account for: by places, and by the locks that are waited for and held. */

const at = (place: string, wants: string | null, ...holds: string[]): Stuck => ({ place, wants, holds });

function kept(...deadlocks: (readonly Stuck[])[]): number[] {
  const numbered = deadlocks.map((tasks, number) => ({ tasks, number }));
  return withoutConsequences(numbered, ({ tasks }) => tasks).map(({ number }) => number);
}

/** Who holds `lock` waits for the end of what waits for it. */
const flushes = at('flush', 'end', 'lock');
const works = at('work', 'lock');

describe('a deadlock of more tasks than another', () => {
  test('is its consequence where they wait for the lock that those of the other wait for', () => {
    expect(kept([flushes, works], [flushes, works, at('open', 'lock')])).toEqual([0]);
    expect(kept([flushes, works, at('open', 'lock'), at('read', 'lock')], [works, flushes])).toEqual([1]);
  });

  test('is so where more wait at the same places, whichever of them it is', () => {
    expect(kept([flushes, works, works], [flushes, works])).toEqual([1]);
    expect(kept([flushes, works, works], [flushes, works, works, works])).toEqual([0]);
  });

  test('is so where they wait for each other, and the last of them behind the others', () => {
    const behind = [at('write', 'outer'), at('open', 'lock', 'outer')];
    expect(kept([flushes, works], [...behind, flushes, works])).toEqual([0]);
    expect(
      kept(
        [flushes, works],
        [at('poll', 'inner'), at('write', 'outer', 'inner'), ...behind.slice(1), flushes, works],
      ),
    ).toEqual([0]);
  });

  test('is so where it is another, or the same, twice', () => {
    const other = [at('flush', 'its end', 'its lock'), at('work', 'its lock')];
    expect(kept([flushes, works], [flushes, works, ...other])).toEqual([0]);
    const third = [at('close', 'a', 'b'), at('mmap', 'b', 'a')];
    expect(kept([flushes, works], third, [...third, flushes, works])).toEqual([0, 1]);
  });

  test('stays without the other', () => {
    expect(kept([flushes, works, at('open', 'lock')], [flushes, works, at('read', 'lock')])).toEqual([0, 1]);
    expect(
      kept([at('flush', 'end', 'lock'), at('open', 'lock')], [flushes, works, at('read', 'lock')]),
    ).toEqual([0, 1]);
  });

  test('stays where one of them waits for a lock that plays no part in the other', () => {
    const both = at('flush', 'end', 'lock', 'mine');
    expect(kept([both, works], [both, works, at('open', 'mine')])).toEqual([0, 1]);
    expect(kept([at('flush', 'end', 'lock')], [flushes, works])).toEqual([0, 1]);
  });

  test('stays where one of them waits for what is no lock, or for nothing', () => {
    expect(kept([flushes, works], [flushes, works, at('wait', 'completion')])).toEqual([0, 1]);
    expect(kept([flushes, works], [flushes, works, at('wait', null)])).toEqual([0, 1]);
  });

  test('stays where those at the places of the other wait for a lock of the rest', () => {
    const [a, b] = [at('a', 'two', 'one'), at('b', 'one', 'two')];
    expect(kept([a, b], [a, at('b', 'three', 'two'), at('c', 'one', 'three')])).toEqual([0, 1]);
  });
});

test('deadlocks of as many tasks stay, and so does what is none', () => {
  expect(kept([], [flushes, works], [flushes, at('read', 'lock')], [])).toEqual([0, 1, 2, 3]);
  expect(kept([])).toEqual([0]);
});

test('many tasks at one place are looked at in time', () => {
  const many = Array.from({ length: 40 }, () => works);
  expect(kept([flushes, ...many.slice(0, 12)], [flushes, ...many])).toEqual([0]);
  expect(kept([at('a', 'end'), ...many.slice(0, 12), at('z', 'end')], many)).toEqual([0, 1]);
  expect(kept([...many.slice(0, 12), at('z', 'end')], many)).toEqual([0, 1]);
});
