import { expect, test } from 'vitest';
import {
  differenceMessage,
  isSequential,
  type ScenarioResult,
  type Verdict,
} from '../../../src/engine/index.ts';
import { driverOf, run, samples, scenarioOf } from './ran.ts';

const load = 'load nvgrace-gpu-vfio-pci';
const unload = 'unload nvgrace_gpu_vfio_pci';

const returned = ({ steps }: ScenarioResult) => steps.map((step) => step.returned);
const told = (verdict: Verdict) =>
  verdict.kind === 'failed' ? verdict.differences.map(differenceMessage) : verdict.kind;

test('the scenarios of the sample workspace pass', () => {
  const scenarios = samples();
  expect(new Set(scenarios.map(isSequential))).toEqual(new Set([true, false]));
  for (const scenario of scenarios)
    expect(told(run(scenario, scenario.driver!.value).verdict)).toBe('passed');
});

test('a whole life: what each step returned, what exists at the end, what was logged', () => {
  const { result } = run(scenarioOf([load, 'bind 0008:01:00.0', 'bind 0018:01:00.0']), 'reviewed');
  expect(returned(result)).toEqual([0, 0, 0]);
  expect(result).toMatchObject({ outcome: 'holds', stopped: null, findings: [], states: null });
  expect(result.ends).toEqual([
    {
      gpus: [
        { bdf: '0008:01:00.0', bound: true, errno: 0 },
        { bdf: '0009:01:00.0', bound: false, errno: null },
        { bdf: '0018:01:00.0', bound: true, errno: 0 },
        { bdf: '0019:01:00.0', bound: false, errno: null },
      ],
      devices: ['nvgrace_gpu_vfio_pci.egm.4', 'nvgrace_gpu_vfio_pci.egm.5'],
      nodes: [],
    },
  ]);
});

test('steps that Linux answers with an errno end nothing', () => {
  const steps = ['bind 0008:01:00.0', unload, load, load, 'unbind 0008:01:00.0', 'bind 0008:01:00.0'];
  const { result, verdict } = run(scenarioOf([...steps, 'bind 0008:01:00.0']), 'reviewed');
  expect(returned(result)).toEqual([-19, -2, 0, -17, -19, 0, -16]);
  expect(told(verdict)).toBe('passed');
});

test('a bind after an unbind is a bind again', () => {
  const steps = [load, 'bind 0008:01:00.0', 'unbind 0008:01:00.0', 'bind 0008:01:00.0', unload];
  const { result } = run(scenarioOf(steps), 'reviewed');
  expect(returned(result)).toEqual([0, 0, 0, 0, 0]);
  expect(result.ends[0]?.gpus.some(({ bound }) => bound)).toBe(false);
});

test('a finding belongs to its step, and the expectation names kinds', () => {
  const steps = [load, 'bind 0008:01:00.0', 'bind 0009:01:00.0'];
  const { result, verdict } = run(scenarioOf(steps), 'rfc-v2-02');
  expect(result.steps.map(({ findings }) => findings.map(({ kind }) => kind))).toEqual([
    [],
    [],
    ['double-free', 'errno-lost'],
  ]);
  expect(result).toMatchObject({ outcome: 'violated' });
  const [message] = told(verdict);
  expect(message).toMatch(/^expected nothing to be found, got double-free: .* \(egm\.c:\d+\)$/);
});

test('memory that is lost is found when the last module is gone, and not before', () => {
  const life = [load, 'bind 0008:01:00.0', 'unbind 0008:01:00.0'];
  const driver = forgetful();
  expect(run(scenarioOf(life), driver).result.outcome).toBe('holds');
  const { result } = run(scenarioOf([...life, unload]), driver);
  expect(result.findings.map(({ kind }) => kind)).toEqual(['leak']);
});

/** A driver that allocates at every bind and never frees. */
function forgetful() {
  const source = driverOf('reviewed');
  const files = [...source.files].map(([name, text]): [string, string] => [
    name,
    text.replace(/(_probe\([^)]*\)\s*\{\n)/, '$1\t{ void *lost = kmalloc(32, GFP_KERNEL); (void)lost; }\n'),
  ]);
  return { ...source, files: new Map(files) };
}

test('a module that the driver does not have is the scenario’s fault, told at its name', () => {
  const scenario = scenarioOf(['load nvgrace-egm-x']);
  const { verdict, result } = run(scenario, 'reviewed');
  expect(told(verdict)).toEqual([
    'the driver has no module nvgrace_egm_x: it has nvgrace_egm, nvgrace_gpu_vfio_pci',
  ]);
  expect(result.stopped?.place.span).toEqual({
    start: scenario.steps[0]!.place.span.start + 5,
    end: scenario.steps[0]!.place.span.end,
  });
});

test('every step of the language runs, and what is refused is only told', () => {
  const scenario = scenarioOf([
    load,
    'override 0008:01:00.0 none',
    'bind 0008:01:00.0',
    'open /dev/none as file',
    'mmap file 0 64 KiB',
    'ioctl file retired-pages 64',
    'close file',
    'poison 0x90000000',
    'read /sys/class/none/none',
    'write /sys/bus/pci 1',
    'unplug 0008:01:00.0',
    'unplug 0008:01:00.0',
    unload,
    unload,
  ]);
  const { result } = run(scenario, 'reviewed');
  expect(returned(result)).toEqual([0, 0, -19, -2, -9, -9, -9, -16, -2, -21, 0, -2, 0, -2]);
  expect(result.stopped).toBeNull();
});

test('a module that is loaded again has its variables anew', () => {
  const { result } = run(scenarioOf([load, unload, load, load]), 'reviewed');
  expect(returned(result)).toEqual([0, 0, 0, -17]);
});

test('what has several schedules or allows faults goes to the explorer', () => {
  const parallel = scenarioOf([load, 'parallel: [[bind 0008:01:00.0], [bind 0009:01:00.0]]']);
  const faults = scenarioOf([load], 'faults: 1\n');
  const asked: unknown[] = [];
  for (const scenario of [parallel, faults, scenarioOf([load])])
    run(scenario, 'reviewed', 30, function* (given, topology, driver, options) {
      asked.push([given, topology, driver.name, options]);
      yield { states: 1, depth: 1 };
      return run(scenarioOf([load]), 'reviewed').result;
    });
  const options = { states: 30 };
  expect(asked).toEqual([
    [parallel, parallel.machine, 'reviewed', options],
    [faults, faults.machine, 'reviewed', options],
  ]);
});

test('the same scenario and driver give the same result', () => {
  const again = () =>
    JSON.stringify(run(samples()[2]!, 'rfc-v2-02').result, (_, value) =>
      typeof value === 'bigint' ? `${value}` : value,
    );
  expect(again()).toBe(again());
});
