import type { Random } from '../../../../src/engine/base/random.ts';
import type { Family } from './family.ts';

const things = `static int things[6];
static long thing(const void *p) { return IS_ERR(p) ? PTR_ERR(p) : p ? (const int *)p - things : -1; }`;

const ids = [0, 1, 2, 3, 5, 63, 64, 65, 4095, 4096, 0x7ffffff0];

function id(random: Random): number {
  return random.pick(ids);
}

function thingIn(random: Random): string {
  return `&things[${random.below(6)}]`;
}

/** lib/idr.c */
export const idr: Family = {
  name: 'idr',
  before: `${things}
static DEFINE_IDR(table);
static int shows(int id, void *p, void *data) { pr_info("%d is %ld", id, thing(p)); return id == *(int *)data ? -ENODATA : 0; }`,
  first: 'int r, at; u32 u; void *p;',
  call(random) {
    const [one, two, entry] = [id(random), id(random), thingIn(random)];
    return random.pick([
      `r = idr_alloc(&table, ${entry}, ${one}, ${two}, GFP_KERNEL); pr_info("alloc %d", r);`,
      `r = idr_alloc(&table, ${entry}, ${one}, 0, GFP_KERNEL); pr_info("alloc %d", r);`,
      `r = idr_alloc_cyclic(&table, ${entry}, ${Math.min(one, two)}, ${Math.max(one, two)}, GFP_KERNEL); pr_info("cyclic %d", r);`,
      `u = ${one}; r = idr_alloc_u32(&table, ${entry}, &u, ${two}, GFP_KERNEL); pr_info("u32 %d %u", r, r ? 0 : u);`,
      `p = idr_remove(&table, ${one}); pr_info("remove %ld", thing(p));`,
      `p = idr_find(&table, ${one}); pr_info("find %ld", thing(p));`,
      `p = idr_replace(&table, ${entry}, ${one}); pr_info("replace %ld", thing(p));`,
      `at = ${one}; p = idr_get_next(&table, &at); pr_info("next %ld %d", thing(p), p ? at : -1);`,
      `at = ${one}; r = idr_for_each(&table, shows, &at); pr_info("each %d", r);`,
      `idr_for_each_entry(&table, p, at) pr_info("entry %d %ld", at, thing(p));`,
      'pr_info("empty %d", idr_is_empty(&table));',
    ]);
  },
  last: 'idr_destroy(&table); pr_info("empty %d", idr_is_empty(&table));',
};

/** lib/idr.c */
export const ida: Family = {
  name: 'ida',
  before: `#include <linux/bitmap.h>
static DEFINE_IDA(table);
static DECLARE_BITMAP(held, 128);
static int holds(int id) { if (id >= 0 && id < 128) __set_bit(id, held); return id; }`,
  first: '',
  call(random) {
    const [one, two] = [id(random), id(random)];
    return random.pick([
      'pr_info("alloc %d", holds(ida_alloc(&table, GFP_KERNEL)));',
      `pr_info("range %d", holds(ida_alloc_range(&table, ${one}, ${two}, GFP_KERNEL)));`,
      `pr_info("max %d", holds(ida_alloc_max(&table, ${one}, GFP_KERNEL)));`,
      `pr_info("min %d", holds(ida_alloc_min(&table, ${one}, GFP_KERNEL)));`,
      `if (__test_and_clear_bit(${one % 128}, held)) { ida_free(&table, ${one % 128}); pr_info("free"); }`,
      'pr_info("empty %d", ida_is_empty(&table));',
    ]);
  },
  last: 'ida_destroy(&table); pr_info("empty %d", ida_is_empty(&table));',
};

/** lib/xarray.c */
export const xarray: Family = {
  name: 'xarray',
  before: `static DEFINE_XARRAY_ALLOC(table);
static DEFINE_XARRAY_ALLOC1(from_one);
static long value(void *p) { return xa_is_err(p) ? xa_err(p) : p ? (long)xa_to_value(p) : -1; }`,
  first: 'int r; u32 u, next = 0; unsigned long at; void *p;',
  call(random) {
    const xa = random.pick(['table', 'table', 'from_one']);
    const [one, two] = [id(random), id(random)];
    const entry = `xa_mk_value(${random.below(4)})`;
    const mark = `XA_MARK_${xa === 'table' ? 1 + random.below(2) : 2}`;
    const maybe = random.pick([entry, entry, 'NULL']);
    return random.pick([
      `p = xa_store(&${xa}, ${one}, ${maybe}, GFP_KERNEL); pr_info("store %ld", value(p));`,
      `p = xa_erase(&${xa}, ${one}); pr_info("erase %ld", value(p));`,
      `p = xa_load(&${xa}, ${one}); pr_info("load %ld", value(p));`,
      `r = xa_insert(&${xa}, ${one}, ${maybe}, GFP_KERNEL); pr_info("insert %d", r);`,
      `p = xa_cmpxchg(&${xa}, ${one}, ${random.pick([entry, 'NULL'])}, ${maybe}, GFP_KERNEL); pr_info("cmpxchg %ld", value(p));`,
      `r = xa_alloc(&${xa}, &u, ${maybe}, XA_LIMIT(${one}, ${two}), GFP_KERNEL); pr_info("alloc %d %u", r, r ? 0 : u);`,
      `r = xa_alloc_cyclic(&${xa}, &u, ${entry}, XA_LIMIT(${Math.min(one, two)}, ${Math.max(one, two)}), &next, GFP_KERNEL); pr_info("cyclic %d %u %u", r, r < 0 ? 0 : u, next);`,
      `r = xa_reserve(&${xa}, ${one}, GFP_KERNEL); pr_info("reserve %d", r);`,
      `xa_release(&${xa}, ${one}); pr_info("release");`,
      `xa_set_mark(&${xa}, ${one}, ${mark}); pr_info("mark %d", xa_get_mark(&${xa}, ${one}, ${mark}));`,
      `xa_clear_mark(&${xa}, ${one}, ${mark}); pr_info("marked %d", xa_marked(&${xa}, ${mark}));`,
      `at = ${one}; p = xa_find(&${xa}, &at, ${two}, ${random.pick(['XA_PRESENT', mark])}); pr_info("find %ld %lu", value(p), p ? at : 0);`,
      `at = ${one}; p = xa_find_after(&${xa}, &at, ${two}, ${random.pick(['XA_PRESENT', mark])}); pr_info("after %ld %lu", value(p), p ? at : 0);`,
      `xa_for_each(&${xa}, at, p) pr_info("each %lu %ld", at, value(p));`,
      `xa_for_each_marked(&${xa}, at, p, ${mark}) pr_info("marked %lu %ld", at, value(p));`,
      `xa_for_each_range(&${xa}, at, p, ${one}, ${two}) pr_info("range %lu %ld", at, value(p));`,
      `pr_info("empty %d", xa_empty(&${xa}));`,
    ]);
  },
  last: 'xa_destroy(&table); xa_destroy(&from_one); pr_info("empty %d", xa_empty(&table));',
};
