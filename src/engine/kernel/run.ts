import { Bug } from '../base/bug.ts';
import { createMachine, type Machine } from '../machine/machine.ts';
import { cloneState, createState, type Limits, type MachineState } from '../machine/state.ts';
import type { ErrnoOrigin } from '../machine/task.ts';
import { lastErrno, lastFailure } from '../machine/tasks.ts';
import type { CompiledDriver, CompiledModule } from './compile.ts';
import { kernelIntrinsics } from './intrinsics.ts';
import { emptyObservation, type Observation } from './observation.ts';
import type { FailedCall } from './outcome.ts';
import type { RegisteredGpu } from './registration.ts';
import { functionName } from './symbol.ts';
import { type Ended, runFunction } from './tasks.ts';

/** How the bind of one device went. */
export interface Bind {
  readonly ended: Ended;
}

/**
 * One life of the virtual kernel: boot, load, bind, look, unbind, unload. Each step is a generator that
 * yields between slices. A module or device that a task never gave back is left alone.
 */
export class KernelRun {
  readonly machine: Machine;
  readonly state: MachineState;
  readonly #driver: CompiledDriver;
  readonly #observation: Observation = emptyObservation();
  readonly #stuck: Ended[] = [];

  constructor(driver: CompiledDriver, devices: readonly RegisteredGpu[], limits: Partial<Limits>) {
    const symbol = functionName(driver.built.program);
    const intrinsics = kernelIntrinsics({ devices, observation: this.#observation, symbol });
    this.#driver = driver;
    this.machine = createMachine(driver.built.program, intrinsics);
    this.state = createState(this.machine, limits);
  }

  /** Tasks that did not return: an Oops, a lock never free, or too many instructions. */
  get stuck(): readonly Ended[] {
    return this.#stuck;
  }

  *boot(): Generator<undefined, boolean> {
    const { end } = yield* this.#model('model_boot', [], 'boot');
    return end === 'done';
  }

  /** Calls module_init; what it returned, null when it did not. A module without one is loaded at once. */
  *load(module: CompiledModule): Generator<undefined, number | null> {
    if (module.init === null) return 0;
    const task = `load ${module.name}`;
    const { result } = yield* this.#run(module.init, [], task);
    if (result !== null && result >= 0) yield* this.#model('model_settle', [], task);
    return result;
  }

  /** Whether a loaded driver names the device, and whether loading bound it, or tried to, already. */
  *isWaiting(device: number): Generator<undefined, { matches: boolean; bound: boolean; tried: boolean }> {
    const matches = yield* this.#model('model_matches', [device], 'match');
    const bound = yield* this.#model('model_bound', [device], 'match');
    return { matches: matches.result === 1, bound: bound.result === 1, tried: bound.result !== 0 };
  }

  *bind(device: number, bdf: string): Generator<undefined, Bind> {
    const ended = yield* this.#model('model_bind', [device], `probe ${bdf}`);
    return { ended };
  }

  /** The last call of the driver that failed while it was being bound to the device. */
  failureOf(bdf: string): FailedCall | null {
    const failure = lastFailure(this.state, `probe ${bdf}`);
    // The driver calls `auxiliary_device_add`, a macro for a function with underscores before its name.
    return failure && { ...failure, function: failure.function.replace(/^_+/, '') };
  }

  /** The last errno the driver returned to the kernel while it was being bound, and where it began. */
  errnoOf(bdf: string): ErrnoOrigin | null {
    return lastErrno(this.state, `probe ${bdf}`);
  }

  /** Whether a probe of the device has begun and never came back. */
  isProbing(bdf: string): boolean {
    return this.state.tasks.some((task) => task.errand === `probe ${bdf}`);
  }

  /** What unbind of sysfs is answered; null when it never came back. */
  *unbind(device: number, bdf: string): Generator<undefined, number | null> {
    return (yield* this.#model('model_unbind', [device], `remove ${bdf}`)).result;
  }

  *unload(module: CompiledModule): Generator<undefined, void> {
    if (module.exit !== null) yield* this.#run(module.exit, [], `unload ${module.name}`);
  }

  /** What exists now; a copy of the state is asked, so that asking leaves no trace. */
  *observe(): Generator<undefined, Observation> {
    const state = cloneState(this.state);
    yield* runFunction(this.machine, state, this.#index('model_observe'), [], 'observe');
    return this.#observation;
  }

  *#model(name: string, args: readonly number[], task: string): Generator<undefined, Ended> {
    return yield* this.#run(this.#index(name), args, task);
  }

  *#run(index: number, args: readonly number[], name: string): Generator<undefined, Ended> {
    const ended = yield* runFunction(this.machine, this.state, index, args, name);
    if (ended.end !== 'done') this.#stuck.push(ended);
    return ended;
  }

  #index(name: string): number {
    const index = this.#driver.built.functions.get(name);
    if (index === undefined) throw new Bug(`the library has no ${name}`);
    return index;
  }
}
