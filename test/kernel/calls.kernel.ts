import { expect, test } from 'vitest';
import { randomCalls } from '../engine/kernel/calls/calls.ts';
import { inKernel, machineOf, trialText } from '../engine/kernel/running.ts';
import { bootGuest } from './boot.ts';
import { provideDebian } from './debian.ts';
import { kernelFolder } from './folder.ts';
import { buildFunctions, buildModules } from './modules.ts';
import { normalise } from './normalise.ts';
import { bootOf } from './plan.ts';
import { moduleLines } from './transcript.ts';

/* Functions called at random, each list of calls a module: what the virtual kernel says of them, Linux says. */

const first = Number(process.env['CALLS_FIRST'] ?? 1);
const count = Number(process.env['CALLS_COUNT'] ?? 4);
const folder = 'calls';
const all = randomCalls(first, count, process.env['CALLS_OF']).map((calls, index) => ({
  ...calls,
  module: `calls_${index}`,
}));

const provided = await provideDebian(kernelFolder);
if ('absent' in provided) {
  console.log(`Skipped, for there is no kernel to compare with: ${provided.absent}.`);
  for (const { name } of all) test.skip(name);
} else {
  const { debian } = provided;
  const { standIns } = await buildModules(kernelFolder, debian, []);
  const texts = new Map(all.map(({ module, before, body }) => [module, trialText(body, before)] as const));
  const built = await buildFunctions(kernelFolder, debian, texts);
  const script = [
    `modules=/modules/${folder}`,
    ...all.flatMap(({ module }) => [`say module ${module}`, `answer 0 load ${module}`]),
    'say module end',
  ];
  const modules = { standIns, drivers: new Map([[folder, built]]) };
  const { lines, ending } = moduleLines(
    await bootGuest(kernelFolder, debian, modules, bootOf(machineOf([], '4 KiB')), script.join('\n')),
  );
  for (const { name, module, before, body } of all)
    test(name, () => {
      const own = lines.get(module);
      expect(own, `it was not come to:\n${ending}`).toBeDefined();
      const { log, harm } = normalise(own!, new Map());
      const said = log.map((line) => line.replaceAll(module, 'trial'));
      expect({ log: said, harm }, body).toEqual({ log: inKernel(body, before).log, harm: [] });
    });
}
