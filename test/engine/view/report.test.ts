import { expect, test } from 'vitest';
import type { ShownProblem } from '../../../src/engine/base/problem.ts';
import { LineIndex } from '../../../src/engine/base/span.ts';
import { outcomeProblems } from '../../../src/engine/view/outcome-problems.ts';
import { report } from '../../../src/engine/view/report.ts';
import { wrapped } from '../../../src/engine/view/wrap.ts';
import { machine, outcomeOf, threeGpus } from './driven.ts';

const topology = machine();
const lines = new LineIndex(threeGpus);
const position = (place: { span: { start: number } }) => lines.position(place.span.start);

test('a report for a review mail', async () => {
  const outcome = outcomeOf(topology);
  const problems = outcomeProblems(topology, outcome);
  const text = report({ topology, problems, driver: 'toy', notes: null, outcome, position });
  await expect(text).toMatchFileSnapshot('report.expected.txt');
});

test('only log lines, tables and names are longer than a mail line', () => {
  const outcome = outcomeOf(topology);
  const problems = outcomeProblems(topology, outcome);
  const text = report({ topology, problems, driver: 'toy', notes: null, outcome, position });
  const long = text.split('\n').filter((line) => line.length > 72 && !line.startsWith('|'));
  expect(long).toEqual(outcome.log);
});

test('problems of the topology are listed by line, those of the driver are told above', () => {
  const outcome = outcomeOf(topology);
  const place = topology.sockets[1]!.gpus[0]!.properties[0]!.value.place;
  const own: ShownProblem = { code: 'spa/x', severity: 'warning', message: 'Odd.', place, related: [] };
  const problems = [...outcomeProblems(topology, outcome), own];
  const text = report({ topology, problems, driver: 'toy', notes: null, outcome, position });
  const section = text.slice(text.indexOf('## Problems'), text.indexOf('## Kernel log'));
  expect(section).toBe('## Problems of the topology\n\n- line 26: warning: spa/x: Odd.\n\n');
});

test('a report without a run says so', () => {
  const text = report({ topology, problems: [], driver: 'toy', notes: null, outcome: null, position });
  expect(text).toContain('toy: not run.');
  expect(text).toContain('## Problems of the topology\n\nNone.');
  expect(text).not.toContain('## Kernel log');
});

test('wrapping keeps every word and the indent', () => {
  expect(wrapped('aa bb cc dd', '- ', 7)).toEqual(['- aa bb', '  cc dd']);
  expect(wrapped('a verylongword b', '', 6)).toEqual(['a', 'verylongword', 'b']);
  expect(wrapped('', '- ')).toEqual(['- ']);
});
