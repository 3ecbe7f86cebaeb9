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
  /** Under /dev, opened and used beside. */
  readonly nodes?: readonly string[];
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
    driver: 'reviewed',
    topology: 'users.topology.yaml',
    ...grace,
    nodes: ['egm4', 'egm4', 'egm5', 'egm5', 'egm6'],
  },
  {
    driver: './drivers/auxiliary/',
    topology: 'auxiliary.topology.yaml',
    modules: ['creator', 'user'],
    names: ['creator', 'user'],
  },
];

const STEPS = 24;

/** Steps in random order, on drivers that are right: `each` scenarios of each, the first of that seed. */
export function randomScenarios(first: number, each: number, on = ''): readonly Scenario[] {
  return subjects
    .filter(({ topology }) => topology.includes(on))
    .flatMap((subject) => Array.from({ length: each }, (_, at) => scenarioOf(subject, first + at)));
}

function scenarioOf(subject: Subject, seed: number): Scenario {
  const machine = text(subject.topology);
  const bdfs = [...machine.matchAll(/bdf: (\S+)/g)].map((match) => match[1]!);
  const random = seeded(seed);
  const steps = (
    subject.nodes ? usersSteps(subject, bdfs, random) : times(STEPS, () => stepOf(subject, bdfs, random))
  ).map((step) => `  - ${step}`);
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

function times(count: number, step: (at: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, at) => step(at));
}

/** All is there at first, and is taken away and given back while users are at work. */
function usersSteps(subject: Subject, bdfs: readonly string[], random: Random): readonly string[] {
  const open = new Set<string>();
  return [
    ...subject.modules.map((module) => `load ${module}`),
    ...bdfs.map((bdf) => `bind ${bdf}`),
    ...times(STEPS * 2, (at) =>
      random.below(4) > 0
        ? useOf(subject.nodes ?? [], open, `file${at}`, random)
        : random.pick([stepOf(subject, bdfs, random), `bind ${random.pick(bdfs)}`]),
    ),
  ];
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

/** Parts of a region, and what is none: beyond its end, nothing, and not of whole pages. */
const areas = [
  '0 0x1000',
  '0 0x3000',
  '0x2000 0x1000',
  '0x2000 0x1800',
  '0x1000 1',
  '0xf000 0x1000',
  '0xf000 0x2000',
  '0 0x10000',
  '0 0x10001',
  '0x800 0x1000',
  '0 0',
  '0xfffffffffffff000 0x1000',
  '0x7ffffffffffff000 0x2000',
];

/** What a user does with a node, or with a file that was opened under a name of its own. */
function useOf(nodes: readonly string[], open: Set<string>, fresh: string, random: Random): string {
  if (random.below(12) === 0) {
    const file = `/sys/class/egm/${random.pick(nodes)}/egm_size`;
    return random.pick([`read ${file}`, `read ${file}`, `write ${file} 1`]);
  }
  const name = random.pick([...open]);
  if (name === undefined || random.below(4) === 0) {
    open.add(fresh);
    return `open /dev/${random.pick(nodes)} as ${fresh}`;
  }
  if (open.size > 3 || random.below(5) === 0) {
    open.delete(name);
    return `close ${name}`;
  }
  return random.pick([
    `mmap ${name} ${random.pick(areas)}`,
    `mmap ${name} ${random.pick(areas)}`,
    `ioctl ${name} retired-pages ${random.pick([0, 4, 7, 8, 9, 24, 4096])}`,
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
