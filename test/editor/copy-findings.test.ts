import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { copyFindings, copyTrace, foundOf } from '../../src/editor/explore/copy-findings.ts';
import type { Findings } from '../../src/editor/explore/findings.ts';
import type { Found } from '../../src/editor/explore/found.ts';
import {
  compileDriver,
  exploredReport,
  exploredRows,
  lifePlan,
  type OutlineNode,
  traceReport,
} from '../../src/engine/index.ts';
import { embedded, machineOf, pair } from '../engine/kernel/running.ts';
import { explored } from '../engine/kernel/trace/tracing.ts';

const clipboard = vi.hoisted(() => ({ text: '' }));
vi.mock('vscode', () => ({
  env: {
    clipboard: {
      writeText: async (text: string) => {
        clipboard.text = text;
      },
    },
  },
  window: { setStatusBarMessage: () => {} },
}));

let found: Found;
let findings: Findings;

beforeAll(() => {
  const source = embedded('rfc-v2-02');
  const topology = machineOf(pair);
  const driver = compileDriver(source, topology.pageSize);
  const gpus = pair.map(({ bdf }) => bdf);
  const machine = {
    topology,
    gpus,
    faults: 0,
    notes: driver.notes,
    explored: explored(topology, source, lifePlan(driver, gpus, 0)),
  };
  found = {
    rows: exploredRows(machine),
    wrong: machine,
    report: exploredReport(machine),
  } as unknown as Found;
  findings = { held: { found, stale: null } } as Findings;
}, 60_000);

beforeEach(() => {
  clipboard.text = '';
});

const rowOf = (kind: string, rows: readonly OutlineNode[] = found.rows): OutlineNode | undefined =>
  rows.find((row) => row.kind === kind) ?? rows.map((row) => rowOf(kind, row.children)).find(Boolean);

test('a finding, a field that needs a lock and how its accesses meet have what their menus copy and save', () => {
  const { explored: all } = found.wrong;
  expect(foundOf(found, rowOf('finding')!)).toBe(all.findings[0]);
  expect(foundOf(found, rowOf('field')!)).toBe(all.races[0]);
  expect(foundOf(found, rowOf('meeting')!)).toBe(all.races[0]);
  // What stands below one of them is of it.
  expect(foundOf(found, rowOf('step')!)).toBe(all.findings[0]);
  expect(foundOf(found, rowOf('access')!)).toBe(all.races[0]);
  for (const kind of ['verdict', 'coverage', 'locks']) expect(foundOf(found, rowOf(kind)!)).toBeUndefined();
});

test('each field has a race of its own', () => {
  const fields = rowOf('locks')!.children;
  expect(fields.length).toBeGreaterThan(1);
  for (const row of fields) expect(foundOf(found, row)).toMatchObject({ field: row.label });
});

test('a race is copied with its accesses and its steps, and its steps alone', async () => {
  const [race] = found.wrong.explored.races;
  await copyFindings(findings, rowOf('field'));
  expect(clipboard.text).toContain(`## Field without a lock: ${race!.field}\n`);
  for (const { task } of race!.accesses) expect(clipboard.text).toContain(` by ${task}\n`);
  expect(clipboard.text).toContain(`\n${race!.trace.length}. `);
  await copyTrace(findings, rowOf('meeting'));
  expect(clipboard.text).toBe(traceReport(race!));
});

test('all is copied where no finding is meant, and no trace', async () => {
  await copyFindings(findings, undefined);
  expect(clipboard.text).toBe(found.report);
  clipboard.text = '';
  await copyTrace(findings, rowOf('verdict'));
  expect(clipboard.text).toBe('');
});

test('what is copied of findings that are stale says so below its title', async () => {
  const { held } = findings;
  await copyFindings({ held: { ...held, stale: 'topology' } } as Findings, undefined);
  const [title, ...rest] = found.report.split('\n');
  expect(clipboard.text).toBe([title, '', 'Stale: the topology has changed since.', ...rest].join('\n'));
});
