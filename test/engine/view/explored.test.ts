import { describe, expect, test } from 'vitest';
import {
  exploredProblems,
  exploredReport,
  exploredRows,
  exploreLife,
  findingReport,
  isSourcePlace,
  leftOut,
  lifeOf,
  type OutlineNode,
  pairOfGpus,
  probe,
  traceReport,
} from '../../../src/engine/index.ts';
import { compiled, exploredUnder, text, topology } from './explored.ts';

const first = '0008:01:00.0';

function drawn(node: OutlineNode, depth = 0): string {
  const { icon, label, description, source } = node;
  const file = source?.file.slice(source.file.lastIndexOf('/') + 1);
  const opens = source ? ` -> ${file}:${source.position.line + 1}` : '';
  const line = `${'  '.repeat(depth)}[${icon}] ${label} | ${description}${opens}\n`;
  return line + node.children.map((child) => drawn(child, depth + 1)).join('');
}

/** `egm.c:22`, as the text of the driver has it now: no test knows a line number. */
function lineOf(file: string, part: string): string {
  const source = compiled('rfc-v2-02').files.get(file)!;
  const at = source.indexOf(part);
  expect(at).toBeGreaterThan(0);
  return `${file}:${source.slice(0, at).split('\n').length}`;
}

const posted = exploredUnder('rfc-v2-02', 1);
const rows = exploredRows(posted);
const doubleFree = posted.explored.findings.find(({ finding }) => finding.kind === 'double-free')!;
const doubleFreeRow = rows[posted.explored.findings.indexOf(doubleFree) + 1]!;

/** One GPU, whose double free takes a call that fails. */
const alone = exploredUnder('rfc-v2-02', 1, {}, [first]);
const afterFault = alone.explored.findings.find(({ finding }) => finding.kind === 'double-free')!;
const afterFaultRow = exploredRows(alone)[alone.explored.findings.indexOf(afterFault) + 1]!;

