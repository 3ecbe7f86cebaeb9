import { functionAt, highHalf, lowHalf } from '../machine/address.ts';
import type { MachineFinding } from '../machine/finding.ts';
import { objectOfAddress } from '../machine/observe.ts';
import type { MachineState } from '../machine/state.ts';
import type { LibraryFailure } from '../machine/task.ts';
import { lastFailure } from '../machine/tasks.ts';
import { calledFindings } from './called.ts';
import { negativeErrno } from './errno-symbol.ts';
import { type LockedOut, lockedOut } from './locked-out.ts';
import { lostErrno } from './lost-errno.ts';
import type { Observation } from './observation.ts';
import type { KernelRun } from './run.ts';
import { type UnusableFile, unusableFiles } from './unusable-files.ts';

/** What is wrong with the system as a whole, without its place. */
type Fault = Pick<MachineFinding, 'kind' | 'values' | 'task'> & {
  /** Where the kind has several. */
  readonly detail?: string;
  /** An address in C that it is told at: of a function, or of an object, where it was allocated. */
  readonly at: bigint;
};

/** A GPU that has its region where it is bound alone and no call fails, and what its probe warns of then. */
export interface WithRegion {
  readonly bdf: string;
  /** As in `Observation`. */
  readonly told: number;
}

/**
 * What is wrong with a system in which nothing runs, by general facts of Linux: what exists, what the last
 * probes returned, and what a user could do next. It knows no driver. Of the state nothing is changed.
 */
export function* systemFindings(run: KernelRun): Generator<undefined, MachineFinding[]> {
  const observation = yield* run.observe();
  return [...errnosLost(run, observation), ...(yield* standingFindings(run, run.state, observation))];
}

/**
 * The same without what the last probes returned: what stands wrong in any state of the machine that `run`
 * made, of which `observation` was taken. `withRegion` are GPUs that are known to come with a region.
 */
export function* standingFindings(
  run: KernelRun,
  state: MachineState,
  observation: Observation,
  withRegion: readonly WithRegion[] = [],
): Generator<undefined, MachineFinding[]> {
  const faults = [
    ...regionsGone(run, observation),
    ...regionsMissing(run, observation, withRegion),
    ...mappingsLeft(observation),
    ...outlivedParents(run, observation),
    ...unreservedMinors(observation),
    ...referencesKept(run, observation),
    ...(yield* unusableFiles(run, state, observation)).map(unusableOpen),
    ...(yield* lockedOut(run, state, observation)).map(busyOpen),
  ];
  return [
    ...faults.map((fault) => placed(run, state, fault)),
    ...(yield* calledFindings(run, state, observation)),
  ];
}

function errnosLost(run: KernelRun, { devices }: Observation): MachineFinding[] {
  return [...devices].flatMap(([number, { bound, error }]) => {
    const bdf = run.bdfOf(number);
    return bound ? [] : (errnoLost(bdf, lastFailure(run.state, `probe ${bdf}`), error) ?? []);
  });
}

/** The driver's probe returned another errno than the call of it that failed. */
export function errnoLost(
  bdf: string,
  failure: LibraryFailure | null,
  answer: number,
): MachineFinding | null {
  const lost = lostErrno(failure, -answer);
  if (lost === null) return null;
  const { frame, values } = lost;
  return {
    kind: 'errno-lost',
    detail: 'probe',
    values,
    task: `probe ${bdf}`,
    stack: [frame],
    object: null,
  };
}

/** The probe of a GPU that is bound found a device for its EGM region, and that is gone. */
function regionsGone(run: KernelRun, { devices }: Observation): Fault[] {
  return [...devices].flatMap(([number, { regionGone, region, probe }]) => {
    if (regionGone === null) return [];
    const user = run.bdfOf(number);
    const device =
      regionGone === 'node' ? `/dev/egm${region}` : `the auxiliary device of EGM region ${region}`;
    const values = { device, user };
    return [{ kind: 'region-gone', values, task: `probe ${user}`, at: probe }];
  });
}

