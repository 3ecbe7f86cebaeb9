import { expect, test } from 'vitest';
import { randomCalls } from '../engine/kernel/calls/calls.ts';
import { inKernel, machineOf, trialText } from '../engine/kernel/running.ts';
import { kernelFolder } from './folder.ts';
import { debianToCompare, loadedInGuest } from './loaded.ts';
import { buildModules } from './modules.ts';
import { normalise } from './normalise.ts';
import { bootOf } from './plan.ts';

/* Functions called at random, each list of calls a module: what the virtual kernel says of them, Linux says. */

const first = Number(process.env['CALLS_FIRST'] ?? 1);
const count = Number(process.env['CALLS_COUNT'] ?? 4);
const all = randomCalls(first, count, process.env['CALLS_OF']).map((calls, index) => ({
  ...calls,
  module: `calls_${index}`,
}));

const debian = await debianToCompare();
if (debian === null) for (const { name } of all) test.skip(name);
else {
  const { standIns } = await buildModules(kernelFolder, debian, []);
  const texts = new Map(all.map(({ module, before, body }) => [module, trialText(body, before)] as const));
  const boot = bootOf(machineOf([], '4 KiB'));
  const { lines, ending } = await loadedInGuest(debian, standIns, boot, texts);
  for (const { name, module, before, body, isWrong } of all)
    test(name, () => {
      const own = lines.get(module);
      expect(own, `it was not come to:\n${ending}`).toBeDefined();
      const { log, harm } = normalise(own!, new Map());
      const said = log.map((line) => line.replaceAll(module, 'trial'));
      const ours = normalise(inKernel(body, before).log, new Map());
      expect({ log: said, harm: isWrong ? [] : harm }, body).toEqual({ log: ours.log, harm: [] });
    });
}