describe('rows', () => {
  test('of a search that was stopped, what it came to is told as far as it came', () => {
    const { driver } = compiled('reviewed');
    const { gpus } = posted;
    const search = exploreLife(topology, driver, lifeOf(topology, driver, gpus, 0));
    let next = search.next();
    while (!next.done) next = search.next('stop');
    const stopped = { topology, gpus, faults: 0, explored: next.value, notes: driver.notes };
    const [verdict] = exploredRows(stopped);
    expect(verdict!.label).toBe('Stopped');
    const labels = verdict!.children.map(({ label }) => label);
    expect(labels[0]).toMatch(/^As far as the search came: 0008:01:00.0, 0009:01:00.0: bound and unbound/);
    expect(labels).toContain('Not looked at: users of /dev/egm4');
    expect(exploredReport(stopped)).toMatch(/^# reviewed on .*\n\nStopped: /);
  });

  test('the verdict stands first, with what was covered and what was not', () => {
    const { states, transitions, findings } = posted.explored;
    expect(rows[0]!.label).toBe('Violated');
    expect(rows[0]!.description).toMatch(
      new RegExp(`^${findings.length} findings, \\d fields? without a lock · rfc-v2-02 · GB200 tray$`),
    );
    expect(rows[0]!.children.map(({ label }) => label)).toEqual([
      `${posted.gpus.join(', ')}: bound and unbound, at the same time in every order; and each bound, then each unbound in that order, the first once more, or unplugged; modules loaded before, unloaded after; and modules loaded late, where they can be, and unloaded while two are bound`,
      'No node of /dev appears, so none is opened',
      'Up to 1 call of the driver may fail, anywhere',
      `${states} states, ${transitions} steps`,
      'Not looked at: 0018:01:00.0 and 0019:01:00.0, not chosen',
    ]);
  });

  test('a finding has its steps, each call that fails, and where the object came from and went', () => {
    const failing = lineOf('egm.c', 'auxiliary_device_add');
    const allocated = lineOf('egm.c', 'kzalloc');
    expect(drawn(afterFaultRow).split('\n').slice(1, 3).join('\n')).toMatch(
      /^ {2}\[step\] 1\. load nvgrace_gpu_vfio_pci \| begins.*\n {2}\[step\] 2\. probe \S+ \| begins/,
    );
    expect(drawn(afterFaultRow)).toContain(
      `  [fault] auxiliary_device_add fails with -ENOMEM | ${failing} -> ${failing}\n`,
    );
    expect(drawn(afterFaultRow)).toContain(
      `  [site] Allocated at ${allocated} | struct egm_device -> ${allocated}\n`,
    );
    expect(afterFaultRow.children.find(({ kind }) => kind === 'fault')!.spoken).toMatch(
      /^Fault: auxiliary_device_add fails with ENOMEM \(out of memory\)/,
    );
  });

  test('the verdict names the nodes that users open, and their steps open the lines that they came to', () => {
    const series = exploredUnder('rfc-v2', 0, {}, [first]);
    const [verdict, ...found] = exploredRows(series);
    expect(verdict!.children[1]!.label).toMatch(
      /^\/dev\/egm4: opened, mapped, asked by ioctl, read and written where they can be, and closed, one after another.*in every order$/,
    );
    const used = found
      .map((row) => drawn(row))
      .find((each) => each.includes('Use after free') && each.includes('mmap'));
    expect(used).toMatch(/\[step\] 3\. open \/dev\/egm4 \| begins, goes on to its end/);
    const [, at] = /\[step\] 5\. mmap \/dev\/egm4 \| begins, up to (file\.c:\d+) -> (file\.c:\d+)/.exec(
      used!,
    )!;
    expect(compiled('rfc-v2').files.get('file.c')!.split('\n')[Number(at!.slice(7)) - 1]).toContain('region');
  });

  test('only a step that another one follows is interrupted; the last comes to what was found', () => {
    for (const row of rows.filter(({ kind }) => kind === 'finding')) {
      const steps = row.children.filter(({ kind }) => kind === 'step').map(({ description }) => description);
      expect(steps.at(-1)).toMatch(/, (up to .+|goes on to its end)$/);
      for (const step of steps.slice(0, -1)) expect(step).toMatch(/, (interrupted .+|goes on to its end)$/);
    }
    expect(exploredReport(posted)).not.toContain('driver-model:/');
  });

  test('a step that nobody interrupted opens the call that failed in it, and the last one where the trace ends', () => {
    const lost = posted.explored.findings.findIndex(
      ({ finding, faults, trace }) =>
        finding.kind === 'errno-lost' && faults.length === 1 && trace.at(-1)!.to === null,
    );
    const { faults } = posted.explored.findings[lost]!;
    const last = rows[lost + 1]!.children.filter(({ kind }) => kind === 'step').at(-1)!;
    expect(last.source!.position.line).toBe(faults[0]!.source!.line - 1);
    for (const found of rows.filter(({ kind }) => kind === 'finding'))
      expect(found.children.filter(({ kind }) => kind === 'step').at(-1)!.source).not.toBeNull();
  });

  test('what a step added to the kernel log is below it', () => {
    const step = doubleFreeRow.children.filter(({ kind }) => kind === 'step').at(-1)!;
    expect(step.children.map(({ label }) => label).join('\n')).toContain('failed with error -22');
  });

  test('fields that need a lock have both accesses, writes first, and the way to them', () => {
    const locks = rows.at(-1)!;
    expect(locks.label).toBe('Fields that need a lock');
    const field = locks.children.find(({ label }) => label.startsWith('egm_entries'))!;
    expect(field.description).toMatch(/^written in \d places?, read in \d places?$/);
    const [write] = field.children;
    expect(write).toMatchObject({ icon: 'write', source: field.source });
    expect(field.children.some(({ icon }) => icon === 'read')).toBe(true);
    expect(field.children.at(-1)).toMatchObject({ label: 'How they meet', hasChildren: true });
  });

  test('a call that failed in what succeeded all the same is beside the findings, at its line', () => {
    const thrownAway = exploredUnder('rfc-v2', 1, {}, pairOfGpus(topology).slice(0, 1));
    const [top] = exploredRows(thrownAway).slice(-1);
    expect(top).toMatchObject({ label: 'What succeeds although a call fails', kind: 'coverage' });
    const stored = top!.children.find(({ description }) => description.startsWith('probe succeeds'))!;
    expect(stored.label).toBe('xa_store fails with -ENOMEM');
    const text = compiled('rfc-v2').files.get('char.c')!.split('\n')[stored.source!.position.line]!;
    expect(text.trim()).toMatch(/^xa_store\(/);
    const lines = exploredReport(thrownAway).split('\n');
    const entries = lines.slice(lines.indexOf('## What succeeds although a call fails'));
    expect(entries.join(' ')).toMatch(/xa_store fails with -ENOMEM at char\.c:\d+, and probe succeeds all/);
    expect(exploredRows(posted).map(({ id }) => id)).not.toContain('swallowed');
  });

  test('ids are told apart, and a screen reader hears every row', () => {
    const all = (node: OutlineNode): readonly OutlineNode[] => [node, ...node.children.flatMap(all)];
    const every = rows.flatMap(all);
    expect(new Set(every.map(({ id }) => id)).size).toBe(every.length);
    expect(every.filter(({ spoken }) => spoken === '')).toEqual([]);
  });

  test('what holds, and what gave up, say so', () => {
    const holds = exploredRows(exploredUnder('reviewed', 0));
    expect(holds.map(({ label, icon }) => [label, icon])).toEqual([['Holds', 'holds']]);
    const short = exploredUnder('reviewed', 1, { states: 20 });
    const [verdict] = exploredRows(short);
    expect(verdict).toMatchObject({ label: 'Gave up', icon: 'gave-up' });
    expect(verdict!.description).toContain('the search ended at its limit of 20 states');
    expect(leftOut(short)[0]).toMatch(
      /^the search ended at its limit of 20 states: raise it .*--limit.*Explore Further.*fewer/,
    );
  });
});

describe('Problems', () => {
  const { source } = exploredProblems(posted, null);

  test('a finding stands at its GPU, with the lines of C and the call that failed', () => {
    const found = exploredProblems(alone, null).topology.find(({ code }) => code === 'driver/double-free')!;
    const { start, end } = found.place.span;
    expect(text.slice(start, end)).toBe(first);
    expect(found.message).toContain('Found by exploring, when auxiliary_device_add fails with -ENOMEM');
    expect(found.related.map(({ message }) => message)).toContain(
      'auxiliary_device_add fails with -ENOMEM here',
    );
  });

  test('and says what came upon it', () => {
    const by = exploredProblems({ ...alone, by: 'injecting' }, null);
    expect(by.topology.find(({ code }) => code === 'driver/double-free')!.message).toContain(
      'Found by injecting a fault, when auxiliary_device_add fails with -ENOMEM',
    );
  });

  test('and at its line of C, with the GPU', () => {
    const inSource = source.find(({ code }) => code === 'driver/double-free')!;
    expect(inSource.place).toEqual(doubleFree.finding.source);
    const gpu = inSource.related.find(({ place }) => !isSourcePlace(place))!;
    expect(gpu.message).toBe(`for GPU ${doubleFree.finding.gpu}`);
  });

  test('a field that needs a lock is one Problem, at the line that writes it', () => {
    const races = source.filter(({ code }) => code === 'driver/race');
    const fields = new Set(posted.explored.races.map(({ field }) => field));
    expect(races).toHaveLength(fields.size);
    expect(races[0]!.message).toMatch(/is (written|read) at \S+ by .* at the same time/);
    expect(races[0]!.related.length).toBeGreaterThan(0);
  });

  test('what a comment at the GPU silences is told nowhere', () => {
    const left = exploredProblems(posted, null, (code) => code === 'driver/race');
    expect([...left.topology, ...left.source].map(({ code }) => code)).not.toContain('driver/race');
    expect(left.source.map(({ code }) => code)).toContain('driver/double-free');
  });

  test('what the run tells at the GPU already is told in the C only', () => {
    const steps = probe(topology, compiled('rfc-v2-02').driver);
    let next = steps.next();
    while (!next.done) next = steps.next();
    const again = {
      ...posted,
      explored: { ...posted.explored, findings: [{ ...doubleFree, finding: next.value.findings[0]! }] },
    };
    const told = exploredProblems(again, next.value);
    expect(told.topology.filter(({ code }) => code === 'driver/double-free')).toEqual([]);
    expect(told.source.filter(({ code }) => code === 'driver/double-free')).toHaveLength(1);
  });
});

test('a finding in a review mail: lines of 72 columns, the steps, and the call that failed', () => {
  const mail = findingReport(afterFault);
  expect(mail).toMatch(/^## Double free\n\nDouble free during probe of /);
  expect(mail).toContain(`- allocated at ${lineOf('egm.c', 'kzalloc')}\n`);
  expect(mail).toContain(
    `   - auxiliary_device_add fails with -ENOMEM, ${lineOf('egm.c', 'auxiliary_device_add')}\n`,
  );
  expect(mail.endsWith(traceReport(afterFault))).toBe(true);
  const whole = exploredReport(posted);
  expect(whole).toContain(findingReport(doubleFree).trimEnd());
  expect(whole).toContain('## Fields that need a lock');
  const long = whole.split('\n').filter((line) => line.length > 72 && !/^ {7}|^- \S+: /.test(line));
  expect(long).toEqual([]);
  expect(whole).toContain(`- ${first}, `);
});
