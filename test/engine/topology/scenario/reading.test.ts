import { expect, test } from 'vitest';
import { seeded } from '../../../../src/engine/base/random.ts';
import {
  type Action,
  embeddedDrivers,
  findingKinds,
  isSequential,
  readScenarioFile,
  readTopology,
  type ScenarioReading,
  scenarioName,
  showProblem,
  type Topologies,
} from '../../../../src/engine/index.ts';
import { driverNames, findingKindNames } from '../../../../src/engine/topology/scenario/names.ts';

const tray = readTopology(
  'tray.topology.yaml',
  `topology: 1
sockets:
  - { socket: 0, pxm: 0, gpus: [{ bdf: 0008:01:00.0 }, { bdf: 0009:01:00.0 }] }
`,
);
const topologies: Topologies = (_, path) => (path === tray.path ? tray : null);
const read = (text: string): ScenarioReading => readScenarioFile('a.scenario.yaml', text, topologies);

const whole = `scenario: 1
name: everything
topology: tray.topology.yaml
driver: rfc-v2-03
steps:
  - load nvgrace-gpu-vfio-pci
  - override 0008:01:00.0 vfio-pci
  - parallel:
      - [bind 0008:01:00.0, unbind 0008:01:00.0]
      - - bind 0009:01:00.0
        - unplug 0009:01:00.0
  - 'open /dev/egm4 as one'
  - mmap one 0x10000 64 KiB # a comment
  - ioctl one retired-pages 18_446_744_073_709_551_615
  - close one
  - poison 0xfffffffffffffffe
  - read /sys/class/egm/egm4/egm_size
  - write /sys/bus/pci/devices/0008:01:00.0/level 1
  - unload nvgrace_gpu_vfio_pci
faults: 1
expect:
  findings: [double-free, race]
  errno: { 0009:01:00.0: -EINVAL, 0008:01:00.0: 0 }
  bound: []
  devices: [nvgrace_gpu_vfio_pci.egm.4]
  nodes: [/dev/egm4]
`;

function told(action: Action): string {
  const values = Object.entries(action).flatMap(([key, value]) =>
    key === 'place' || key === 'kind' ? [] : [`${typeof value === 'object' ? value.value : value}`],
  );
  return [action.kind, ...values].join(' ');
}

test('a scenario is read as it stands, every integer exactly', () => {
  const { scenarios, problems } = read(whole);
  expect(problems).toEqual([]);
  const [scenario] = scenarios;
  expect(scenario).toMatchObject({ index: 0, broken: false, faults: 1n });
  expect(scenario?.machine).toBe(tray.documents[0]);
  expect(scenario?.driver?.value).toBe('rfc-v2-03');
  const steps = scenario?.steps.map((step) =>
    step.kind === 'parallel' ? step.lists.map((list) => list.map(told)) : told(step),
  );
  expect(steps).toEqual([
    'load nvgrace_gpu_vfio_pci',
    'override 0008:01:00.0 vfio-pci',
    [
      ['bind 0008:01:00.0', 'unbind 0008:01:00.0'],
      ['bind 0009:01:00.0', 'unplug 0009:01:00.0'],
    ],
    'open /dev/egm4 one',
    'mmap one 65536 65536',
    'ioctl one retired-pages 18446744073709551615',
    'close one',
    'poison 18446744073709551614',
    'read /sys/class/egm/egm4/egm_size',
    'write /sys/bus/pci/devices/0008:01:00.0/level 1',
    'unload nvgrace_gpu_vfio_pci',
  ]);
  const { expect: expected } = scenario!;
  expect(expected.findings.map(({ value }) => value)).toEqual(['double-free', 'race']);
  expect(expected.errno.map(({ bdf, errno }) => [bdf.value, errno.value])).toEqual([
    ['0009:01:00.0', '-EINVAL'],
    ['0008:01:00.0', '0'],
  ]);
  expect(expected.bound?.items).toEqual([]);
  expect(expected.devices?.items.map(({ value }) => value)).toEqual(['nvgrace_gpu_vfio_pci.egm.4']);
});

test('every place is that of the words', () => {
  const { scenarios, text } = read(whole);
  const at = ({ span }: { span: { start: number; end: number } }) => text.slice(span.start, span.end);
  const [scenario] = scenarios;
  const [load, , parallel, open, mmap] = scenario!.steps;
  expect(at(scenario!.place)).toBe('everything');
  expect(at(load!.place)).toBe('load nvgrace-gpu-vfio-pci');
  expect(at(parallel!.place)).toBe('parallel');
  expect(at((open as Action & { kind: 'open' }).name.place)).toBe('one');
  expect(at((mmap as Action & { kind: 'mmap' }).length.place)).toBe('64 KiB');
  expect(at(scenario!.expect.errno[0]!.bdf.place)).toBe('0009:01:00.0');
  expect(at(scenario!.expect.errno[0]!.errno.place)).toBe('-EINVAL');
});

