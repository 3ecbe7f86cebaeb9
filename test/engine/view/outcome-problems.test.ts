import { expect, test } from 'vitest';
import { isSourcePlace } from '../../../src/engine/base/problem.ts';
import type { GpuOutcome } from '../../../src/engine/kernel/outcome.ts';
import { ignoredCodes } from '../../../src/engine/topology/ignore.ts';
import { outcomeProblems } from '../../../src/engine/view/outcome-problems.ts';
import { outline } from '../../../src/engine/view/rows/machine.ts';
import { doubleFree, machine, outcomeOf, threeGpus } from './driven.ts';

const written = (span: { start: number; end: number }) => threeGpus.slice(span.start, span.end);

test('a failed probe stands at its BDF, with the call and the GPU that has the name', () => {
  const topology = machine();
  const [failure] = outcomeProblems(topology, outcomeOf(topology, { findings: [] }));
  expect(failure).toMatchObject({ code: 'driver/probe-failed', severity: 'error' });
  expect(failure!.message).toBe(
    'The probe of 0009:01:00.0 failed with -EINVAL (invalid argument), after auxiliary_device_add returned ' +
      '-EEXIST (already exists); that errno is lost to the caller: 0009:01:00.0 stays without its driver.',
  );
  expect(written(failure!.place.span)).toBe('0009:01:00.0');
  const [call, other] = failure!.related;
  expect(call).toEqual({
    message: 'auxiliary_device_add returned -EEXIST (already exists) here',
    place: { file: 'driver-model:/toy/egm_dev.c', line: 58, column: 2 },
  });
  expect(other!.message).toBe(
    '0008:01:00.0 is the parent of nvgrace_gpu_vfio_pci.egm.4, which has the name already',
  );
  expect(isSourcePlace(other!.place) ? '' : written(other!.place.span)).toBe('0008:01:00.0');
});

test('an errno that was passed on is not called lost, and no other GPU is blamed for it', () => {
  const topology = machine();
  const outcome = outcomeOf(topology, { findings: [] });
  const gpus = outcome.gpus.map((gpu) => (gpu.call ? { ...gpu, call: { ...gpu.call, errno: 22 } } : gpu));
  const [failure] = outcomeProblems(topology, { ...outcome, gpus });
  expect(failure!.message).toContain('which came from auxiliary_device_add');
  expect(failure!.related).toHaveLength(1);
});

test('a failure without a failed call says the errno alone', () => {
  const topology = machine();
  const outcome = outcomeOf(topology, { findings: [] });
  const gpus = outcome.gpus.map((gpu) => ({ ...gpu, call: null }));
  const [failure] = outcomeProblems(topology, { ...outcome, gpus });
  expect(failure!.message).toBe(
    'The probe of 0009:01:00.0 failed with -EINVAL (invalid argument): 0009:01:00.0 stays without its driver.',
  );
});

test('the line where the driver makes the errno by itself is a related place, its function in the message', () => {
  const topology = machine();
  const outcome = outcomeOf(topology, { findings: [] });
  const origin = { function: 'check_size', site: { file: 'driver-model:/toy/main.c', line: 12, column: 3 } };
  const failureOf = (change: Partial<GpuOutcome>) => {
    const gpus = outcome.gpus.map((gpu) => (gpu.state === 'failed' ? { ...gpu, origin, ...change } : gpu));
    return outcomeProblems(topology, { ...outcome, gpus })[0]!;
  };
  const own = { message: '-EINVAL (invalid argument) begins here, in check_size', place: origin.site };
  const alone = failureOf({ call: null });
  expect(alone.message).toBe(
    'The probe of 0009:01:00.0 failed with -EINVAL (invalid argument), which begins in check_size: ' +
      '0009:01:00.0 stays without its driver.',
  );
  expect(alone.related).toEqual([own]);
  const after = failureOf({});
  expect(after.message).toContain(
    '-EINVAL (invalid argument), after auxiliary_device_add returned -EEXIST (already exists); that errno',
  );
  expect(after.related[1]).toEqual(own);
  const call = { function: 'device_property_read_u64', errno: 22, site: origin.site };
  const passedOn = failureOf({ call });
  expect(passedOn.message).toContain(', which came from device_property_read_u64: ');
  expect(passedOn.related).toHaveLength(1);
  const ignored = failureOf({ call: { ...call, site: { ...call.site, line: 9 } } });
  expect(ignored.message).toContain(
    ', which begins in check_size, after device_property_read_u64 returned -EINVAL (invalid argument): ',
  );
  expect(ignored.related[1]).toEqual(own);
});

