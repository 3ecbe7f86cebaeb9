import { expect, test } from 'vitest';
import { randomCalls } from '../engine/kernel/calls/calls.ts';
import { gpu } from '../engine/kernel/calls/pci.ts';
import { inKernel, machineOf, trialText } from '../engine/kernel/running.ts';
import { kernelFolder } from './folder.ts';
import { debianToCompare, loadedInGuest } from './loaded.ts';
import { buildModules } from './modules.ts';
import { asInGuest, likened, normalise } from './normalise.ts';
import { bootOf } from './plan.ts';

/* Functions called at random, each list of calls a module: what the virtual kernel says of them, Linux says. */

const first = Number(process.env['CALLS_FIRST'] ?? 1);
const count = Number(process.env['CALLS_COUNT'] ?? 2);
const all = randomCalls(first, count, process.env['CALLS_OF']).map((calls, index) => ({
  ...calls,
  module: `calls_${index}`,
}));

const debian = await debianToCompare();
if (debian === null) for (const { name } of all) test.skip(name);
else {
  const { standIns } = await buildModules(kernelFolder, debian, []);
  const boot = bootOf(machineOf([gpu], '4 KiB'));
  const bdfs = new Map(
    boot.bridges.flatMap(({ gpus }) => gpus.map((has) => [has.bdf, has.gpu.bdf] as const)),
  );
  const texts = new Map(
    all.map(({ module, before, body }) => [module, asInGuest(trialText(body, before), bdfs)] as const),
  );
  const { lines, ending } = await loadedInGuest(debian, standIns, boot, texts);
  for (const { name, module, before, body, gpus, isWrong } of all)
    test(name, () => {
      const own = lines.get(module);
      expect(own, `it was not come to:\n${ending}`).toBeDefined();
      const { log, harm } = normalise(own!, bdfs);
      const said = log.map((line) => likened(line).replaceAll(module, 'trial'));
      const ours = normalise(inKernel(body, before, gpus).log, new Map());
      expect({ log: said, harm: isWrong ? [] : harm }, body).toEqual({
        log: ours.log.map(likened),
        harm: [],
      });
    });
}
