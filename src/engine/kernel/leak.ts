import type { MachineFinding } from '../machine/finding.ts';
import type { Machine } from '../machine/machine.ts';
import { Column, ROW } from '../machine/object-table.ts';
import { type HeapObject, heapObjects, leakFinding, leaks } from '../machine/observe.ts';
import { cloneState, type MachineState } from '../machine/state.ts';
import { textType } from './intrinsics.ts';

/**
 * What the driver leaves behind once its modules are unloaded, their globals gone: memory that nothing
 * reaches, devices that are still alive though their release function is not, drivers still registered.
 */
export function leftBehind(machine: Machine, state: MachineState): MachineFinding[] {
  const after = cloneState(state);
  forgetModules(machine, after);
  const lost = leaks(machine, after);
  const lostAddresses = new Set(lost.map(({ address }) => address));
  const alive = heapObjects(machine, after).filter(
    (object) => object.pinned && !lostAddresses.has(object.address),
  );
  return [...lost, ...alive].filter(isDrivers).map((object) => {
    const found = leakFinding(machine, after, object, object.task);
    const detail = holders.get(object.name);
    if (detail !== undefined) return { ...found, detail };
    return lostAddresses.has(object.address) ? found : { ...found, detail: 'alive' };
  });
}

/** What the kernel holds, until a driver gives it back, for what the driver asked of it. */
const holders: ReadonlyMap<string, string> = new Map([
  ['struct driver_private', 'driver'],
  ['struct class_private', 'class'],
  ['struct workqueue_struct', 'workqueue'],
  ['struct kmem_cache', 'cache'],
  ['struct number_range', 'numbers'],
  ['struct mapping', 'mapping'],
  ['struct pfn_registration', 'poison'],
]);

/** What the kernel keeps of a device, beside the device: its name, the lists that it is on. */
const kept: ReadonlySet<string> = new Set([textType, 'struct device_private', 'struct slab_object']);

/** Allocated by the driver; what the kernel keeps of a thing of the driver's goes with it. */
function isDrivers({ allocated, name }: HeapObject): boolean {
  const internal = kept.has(name) && allocated[0]?.library === true;
  return !internal && allocated.some((frame) => !frame.library);
}

/** Unloading a module takes its variables away. Global g is object g + 1. */
function forgetModules(machine: Machine, state: MachineState): void {
  machine.program.globals.forEach((global, index) => {
    if (global.module === '' || global.kind !== 'variable' || global.readOnly) return;
    const row = (index + 1) * ROW;
    const start = state.objects[row + Column.MEMORY]!;
    state.memory.fill(0, start, start + state.objects[row + Column.SIZE]!);
  });
}
