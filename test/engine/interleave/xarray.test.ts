import { expect, test } from 'vitest';
import { reduced, seen, unreduced } from './gate.ts';
import { heldToEverySchedule } from './held.ts';
import { small, start } from './small.ts';

const before = 'static DEFINE_XARRAY_ALLOC(x); static int n; static u32 id;\n';
const [ENOMEM, EBUSY] = [-12, -16];

/** Of calls that fail for want of memory: what comes of it besides 0, by the driver's own look at it (lib/xarray.c, include/linux/xarray.h). */
const failing: Readonly<Record<string, readonly [string, number]>> = {
  'xa_store, by xa_err': ['xa_err(xa_store(&x, 1, &n, GFP_KERNEL))', ENOMEM],
  'xa_store is not what PTR_ERR says': [
    'PTR_ERR_OR_ZERO(xa_store(&x, 1, &n, GFP_KERNEL))',
    (ENOMEM << 2) | 2,
  ],
  'xa_cmpxchg, by xa_err': ['xa_err(xa_cmpxchg(&x, 1, NULL, &n, GFP_KERNEL))', ENOMEM],
  'xa_cmpxchg, by xa_is_err': ['xa_is_err(xa_cmpxchg(&x, 1, NULL, &n, GFP_KERNEL))', 1],
  '__xa_store, by xa_err': [
    '({ xa_lock(&x); void *e = __xa_store(&x, 1, &n, GFP_KERNEL); xa_unlock(&x); xa_err(e); })',
    ENOMEM,
  ],
  xa_insert: ['xa_insert(&x, 1, &n, GFP_KERNEL)', ENOMEM],
  xa_reserve: ['xa_reserve(&x, 1, GFP_KERNEL)', ENOMEM],
  xa_alloc: ['xa_alloc(&x, &id, &n, XA_LIMIT(1, 9), GFP_KERNEL)', ENOMEM],
};

test.each(Object.entries(failing))('%s', (_, [call, failed]) => {
  const text = `int a(void) { int err = ${call}; xa_destroy(&x); return err; }`;
  const { ends, causes } = reduced(start(small(before + text, ['a'], 1)));
  expect(causes).toEqual([]);
  expect(ends).toEqual([`[[[${failed}]]]`, '[[[0]]]'].sort());
});

test('an entry that is there already needs no memory', () => {
  const text = `int init(void) { xa_store(&x, 1, &n, GFP_KERNEL); return 0; }
int a(void) { return xa_err(xa_store(&x, 1, &id, GFP_KERNEL)) + xa_err(xa_erase(&x, 1)); } int fini(void) { xa_destroy(&x); return 0; }`;
  const { ends } = reduced(start(small(before + text, ['a'])));
  expect(ends).toEqual(['[[[0]],[[0]],[[0]]]']);
});

/** Under xa_lock: what one does between, where the other stores. */
const between = (store: string, look = 'xa_load(&x, 1) != NULL') => `
int a(void) { int seen; xa_lock(&x); n = 1; ${store}; seen = n; xa_unlock(&x); return seen; }
int b(void) { int seen; xa_lock(&x); n = 2; seen = ${look}; xa_unlock(&x); return seen; } int fini(void) { xa_destroy(&x); return 0; }`;

const within: Readonly<Record<string, readonly [string, boolean]>> = {
  'who stores may wait for memory, and others come in': [between('__xa_store(&x, 1, &n, GFP_KERNEL)'), true],
  'who inserts may, too': [between('(void)!__xa_insert(&x, 1, &n, GFP_KERNEL)'), true],
  'and who takes a number': [between('(void)!__xa_alloc(&x, &id, &n, xa_limit_32b, GFP_KERNEL)'), true],
  'who may not sleep keeps the lock': [between('__xa_store(&x, 1, &n, GFP_ATOMIC)'), false],
  'who takes an entry away keeps the lock': [between('__xa_erase(&x, 1)'), false],
  'who changes an entry that is there keeps the lock': [
    `int init(void) { return xa_err(xa_store(&x, 1, &id, GFP_KERNEL)); }${between('__xa_store(&x, 1, &n, GFP_KERNEL)')}`,
    false,
  ],
};

test.each(Object.entries(within))('%s', (_, [text, comesIn]) => {
  const system = small(before + text);
  const found = heldToEverySchedule(system);
  expect(found.causes).toEqual([]);
  expect(found.ends.some((end) => end.includes('[[2],'))).toBe(comesIn);
});

test('what one inserts while another waits for memory is looked at again', () => {
  const text = `int a(void) { xa_lock(&x); int err = __xa_insert(&x, 1, &n, GFP_KERNEL); xa_unlock(&x); return err; }
int b(void) { return a(); } int fini(void) { xa_destroy(&x); return 0; }`;
  const system = small(before + text);
  const found = reduced(start(system));
  expect(found.ends).toEqual([`[[[${EBUSY}],[0]],[[0],[]]]`, `[[[0],[${EBUSY}]],[[0],[]]]`]);
  expect(seen(found)).toEqual(seen(unreduced(start(system))));
});
