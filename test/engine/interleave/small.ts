import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { Workload } from '../../../src/engine/interleave/program.ts';
import type { AfterPhase } from '../../../src/engine/interleave/system.ts';
import { ofFinding } from '../../../src/engine/interleave/violations.ts';
import { World } from '../../../src/engine/interleave/world.ts';
import { leftBehind } from '../../../src/engine/kernel/leak.ts';
import { rolesOf } from '../../../src/engine/kernel/roles.ts';
import { KernelRun } from '../../../src/engine/kernel/run.ts';
import { finished } from '../kernel/acting.ts';
import { trial } from '../kernel/running.ts';

/** A few C functions: those of a phase run at once, the phases one after another. */
export interface Small {
  readonly text: string;
  /** `f(1)` calls `f` with that number. */
  readonly phases: readonly (readonly string[])[];
  readonly faults?: number;
  /** It may have what is not translated. */
  readonly opaque?: boolean;
}

/** The virtual kernel with a small system on it, not explored yet. */
export interface Started {
  readonly world: World;
  readonly workload: Workload;
  readonly afterPhase: AfterPhase;
}

const headers = ['atomic', 'auxiliary_bus', 'cdev', 'completion', 'idr', 'kref', 'module', 'mutex']
  .concat('pci', 'refcount', 'rwsem', 'semaphore', 'slab', 'spinlock', 'uaccess', 'xarray', 'list')
  .map((name) => `#include <linux/${name}.h>\n`);

/** A line of a system's text, from 1, as causes name it. */
export function lineAt(line: number): string {
  return `trial/main.c:${headers.length + 1 + line}`;
}

/** `init` comes before, `fini` after the tasks, where the text has them. */
export function small(text: string, tasks: readonly string[] = ['a', 'b'], faults = 0): Small {
  const has = (name: string) => new RegExp(`\\b${name}\\(void\\)`).test(text);
  const before = has('init') ? [['init']] : [];
  return { text, phases: [...before, tasks, ...(has('fini') ? [['fini']] : [])], faults };
}

export function start({ text, phases, faults = 0, opaque = false }: Small): Started {
  const driver = compileDriver(trial(`${headers.join('')}\n${text}`), 4096n);
  const notes = [...driver.notes.untranslated, ...driver.notes.missingHeaders];
  if (notes.length > 0 && !opaque) throw new Error(`not translated: ${JSON.stringify(notes)}`);
  const run = new KernelRun(driver, [], { fuel: 4_000_000 });
  finished(run.boot());
  const action = (name: string) => {
    const [called = '', argument] = name.split(/[()]/);
    const index = driver.built.functions.get(called);
    if (index === undefined) throw new Error(`no function ${name}`);
    return { function: index, args: argument === undefined ? [] : [BigInt(argument)], name };
  };
  const workload = { faults, phases: phases.map((tasks) => tasks.map((name) => [action(name)])) };
  const most = Math.max(...phases.map((tasks) => tasks.length));
  const world = new World(run.machine, run.state, rolesOf(run.machine.program), most);
  const afterPhase: AfterPhase = ({ machine, state }, { length }) =>
    length === phases.length ? leftBehind(machine, state).map(ofFinding) : [];
  return { world, workload, afterPhase };
}
