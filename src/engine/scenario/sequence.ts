import type { CompiledDriver, CompiledModule } from '../kernel/compile.ts';
import { findingsOf } from '../kernel/findings.ts';
import { leftBehind } from '../kernel/leak.ts';
import type { Finding } from '../kernel/outcome.ts';
import { fuelFor } from '../kernel/probe.ts';
import { mostDevices, type RegisteredGpu, registeredGpus } from '../kernel/registration.ts';
import { KernelRun } from '../kernel/run.ts';
import type { Action } from '../topology/scenario/scenario.ts';
import type { Topology } from '../topology/topology.ts';
import type { EndState, StepResult, Stop, StopReason } from './result.ts';

/** ENOENT and EEXIST, as delete_module and init_module return them (kernel/module/main.c). */
const noSuchModule = -2;
const moduleExists = -17;

/** What taking a step came to: the value it returned, or why the run ends there. */
type Taken = number | null | StopReason;

/** One schedule of a scenario: the virtual kernel, and the steps that ran on it. */
export class Sequence {
  readonly steps: StepResult[] = [];
  readonly #driver: CompiledDriver;
  readonly #devices: readonly RegisteredGpu[];
  readonly #run: KernelRun;
  readonly #loaded = new Set<CompiledModule>();
  /** Modules that were taken out again: their variables would have to begin anew. */
  readonly #gone = new Set<CompiledModule>();
  readonly #answers = new Map<number, number>();

  constructor(topology: Topology, driver: CompiledDriver) {
    this.#driver = driver;
    this.#devices = registeredGpus(topology);
    this.#run = new KernelRun(driver, this.#devices, { fuel: fuelFor(this.#devices.length) });
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
    switch (action.kind) {
      case 'load':
        return yield* this.#load(action.module.value);
      case 'unload':
        return yield* this.#unload(action.module.value);
      case 'bind':
      case 'unbind':
        return yield* this.#onDevice(action.kind, action.bdf.value);
      default:
        return { kind: 'not-modelled', verb: action.kind, again: false };
    }
  }

  *#load(name: string): Generator<undefined, Taken> {
    const module = this.#module(name);
    if (!module) return this.#noModule(name);
    if (this.#loaded.has(module)) return moduleExists;
    if (this.#gone.has(module)) return { kind: 'not-modelled', verb: 'load', again: true };
    const result = yield* this.#run.load(module);
    if (result !== null && result >= 0) this.#loaded.add(module);
    else this.#gone.add(module);
    return result;
  }

  *#unload(name: string): Generator<undefined, Taken> {
    const module = this.#module(name);
    if (!module) return this.#noModule(name);
    if (!this.#loaded.delete(module)) return noSuchModule;
    this.#gone.add(module);
    yield* this.#run.unload(module);
    return this.#run.stuck.length > 0 ? null : 0;
  }

  *#onDevice(kind: 'bind' | 'unbind', bdf: string): Generator<undefined, Taken> {
    const number = this.#devices.findIndex((device) => device.bdf === bdf);
    if (number < 0) return { kind: 'no-room', bdf, room: mostDevices };
    if (kind === 'unbind') return yield* this.#run.unbind(number, bdf);
    const { ended } = yield* this.#run.bind(number, bdf);
    if (ended.result !== null) this.#answers.set(number, Math.max(0, -ended.result));
    return ended.result;
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
      nodes: nodes.map((node) => (node.startsWith('/') ? node : `/dev/${node}`)),
    };
  }

  /** All that was found. Memory is lost for good when the last module is gone. */
  findings(): readonly Finding[] {
    const { machine, state, stuck } = this.#run;
    const allGone = stuck.length === 0 && this.#loaded.size === 0 && this.#gone.size > 0;
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
