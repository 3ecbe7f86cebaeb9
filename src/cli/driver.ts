import {
  assumption,
  type CompiledDriver,
  compileDriver,
  type DriverSource,
  defaultDriver,
  type ExploreOptions,
  embeddedDrivers,
  type Outcome,
  probe,
  runScenario,
  type Scenario,
  type ScenarioResult,
  type SourceProblem,
  sourceProblems,
  type Topology,
} from '../engine/index.ts';
import { readDriverFolder } from './driver-folder.ts';
import type { Progress } from './progress.ts';
import { reason, Unreadable } from './read-text.ts';
import { pathKind } from './walk.ts';

/** A driver chosen on the command line, compiled once for each page size that the machines ask for. */
export class ChosenDriver {
  readonly #source: DriverSource;
  readonly #compiled = new Map<bigint, CompiledDriver>();

  constructor(source: DriverSource) {
    this.#source = source;
  }

  get name(): string {
    return this.#source.name;
  }

  get source(): DriverSource {
    return this.#source;
  }

  /** For machines of that page size, in bytes. */
  compiled(pageSize: bigint): CompiledDriver {
    return this.#compile(pageSize);
  }

  run(topology: Topology): Outcome {
    const steps = probe(topology, this.#compile(topology.pageSize));
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  /** Runs a scenario on a machine of that page size, in bytes. */
  runScenario(
    scenario: Scenario,
    pageSize: bigint,
    options: ExploreOptions,
    progress: Progress,
  ): ScenarioResult {
    const steps = runScenario(scenario, this.#compile(pageSize), options);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      if (step.value) progress.states(step.value.states, step.value.depth);
    }
  }

  /**
   * What could not be read of a folder's C; it does not depend on the page size. Of the C that comes with
   * the tool nobody can change it.
   */
  problems(): readonly SourceProblem[] {
    const { notes } = this.#any();
    return notes.assumed === 'embedded' ? [] : sourceProblems(notes);
  }

  /** Why the module's name that the command line gives is not the driver's; null where it is, or none is given. */
  unusedName(): string | null {
    const { module } = this.#source;
    const { assumed, modules } = this.#any().notes;
    if (module === undefined || assumed === 'single-module') return null;
    const whence = assumed === 'kbuild' ? 'its Kbuild or Makefile' : 'its driver.yaml';
    const names = modules.map(({ name }) => name).join(', ');
    return `--module ${module} is not used: ${whence} names the modules of ${this.name}: ${names}`;
  }

  assumption(): string | null {
    return assumption(this.#any().notes);
  }

  #any(): CompiledDriver {
    return this.#compiled.values().next().value ?? this.#compile(0x1000n);
  }

  #compile(pageSize: bigint): CompiledDriver {
    let compiled = this.#compiled.get(pageSize);
    if (!compiled) {
      compiled = compileDriver(this.#source, pageSize);
      this.#compiled.set(pageSize, compiled);
    }
    return compiled;
  }
}

function embeddedNamed(name: string | null): DriverSource | undefined {
  return embeddedDrivers().find((driver) => driver.name === (name ?? defaultDriver));
}

export function isEmbedded(name: string): boolean {
  return embeddedNamed(name) !== undefined;
}

/** Refuses a module's name for a driver that comes with the tool: it would change nothing. */
export function checkModule(name: string | null, module: string | null): void {
  const embedded = embeddedNamed(name);
  if (!embedded || module === null) return;
  throw new Unreadable(
    `--module ${module}: ${embedded.name} has its module; the option is for a folder of your own C`,
  );
}

/** The driver of that name, else the folder. `said` is how the user named it. */
export function chooseDriver(
  name: string | null,
  module: string | null,
  said = `--driver ${name ?? defaultDriver}`,
): ChosenDriver {
  if (module !== null && !/^[\w-]+$/.test(module))
    throw new Unreadable(`--module ${module}: a name has letters, digits, _ and -`);
  const embedded = embeddedNamed(name);
  if (embedded) return new ChosenDriver(embedded);
  const folder = name ?? defaultDriver;
  if (!exists(folder)) {
    const names = embeddedDrivers()
      .map((driver) => driver.name)
      .join(', ');
    throw new Unreadable(`${said}: neither a folder nor one of ${names}`);
  }
  return new ChosenDriver(readDriverFolder(folder, module));
}

function exists(path: string): boolean {
  try {
    return pathKind(path) !== null;
  } catch (error) {
    if (reason(error) === 'no such file or directory') return false;
    throw new Unreadable(`${path}: ${reason(error)}`);
  }
}