test('what is not given: no fault, nothing found, nothing compared', () => {
  const [scenario] = read('scenario: 1\nname: a\ntopology: tray.topology.yaml\nsteps: [load m]\n').scenarios;
  expect(scenario).toMatchObject({ faults: 0n, driver: null, broken: false });
  expect(scenario?.expect).toMatchObject({
    findings: [],
    errno: [],
    bound: null,
    devices: null,
    nodes: null,
  });
  expect(isSequential(scenario!)).toBe(true);
  expect(isSequential({ ...scenario!, faults: 1n })).toBe(false);
  expect(isSequential(read(whole.replace('faults: 1', 'faults: 0')).scenarios[0]!)).toBe(false);
});

test('a scenario with an error, or with a key that is not read, is broken; the others are not', () => {
  const good = 'scenario: 1\nname: good\ntopology: tray.topology.yaml\nsteps: [load m]\n';
  const broken = (text: string) => read(text).scenarios.map((each) => each.broken);
  expect(broken(`${good}---\n${good.replace('load', 'laod')}`)).toEqual([false, true]);
  expect(broken(`${good}expect: { bond: [] }\n`)).toEqual([true]);
  expect(broken(`${good}---\n${good}`), 'of one name: both are what they say').toEqual([false, false]);
  expect(broken(good.replace('tray', 'lost'))).toEqual([true]);
});

test('scenarios of a topology are about the machine of their document', () => {
  const machine = (bdf: string, name: string) =>
    `topology: 1\nsockets: [{ socket: 0, pxm: 0, gpus: [{ bdf: ${bdf} }] }]\nscenarios:\n  - name: ${name}\n    steps: [bind ${bdf}]\n`;
  const reading = readTopology(
    'a',
    `${machine('0008:01:00.0', 'one')}---\n${machine('0009:01:00.0', 'two')}`,
  );
  expect(reading.scenarios.map(scenarioName)).toEqual(['one', 'two']);
  expect(reading.scenarios.map((each) => each.machine)).toEqual(reading.documents);
  expect(reading.scenarios.map(({ index, broken }) => [index, broken])).toEqual([
    [0, false],
    [1, false],
  ]);
});

test('the scenarios of an included file are about that file’s machine', () => {
  const part = `topology: 1\nsockets: [{ socket: 0, pxm: 0, gpus: [] }]\nscenarios: [{ name: part, steps: [load m] }]\n`;
  const reading = readTopology('a', 'topology: 1\ninclude: [b.topology.yaml]\n', () => ({
    ...readTopology('b.topology.yaml', part).files[0]!,
  }));
  expect(reading.scenarios).toEqual([]);
});

test('the names of the language are those of the engine', () => {
  expect(driverNames).toEqual(embeddedDrivers().map(({ name }) => name));
  expect(findingKinds.filter((kind) => !findingKindNames.includes(kind))).toEqual([]);
  expect(new Set(findingKindNames).size).toBe(findingKindNames.length);
});

/** What is wrong with a reading, if anything. */
function faultOf({ text, problems, scenarios }: ScenarioReading): string | null {
  const lines = text.split('\n').length;
  if (problems.length > 20 * lines) return `${problems.length} problems of ${lines} lines`;
  if (scenarios.length > lines) return `${scenarios.length} scenarios of ${lines} lines`;
  for (const problem of problems) {
    const { start, end } = problem.place.span;
    if (start < 0 || start > end || end > text.length) return `${problem.code} stands at ${start} to ${end}`;
    if (!/[.?]$/.test(showProblem(problem).message)) return `${problem.code} has no whole sentence`;
  }
  return null;
}

test('a scenario cut at every byte', () => {
  for (let end = 0; end <= whole.length; end++) {
    expect(faultOf(read(whole.slice(0, end))), `cut at ${end}`).toBeNull();
  }
});

test('five thousand edited bytes', () => {
  const seed = 0x5ce7;
  const random = seeded(seed);
  const marks = [...'\t\n "#%&\'*,-.0:>?@[]_`{|}~aX!\u0000\u2028\ufeff\ud800é'];
  let text = whole;
  for (let round = 0; round < 5000; round++) {
    if (round % 4 === 0) text = whole;
    const at = random.below(text.length + 1);
    text =
      text.slice(0, at) +
      (random.below(4) === 0 ? '' : random.pick(marks)) +
      text.slice(at + random.below(3));
    const fault = faultOf(read(text));
    if (fault) expect.fail(`seed ${seed}, round ${round}: ${fault}\n${text}`);
  }
});