test('a finding names its three lines of C', () => {
  const topology = machine();
  const problem = outcomeProblems(topology, outcomeOf(topology)).find(
    ({ code }) => code === 'driver/double-free',
  )!;
  expect(written(problem.place.span)).toBe('0009:01:00.0');
  expect(problem.message).toMatch(
    /^Double free during probe of 0009:01:00.0: struct nvgrace_egm_dev is freed again\./,
  );
  expect(problem.related.map(({ message, place }) => [message, isSourcePlace(place) && place.line])).toEqual([
    ['it happens here in make_device', 61],
    ['struct nvgrace_egm_dev was allocated here', 40],
    ['struct nvgrace_egm_dev was freed here', 20],
  ]);
});

test('what concerns no GPU stands at the beginning, and does not underline the whole text', () => {
  const topology = machine(`# a comment\n${threeGpus}`);
  const outcome = outcomeOf(topology, {
    gpus: [],
    findings: [{ ...doubleFree, gpu: null }],
    stopped: 'The end.',
  });
  const problems = outcomeProblems(topology, outcome);
  expect(problems.map(({ code }) => code)).toEqual(['driver/double-free', 'driver/stopped']);
  const start = '# a comment\n'.length;
  for (const { place } of problems) expect(place.span).toEqual({ start, end: start });
});

test('a run that a finding ended is told once', () => {
  const topology = machine();
  const findings = [{ ...doubleFree, kind: 'out-of-fuel' as const, object: null }];
  const problems = outcomeProblems(
    topology,
    outcomeOf(topology, { gpus: [], findings, stopped: 'budget used' }),
  );
  expect(problems.map(({ code }) => code)).toEqual(['driver/out-of-fuel']);
});

test('results are matched by position: an outcome may come from another thread', () => {
  const topology = machine();
  const copy = structuredClone(outcomeOf(topology));
  expect(outcomeProblems(topology, copy)).toEqual(outcomeProblems(topology, outcomeOf(topology)));
});

test('a comment of the text silences a finding on its line', () => {
  const text = threeGpus.replace(
    'bdf: 0009:01:00.0',
    'bdf: 0009:01:00.0 # driver-model-ignore: driver/double-free',
  );
  const topology = machine(text);
  const isIgnored = ignoredCodes(text);
  const problems = outcomeProblems(topology, outcomeOf(topology), (code, { span }) =>
    isIgnored(code, span.start),
  );
  expect(problems.map(({ code }) => code)).toEqual(['driver/probe-failed']);
});

test('a finding that no line of C belongs to has no place in C', () => {
  const topology = machine();
  const findings = [
    { ...doubleFree, source: { file: '', line: 1, column: 1 }, allocated: null, freed: null, stack: [] },
  ];
  const outcome = outcomeOf(topology, { gpus: [], findings });
  expect(outcomeProblems(topology, outcome)[0]!.related).toEqual([]);
  const row = outline(topology, [], outcome).children[0]!.children.find(({ kind }) => kind === 'finding')!;
  expect(row.source).toBe(null);
  expect(row.description).toContain('no line of C');
});

test('C that is not modelled is named beside the call that reached it', () => {
  const topology = machine();
  const values = { function: 'f', reason: 'inline assembly', file: 'drv/a.c', line: '14' };
  const finding = {
    ...doubleFree,
    kind: 'opaque-reached' as const,
    detail: 'call',
    values,
    allocated: null,
    freed: null,
  };
  const [problem] = outcomeProblems(topology, outcomeOf(topology, { gpus: [], findings: [finding] }));
  expect(problem!.message).toContain('f is called, which is not modelled at a.c:14: inline assembly.');
  expect(problem!.related.at(-1)).toEqual({
    message: 'the line that is not modelled',
    place: { file: 'drv/a.c', line: 14, column: 1 },
  });
});

test('where the kernel calls C that is not modelled, the finding is shown at that C', () => {
  const topology = machine();
  const values = { function: 'f', reason: 'inline assembly', file: 'drv/a.c', line: '14' };
  const source = { file: 'driver-model:/kernel/bus.c', line: 3, column: 1 };
  const finding = {
    ...doubleFree,
    kind: 'opaque-reached' as const,
    detail: 'call',
    values,
    source,
    allocated: null,
  };
  const [problem] = outcomeProblems(
    topology,
    outcomeOf(topology, { gpus: [], findings: [{ ...finding, freed: null }] }),
  );
  expect(problem!.related).toEqual([
    { message: 'it happens here', place: { file: 'drv/a.c', line: 14, column: 1 } },
  ]);
});
