import { describe, expect, test } from 'vitest';
import { circleAmong } from '../../../src/engine/interleave/circle.ts';
import { lengths, lengthsUnreduced, reduced, unreduced } from './gate.ts';
import { small, start } from './small.ts';

describe('a circle of tasks that wait for each other', () => {
  const waiting = (wants: string | null, ...holds: string[]) => ({ wants, holds });

  test('is found among others, and only those in it', () => {
    const tasks = [
      waiting('b', 'x'),
      waiting(null, 'c'),
      waiting('b', 'a'),
      waiting('a', 'b', 'd'),
      waiting('d'),
    ];
    expect(circleAmong(tasks)).toEqual([2, 3]);
  });

  test('is none where one of them can go on, or nobody holds what is waited for', () => {
    expect(circleAmong([waiting('b', 'a'), waiting(null, 'b')])).toBeNull();
    expect(circleAmong([waiting('b', 'a'), waiting('c', 'b')])).toBeNull();
    expect(circleAmong([])).toBeNull();
  });
});

const text = `
static DEFINE_MUTEX(one);
static DEFINE_MUTEX(two);
static DEFINE_MUTEX(three);
static atomic_t n;
static int both(struct mutex *first, struct mutex *second)
{
	mutex_lock(first);
	mutex_lock(second);
	mutex_unlock(second);
	mutex_unlock(first);
	return 0;
}
int a(void) { return both(&one, &two); }
int b(void) { return both(&two, &one); }
int apart(void) { mutex_lock(&three); atomic_inc(&n); mutex_unlock(&three); return 0; }
int behind(void) { mutex_lock(&one); mutex_unlock(&one); return 0; }
int round(void) { return both(&two, &three); }
int back(void) { return both(&three, &one); }
`;

describe('a deadlock', () => {
  const [alone = ''] = reduced(start(small(text))).causes;

  test.each([['apart'], ['behind']])('is the same with %s at work as well, in as few steps', (third) => {
    const system = small(text, ['a', 'b', third]);
    expect(alone).toMatch(/^deadlock lock \S+ lock \S+$/);
    expect(reduced(start(system)).causes).toEqual([alone]);
    expect(unreduced(start(system)).causes).toEqual([alone]);
    expect([...lengths(start(system))]).toEqual([[alone, 2]]);
    expect([...lengthsUnreduced(start(system), [alone])]).toEqual([[alone, 2]]);
  });

  test('is of three where it takes three', () => {
    const system = small(text, ['a', 'round', 'back']);
    const { causes } = unreduced(start(system));
    expect(causes).toHaveLength(1);
    expect(causes[0]).toMatch(/^deadlock( lock \S+){3}$/);
    expect(reduced(start(system)).causes).toEqual(causes);
    expect([...lengths(start(system)).values()]).toEqual([3]);
  });
});
