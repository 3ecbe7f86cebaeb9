import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import {
  type Problem,
  problemCodes,
  readScenarioFile,
  readTopology,
  type ScenarioReading,
  showProblem,
  type Topologies,
} from '../../../../src/engine/index.ts';
import { drawnIn, foundIn } from '../drawn.ts';

const folder = fileURLToPath(new URL('../../../fixtures/scenario/problems/', import.meta.url));
const names = readdirSync(folder).sort();
const text = (name: string): string => readFileSync(`${folder}${name}`, 'utf8');

const topologies: Topologies = (_, path) => (names.includes(path) ? readTopology(path, text(path)) : null);
const read = (name: string): ScenarioReading => readScenarioFile(name, text(name), topologies);

const files = names.filter((name) => name.endsWith('.scenario.yaml'));

test.each(files)('%s: every problem is drawn and every drawing is found', (name) => {
  expect(foundIn({ ...read(name), elsewhere: [] })).toEqual(drawnIn(text(name)));
});

test('scenarios of a topology have their problems there', () => {
  const reading = readTopology('inner.topology.yaml', text('inner.topology.yaml'));
  const ofScenarios = {
    ...reading,
    problems: reading.problems.filter(({ code }) => !/^(?:gpu|pxm)/.test(code)),
  };
  expect(foundIn(ofScenarios)).toEqual(drawnIn(reading.text));
});

test('every code of scenarios is drawn', () => {
  const seen = new Set(files.flatMap((name) => read(name).problems.map(({ code }) => code)));
  const codes = Object.keys(problemCodes).filter((code) => code.startsWith('scenario/'));
  expect(codes.filter((code) => !seen.has(code as Problem['code']))).toEqual([]);
});

test('every message, to be read aloud', async () => {
  const sentences = files.flatMap((name) => [
    `\n${name}\n`,
    ...read(name).problems.map((problem) => {
      const { severity, code, message, place, related } = showProblem(problem);
      const at = text(name).slice(place.span.start, place.span.end).split('\n')[0];
      expect(message).toMatch(/^["“A-Z0-9-].*[.?]$/s);
      expect(message).not.toMatch(/undefined|null|NaN|\[object| {2}/);
      return [
        `${severity} ${code} at ${at}`,
        `  ${message}`,
        ...related.map((each) => `    - ${each.message}`),
      ].join('\n');
    }),
  ]);
  await expect(sentences.join('\n')).toMatchFileSnapshot(`${folder}../messages.txt`);
});

test('the first fault of a broken topology is a related place, in its own file', () => {
  const [broken] = read('topologies.scenario.yaml').problems.filter(
    ({ code }) => code === 'scenario/topology-broken',
  );
  expect(broken?.related).toMatchObject([{ role: 'first', place: { path: 'broken.topology.yaml' } }]);
});
