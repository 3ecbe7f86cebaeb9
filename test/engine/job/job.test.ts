import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Progress } from '../../../src/engine/explore/exploration.ts';
import {
  compileDriver,
  type ExploreJob,
  embeddedDrivers,
  type JobResult,
  jobSteps,
  pairOfGpus,
  readTopology,
  runScenario,
  type ScenarioJob,
  sentDriver,
} from '../../../src/engine/index.ts';

const text = readFileSync(
  new URL('../../fixtures/sample-workspace/gb200.topology.yaml', import.meta.url),
  'utf8',
);
const topology = readTopology('gb200.topology.yaml', text).documents[0]!;
const source = embeddedDrivers().find(({ name }) => name === 'rfc-v2-02')!;
const job: ExploreJob = {
  kind: 'explore',
  topology,
  driver: sentDriver(source),
  gpus: pairOfGpus(topology),
  faults: 0,
  limit: 100_000,
};

/** `stop`: as soon as it tells how far it is. */
function done(asked: ExploreJob, stop = false): JobResult<ExploreJob> {
  const steps = jobSteps(asked);
  let next = steps.next();
  while (!next.done) next = steps.next(stop && next.value ? 'stop' : undefined);
  return next.value;
}

test('a job is plain data, and so is its result: another thread comes to the same', () => {
  const here = done(job);
  expect(here.explored.outcome).toBe('violated');
  expect(structuredClone(done(structuredClone(job)))).toEqual(here);
});

test('a driver of files is told from the embedded one that it was copied from by its places only', () => {
  const copy = { ...source, place: (file: string) => `file:///mine/${file}` };
  const sent = sentDriver(copy);
  expect(sent).toMatchObject({ kind: 'folder', name: 'rfc-v2-02' });
  const { explored } = done({ ...job, driver: structuredClone(sent) });
  expect(explored.findings.map(({ finding }) => finding.source.file)).toContain('file:///mine/egm.c');
  expect(explored.states).toBe(done(job).explored.states);
});

test('the name that its module was given goes with a driver of files', () => {
  const files = new Map([
    ['a.c', 'static int __init a_init(void)\n{\n\treturn 0;\n}\nmodule_init(a_init);\n'],
  ]);
  const sent = sentDriver({ name: './a', files, place: (file) => file, module: 'mine' });
  const { notes } = done({ ...job, driver: structuredClone(sent) });
  expect(notes.modules.map(({ name }) => name)).toEqual(['mine']);
});

test('a job that is stopped says what it has', () => {
  const { explored } = done({ ...job, driver: { kind: 'embedded', name: 'reviewed' }, faults: 1 }, true);
  expect(explored).toMatchObject({ outcome: 'gave-up', limit: 'stopped' });
  expect(explored.states).toBeGreaterThan(0);
});

test('a job that is stopped while it makes traces shorter leaves those that are left as they are', () => {
  const steps = jobSteps(job);
  let next = steps.next();
  // Once no state waits to be expanded, it makes what was found shorter.
  for (let rests = 0; !next.done && rests < 100; next = steps.next()) {
    const { frontier, states = 0 } = (next.value ?? {}) as Partial<Progress>;
    if (frontier === 0 && states > 0) rests++;
  }
  let left = 0;
  for (; !next.done; left++) next = steps.next('stop');
  const { findings, races, limit } = next.value.explored;
  expect(limit).toBe('stopped');
  expect(findings.length).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(findings.length + races.length + 4);
});

test('a job looks at what there is to open a GPU at a time, and is stopped there, too', () => {
  const steps = jobSteps(job);
  const seen: string[] = [];
  let next = steps.next();
  for (; !next.done && !(next.value && 'states' in next.value); next = steps.next())
    if (next.value) seen.push(`${next.value.bound} of ${next.value.toBind}`);
  // The second GPU is not bound after the first.
  expect(seen).toEqual(['0 of 4', '1 of 4', '3 of 4', '4 of 4']);
  const stopped = done(job, true);
  expect(stopped.explored).toMatchObject({ outcome: 'gave-up', limit: 'stopped', findings: [], opened: [] });
});

test('the pair that is explored first shares a socket, the first that has several', () => {
  expect(pairOfGpus(topology)).toEqual(['0008:01:00.0', '0009:01:00.0']);
  const apart = text.replace(/ {6}- bdf: 0009:01:00\.0[\s\S]*?(?= {2}- socket: 1)/, '');
  const [machine] = readTopology('m.topology.yaml', apart).documents;
  expect(pairOfGpus(machine!)).toEqual(['0018:01:00.0', '0019:01:00.0']);
});

test('a scenario of several schedules is explored in another thread as it is here', () => {
  const scenarios = `scenarios:
  - name: a
    steps:
      - load nvgrace-gpu-vfio-pci
      - parallel: [[bind 0008:01:00.0], [bind 0018:01:00.0]]
`;
  const [scenario] = readTopology('gb200.topology.yaml', `${text}${scenarios}`).scenarios;
  const machine = scenario!.machine!;
  const asked: ScenarioJob = {
    kind: 'scenario',
    topology: machine,
    driver: sentDriver(source),
    scenario: scenario!,
  };
  const there = ended(jobSteps(structuredClone(asked)));
  expect(there).toMatchObject({ outcome: 'violated', stopped: null });
  const here = ended(runScenario(scenario!, compileDriver(source, machine.pageSize)));
  expect(structuredClone(there)).toEqual(here);
});

function ended<R>(steps: Generator<unknown, R, undefined>): R {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
