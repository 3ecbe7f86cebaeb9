import type { Limits } from '../machine/state.ts';
import type { ErrnoOrigin } from '../machine/task.ts';
import type { Gpu, Topology } from '../topology/topology.ts';
import { calledFindings } from './called.ts';
import type { CompiledDriver } from './compile.ts';
import type { CompiledModule } from './compiled-module.ts';
import { errnoSymbol } from './errno-symbol.ts';
import { findingsOf } from './findings.ts';
import { firmwareOf } from './firmware.ts';
import { leftBehind } from './leak.ts';
import type { Observation } from './observation.ts';
import type { AuxiliaryDevice, FailedCall, GpuOutcome, Origin, Outcome, UnboundReason } from './outcome.ts';
import { mostDevices, type RegisteredGpu, registeredGpus } from './registration.ts';
import { KernelRun } from './run.ts';

/**
 * Runs a driver on a machine: boots the virtual kernel, loads the modules, binds each GPU as one would by
 * driver_override; then calls what else could be called there, unbinds and unloads, which adds findings only. Yields
 * between slices of a few milliseconds. Same topology and driver, same outcome.
 */
export function* probe(
  topology: Topology,
  driver: CompiledDriver,
  limits: Partial<Limits> = {},
): Generator<undefined, Outcome> {
  const devices = registeredGpus(topology);
  const run = new KernelRun(driver, devices, { fuel: fuelFor(topology), ...limits }, firmwareOf(topology));
  const life = yield* bringUp(run, driver, devices);
  const observation = yield* run.observe();
  const log = [...run.state.output];
  const called = run.stuck.length === 0 ? yield* calledFindings(run, run.state, observation) : [];
  yield* tearDown(run, life, observation, devices);
  yield;
  const lost = run.stuck.length === 0 && life.unloadable ? leftBehind(run.machine, run.state) : [];
  yield;
  const gpus = gpuOutcomes(topology, devices, life, observation);
  yield;
  const users = boundByRegion(devices, observation);
  return {
    driver: driver.name,
    gpus,
    auxiliaryDevices: observation.auxiliary.map((device) =>
      auxiliaryDevice(device, devices, users, observation, run.errnoOf(device.name)),
    ),
    nodes: observation.nodes.map(({ name }) => `/dev/${name}`),
    log,
    findings: findingsOf([...run.state.findings, ...called, ...lost]),
    stopped: stoppedBecause(topology, run, driver, life, devices),
    cutShort: run.cutShort,
  };
}

/** Retired pages of a table; more are not looked for in each other. */
const MOST_PAGES = 4096;

/**
 * Instructions for a task: a bind needs some 30,000, booting grows with the devices, and a driver may well look for each
 * retired page among those before it. A loop without end uses all.
 */
export function fuelFor(topology: Topology): number {
  const devices = registeredGpus(topology).length;
  const pages = topology.retiredPages.reduce((most, { pages }) => Math.max(most, pages.length), 0);
  return 4_000_000 + devices * 40_000 + Math.min(pages, MOST_PAGES) ** 2 * 12;
}

/** What loading and binding did. */
interface Life {
  readonly loaded: readonly CompiledModule[];
  /** Modules whose module_init returned an error, or did not return: then `result` is null. */
  readonly refused: readonly { readonly module: string; readonly result: number | null }[];
  /** What each bind gave; null where it never came back. */
  readonly binds: ReadonlyMap<number, number | null>;
  /** The last call that failed while a device was being bound, by loading or after it. */
  readonly calls: ReadonlyMap<number, FailedCall | null>;
  /** The last errno of the driver's while a device was being bound. */
  readonly errnos: ReadonlyMap<number, ErrnoOrigin | null>;
  /** Devices whose probe never came back. */
  readonly interrupted: ReadonlySet<number>;
  /** Numbers of devices in the order of their binding. */
  readonly order: readonly number[];
  readonly unmatched: ReadonlySet<number>;
  /** Every module that was loaded can be taken out again. */
  readonly unloadable: boolean;
}

