/** The driver's C under exploration: orders of binding and unbinding GPUs at once, with calls that fail. */
import { performance } from 'node:perf_hooks';
import {
  type CompiledDriver,
  compileDriver,
  embeddedDrivers,
  exploreKernel,
  lifePlan,
  type Plan,
  readTopology,
  registeredGpus,
  type Topology,
} from '../../src/engine/index.ts';
import { assemble, drivers } from '../engine/explore/egm/program.ts';
import { promela } from '../spin/promela.ts';

export interface Explored {
  readonly outcome: string;
  readonly states: number;
  readonly transitions: number;
  readonly bytes: number;
  readonly milliseconds: number;
  /** Of these, until the driver's C is read. */
  readonly reading: number;
  readonly causes: readonly string[];
}

/** A machine of so many GPUs on each of so many sockets. */
export function machineOf(gpus: number, sockets: number): Topology {
  const lines = ['topology: 1', 'sockets:'];
  for (let socket = 0; socket < sockets; socket++) {
    lines.push(`  - socket: ${socket}`, `    pxm: ${socket}`, '    gpus:');
    for (let gpu = 0; gpu < gpus; gpu++) lines.push(...gpuLines(socket, gpu));
  }
  return readTopology('bench', `${lines.join('\n')}\n`).documents[0]!;
}

function gpuLines(socket: number, gpu: number): readonly string[] {
  const index = socket * 16 + gpu;
  return [
    `      - bdf: ${index.toString(16).padStart(4, '0')}:01:00.0`,
    '        device: 10de:2941',
    '        properties:',
    `          nvidia,gpu-mem-base-pa: 0x${(2 ** 46 + index * 2 ** 32).toString(16)}`,
    '          nvidia,gpu-mem-size: 4 GiB',
    `          nvidia,egm-base-pa: 0x${(2 ** 40 + socket * 2 ** 31).toString(16)}`,
    '          nvidia,egm-size: 2 GiB',
    `          nvidia,egm-pxm: ${4 + socket}`,
    `          nvidia,egm-retired-pages-data-base: 0x${(2 ** 32 + index * 2 ** 16).toString(16)}`,
  ];
}

/** All GPUs bound and unbound at once. */
function atOnce(machine: Topology, driver: CompiledDriver, faults: number): Plan {
  return lifePlan(
    driver,
    registeredGpus(machine).map(({ bdf }) => bdf),
    faults,
  );
}

/** From reading the driver's C to the verdict. */
export function explored(
  driver: string,
  gpus: number,
  sockets: number,
  faults: number,
  limit: number,
): Explored {
  const machine = machineOf(gpus, sockets);
  const start = performance.now();
  const compiled = compileDriver(embeddedDrivers().find(({ name }) => name === driver)!, 0x1000n);
  const reading = performance.now() - start;
  const plan = atOnce(machine, compiled, faults);
  const search = exploreKernel(machine, compiled, plan, { states: limit });
  let next = search.next();
  while (!next.done) next = search.next();
  const { outcome, states, transitions, bytes, findings } = next.value;
  const milliseconds = performance.now() - start;
  const causes = findings.map(({ cause }) => cause);
  return { outcome, states, transitions, bytes, milliseconds, reading, causes };
}

/** From reading the driver's C until a cause that begins so is met first; null where none is. */
export function untilMet(driver: string, gpus: number, sockets: number, faults: number, cause: string) {
  const machine = machineOf(gpus, sockets);
  const start = performance.now();
  const compiled = compileDriver(embeddedDrivers().find(({ name }) => name === driver)!, 0x1000n);
  const plan = atOnce(machine, compiled, faults);
  let met: number | null = null;
  const until = (violation: { readonly cause: string }): boolean => {
    if (!violation.cause.startsWith(cause)) return false;
    met = performance.now() - start;
    return true;
  };
  const search = exploreKernel(machine, compiled, plan, { until });
  while (!search.next().done);
  return met;
}

/** The hand-written model for Spin; `template` is the text of egm.pml. */
export const underMutex = (template: string, gpus: number): string =>
  promela(template, { lines: assemble(drivers.mutex), gpus, sockets: 1 });
