import { describe, expect, test } from 'vitest';
import { circlesAmong } from '../../../src/engine/interleave/circle.ts';
import { lengths, lengthsUnreduced, reduced, seen, unreduced } from './gate.ts';
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
    expect(circlesAmong(tasks)).toEqual([[2, 3]]);
  });

  test('is none where one of them can go on, or nobody holds what is waited for', () => {
    expect(circlesAmong([waiting('b', 'a'), waiting(null, 'b')])).toEqual([]);
    expect(circlesAmong([waiting('b', 'a'), waiting('c', 'b')])).toEqual([]);
    expect(circlesAmong([])).toEqual([]);
  });

  test('is each that there is, also where several hold what one waits for', () => {
    const apart = [waiting('b', 'a'), waiting('a', 'b'), waiting('d', 'c'), waiting('c', 'd')];
    expect(circlesAmong(apart)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    const readers = [waiting('r', 'a', 'b'), waiting('a', 'r'), waiting('b', 'r'), waiting(null, 'r')];
    expect(circlesAmong(readers)).toEqual([
      [0, 1],
      [0, 2],
    ]);
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

  test('is told although a signal would end it', () => {
    const one = `int a(void) { int err; mutex_lock(&one); err = mutex_lock_interruptible(&two); if (!err) mutex_unlock(&two); mutex_unlock(&one); return err; }`;
    const circle = small(text.replace(/int a\(void\).*/, one), ['a', 'b', 'apart'], 1);
    const { causes, ends } = reduced(start(circle));
    expect(causes).toMatchObject([expect.stringMatching(/^deadlock lock \S+ lock \S+$/)]);
    expect({ causes, ends }).toMatchObject(seen(unreduced(start(circle))));
    expect([...lengths(start(circle)).values()]).toEqual([2]);
    const own = `int a(void) { int err; mutex_lock(&one); mutex_lock(&three); err = mutex_lock_interruptible(&two); if (!err) mutex_unlock(&two); mutex_unlock(&three); mutex_unlock(&one); return err; }`;
    // Whoever comes to its end with a lock held would be told for that; this one waits for what nobody gives.
    const still = small(
      `static struct completion c; int init(void) { init_completion(&c); return 0; }
${text.replace(/int a\(void\).*/, own)} int keeps(void) { mutex_lock(&two); wait_for_completion(&c); mutex_unlock(&two); return 0; }`,
      ['a', 'keeps', 'apart'],
      1,
    );
    expect(seen(reduced(start(still)))).toEqual(seen(unreduced(start(still))));
    expect(reduced(start(still)).causes).toMatchObject([
      expect.stringMatching(/^deadlock lock \S+ lock \S+$/),
      expect.stringMatching(/^deadlock lock \S+$/),
    ]);
  });

  test('is told with another that there is at the same time', () => {
    const other = `
static DEFINE_MUTEX(four);
int c(void) { mutex_lock(&three); mutex_lock(&four); mutex_unlock(&four); mutex_unlock(&three); return 0; }
int d(void) { mutex_lock(&four); mutex_lock(&three); mutex_unlock(&three); mutex_unlock(&four); return 0; }`;
    const system = small(`${text}${other}`, ['a', 'b', 'c', 'd']);
    const found = unreduced(start(system));
    expect(found.causes).toHaveLength(2);
    expect(reduced(start(system)).causes).toEqual(found.causes);
    expect([...lengths(start(system)).values()]).toEqual([2, 2]);
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