function* bringUp(
  run: KernelRun,
  driver: CompiledDriver,
  devices: readonly RegisteredGpu[],
): Generator<undefined, Life> {
  const binds = new Map<number, number | null>();
  const order: number[] = [];
  const unmatched = new Set<number>();
  const loaded: CompiledModule[] = [];
  const refused: Life['refused'][number][] = [];
  const booted = yield* run.boot('in-turn');
  for (const module of booted ? driver.modules : []) {
    const result = yield* run.load(module);
    if (result !== null && result >= 0) loaded.push(module);
    else refused.push({ module: module.name, result });
  }
  for (const [number, { bdf }] of loaded.length > 0 ? devices.entries() : []) {
    const { matches, bound, tried } = yield* run.isWaiting(number);
    if (!matches) unmatched.add(number);
    if (bound) order.push(number);
    if (tried || !matches) continue;
    const bind = yield* run.bind(bdf);
    binds.set(number, bind);
    if (bind === 0) order.push(number);
  }
  const unloadable = booted && loaded.every(({ init, exit }) => init === null || exit !== null);
  const calls = new Map<number, FailedCall | null>();
  const errnos = new Map<number, ErrnoOrigin | null>();
  const interrupted = new Set<number>();
  for (const [number, { bdf }] of devices.entries()) {
    if (number % 32 === 31) yield;
    calls.set(number, run.failureOf(bdf));
    errnos.set(number, run.errnoOf(bdf));
    if (run.isProbing(bdf)) interrupted.add(number);
  }
  return { loaded, refused, binds, calls, errnos, interrupted, order, unmatched, unloadable };
}

/** Unbinds what is bound in reverse order, then unloads the modules in reverse order. */
function* tearDown(
  run: KernelRun,
  life: Life,
  observation: Observation,
  devices: readonly RegisteredGpu[],
): Generator<undefined, void> {
  for (const number of life.order.toReversed()) {
    const device = devices[number];
    if (device && observation.devices.get(number)?.bound) yield* run.unbind(device.bdf);
  }
  if (run.stuck.length > 0) return;
  for (const module of life.loaded.toReversed()) yield* run.unload(module);
}

function gpuOutcomes(
  topology: Topology,
  devices: readonly RegisteredGpu[],
  life: Life,
  observation: Observation,
): GpuOutcome[] {
  const numbers = new Map(devices.map(({ gpu }, number) => [gpu, number]));
  const names = namesByRegion(observation);
  return topology.sockets
    .flatMap((socket) => socket.gpus)
    .map((gpu) => {
      const region = regionOf(gpu);
      const device = region === null ? null : (names.get(region) ?? null);
      return gpuOutcome(gpu, numbers.get(gpu), device, life, observation);
    });
}

/** Of two devices of a region the one with its number is meant, or the first: the last to be put in. */
function namesByRegion({ auxiliary }: Observation): ReadonlyMap<number, string> {
  const last = (device: Observation['auxiliary'][number]): number => (device.id === device.region ? 1 : 0);
  const ordered = auxiliary.toReversed().sort((one, two) => last(one) - last(two));
  return new Map(ordered.map(({ region, name }) => [region, name]));
}

function gpuOutcome(
  gpu: Gpu,
  number: number | undefined,
  device: string | null,
  life: Life,
  observation: Observation,
): GpuOutcome {
  const unbound = { gpu, state: 'unbound', errno: null, call: null, origin: null, device } as const;
  if (number === undefined) return { ...unbound, reason: unregisteredReason(gpu, observation) };
  const state = observation.devices.get(number);
  if (state?.bound) return { ...unbound, state: 'bound', reason: null };
  const bind = life.binds.get(number);
  const errno = -(state?.error || bind || 0);
  if (bind !== undefined || errno > 0 || life.interrupted.has(number)) {
    return {
      gpu,
      state: 'failed',
      errno: errno > 0 ? errno : null,
      call: life.calls.get(number) ?? null,
      origin: originOf(life.errnos.get(number) ?? null, errno),
      device,
      reason: null,
    };
  }
  if (life.loaded.length === 0 || life.refused.length > 0) return { ...unbound, reason: 'not-loaded' };
  return { ...unbound, reason: gpu.device === null ? 'no-device-id' : 'no-match' };
}

