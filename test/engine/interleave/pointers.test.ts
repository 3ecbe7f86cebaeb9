import { expect, test } from 'vitest';
import { everySchedule, reduced, seen } from './gate.ts';
import { lineAt, type Small, start } from './small.ts';

/*
 * A freed object is kept in the states as long as something points to it. One that only a number tells of, from which its
 * address is made, is forgotten: a use of it is known all the same, but not of what.
 */

const phases = [['a'], ['b'], ['c']];
const packed = (filler: string): Small => ({
  text: `
struct holder { ${filler} int *p; } __attribute__((packed));
static struct holder h;
int a(void) { h.p = kzalloc(4, GFP_KERNEL); *h.p = 3; kfree(h.p); return 0; }
int b(void) { return 0; }
int c(void) { return *h.p; }
`,
  phases,
});

test.each(['', ...[1, 2, 3, 4, 5, 6, 7].map((bytes) => `char filler[${bytes}];`)])(
  'a freed object is known by a pointer in a packed record after "%s"',
  (filler) => {
    const found = reduced(start(packed(filler)));
    expect(found.causes).toEqual([`use-after-free ${lineAt(4)} ${lineAt(4)}`]);
    expect(seen(found)).toEqual(everySchedule(start(packed(filler))));
  },
);

const hidden = (use: string): Small => ({
  text: `
static unsigned long turned;
int a(void) { int *p = kzalloc(4, GFP_KERNEL); turned = ~(unsigned long)p; kfree(p); return 0; }
int b(void) { int *p = kzalloc(4, GFP_KERNEL); kfree(p); return 0; }
int c(void) { int *p = (int *)~turned; ${use} return 0; }
`,
  phases,
});

test.each([
  ['return *p;', 'use-after-free'],
  ['*p = 1;', 'use-after-free'],
  ['mutex_lock((struct mutex *)p);', 'use-after-free'],
  ['kfree(p);', 'double-free'],
])('a freed object that nothing points to: %s', (use, kind) => {
  expect(reduced(start(hidden(use))).causes).toEqual([expect.stringMatching(`^${kind} ${lineAt(5)} *$`)]);
});
