import { expect, test } from 'vitest';
import { heldToEverySchedule, kindsOf } from './held.ts';
import { small } from './small.ts';

const before = `#include <linux/seqlock.h>
static DEFINE_SEQLOCK(s); static DEFINE_SPINLOCK(l); static seqcount_spinlock_t c = SEQCNT_SPINLOCK_ZERO(c, &l); static int x, y;
static DEFINE_SEQLOCK(t);
`;
const reader =
  'int a(void) { unsigned int seq; int sum; do { seq = read_seqbegin(&s); sum = x + y * 10; } while (read_seqretry(&s, seq)); return sum; }';
const writer = 'int b(void) { write_seqlock(&s); x = 1; y = 1; write_sequnlock(&s); return 0; }';

/** What is found in some order, and the ends. */
const cases: Readonly<Record<string, readonly [string, readonly string[], readonly number[]]>> = {
  'a reader sees all or nothing': [`${reader} ${writer}`, [], [0, 11]],
  'a reader that does not look again sees a half': [
    `${reader.replace('while (read_seqretry(&s, seq))', 'while (read_seqretry(&s, seq) && 0)')} ${writer}`,
    [],
    [0, 1, 10, 11],
  ],
  'one that reads without': [`int a(void) { return x + y * 10; } ${writer}`, ['race'], [0, 1, 10, 11]],
  'one that writes without': [`${reader} int b(void) { x = 1; y = 1; return 0; }`, ['race'], [0, 1, 10, 11]],
  'two that write, one without': [
    'int a(void) { x = 2; return 0; } int b(void) { write_seqlock(&s); x = 1; write_sequnlock(&s); return 0; }',
    ['race'],
    [0],
  ],
  'what comes after the last look is a race again': [
    `int a(void) { unsigned int seq = read_seqbegin(&s); if (read_seqretry(&s, seq)) return 1; return x; } ${writer}`,
    ['race'],
    [0, 1],
  ],
  'a reader that returns without a last look, and reads on': [
    `static int look(void) { unsigned int seq; do { seq = read_seqbegin(&s); if (!x) return 0; } while (read_seqretry(&s, seq)); return 1; } int a(void) { look(); return y; } ${writer}`,
    ['race'],
    [0, 1],
  ],
  'one that wraps the look and the last look': [
    `static unsigned int look(void) { return read_seqbegin(&s); } static int again(unsigned int seq) { return read_seqretry(&s, seq); } int a(void) { unsigned int seq; int sum; do { seq = look(); sum = x + y * 10; } while (again(seq)); return sum; } ${writer}`,
    [],
    [0, 11],
  ],
  'one that reads with another counter': [
    `${reader.replaceAll('&s', '&t')} ${writer}`,
    ['race'],
    [0, 1, 10, 11],
  ],
  'one that reads with another counter within': [
    `static int other(void) { unsigned int seq; do seq = read_seqbegin(&t); while (read_seqretry(&t, seq)); return 0; } ${reader.replace('sum = x +', 'sum = other() + x +')} ${writer}`,
    [],
    [0, 11],
  ],
  'one that reads with the same within': [
    `static int other(void) { unsigned int seq; do seq = read_seqbegin(&s); while (read_seqretry(&s, seq)); return 0; } ${reader.replace('sum = x +', 'sum = other() + x +')} ${writer}`,
    [],
    [0, 11],
  ],
  'a counter whose writers hold another lock': [
    'int a(void) { unsigned int seq = read_seqcount_begin(&c); int v = x; return read_seqcount_retry(&c, seq) ? -1 : v; } int b(void) { spin_lock(&l); write_seqcount_begin(&c); x = 1; write_seqcount_end(&c); spin_unlock(&l); return 0; }',
    [],
    [-1, 0, 1],
  ],
  'a counter whose writer does not hold it': [
    'int a(void) { return 0; } int b(void) { write_seqcount_begin(&c); x = 1; write_seqcount_end(&c); return 0; }',
    ['lock-misuse'],
    [],
  ],
  'a writer that does not come to its end': [
    'int a(void) { return 0; } int b(void) { spin_lock(&l); write_seqcount_begin(&c); spin_unlock(&l); return 0; }',
    ['lock-held-at-exit'],
    [],
  ],
  'who writes reads, and waits for itself': [
    'int a(void) { return 0; } int b(void) { write_seqlock(&s); read_seqbegin(&s); write_sequnlock(&s); return 0; }',
    ['deadlock'],
    [],
  ],
};

test.each(Object.entries(cases))('%s', (_, [text, kinds, sums]) => {
  const system = small(before + text);
  const found = heldToEverySchedule(system, 5_000, true);
  expect(kindsOf(found)).toEqual(kinds);
  expect(found.ends).toEqual(sums.map((sum) => `[[[${sum}],[0]]]`).sort());
});