/**
 * A GPU is bound, and nothing is there for the region that it has where it is alone and no call fails. One that says so
 * may do without: it warns, where alone it does not.
 */
function regionsMissing(
  run: KernelRun,
  { devices }: Observation,
  withRegion: readonly WithRegion[],
): Fault[] {
  return [...devices].flatMap(([number, { regionMissing, region, probe, told }]) => {
    const user = run.bdfOf(number);
    const alone = withRegion.find(({ bdf }) => bdf === user);
    if (!regionMissing || !alone || (told !== 0 && told !== alone.told)) return [];
    const values = { region: String(region), user, what: 'missing' };
    return [{ kind: 'region-gone', detail: 'missing', values, task: `probe ${user}`, at: probe }];
  });
}

/** A user has memory of a region mapped whose node is gone: it may be another's soon. */
function mappingsLeft({ files }: Observation): Fault[] {
  return files
    .filter(({ exists, mapped }) => !exists && mapped > 0n)
    .map(({ node, mapped, mmap }) => {
      const values = { node, size: `0x${mapped.toString(16)}` };
      return { kind: 'region-gone', detail: 'mapping', values, task: `mmap /dev/${node}`, at: mmap };
    });
}

/** An auxiliary device is registered below a device whose driver has gone. */
function outlivedParents(run: KernelRun, { auxiliary }: Observation): Fault[] {
  return auxiliary
    .filter(({ parentBound }) => !parentBound)
    .map(({ name, parent, address }) => {
      const bdf = run.bdfOf(parent);
      const values = { device: name, parent: bdf };
      return { kind: 'outlives-parent', values, task: `remove ${bdf}`, at: address };
    });
}

function unreservedMinors({ nodes }: Observation): Fault[] {
  return nodes
    .filter(({ reserved }) => !reserved)
    .map(({ name, major, minor, address }) => {
      const values = { node: name, number: `${major}:${minor}` };
      return { kind: 'minor-out-of-range', values, task: `open /dev/${name}`, at: address };
    });
}

/**
 * Nothing is bound, open or registered by a driver any more, every module is gone or cannot be unloaded, and a device or
 * a module is held all the same: no code is left to give the reference back.
 */
function referencesKept(run: KernelRun, { devices, modules, auxiliary, nodes, files }: Observation): Fault[] {
  const isInUse = [...devices.values()].some(({ bound }) => bound);
  const mayLeave = modules.some(({ isHeld }) => !isHeld);
  if (isInUse || mayLeave || auxiliary.length + nodes.length + files.length > 0) return [];
  const held = [...devices].filter(([, { references }]) => references > 0);
  return [
    ...held.map(([number, { probe, held }]): Fault => {
      const device = run.bdfOf(number);
      return {
        kind: 'leak',
        detail: 'device-reference',
        values: { device },
        task: `remove ${device}`,
        at: held || probe,
      };
    }),
    ...modules
      .filter(({ references }) => references > 0)
      .map(({ name, init }): Fault => {
        const task = `unload ${name}`;
        return { kind: 'leak', detail: 'module-reference', values: { module: name }, task, at: init };
      }),
  ];
}

function unusableOpen({ node, errno, open }: UnusableFile): Fault {
  const values = { node, errno: negativeErrno(errno) };
  return { kind: 'unusable-open', values, task: `open /dev/${node}`, at: open };
}

function busyOpen({ node, open }: LockedOut): Fault {
  return { kind: 'unusable-open', detail: 'busy', values: { node }, task: `open /dev/${node}`, at: open };
}

function placed(run: KernelRun, state: MachineState, { at, ...fault }: Fault): MachineFinding {
  const called = run.machine.program.functions[functionAt(lowHalf(at), highHalf(at))];
  if (called) {
    const stack = [{ function: called.name, library: called.library, site: called.site }];
    return { detail: 'system', ...fault, stack, object: null };
  }
  const object = objectOfAddress(run.machine, state, at);
  const stack = object?.allocated ?? [];
  // What tells where a reference was taken is no object of the driver's.
  return { detail: 'system', ...fault, stack, object: fault.kind === 'leak' ? null : object };
}
