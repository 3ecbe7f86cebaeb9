import { describe, expect, test } from 'vitest';
import { type OutlineNode, type Scenario, testedReport, testedRows } from '../../../src/engine/index.ts';
import { machine, read, run } from '../scenario/ran.ts';

const opened = 'file:///a.scenario.yaml';

/** A scenario as it is debugged, its lines told by what the text has there. */
function debugged(text: string, driver: string) {
  const [scenario] = read(text) as [Scenario];
  const tested = { scenario, text, topology: machine.documents[0]!, ...run(scenario, driver) };
  const rows = testedRows(tested, ({ span }) => ({
    file: opened,
    position: { line: text.slice(0, span.start).split('\n').length - 1, character: 0 },
  }));
  const lineOf = ({ source }: OutlineNode) => source && text.split('\n')[source.position.line]?.trim();
  return {
    rows,
    report: testedReport(tested),
    lineOf,
    lines: rows.map(({ label, description }) => `${label} | ${description}`),
  };
}

const head = (name: string, expect: string, ...steps: readonly string[]) =>
  `scenario: 1\nname: ${name}\ntopology: gb200.topology.yaml\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}expect: ${expect}\n`;

describe('one schedule', () => {
  const posted = debugged(
    head(
      'as posted',
      '{ bound: [0009:01:00.0], findings: [double-free, errno-lost] }',
      'load nvgrace-gpu-vfio-pci',
      'bind 0008:01:00.0',
      'bind 0009:01:00.0',
    ),
    'rfc-v2-02',
  );

  test('the verdict stands first, then what differs, then each step with its answer', () => {
    expect(posted.lines).toEqual([
      'Failed | as posted · rfc-v2-02',
      'Expected 0009:01:00.0 to be bound, got 0008:01:00.0 | ',
      'Expected no other GPU to be bound, got 0008:01:00.0 | ',
      '1. load nvgrace-gpu-vfio-pci | ok',
      '2. bind 0008:01:00.0 | ok',
      '3. bind 0009:01:00.0 | -EINVAL · 2 findings',
      expect.stringMatching(/^Kernel log \| \d lines$/),
    ]);
  });

  test('a step opens its line of the scenario, and what was found in it lines of C', () => {
    const step = posted.rows[5]!;
    expect(posted.lineOf(step)).toBe('- bind 0009:01:00.0');
    const doubleFree = step.children.find(({ label }) => label === 'Double free')!;
    expect(doubleFree.source?.file).toMatch(/egm\.c$/);
    expect(doubleFree.children.map(({ label }) => label)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^in /), 'allocated', 'freed']),
    );
    for (const site of doubleFree.children) expect(site.source?.file).toMatch(/\.c$/);
  });

  test('the report has the same, to be read in a mail', () => {
    expect(posted.report).toContain('# as posted · rfc-v2-02\n\nFailed.\n');
    expect(posted.report).toContain('3. bind 0009:01:00.0: -EINVAL\n   - double free at egm.c:');
    expect(posted.report).toContain("    sysfs: cannot create duplicate filename '/bus/auxiliary/");
  });

  test('of what is as expected the steps are shown as well', () => {
    const good = debugged(head('loads', 'holds', 'load nvgrace-gpu-vfio-pci'), 'reviewed');
    expect(good.lines).toEqual(['Passed | loads · reviewed', '1. load nvgrace-gpu-vfio-pci | ok']);
    expect(good.rows[0]!.hasChildren).toBe(false);
  });
});

describe('every order', () => {
  const parallel = ['load nvgrace-gpu-vfio-pci', 'parallel: [[bind 0008:01:00.0], [bind 0009:01:00.0]]'];

  test('each finding has the steps that lead there, and fields need a lock', () => {
    const { rows, lines } = debugged(head('at once', 'holds', ...parallel), 'rfc-v2-03');
    expect(lines[0]).toBe('Failed | at once · rfc-v2-03');
    const found = rows.filter(({ kind }) => kind === 'finding');
    expect(found.length).toBeGreaterThan(0);
    for (const { children } of found) expect(children[0]!.label).toBe('1. load nvgrace_gpu_vfio_pci');
    expect(rows.at(-1)!.kind).toBe('locks');
  });

  test('an end that is not as expected has the steps that lead there', () => {
    const { rows } = debugged(head('one only', '{ bound: [0008:01:00.0] }', ...parallel), 'reviewed');
    const [, differs] = rows;
    expect(differs!.label).toBe('Expected no other GPU to be bound, got 0009:01:00.0');
    expect(differs!.children.map(({ kind }) => kind)).toContain('step');
    expect(differs!.children.map(({ label }) => label)).toContainEqual(
      expect.stringMatching(/probe 0009:01:00\.0$/),
    );
  });
});

describe('a scenario that does nothing', () => {
  const report = (...steps: readonly string[]) =>
    debugged(head('nothing', 'holds', ...steps), 'reviewed').report;
  const said = 'nothing happened: not one of the steps succeeded';

  test('says so, though it passes, in one schedule and in all orders', () => {
    expect(report('unbind 0008:01:00.0')).toContain(said);
    expect(report('parallel: [[unbind 0008:01:00.0], [unbind 0009:01:00.0]]')).toContain(said);
    expect(report('load nvgrace-gpu-vfio-pci', 'unbind 0008:01:00.0')).not.toContain(said);
  });
});
