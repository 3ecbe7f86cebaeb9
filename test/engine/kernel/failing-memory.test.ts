import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { exploreLife } from '../../../src/engine/kernel/explore-life.ts';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { edited, embedded, machineOf, pair } from './running.ts';

/* What a driver does when it is told of memory that fails: done wherever a topology is explored. */

function lived(source: DriverSource, gpu = pair[0]!): Explored {
  const machine = machineOf([gpu]);
  const driver = compileDriver(source, machine.pageSize);
  const search = exploreLife(machine, driver, wholeLife(machine, driver, 0));
  let next = search.next();
  while (!next.done) next = search.next();
  return next.value;
}

const kinds = ({ findings }: Explored) => findings.map(({ finding }) => finding.kind);

test('a handler that sleeps, though it is called within RCU, is told', () => {
  const sleeping = edited(embedded('reviewed'), 'egm_file.c', [
    [
      '\t*pgoff = vma->vm_pgoff + (pfn - first);',
      '\tguard(mutex)(&egm->lock);\n\t*pgoff = vma->vm_pgoff + (pfn - first);',
    ],
  ]);
  const found = lived(sleeping);
  expect(kinds(found)).toContain('sleep-in-atomic');
  const { trace } = found.findings.find(({ finding }) => finding.kind === 'sleep-in-atomic')!;
  expect(trace.at(-1)!.task).toContain('poison 0x80000000');
});

test('a handler that changes without a lock what a user reads at once is told, with the field', () => {
  const unlocked = edited(embedded('reviewed'), 'egm_pages.c', [
    ['\tscoped_guard(spinlock, &pages->lock) {\n\t\tif (!is_known', '\t{\n\t\tif (!is_known'],
  ]);
  const { races } = lived(unlocked);
  expect(races.map(({ field }) => field)).toContain('struct egm_char.pages.count');
  expect(races.flatMap(({ accesses }) => accesses.map(({ task }) => task))).toContain('poison 0x80000000');
});

test('a handler that looks at what remove has freed is told', () => {
  const freed = edited(embedded('reviewed'), 'egm_file.c', [
    ['\tunwatch_failures(egm);\n\t/* The memory', '\t/* The memory'],
    ['\tunmap_mapping_range(egm->user->f_mapping, 0, 0, 1);', '\tegm_pages_free(&egm->pages);'],
  ]);
  expect(kinds(lived(freed))).toContain('use-after-free');
});

test('nothing fails where nobody is told of it, or where there is no region', () => {
  const poisons = (source: DriverSource, gpu = pair[0]!) => {
    const machine = machineOf([gpu]);
    const { plans } = wholeLife(machine, compileDriver(source, machine.pageSize), 0);
    return plans.flatMap(({ phases }) => phases.flat(2)).filter(({ kind }) => kind === 'poison').length;
  };
  const untold = edited(embedded('reviewed'), 'egm_file.c', [
    ['\tret = register_pfn_address_space(&egm->watch);', '\tret = 0;'],
  ]);
  expect([poisons(embedded('reviewed')), poisons(untold)]).toEqual([1, 0]);
  expect(poisons(embedded('reviewed'), { ...pair[0]!, pxm: null })).toBe(0);
});
