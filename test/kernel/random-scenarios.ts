import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Random, seeded } from '../../src/engine/base/random.ts';
import { readScenarioFile, readTopology, type Scenario } from '../../src/engine/index.ts';
import { scenariosFolder } from './folder.ts';

/** A driver that is right, and what it can be told to do. */
interface Subject {
  readonly driver: string;
  readonly topology: string;
  readonly modules: readonly string[];
  /** Names that an override may have. */
  readonly names: readonly string[];
}

const grace = {
  modules: ['nvgrace-gpu-vfio-pci', 'nvgrace-egm'],
  names: ['nvgrace_gpu_vfio_pci', 'nvgrace-gpu-vfio-pci', 'nothing'],
};

const subjects: readonly Subject[] = [
  { driver: 'reviewed', topology: 'gb200.topology.yaml', ...grace },
  { driver: 'reviewed', topology: 'regions.topology.yaml', ...grace },
  { driver: 'reviewed', topology: 'properties.topology.yaml', ...grace },
  { driver: 'reviewed', topology: 'memory.topology.yaml', ...grace },
  { driver: 'reviewed', topology: 'domains.topology.yaml', ...grace },
  {
    driver: './drivers/auxiliary/',
    topology: 'auxiliary.topology.yaml',
    modules: ['creator', 'user'],
    names: ['creator', 'user'],
  },
];

const STEPS = 24;

/** Steps in random order, on drivers that are right: `each` scenarios of each, the first of that seed. */
export function randomScenarios(first: number, each: number): readonly Scenario[] {
  return subjects.flatMap((subject) =>
    Array.from({ length: each }, (_, at) => scenarioOf(subject, first + at)),
  );
}

function scenarioOf(subject: Subject, seed: number): Scenario {
  const machine = text(subject.topology);
  const bdfs = [...machine.matchAll(/bdf: (\S+)/g)].map((match) => match[1]!);
  const random = seeded(seed);
  const steps = Array.from({ length: STEPS }, () => `  - ${stepOf(subject, bdfs, random)}`);
  const head = [
    'scenario: 1',
    `name: ${path.basename(subject.driver)} on ${subject.topology} at random, seed ${seed}`,
    `topology: ${subject.topology}`,
    `driver: ${subject.driver}`,
  ];
  const reading = readScenarioFile(
    'random.scenario.yaml',
    [...head, 'steps:', ...steps, ''].join('\n'),
    (_, file) => readTopology(file, text(file)),
  );
  const [scenario] = reading.scenarios;
  if (!scenario || scenario.broken || !scenario.machine)
    throw new Error(`seed ${seed}: ${JSON.stringify(reading.problems)}`);
  return scenario;
}

function stepOf({ modules, names }: Subject, bdfs: readonly string[], random: Random): string {
  const [module, bdf] = [random.pick(modules), random.pick(bdfs)];
  if (random.below(40) === 0) return `unplug ${bdf}`;
  return random.pick([
    `load ${module}`,
    `load ${module}`,
    `unload ${module}`,
    `bind ${bdf}`,
    `bind ${bdf}`,
    `bind ${bdf}`,
    `unbind ${bdf}`,
    `unbind ${bdf}`,
    `override ${bdf} ${random.pick(names)}`,
  ]);
}

/**
 * Without tables of retired pages: QEMU's processors have no such addresses. And nothing defers: when a work queue tries it
 * again is left to chance.
 */
function text(name: string): string {
  const whole = readFileSync(path.join(scenariosFolder, name), 'utf8');
  return whole
    .replace(/^ *(?:nvidia,egm-retired-pages-data-base|test,(?:user-)?defers).*\n/gm, '')
    .replace(/^retired-pages:[\s\S]*/m, '');
}
