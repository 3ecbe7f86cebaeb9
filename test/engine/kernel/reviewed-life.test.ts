import { expect, test } from 'vitest';
import { explored, type Phases, told } from './exploring.ts';
import { embedded, machineOf, pair } from './running.ts';

/*
 * What users do with the region of `reviewed` while its GPU, or its module, goes: every order of these lists, with
 * no failing call and with one anywhere. Linux allows all of it, so that nothing may be found.
 */

const machine = machineOf(pair, '4 KiB');
const [first, second] = ['0008:01:00.0', '0009:01:00.0'];
const [gpu, egm] = ['nvgrace_gpu_vfio_pci', 'nvgrace_egm'];

const use = ['open egm4 as f', 'mmap f 0 65536', 'ioctl f 4096', 'close f'];
const up = [[`load ${gpu}`, `load ${egm}`, `bind ${first}`]];
const opened = [[...up[0]!, 'open egm4 as f', 'mmap f 0 65536']];
const after = [[`unbind ${first}`, `unbind ${second}`, `unload ${egm}`, `unload ${gpu}`]];

const orders: readonly { name: string; phases: Phases; faults: number }[] = [
  { name: 'a user, and the GPU is unbound', phases: [up, [use, [`unbind ${first}`]], after], faults: 1 },
  { name: 'a user, and the GPU is unplugged', phases: [up, [use, [`unplug ${first}`]], after], faults: 1 },
  { name: 'a user, and its module is unloaded', phases: [up, [use, [`unload ${egm}`]], after], faults: 1 },
  {
    name: 'a user, the GPU unbound, its module unloaded',
    phases: [up, [use, [`unbind ${first}`], [`unload ${egm}`]], after],
    faults: 0,
  },
  {
    name: 'a user, the GPU unbound, both modules unloaded',
    phases: [up, [use, [`unbind ${first}`], [`unload ${egm}`, `unload ${gpu}`]], after],
    faults: 0,
  },
  {
    name: 'two users',
    phases: [up, [use, ['open egm4 as g', 'mmap g 0 4096', 'close g']], after],
    faults: 0,
  },
  { name: 'a page fails while a user maps it', phases: [up, [use, ['poison 0x80000000']], after], faults: 1 },
  {
    name: 'a page fails, the GPU is unbound, the user ends',
    phases: [opened, [['poison 0x80001000'], [`unbind ${first}`], ['close f']], after],
    faults: 0,
  },
  {
    name: 'the second GPU is bound while the first, and the module, go',
    phases: [up, [[`bind ${second}`], [`unbind ${first}`], [`unload ${egm}`]], after],
    faults: 0,
  },
  {
    name: 'bound while the module is unloaded',
    phases: [up, [[`bind ${second}`], [`unload ${egm}`]], after],
    faults: 1,
  },
  {
    name: 'bound while the module is loaded',
    phases: [[[`load ${gpu}`]], [[`bind ${first}`], [`load ${egm}`]], after],
    faults: 1,
  },
];

test.each(orders)('$name ($faults calls fail)', { timeout: 60_000 }, ({ phases, faults }) => {
  const result = explored(embedded('reviewed'), machine, phases, faults);
  expect(told(result)).toEqual([]);
  expect(result.outcome).toBe('holds');
});
