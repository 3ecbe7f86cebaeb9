import { Bug } from '../base/bug.ts';
import type { MachineFinding } from '../machine/finding.ts';
import { createMachine, type Machine } from '../machine/machine.ts';
import { readInteger } from '../machine/observe.ts';
import { cloneState, createState, type Limits, type MachineState } from '../machine/state.ts';
import type { ErrnoOrigin } from '../machine/task.ts';
import { lastErrno, lastFailure, taskResult } from '../machine/tasks.ts';
import { integerProperty } from '../topology/region.ts';
import { ActionNumbers, actionCall, type UserAction } from './actions.ts';
import type { CompiledDriver } from './compile.ts';
import type { CompiledModule } from './compiled-module.ts';
import type { CutShort } from './cut-short.ts';
import { type Firmware, noFirmware } from './firmware.ts';
import { InTurnWorks } from './in-turn-works.ts';
import { kernelIntrinsics } from './intrinsics.ts';
import { lostBy } from './leak.ts';
import { emptyObservation, type Observation } from './observation.ts';
import type { FailedCall } from './outcome.ts';
import type { RegisteredGpu } from './registration.ts';
import { functionName } from './symbol.ts';
import { type Ended, goOn, runFunction } from './tasks.ts';
import { leavesWorks, type Workers } from './workers.ts';

/**
 * One life of the virtual kernel: boot, then what users do. Each step is a generator that yields between
 * slices. A module or device that a task never gave back is left alone.
 */
export class KernelRun {
  readonly machine: Machine;
  readonly state: MachineState;
  readonly numbers = new ActionNumbers();
  readonly #driver: CompiledDriver;
  readonly #devices: readonly RegisteredGpu[];
  #observation: Observation = emptyObservation();
  readonly #stuck: Ended[] = [];
  #works: InTurnWorks | null = null;
  #leavesWorks: boolean | null = null;
  readonly #cutShort = new Map<string, CutShort>();

  /** By the name of a node, an offset at which it can be mapped; none where none is known. */
  readonly usefulOffsets = new Map<string, readonly bigint[]>();

  constructor(
    driver: CompiledDriver,
    devices: readonly RegisteredGpu[],
    limits: Partial<Limits>,
    firmware: Firmware = noFirmware,
  ) {
    this.#driver = driver;
    this.#devices = devices;
    const intrinsics = kernelIntrinsics({
      devices,
      observation: () => this.#observation,
      cut: (cut) => this.cut(cut),
      symbol: functionName(driver.built.program),
      words: this.numbers.words,
      modules: driver.modules,
      firmware,
      machine: () => this.machine,
    });
    this.machine = createMachine(driver.built.program, intrinsics);
    this.state = createState(this.machine, limits);
  }

  /** The driver leaves something to workers, who may be at it at any time. */
  get leavesWorks(): boolean {
    this.#leavesWorks ??= leavesWorks(this.#driver);
    return this.#leavesWorks;
  }

  /** Tasks that did not return: an Oops, a lock never free, or too many instructions. */
  get stuck(): readonly Ended[] {
    return this.#stuck;
  }

  /** Some tasks will be workers of the work queues; or `works` are run as one thing follows another. */
  *boot(workers: Workers | 'in-turn' = { count: 0, again: false }): Generator<undefined, boolean> {
    const { count, again } = workers === 'in-turn' ? { count: -1, again: false } : workers;
    if (workers === 'in-turn')
      this.#works = new InTurnWorks(this.machine, this.state, this.#driver, (name) => this.#index(name));
    const { end } = yield* this.#model('model_boot', [count, again ? 1 : 0], 'boot');
    return end === 'done';
  }

