import { beforeAll, describe, expect, test } from 'vitest';
import {
  compileDriver,
  type Explored,
  type ExploredFinding,
  type ExploredRace,
  type Replayed,
  readTrace,
  replayKernel,
  savedTrace,
  type TraceOrigin,
  traceOrigin,
  writeTrace,
} from '../../../../src/engine/index.ts';
import { driver, explored, lifeOf, tray } from './tracing.ts';

const cases = ['rfc-v2-02', 'rfc-v2-03', 'rfc-v2'].flatMap((name) => [
  { name, faults: 0 },
  { name, faults: 1 },
]);

describe.each(cases)('$name on two GPUs, $faults faults', ({ name, faults }) => {
  const source = driver(name);
  const compiled = compileDriver(source, tray.pageSize);
  let found: Explored;
  let origin: TraceOrigin;
  beforeAll(() => {
    const plan = lifeOf(tray, source, 2, faults);
    // Most of what there is to find is met early.
    found = explored(tray, source, plan, { states: 5000 });
    origin = traceOrigin(tray, source);
  }, 120_000);

  /** Written, read and followed. */
  function replayed(each: ExploredFinding | ExploredRace): Replayed {
    const { trace } = readTrace(writeTrace(savedTrace(each, origin)));
    return replayKernel(tray, compiled, trace!);
  }

  test('each finding, written, read and replayed, is the same finding', () => {
    expect(found.findings.length).toBeGreaterThan(0);
    for (const each of found.findings)
      expect(replayed(each)).toEqual({
        steps: each.trace,
        faults: each.faults,
        end: { kind: 'finding', expected: true, found: { ...each, fewerMayDo: false } },
        otherKernel: false,
        untried: false,
      });
  });

  test('each race, written, read and replayed, is the same race', () => {
    expect(found.races.length).toBeGreaterThan(0);
    for (const each of found.races)
      expect(replayed(each)).toMatchObject({
        steps: each.trace,
        end: { kind: 'race', expected: true, found: { ...each, fewerMayDo: false } },
      });
  });
});
