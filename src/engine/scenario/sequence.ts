import type { UserAction } from '../kernel/actions.ts';
import type { CompiledDriver } from '../kernel/compile.ts';
import type { CompiledModule } from '../kernel/compiled-module.ts';
import { findingsOf } from '../kernel/findings.ts';
import { firmwareOf } from '../kernel/firmware.ts';
import { leftBehind } from '../kernel/leak.ts';
import type { Finding } from '../kernel/outcome.ts';
import { fuelFor } from '../kernel/probe.ts';
import { mostDevices, type RegisteredGpu, registeredGpus } from '../kernel/registration.ts';
import { KernelRun } from '../kernel/run.ts';
import type { Action } from '../topology/scenario/scenario.ts';
import type { Topology } from '../topology/topology.ts';
import type { EndState, StepResult, Stop, StopReason } from './result.ts';

/** What taking a step came to: the value it returned, or why the run ends there. */
type Taken = number | null | StopReason;

/** One schedule of a scenario: the virtual kernel, and the steps that ran on it. */
export class Sequence {
  readonly steps: StepResult[] = [];
  readonly #driver: CompiledDriver;
  readonly #devices: readonly RegisteredGpu[];
  readonly #run: KernelRun;
  readonly #loaded = new Set<string>();
  #unloaded = false;
  readonly #answers = new Map<number, number>();

  constructor(topology: Topology, driver: CompiledDriver) {
    this.#driver = driver;
    this.#devices = registeredGpus(topology);
    const limits = { fuel: fuelFor(this.#devices.length) };
    this.#run = new KernelRun(driver, this.#devices, limits, firmwareOf(topology));
  }

  *boot(): Generator<undefined, void> {
    yield* this.#run.boot();
  }

  /** Takes a step; null when the next one can follow. */
  *take(action: Action): Generator<undefined, Stop | null> {
    const before = this.#run.state.findings.length;
    const taken = yield* this.#act(action);
    const isStop = typeof taken === 'object' && taken !== null;
    if (!isStop) {
      const findings = findingsOf(this.#run.state.findings.slice(before));
      this.steps.push({ action, returned: taken, findings });
    }
    const why = isStop ? taken : this.#stuck();
    return why && { place: placeOf(action, why), why };
  }

  #stuck(): StopReason | null {
    const [first] = this.#run.stuck;
    if (!first || first.end === 'done') return null;
    return { kind: 'stuck', task: first.name, end: first.end };
  }

  *#act(action: Action): Generator<undefined, Taken> {
    const missing = this.#missing(action);
    if (missing) return missing;
    const result = yield* this.#run.act(userAction(action));
    if (result === null) return null;
    if (action.kind === 'load' && result >= 0) this.#loaded.add(action.module.value);
    if (action.kind === 'unload' && result === 0 && this.#loaded.delete(action.module.value))
      this.#unloaded = true;
    if (action.kind === 'bind')
      this.#answers.set(
        this.#devices.findIndex(({ bdf }) => bdf === action.bdf.value),
        Math.max(0, -result),
      );
    return result;
  }

  /** What the scenario names and the machine has not. */
  #missing(action: Action): StopReason | null {
    if ('module' in action && !this.#module(action.module.value)) return this.#noModule(action.module.value);
    if ('bdf' in action && !this.#devices.some(({ bdf }) => bdf === action.bdf.value))
      return { kind: 'no-room', bdf: action.bdf.value, room: mostDevices };
    return null;
  }

  #module(name: string): CompiledModule | undefined {
    return this.#driver.modules.find((module) => module.name === name);
  }

  #noModule(module: string): StopReason {
    return { kind: 'no-module', module, known: this.#driver.modules.map(({ name }) => name) };
  }

  *end(): Generator<undefined, EndState> {
    const { auxiliary, nodes, devices } = yield* this.#run.observe();
    return {
      gpus: this.#devices.map(({ bdf }, number) => {
        const state = devices.get(number);
        const bound = state?.bound ?? false;
        const probed = bound ? 0 : state?.error ? -state.error : null;
        return { bdf, bound, errno: this.#answers.get(number) ?? probed };
      }),
      devices: auxiliary.map(({ name }) => name),
      nodes: nodes.map(({ name }) => `/dev/${name}`),
    };
  }

  /** All that was found. Memory is lost for good when the last module is gone. */
  findings(): readonly Finding[] {
    const { machine, state, stuck } = this.#run;
    const allGone = stuck.length === 0 && this.#loaded.size === 0 && this.#unloaded;
    return findingsOf([...state.findings, ...(allGone ? leftBehind(machine, state) : [])]);
  }

  get log(): readonly string[] {
    return [...this.#run.state.output];
  }
}

/** What is wrong with the name of a module is told at the name. */
function placeOf(action: Action, why: StopReason): Stop['place'] {
  const isModule = why.kind === 'no-module' && (action.kind === 'load' || action.kind === 'unload');
  return isModule ? action.module.place : action.place;
}

/** The action without its places in the scenario. */
function userAction(action: Action): UserAction {
  switch (action.kind) {
    case 'load':
    case 'unload':
      return { kind: action.kind, module: action.module.value };
    case 'bind':
    case 'unbind':
    case 'unplug':
      return { kind: action.kind, bdf: action.bdf.value };
    case 'override':
      return { kind: 'override', bdf: action.bdf.value, driver: action.driver.value };
    case 'open':
      return { kind: 'open', node: action.node.value, file: action.name.value };
    case 'mmap': {
      const { name, offset, length } = action;
      return { kind: 'mmap', file: name.value, offset: offset.value, length: length.value };
    }
    case 'ioctl':
      return { kind: 'ioctl', file: action.name.value, argsz: action.size.value };
    case 'close':
      return { kind: 'close', file: action.name.value };
    case 'poison':
      return { kind: 'poison', address: action.address.value };
  }
}
