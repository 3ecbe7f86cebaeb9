import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { UserAction } from '../../../src/engine/kernel/actions.ts';
import type { CompiledDriver } from '../../../src/engine/kernel/compile.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { firmwareOf } from '../../../src/engine/kernel/firmware.ts';
import { leftBehind } from '../../../src/engine/kernel/leak.ts';
import type { Observation } from '../../../src/engine/kernel/observation.ts';
import { registeredGpus } from '../../../src/engine/kernel/registration.ts';
import { KernelRun } from '../../../src/engine/kernel/run.ts';
import type { Topology } from '../../../src/engine/topology/topology.ts';

export function finished<T>(steps: Generator<undefined, T>): T {
  for (let count = 0; count < 100_000; count++) {
    const step = steps.next();
    if (step.done) return step.value;
  }
  throw new Error('it does not end');
}

/** A machine under a driver, booted, on which a test acts as its users do. */
export class Acting {
  readonly run: KernelRun;
  readonly driver: CompiledDriver;
  #shown = 0;

  constructor(source: DriverSource, topology: Topology) {
    this.driver = compileDriver(source, topology.pageSize);
    this.run = new KernelRun(this.driver, registeredGpus(topology), {}, firmwareOf(topology));
    finished(this.run.boot());
  }

  /** What each action gave. An action is written as a scenario's step is: `open egm4 as a`. */
  do(...steps: readonly string[]): (number | null)[] {
    return steps.map((step) => finished(this.run.act(actionOf(step))));
  }

  /** Loads all modules, and binds these devices. */
  up(...bdfs: readonly string[]): void {
    const results = this.do(
      ...this.driver.modules.map(({ name }) => `load ${name}`),
      ...bdfs.map((bdf) => `bind ${bdf}`),
    );
    if (results.some((result) => result !== 0)) throw new Error(`up gave ${results.join(' ')}`);
  }

  /** Lets the call that comes after so many others fail. */
  fail(later: number): void {
    const { chosen } = this.run.state;
    this.run.state.choices = [...Array<number>(chosen.length + later).fill(0), 1];
  }

  /** Calls that failed by `fail`. */
  failed(): string[] {
    return this.run.state.chosen.flatMap(({ what, taken }) => (taken === 0 ? [] : [what]));
  }

  observe(): Observation {
    return finished(this.run.observe());
  }

  /** Lines of the log since the last time. */
  log(): string[] {
    const lines = this.run.state.output.slice(this.#shown);
    this.#shown += lines.length;
    return lines;
  }

  kinds(): string[] {
    return this.run.state.findings.map(({ kind, detail }) => `${kind}/${detail}`);
  }

  /** What the driver leaves behind when its modules are gone. */
  lost(): string[] {
    return leftBehind(this.run.machine, this.run.state).map(
      ({ detail, object, stack }) => `${detail} ${object?.name} ${stack[0]?.function}`,
    );
  }

  /** Words of 64 bits that an ioctl left. */
  words(file: string, count: number): bigint[] {
    return finished(this.run.argument(file, count));
  }
}

export function actionOf(step: string): UserAction {
  const [kind = '', a = '', b = '', c = ''] = step.split(' ');
  switch (kind) {
    case 'load':
    case 'unload':
      return { kind, module: a };
    case 'bind':
    case 'unbind':
    case 'unplug':
      return { kind, bdf: a };
    case 'override':
      return { kind, bdf: a, driver: b };
    case 'open':
      return { kind, node: a, file: c };
    case 'mmap':
      return { kind, file: a, offset: BigInt(b), length: BigInt(c), private: step.endsWith(' private') };
    case 'ioctl':
      return { kind, file: a, argsz: BigInt(b) };
    case 'close':
      return { kind, file: a };
    case 'poison':
      return { kind, address: BigInt(a) };
    case 'async-probe':
      return { kind };
    default:
      throw new Error(`no action ${step}`);
  }
}
