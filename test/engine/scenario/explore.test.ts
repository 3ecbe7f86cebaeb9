import { expect, test } from 'vitest';
import {
  compileDriver,
  differenceMessage,
  runScenario,
  type ScenarioResult,
  wayOf,
} from '../../../src/engine/index.ts';
import { actionAt, planOf } from '../../../src/engine/scenario/plan.ts';
import { driverOf, type Ran, run, scenarioOf } from './ran.ts';

const [first, second] = ['0008:01:00.0', '0009:01:00.0'];
const load = 'load nvgrace-gpu-vfio-pci';
const unload = 'unload nvgrace-gpu-vfio-pci';
const bothBind = `parallel: [[bind ${first}], [bind ${second}]]`;
const bothLives = `parallel: [[bind ${first}, unbind ${first}], [bind ${second}, unbind ${second}]]`;

const told = ({ verdict }: Ran) =>
  verdict.kind === 'failed' ? verdict.differences.map(differenceMessage) : verdict.kind;
const kinds = ({ findings }: ScenarioResult) => [...new Set(findings.map(({ kind }) => kind))].sort();

test('each step is a phase of its own, and the lists of a parallel item are at work in one', () => {
  const scenario = scenarioOf([load, bothLives, unload], 'faults: 2\n');
  expect(planOf(scenario)).toEqual({
    faults: 2,
    phases: [
      [[{ kind: 'load', module: 'nvgrace_gpu_vfio_pci' }]],
      [
        [
          { kind: 'bind', bdf: first },
          { kind: 'unbind', bdf: first },
        ],
        [
          { kind: 'bind', bdf: second },
          { kind: 'unbind', bdf: second },
        ],
      ],
      [[{ kind: 'unload', module: 'nvgrace_gpu_vfio_pci' }]],
    ],
  });
});

test('reviewed holds in every order, and with any call failing', () => {
  const whole = run(scenarioOf([load, bothLives, unload], 'faults: 1\n'), 'reviewed');
  expect(told(whole)).toBe('passed');
  expect(whole.result).toMatchObject({ outcome: 'holds', stopped: null, findings: [] });
  expect(whole.result.ends.length).toBeGreaterThan(1);
  expect(whole.result.states).toBeGreaterThan(100);
});

test('a scenario without a choice comes to the same end, explored or run', () => {
  const steps = [load, `bind ${first}`, `bind ${second}`, `unbind ${first}`];
  const once = run(scenarioOf(steps), 'reviewed').result;
  const explored = run(scenarioOf([...steps, `parallel: [[bind ${first}]]`]), 'reviewed').result;
  const again = run(scenarioOf([...steps, `bind ${first}`]), 'reviewed').result;
  expect(explored.ends).toEqual(again.ends);
  expect(explored.ends).not.toEqual(once.ends);
});

test('what is expected of the end must hold in every end, and the way to one that differs is told', () => {
  const expected = `expect: { bound: [${second}], devices: [nvgrace_gpu_vfio_pci.egm.4], errno: { ${second}: 0 } }\n`;
  const steps = [load, `parallel: [[bind ${first}, unbind ${first}], [bind ${second}]]`];
  expect(told(run(scenarioOf(steps, expected), 'reviewed'))).toBe('passed');
  const failing = run(scenarioOf(steps, `faults: 1\n${expected}`), 'reviewed');
  expect(told(failing)).toContain(`expected ${second} to be bound, got nothing in some schedules`);
  expect(told(failing)).toContain(`expected 0 (success) for ${second}, got -ENOMEM in some schedules`);
  if (failing.verdict.kind !== 'failed') return;
  const [errno] = failing.verdict.differences.filter(
    (each) => each.kind === 'errno' && each.got === '-ENOMEM',
  );
  const way = wayOf(errno!);
  expect(way?.faults).toHaveLength(1);
  expect(way?.trace.map(({ task }) => task)).toContain(`probe ${second}`);
});

test('findings are compared by their kinds, and each has the way to it', () => {
  const expected = 'expect: { findings: [double-free, errno-lost, race] }\n';
  const both = run(scenarioOf([load, bothBind], expected), 'rfc-v2-03');
  expect(told(both)).toBe('passed');
  const [found] = both.result.findings.filter(({ kind }) => kind === 'double-free');
  const tasks = found?.way?.trace.slice(1).map(({ task }) => task);
  expect([...new Set(tasks)].sort()).toEqual([`probe ${first}`, `probe ${second}`]);
  const none = run(scenarioOf([load, bothBind]), 'rfc-v2-03');
  const race = (told(none) as string[]).find((each) => each.includes('race'));
  expect(race).toMatch(
    /expected nothing to be found, got race: egm_entries\.\w+ is used by probe .* and probe/,
  );
});

test('each step of a trace is one of the scenario', () => {
  const scenario = scenarioOf([load, bothBind, `unbind ${first}`]);
  const { findings } = run(scenario, 'rfc-v2-03').result;
  const steps = findings.flatMap(({ way }) => way?.trace ?? []);
  expect(steps.length).toBeGreaterThan(3);
  const verbs = { load: 'load', probe: 'bind', remove: 'unbind' } as const;
  for (const step of steps) {
    const [verb = '', of = ''] = step.task.split(/[ ,]/);
    const action = actionAt(scenario, step);
    expect(action?.kind).toBe(verbs[verb as keyof typeof verbs]);
    const operand = action && ('bdf' in action ? action.bdf : 'module' in action ? action.module : null);
    expect(operand?.value).toBe(of);
  }
});

