import { expect, test } from 'vitest';
import { Acting } from './acting.ts';
import { machineOf, trial } from './running.ts';

/** The calls that could fail while a module_init stores at these indices, with the index for each. */
function failing(...stores: readonly string[]): string[] {
  const text = `#include <linux/module.h>
#include <linux/xarray.h>
static DEFINE_XARRAY_ALLOC(x);
static int begin(void) { u32 id; ${stores.map((store) => `pr_info("%d", 0); ${store};`).join(' ')} id = 0; return id; }
module_init(begin);`;
  const acting = new Acting(trial(text), machineOf([]));
  acting.do('load trial');
  return acting.run.state.chosen.flatMap(({ what }) => (what === 'xa_store' ? [what] : []));
}

const at = (index: number) => `xa_store(&x, ${index}, xa_mk_value(1), GFP_KERNEL)`;

// xas_create, xas_expand (lib/xarray.c): what needs no node cannot fail.
test.each([
  ['at 0 of an empty array: it lies in the head', [at(0)], 0],
  ['at 0 and again', [at(0), at(0)], 0],
  ['elsewhere in an empty array', [at(1)], 1],
  ['beside one at 0, which gets a node', [at(0), at(5)], 1],
  ['beside others, whose node it shares', [at(4), at(5), at(0), at(63)], 1],
  ['in a chunk of its own', [at(4), at(64), at(65)], 2],
  ['once all others have gone', [at(4), 'xa_erase(&x, 4)', at(4)], 2],
  ['by xa_alloc at 0', ['xa_alloc(&x, &id, xa_mk_value(1), xa_limit_32b, GFP_KERNEL)'], 0],
  ['that reserves 0', ['xa_reserve(&x, 0, GFP_KERNEL)'], 1],
] as const)('storing %s', (_, stores, count) => {
  expect(failing(...stores)).toHaveLength(count);
});