  /** Does one thing to its end; what the system call or the write gave, null when it never came back. */
  *act(action: UserAction): Generator<undefined, number | null> {
    const { index, args, task } = actionCall(action, this.#driver, this.#devices, this.numbers);
    return (yield* this.#run(index, args, task)).result;
  }

  /** insmod: what it gave, null when it never came back. A module without module_init is loaded at once. */
  *load(module: CompiledModule): Generator<undefined, number | null> {
    return yield* this.act({ kind: 'load', module: module.name });
  }

  /** delete_module: -ENOENT when it is not loaded, -EAGAIN while it is in use. */
  *unload(module: CompiledModule): Generator<undefined, number | null> {
    return yield* this.act({ kind: 'unload', module: module.name });
  }

  /** Whether a loaded driver names the device, and whether loading bound it, or tried to, already. */
  *isWaiting(device: number): Generator<undefined, { matches: boolean; bound: boolean; tried: boolean }> {
    const matches = yield* this.#model('model_matches', [device], 'match');
    const bound = yield* this.#model('model_bound', [device], 'match');
    return { matches: matches.result === 1, bound: bound.result === 1, tried: bound.result !== 0 };
  }

  *bind(bdf: string): Generator<undefined, number | null> {
    return yield* this.act({ kind: 'bind', bdf });
  }

  *unbind(bdf: string): Generator<undefined, number | null> {
    return yield* this.act({ kind: 'unbind', bdf });
  }

  *unplug(bdf: string): Generator<undefined, number | null> {
    return yield* this.act({ kind: 'unplug', bdf });
  }

  *override(bdf: string, driver: string): Generator<undefined, number | null> {
    return yield* this.act({ kind: 'override', bdf, driver });
  }

  /** Opens a node in a process of its own; `file` names it from then on. */
  *open(node: string, file: string): Generator<undefined, number | null> {
    return yield* this.act({ kind: 'open', node, file });
  }

  *mmap(file: string, offset: bigint, length: bigint): Generator<undefined, number | null> {
    return yield* this.act({ kind: 'mmap', file, offset, length });
  }

  /** The retired-pages ioctl with room for `argsz` bytes. */
  *ioctl(file: string, argsz: bigint): Generator<undefined, number | null> {
    return yield* this.act({ kind: 'ioctl', file, argsz });
  }

  *close(file: string): Generator<undefined, number | null> {
    return yield* this.act({ kind: 'close', file });
  }

  *poison(address: bigint): Generator<undefined, number | null> {
    return yield* this.act({ kind: 'poison', address });
  }

  /** Words of 64 bits of the structure that a file's last ioctl was given, as the driver left it. */
  *argument(file: string, words: number): Generator<undefined, bigint[]> {
    const { task } = yield* this.#model('model_argument', [this.numbers.file(file)], 'observe');
    const address = BigInt.asUintN(64, taskResult(this.state, task) ?? 0n);
    if (address === 0n) return [];
    return Array.from({ length: words }, (_, index) =>
      readInteger(this.state, address + BigInt(index) * 8n, 8),
    ).filter((word) => word !== null);
  }

  /** The last call of the driver that failed while it was being bound to the device. */
  failureOf(bdf: string): FailedCall | null {
    const failure = lastFailure(this.state, `probe ${bdf}`);
    // The driver calls `auxiliary_device_add`, a macro for a function with underscores before its name.
    if (!failure) return null;
    const { errno, site } = failure;
    return { function: failure.function.replace(/^_+/, ''), errno, site };
  }

  /** The last errno the driver returned to the kernel while a device was being bound, and where it began. */
  errnoOf(device: string): ErrnoOrigin | null {
    return lastErrno(this.state, `probe ${device}`);
  }

  /** The BDF of a PCI device's number; '' for none. */
  bdfOf(device: number): string {
    return this.#devices[device]?.bdf ?? '';
  }

  /** What the firmware says that EGM regions have, in bytes, each once. */
  regionSizes(): ReadonlySet<bigint> {
    const sizes = this.#devices.map(({ gpu }) => integerProperty(gpu, 'nvidia,egm-size')?.value ?? 0n);
    return new Set(sizes.filter((size) => size > 0n));
  }

  /** Numbers that the GPUs' tables hold. */
  numbersOfTables(): readonly bigint[] {
    const values = this.#devices.flatMap(({ gpu }) => gpu.properties.map(({ value }) => value.value));
    return [...new Set(values.filter((value) => typeof value === 'bigint'))];
  }

  /** Whether a probe of the device has begun and never came back. */
  isProbing(bdf: string): boolean {
    return this.state.tasks.some((task) => task.errand === `probe ${bdf}`);
  }

  /** Of what was tried on copies, all that did not come to its end. */
  get cutShort(): readonly CutShort[] {
    return [...this.#cutShort.values()];
  }

  cut(cut: CutShort): void {
    this.#cutShort.set(JSON.stringify(cut), cut);
  }

  /** What exists now; a copy of the state is asked, so that asking leaves no trace. */
  *observe(): Generator<undefined, Observation> {
    return yield* this.observeState(this.state);
  }

  /** The same of any state of this machine's. */
  *observeState(state: MachineState): Generator<undefined, Observation> {
    this.#observation = emptyObservation();
    yield* runFunction(this.machine, cloneState(state), this.#index('model_observe'), [], 'observe');
    return this.#observation;
  }

  /** What an action would give in a state, tried on a copy of it. */
  *tryOn(state: MachineState, action: UserAction): Generator<undefined, number | null> {
    const { index, args, task } = actionCall(action, this.#driver, this.#devices, this.numbers);
    return (yield* runFunction(this.machine, cloneState(state), index, args, task)).result;
  }

  /** What is found where actions follow one another, on a copy of a state; and what they have allocated and lost. */
  *findingsOf(
    state: MachineState,
    actions: readonly UserAction[],
  ): Generator<undefined, readonly MachineFinding[]> {
    const copy = cloneState(state);
    const { length } = copy.findings;
    const tasks = new Set<string>();
    let isKilled = false;
    for (const action of actions) {
      const { index, args, task } = actionCall(action, this.#driver, this.#devices, this.numbers);
      tasks.add(task);
      const end: Ended['end'] = yield* this.#try(copy, index, args, task, isKilled);
      isKilled ||= end === 'killed';
      // What it has taken it keeps: what others come to then is nothing that they come to by themselves.
      if (end === 'blocked' || end === 'fuel') break;
    }
    return [...copy.findings.slice(length), ...lostBy(this.machine, copy, tasks)];
  }

  /** What is found where the kernel itself does something, on a copy of a state. */
  *findingsIn(
    state: MachineState,
    name: Observation['callable'][number],
  ): Generator<undefined, readonly MachineFinding[]> {
    const copy = cloneState(state);
    const { length } = copy.findings;
    yield* this.#try(copy, this.#index(name), [], name.replace('model_', ''));
    return copy.findings.slice(length);
  }

  /** Tells of who waits for ever, but for what an Oops has left: that is told. */
  *#try(
    copy: MachineState,
    index: number,
    args: readonly (number | bigint)[],
    task: string,
    isKilled = false,
  ): Generator<undefined, Ended['end']> {
    const { end } = yield* runFunction(this.machine, copy, index, args, task);
    if (end === 'blocked' && !isKilled) this.cut({ kind: 'waits', task });
    return end;
  }

  *#model(name: string, args: readonly number[], task: string): Generator<undefined, Ended> {
    return yield* this.#run(this.#index(name), args, task);
  }

  *#run(index: number, args: readonly (number | bigint)[], name: string): Generator<undefined, Ended> {
    let ended = yield* runFunction(this.machine, this.state, index, args, name);
    // While it waits, and once it is done.
    while (this.#works && (yield* this.#works.run(ended.end === 'blocked')))
      if (ended.end === 'blocked') ended = yield* goOn(this.machine, this.state, ended.task, name);
    this.#stuck.push(...(this.#works?.takeEnded() ?? []));
    if (ended.end !== 'done') this.#stuck.push(ended);
    return ended;
  }

  #index(name: string): number {
    const index = this.#driver.built.functions.get(name);
    if (index === undefined) throw new Bug(`the library has no ${name}`);
    return index;
  }
}
