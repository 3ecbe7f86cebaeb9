import { highHalf, objectOf } from '../machine/address.ts';
import { type MachineFinding, reportedFrame } from '../machine/finding.ts';
import type { Machine } from '../machine/machine.ts';
import { Column, ROW } from '../machine/object-table.ts';
import {
  type HeapObject,
  heapObjects,
  leakFinding,
  leaks,
  pointersIn,
  readInteger,
} from '../machine/observe.ts';
import { cloneState, type MachineState } from '../machine/state.ts';
import { textType } from './intrinsics.ts';

/**
 * What the driver leaves behind once its modules are unloaded, their globals gone: memory that nothing
 * reaches, devices that are still alive though their release function is not, drivers still registered; and where there
 * is nothing of that, what it made in sysfs, and cdevs that can be opened still.
 */
export function leftBehind(machine: Machine, state: MachineState): MachineFinding[] {
  const after = cloneState(state);
  forgetModules(machine, after);
  forgetOwners(machine, after);
  const lost = leaks(machine, after);
  const lostAddresses = new Set(lost.map(({ address }) => address));
  const all = heapObjects(machine, after);
  const alive = all.filter((object) => object.pinned && !lostAddresses.has(object.address));
  const left = withoutConsequences(after, [...lost, ...alive].filter(isDrivers));
  const less =
    left.length > 0 ? [] : topmost(after, all.filter(({ name }) => lesser.has(name)).filter(isDrivers));
  return [...left, ...less].map((object) => {
    const found = leakFinding(machine, after, object, object.task);
    const detail = holders.get(object.name);
    const isReference = object.name === debugging && lostAddresses.has(object.address);
    if (detail !== undefined && !isReference) return { ...found, detail };
    return lostAddresses.has(object.address) ? found : { ...found, detail: 'alive' };
  });
}

/** What tasks of these names have allocated that nothing reaches any more. */
export function lostBy(
  machine: Machine,
  state: MachineState,
  tasks: ReadonlySet<string>,
): readonly MachineFinding[] {
  return leaks(machine, state)
    .filter((object) => tasks.has(object.task) && isDrivers(object))
    .map((object) => leakFinding(machine, state, object, object.task));
}

const number = 'struct ida_number';
/** A file, link or directory of sysfs: those of a device go with it. */
const file = 'struct kernfs_node';
/** What the kernel keeps of a cdev that can be opened. */
const openable = 'struct cdev_probe';
/** A directory or file of debugfs. */
const debugging = 'struct dentry';
/** Looked at only where nothing else is left that they may belong to. */
const lesser: ReadonlySet<string> = new Set([file, openable, debugging]);

/**
 * Without what would go with another object that is lost: its name, and what the kernel allocated with it at the same
 * line, or numbered it with.
 */
function withoutConsequences(state: MachineState, objects: readonly HeapObject[]): HeapObject[] {
  const named = new Set(objects.flatMap(({ address }) => pointersIn(state, address)));
  const held = new Set(objects.filter(({ name }) => name !== number && holders.has(name)).map(lineOf));
  const hasMore = objects.some(({ name }) => name !== number);
  const above = new Set(objects.map((object) => directoryOf(state, object)));
  return objects.filter((object) => {
    // What never comes to its release keeps its number, too.
    if (object.name === number && hasMore) return false;
    if (object.name === debugging) return !above.has(object.address);
    if (object.name === textType) return !named.has(object.address);
    return holders.has(object.name) || object.allocated[0]?.library !== true || !held.has(lineOf(object));
  });
}

/** The directory that something of debugfs is in, and keeps, which its first word tells. */
function directoryOf(state: MachineState, { name, address }: HeapObject): bigint | null {
  return name === debugging ? readInteger(state, address, 8) : null;
}

/** Without what is in a directory of debugfs that is left: it goes with that. */
function topmost(state: MachineState, objects: readonly HeapObject[]): HeapObject[] {
  const left = new Set<bigint | null>(objects.map(({ address }) => address));
  return objects.filter((object) => !left.has(directoryOf(state, object)));
}

function lineOf({ allocated }: HeapObject): string {
  const site = reportedFrame(allocated)?.site;
  return site ? `${site.file}:${site.line}` : '';
}

/** What the kernel holds, until a driver gives it back, for what the driver asked of it. */
const holders: ReadonlyMap<string, string> = new Map([
  ['struct driver_private', 'driver'],
  ['struct class_private', 'class'],
  ['struct workqueue_struct', 'workqueue'],
  ['struct kthread_worker', 'kthread-worker'],
  ['struct kmem_cache', 'cache'],
  ['struct number_range', 'numbers'],
  ['struct mapping', 'mapping'],
  [number, 'ids'],
  ['struct pfn_registration', 'poison'],
  [file, 'file'],
  [debugging, 'debugfs'],
  [openable, 'cdev'],
]);

/** What the kernel keeps of a device, beside the device: its name, the lists that it is on. */
const kept: ReadonlySet<string> = new Set([
  textType,
  'struct device_private',
  'struct slab_object',
  'struct pci_reference',
  'struct page',
  'struct mapped_page',
]);

/** Allocated by the driver; what the kernel keeps of a thing of the driver's goes with it. */
function isDrivers({ allocated, name, task }: HeapObject): boolean {
  const internal = kept.has(name) && allocated[0]?.library === true;
  // A number that is taken once for all costs nothing; one that each probe takes will be the last.
  const isOnce = name === number && !task.startsWith('probe ');
  return !internal && !isOnce && allocated.some((frame) => !frame.library);
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

/** What sysfs has a directory of is not kept by that; see struct kernfs_node of library/include/linux/sysfs.h. */
function forgetOwners(machine: Machine, state: MachineState): void {
  for (const { name, address } of heapObjects(machine, state)) {
    if (name !== file) continue;
    const start = state.objects[objectOf(highHalf(address)) * ROW + Column.MEMORY]!;
    state.memory.fill(0, start, start + 8);
  }
}
