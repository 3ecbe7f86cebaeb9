import { expect, test } from 'vitest';
import { explored, type Phases } from './exploring.ts';
import { edited, embedded, machineOf, pair } from './running.ts';

/* Drivers that ask for asynchronous probes: loading their module probes both GPUs at once. */

const machine = machineOf(pair, '4 KiB');
const [first, second] = ['0008:01:00.0', '0009:01:00.0'];
const gpu = 'nvgrace_gpu_vfio_pci';
const phases: Phases = [
  [[`override ${first} nvgrace_gpu_vfio_pci`, `override ${second} nvgrace_gpu_vfio_pci`]],
  [[`load ${gpu}`], ['async-probe'], ['async-probe']],
  [[`unbind ${first}`, `unbind ${second}`, `unload ${gpu}`]],
];

function asynchronous(name: string) {
  return edited(embedded(name), 'main.c', [
    [
      '\t.driver_managed_dma = true,',
      '\t.driver_managed_dma = true,\n\t.driver = { .probe_type = PROBE_PREFER_ASYNCHRONOUS },',
    ],
  ]);
}

test('reviewed holds', () => {
  const { outcome, findings, races } = explored(asynchronous('reviewed'), machine, phases);
  expect({ outcome, findings, races }).toEqual({ outcome: 'holds', findings: [], races: [] });
});

test('rfc-v2-03 scans and creates twice, with no bind of anyone', () => {
  const { findings, races } = explored(asynchronous('rfc-v2-03'), machine, phases);
  expect(findings.map(({ finding }) => finding.kind)).toContain('double-free');
  expect(races.map(({ field }) => field)).toContain('egm_entries.next');
  expect(explored(embedded('rfc-v2-03'), machine, phases).outcome, 'one after the other').not.toBe('gave-up');
});