function originOf(last: ErrnoOrigin | null, errno: number): Origin | null {
  return last?.errno === errno ? { function: last.function, site: last.site } : null;
}

/** Linux: ENXIO and ENODEV, by which a probe says that the device is not for its driver. */
const declines: ReadonlySet<number> = new Set([6, 19]);

/** A GPU beyond what the virtual kernel has room for is not loaded; `stopped` says so. */
function unregisteredReason(gpu: Gpu, { devices }: Observation): UnboundReason {
  if (gpu.bdf === null) return 'malformed-bdf';
  return devices.size < mostDevices ? 'duplicate-bdf' : 'not-loaded';
}

/** The GPU's egm-pxm in 32 bits: the id that a driver gives the auxiliary device of its region. */
function regionOf(gpu: Gpu): number | null {
  const pxm = gpu.properties.find(({ key }) => key === 'nvidia,egm-pxm')?.value.value;
  return typeof pxm === 'bigint' ? Number(BigInt.asUintN(32, pxm)) : null;
}

/** BDFs of the bound GPUs by their region. */
function boundByRegion(
  devices: readonly RegisteredGpu[],
  observation: Observation,
): ReadonlyMap<number | null, readonly string[]> {
  const bound = new Map<number | null, string[]>();
  for (const [number, { gpu, bdf }] of devices.entries()) {
    if (!observation.devices.get(number)?.bound) continue;
    const region = regionOf(gpu);
    const there = bound.get(region);
    if (there) there.push(bdf);
    else bound.set(region, [bdf]);
  }
  return bound;
}

function auxiliaryDevice(
  { name, parent, references, region, error }: Observation['auxiliary'][number],
  devices: readonly RegisteredGpu[],
  users: ReadonlyMap<number | null, readonly string[]>,
  observation: Observation,
  last: ErrnoOrigin | null,
): AuxiliaryDevice {
  return {
    name,
    parent: devices[parent]?.bdf ?? '',
    refcount: references,
    failure: declines.has(-error) || error >= 0 ? null : { errno: -error, origin: originOf(last, -error) },
    region,
    gpus: users.get(region) ?? [],
    nodes: observation.nodes.flatMap((node) => (node.auxiliary === name ? [`/dev/${node.name}`] : [])),
  };
}

/** Why the run is not whole, in words; null when it is. */
function stoppedBecause(
  topology: Topology,
  run: KernelRun,
  driver: CompiledDriver,
  { refused }: Life,
  devices: readonly RegisteredGpu[],
): string | null {
  const [first] = run.stuck;
  if (first) return `The task “${first.name}” ${ending[first.end]}; what needs it afterwards was left out.`;
  if (driver.modules.every(({ init }) => init === null))
    return 'No module_init can be run, nor module_pci_driver or its like: nothing of the driver is.';
  const [failed] = refused;
  if (failed) {
    const result = BigInt(failed.result ?? 0);
    return `The module_init of ${failed.module} returned ${errnoSymbol(result) ?? result}: the module is not loaded.`;
  }
  const most = topology.sockets.reduce((sum, socket) => sum + socket.gpus.length, 0);
  if (devices.length === mostDevices && most > mostDevices) {
    return `The virtual kernel has room for ${mostDevices} PCI devices; the others were not registered.`;
  }
  const { dropped, limits } = run.state;
  if (dropped > 0)
    return `More was found than is told: ${dropped} of the findings after the first ${limits.findings} are left out. Mend what is told, and run it again.`;
  return null;
}

const ending = {
  done: 'ended',
  killed: 'was ended by an Oops',
  blocked: 'waits for ever: nothing gives back the lock, or does what it waits for',
  fuel: 'used up its instructions',
} as const;
