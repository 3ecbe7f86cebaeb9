import { expect, test } from 'vitest';
import { uncoveredTexts } from '../../../src/engine/index.ts';
import { explored } from '../kernel/exploring.ts';
import { edited, embedded, machineOf, pair } from '../kernel/running.ts';

const lists = pair.map(({ bdf }) => [`bind ${bdf}`, `unbind ${bdf}`]);
const phases = [[['load nvgrace_gpu_vfio_pci']], lists];

test('that a GPU is refused in every order is told: nothing was seen of it once bound', () => {
  const deaf = edited(embedded('reviewed'), 'main.c', [
    ['\tret = nvgrace_wait_ready(pdev);\n', '\tret = -ENODEV;\n'],
  ]);
  const found = explored(deaf, machineOf(pair), phases);
  expect(found.outcome).toBe('holds');
  expect(uncoveredTexts(found, [])).toEqual(
    pair.map(({ bdf }) => `what ${bdf} does once it is bound: its probe fails in every order, with -ENODEV`),
  );
});

test('nothing is said of GPUs that are bound in some order, whatever calls fail', () => {
  expect(uncoveredTexts(explored(embedded('reviewed'), machineOf(pair), phases, 1), [])).toEqual([]);
});

test('that nothing was done in any order is told, and not where one thing was', () => {
  const given = (...steps: string[]) =>
    uncoveredTexts(explored(embedded('reviewed'), machineOf(pair), [[steps]], 1), []);
  expect(given('open egm4 as a', 'unbind 0008:01:00.0')).toEqual([
    'what the steps do: not one succeeds in any order (open /dev/egm4 with -ENOENT, remove 0008:01:00.0 with -ENODEV)',
  ]);
  expect(given('open egm4 as a', 'load nvgrace_gpu_vfio_pci')).toEqual([]);
});
