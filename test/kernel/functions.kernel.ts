import { expect, test } from 'vitest';
import { grouped } from '../../src/engine/base/grouped.ts';
import type { Row } from '../engine/kernel/conformance/row.ts';
import { rows } from '../engine/kernel/conformance/rows.ts';
import { machineOf, trialText } from '../engine/kernel/running.ts';
import { kernelFolder } from './folder.ts';
import { debianToCompare, loadedInGuest } from './loaded.ts';
import { buildModules } from './modules.ts';
import { asInGuest, likened, normalise } from './normalise.ts';
import { bootOf } from './plan.ts';
import { isWarning } from './virtual.ts';

/*
 * What the conformance rows of the virtual kernel's functions say, said by Linux itself: the same C, each row a module,
 * and a boot for all rows of the same GPUs.
 */

const asked = process.env['DRIVER_MODEL_SCENARIO'] ?? '';
const chosen = rows.filter((row) => titleOf(row).includes(asked));
const boots = [...grouped(chosen, ({ gpus = [] }) => JSON.stringify(gpus)).values()];

const debian = await debianToCompare();
const standIns = debian === null ? [] : (await buildModules(kernelFolder, debian, [])).standIns;

for (const all of boots) {
  for (const row of all)
    if (row.notHeld !== undefined) test.skip(`${titleOf(row)}: not held to Linux 6.12, for ${row.notHeld}`);
  const comparable = all.filter(({ notHeld }) => notHeld === undefined).toSorted(byRemoval);
  const boot = bootOf(machineOf(all[0]!.gpus ?? [], '4 KiB'));
  const bdfs = new Map(
    boot.bridges.flatMap(({ gpus }) => gpus.map(({ bdf, gpu }) => [bdf, gpu.bdf] as const)),
  );
  if (debian === null) {
    for (const row of comparable) test.skip(titleOf(row));
    continue;
  }
  const texts = new Map(
    comparable.map((row) => [nameOf(row), asInGuest(trialText(row.body, row.before), bdfs)] as const),
  );
  const { lines, ending } = await loadedInGuest(debian, standIns, boot, texts);
  for (const row of comparable)
    test(titleOf(row), () => {
      const own = lines.get(nameOf(row));
      expect(own, `it was not come to:\n${ending}`).toBeDefined();
      const { log, harm } = normalise(own!, bdfs);
      const said = log.map((line) => likened(line).replaceAll(nameOf(row), 'trial'));
      expect({ log: said, harm }).toEqual({
        log: row.says.filter((line) => !isWarning(line)).map(likened),
        harm: row.harm ?? [],
      });
    });
}

/** A GPU that is removed is there no more for others. */
function byRemoval(one: Row, other: Row): number {
  const removes = ({ body }: Row): number => (body.includes('pci_stop_and_remove') ? 1 : 0);
  return removes(one) - removes(other);
}

function titleOf({ of, functions }: Row): string {
  return `${of}: ${functions.join(', ')}`;
}

function nameOf(row: Row): string {
  return `row_${rows.indexOf(row)}`;
}