test('no more calls fail than can be looked at, and that is said', () => {
  const { result, verdict } = run(scenarioOf([load], 'faults: 9\n'), 'reviewed');
  expect(verdict.kind).toBe('gave-up');
  expect(result.stopped?.why).toEqual({ kind: 'faults', wanted: 9n, most: 3n });
});

test('an exploration that is told to stop ends with what it has', () => {
  const scenario = scenarioOf([load, bothLives, unload]);
  const steps = runScenario(scenario, compileDriver(driverOf('reviewed'), scenario.machine!.pageSize));
  for (let count = 0; count < 40; count++) expect(steps.next().done).toBe(false);
  for (let next = steps.next('stop'); ; next = steps.next()) {
    if (!next.done) continue;
    expect(next.value.stopped?.why).toMatchObject({ kind: 'limit', limit: 'stopped' });
    expect(next.value.outcome).toBe('gave-up');
    break;
  }
});

test('what users do at once has every order of whole actions, also where only the kernel is at work', () => {
  const errnosOf = (...steps: string[]) => {
    const { ends } = run(scenarioOf(steps), 'reviewed').result;
    return [...new Set(ends.map(({ gpus }) => gpus[0]!.errno))].sort();
  };
  expect(errnosOf(load, `parallel: [[bind ${first}], [override ${first} none]]`)).toEqual([0, 19]);
  expect(errnosOf(`parallel: [[${load}], [bind ${first}]]`)).toEqual([0, 19]);
  const between = `parallel: [[override ${first} none, override ${first} nvgrace_gpu_vfio_pci], [bind ${first}]]`;
  expect(errnosOf(load, between)).toEqual([0, 19]);
  const expected = `expect: { errno: { ${first}: 0 } }\n`;
  const { verdict } = run(scenarioOf([load, between], expected), 'reviewed');
  const [different] = verdict.kind === 'failed' ? verdict.differences : [];
  expect(wayOf(different!)?.trace.map(({ task }) => task)).toEqual([
    expect.stringMatching(/^load/),
    `override ${first}`,
    `probe ${first}`,
    `override ${first}`,
  ]);
});

test('where every order stops at a finding there is no end to compare', () => {
  const steps = [load, `bind ${first}`, `parallel: [[bind ${second}]]`];
  const found = 'findings: [double-free, errno-lost]';
  const ended = run(scenarioOf(steps, `expect: { ${found} }\n`), 'rfc-v2-02');
  expect(told(ended), 'what is expected to be found is').toBe('passed');
  expect(ended.result).toMatchObject({ outcome: 'violated', ends: [], stopped: { why: { kind: 'no-end' } } });
  expect(told(run(scenarioOf(steps, `expect: { ${found}, bound: [] }\n`), 'rfc-v2-02'))).toBe('gave-up');
});

test('an exploration that reaches its limit gave up, and says where', () => {
  const scenario = scenarioOf([load, bothLives, unload]);
  const { result, verdict } = run(scenario, 'reviewed', 20);
  expect(verdict.kind).toBe('gave-up');
  expect(result).toMatchObject({ outcome: 'gave-up', states: 20 });
  expect(result.stopped).toEqual({
    place: scenario.place,
    why: { kind: 'limit', limit: 'states', states: 20, orders: { kind: 'all' }, wholeParts: [] },
  });
});

test('where calls that fail make for too many orders, those without one are looked at whole', () => {
  const steps = [load, bothLives, unload];
  const { result } = run(scenarioOf(steps, 'faults: 1\n'), 'rfc-v2-02', 6000);
  const faultless = run(scenarioOf(steps), 'rfc-v2-02').result;
  expect(faultless.stopped).toBeNull();
  expect(result.stopped?.why).toMatchObject({ limit: 'states', wholeParts: [{ gpus: null, faults: 0 }] });
  const causes = new Map(result.explored!.findings.map((each) => [each.cause, each]));
  for (const { cause, trace } of faultless.explored!.findings)
    expect(causes.get(cause)!.trace.length, cause).toBeLessThanOrEqual(trace.length);
  expect(result.ends.length).toBeGreaterThan(faultless.ends.length);
});

test('what the scenario names and there is not is told before anything is explored', () => {
  const scenario = scenarioOf([load, 'parallel: [[load nothing]]']);
  const { result } = run(scenario, 'reviewed');
  expect(result.stopped?.why).toMatchObject({ kind: 'no-module', module: 'nothing' });
  expect(result).toMatchObject({ outcome: 'gave-up', explored: null });
});

test('a region that a sibling still uses: of the system, seen between the steps', () => {
  const steps = [load, `bind ${first}`, `bind ${second}`, `unbind ${first}`, `unbind ${second}`, unload];
  const { result } = run(scenarioOf(steps, 'faults: 0\n'), 'rfc-v2-03');
  expect(kinds(result)).toContain('outlives-parent');
  const explored = run(scenarioOf([...steps, 'parallel: [[load nvgrace-gpu-vfio-pci]]']), 'rfc-v2-03');
  expect(kinds(explored.result)).toContain('outlives-parent');
  const found = explored.result.findings.find(({ kind }) => kind === 'outlives-parent');
  expect(found?.way?.trace.map(({ task }) => task).at(-1)).toBe(`remove ${first}`);
});
