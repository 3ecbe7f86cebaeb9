import { expect, test } from 'vitest';
import {
  compareDrivers,
  comparedReport,
  comparedRows,
  failableCalls,
  failableText,
  injectedReport,
  injectedRows,
  injectFault,
  type Outcome,
  type OutlineNode,
  probe,
  replayedReport,
  replayedRows,
  replayKernel,
  savedTrace,
  traceOrigin,
} from '../../../src/engine/index.ts';
import { compiled, exploredUnder, topology } from './explored.ts';

const first = '0008:01:00.0';
const { driver, source } = compiled('rfc-v2-02');

function finished<T>(steps: Generator<unknown, T, undefined>): T {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

const labels = (rows: readonly OutlineNode[]) => rows.map(({ label }) => label);

test('a fault that was injected: the call, what is wrong, and the whole run', () => {
  const { calls } = finished(failableCalls(topology, driver, [first]));
  const call = calls.find((each) => each.call === 'auxiliary_device_add')!;
  const injected = injectFault(topology, driver, [first], call.at);
  const [head, ...others] = injectedRows(topology, call, injected);
  expect(head).toMatchObject({ label: 'auxiliary_device_add fails with -ENOMEM', icon: 'violated' });
  expect(head!.description).toContain(`during probe ${first}`);
  expect(labels(others)).toContain('Double free');
  expect(others.at(-1)).toMatchObject({ label: 'The run', hasChildren: true });
  expect(injectedReport(topology, call, injected)).toContain('## Double free');
  expect(new Set(calls.map((each) => failableText(each, calls))).size).toBe(calls.length);
  for (const found of injected.findings) {
    const trace = savedTrace(found, traceOrigin(topology, source));
    const [again] = replayedRows(topology, trace, replayKernel(topology, driver, trace));
    expect(again).toMatchObject({ label: 'Shown again' });
  }
});

test('a trace that is replayed shows its finding again; on another machine it is not followed', () => {
  const { explored } = exploredUnder('rfc-v2-02', 1);
  const found = explored.findings.find(({ finding }) => finding.kind === 'double-free')!;
  const trace = savedTrace(found, traceOrigin(topology, source));
  const again = replayKernel(topology, driver, trace);
  expect(labels(replayedRows(topology, trace, again))).toEqual(['Shown again', 'Double free']);
  expect(replayedReport(trace, again)).toContain('# Shown again');
  const other = { ...topology, sockets: topology.sockets.slice(1) };
  const [refused, ...none] = replayedRows(topology, trace, replayKernel(other, driver, trace));
  expect(refused).toMatchObject({ label: 'Not followed', icon: 'gave-up' });
  expect(none).toEqual([]);
  // Files by their own names: whole addresses are for a terminal.
  const changed = replayKernel(topology, compiled('rfc-v2-03').driver, trace);
  const [told] = replayedRows(topology, trace, changed);
  expect(told!.description).toMatch(/: rfc-v2-0\d\/\w+\.[ch] /);
  expect(told!.description).not.toContain('driver-model:');
});

test('drivers compared: what differs first, each cell a row with its lines, and a table for a mail', () => {
  const ran = (name: string): Outcome => finished(probe(topology, compiled(name).driver));
  const outcomes = ['reviewed', 'rfc-v2-02'].map((name) => ({ outcome: ran(name), exploration: null }));
  const comparison = compareDrivers(outcomes);
  const rows = comparedRows(comparison);
  expect(rows[0]).toMatchObject({ label: 'reviewed and rfc-v2-02', icon: 'differs' });
  const second = rows.find(({ label }) => label === 'GPU 0009:01:00.0')!;
  expect(second.children.map(({ label, icon }) => [label, icon])).toEqual([
    ['reviewed', 'holds'],
    ['rfc-v2-02', 'violated'],
  ]);
  expect(second.children[1]!.source?.file).toBe('driver-model:/rfc-v2-02/egm.c');
  expect(rows.at(-1)!.label).toBe('The same under each driver');
  const all = (node: OutlineNode): readonly OutlineNode[] => [node, ...node.children.flatMap(all)];
  const ids = rows.flatMap(all).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(comparedReport(topology, comparison)).toMatch(/\n\| GPU 0009:01:00\.0 \| bound \| failed with /);
});
