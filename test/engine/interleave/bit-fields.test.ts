import { expect, test } from 'vitest';
import { heldToEverySchedule, kindsOf } from './held.ts';
import { small } from './small.ts';

const record =
  'static struct state { unsigned open:1, ready:1; unsigned mode:3; int :0; u8 other:1; u8 plain; } s;';

/** What two tasks do to bit-fields, the kinds of what is found and, of races, the fields. */
const cases: Readonly<Record<string, readonly [string, readonly string[], string]>> = {
  'one is written by two': [
    'int a(void) { s.open = 1; return 0; } int b(void) { s.open = 0; return 0; }',
    ['race'],
    's.open',
  ],
  'one is written, and read': [
    'int a(void) { s.mode = 5; return 0; } int b(void) { return s.mode; }',
    ['race'],
    's.mode',
  ],
  'neighbours are written: one write can be lost': [
    'int a(void) { s.open = 1; return 0; } int b(void) { s.mode = 3; return 0; }',
    ['race'],
    's.mode and open (bits that are written together)',
  ],
  'neighbours are written under locks of their own': [
    `static DEFINE_MUTEX(m); static DEFINE_MUTEX(n);
int a(void) { mutex_lock(&m); s.open = 1; mutex_unlock(&m); return 0; }
int b(void) { mutex_lock(&n); s.ready = 1; mutex_unlock(&n); return 0; }`,
    ['race'],
    's.open and ready (bits that are written together)',
  ],
  'neighbours are written under one lock, and all are there': [
    `static DEFINE_MUTEX(m);
int a(void) { mutex_lock(&m); s.open = 1; mutex_unlock(&m); return 0; }
int b(void) { mutex_lock(&m); s.ready = 1; mutex_unlock(&m); return 0; }
int fini(void) { return s.open + 2 * s.ready; }`,
    [],
    '',
  ],
  'one is written, its neighbour is read': [
    'int init(void) { s.ready = 1; return 0; } int a(void) { s.open = 1; return 0; } int b(void) { return s.ready; }',
    [],
    '',
  ],
  'one is written, and one of the next unit': [
    'int a(void) { s.open = 1; return 0; } int b(void) { s.other = 1; return 0; }',
    [],
    '',
  ],
  'one is written, and a field beside it that is none': [
    'int a(void) { s.other = 1; return 0; } int b(void) { s.plain = 1; return 0; }',
    [],
    '',
  ],
  'one is written, and all are copied': [
    'static struct state t; int a(void) { s.ready = 1; return 0; } int b(void) { t = s; return 0; }',
    ['race'],
    's.ready',
  ],
  'one is counted up by two': [
    'int a(void) { s.mode++; return 0; } int b(void) { s.mode++; return 0; }',
    ['race'],
    's.mode',
  ],
};

test.each(Object.entries(cases))('%s', (_, [text, kinds, field]) => {
  const found = heldToEverySchedule(small(`${record}\n${text}`), 1_500);
  expect(kindsOf(found)).toEqual(kinds);
  const fields = found.causes.flatMap((cause) => /^race (.*?) trial\//.exec(cause)?.[1] ?? []);
  expect([...new Set(fields)]).toEqual(field === '' ? [] : [field]);
});

test('what is counted up at once can be lost', () => {
  const text = `${record}\nint a(void) { s.mode++; return 0; } int b(void) { s.mode++; return 0; } int fini(void) { return s.mode; }`;
  expect(heldToEverySchedule(small(text)).ends).toEqual(['[[[0],[0]],[[1],[]]]', '[[[0],[0]],[[2],[]]]']);
});

test('a bit of memory that was never written is told, and a byte is written with any of its bits', () => {
  const made = (
    write: string,
    read: string,
  ): string => `struct state { u32 open:1, ready:1; u32 :6; u32 mode:3; };
int a(void) { struct state *p = kmalloc(sizeof(*p), GFP_KERNEL | __GFP_NOFAIL); int v; ${write} v = ${read}; kfree(p); return v; } int b(void) { return 0; }`;
  const kinds = (write: string, read: string) => kindsOf(heldToEverySchedule(small(made(write, read))));
  expect(kinds('', 'p->open')).toEqual(['uninitialised-read']);
  expect(kinds('p->open = 1;', 'p->open')).toEqual([]);
  expect(kinds('p->open = 1;', 'p->mode')).toEqual(['uninitialised-read']);
  expect(kinds('p->open = 1; p->ready = 0;', 'p->ready')).toEqual([]);
});
