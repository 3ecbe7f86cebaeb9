import { expect, test } from 'vitest';
import { heldToEverySchedule, kindsOf } from './held.ts';
import { small } from './small.ts';

/* A WARN ends no path: Linux says so and goes on, and what comes after is looked at as well. */
const cases: Readonly<Record<string, { text: string; kinds: readonly string[] }>> = {
  'what is lost after a warning': {
    text: 'int a(void) { WARN_ON(1); return kzalloc(8, GFP_KERNEL) != NULL; } int b(void) { return 0; } int fini(void) { return 0; }',
    kinds: ['leak', 'warn'],
  },
  'what others do to the same after a warning': {
    text: 'static int n; int a(void) { WARN(1, "text\\n"); n++; return 0; } int b(void) { n++; return 0; }',
    kinds: ['race', 'warn'],
  },
  'a lock that is still held after a warning': {
    text: 'static DEFINE_MUTEX(m); int a(void) { mutex_lock(&m); if (WARN_ON(1)) return 1; mutex_unlock(&m); return 0; } int b(void) { return 0; }',
    kinds: ['lock-held-at-exit', 'warn'],
  },
  'nothing after a BUG': {
    text: 'int a(void) { BUG_ON(1); return kzalloc(8, GFP_KERNEL) != NULL; } int b(void) { return 0; }',
    kinds: ['warn'],
  },
};

test.each(Object.entries(cases))('%s', (_, { text, kinds }) => {
  const system = small(text);
  const found = heldToEverySchedule(system);
  expect(kindsOf(found)).toEqual(kinds);
});

test('a WARN that says a number, or an address, is one of its line', () => {
  const text =
    'static int n; int a(void) { int i, *p = kzalloc(4, GFP_KERNEL); for (i = 0; i < 5; i++) WARN(1, "%d %px\\n", i + READ_ONCE(n), p); kfree(p); return 0; } int b(void) { WRITE_ONCE(n, 7); return 0; }';
  const system = small(text);
  const found = heldToEverySchedule(system);
  expect(found.causes).toHaveLength(1);
});
