import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTopology } from '../../src/engine/topology/reading.ts';
import { readScenarioFile } from '../../src/engine/topology/scenario/file.ts';
import { innerScenarioShape, scenarioShape } from '../../src/engine/topology/scenario/shape.ts';
import { stepTable, usageOf } from '../../src/engine/topology/scenario/step-table.ts';
import { type MappingShape, topologyShape } from '../../src/engine/topology/shape.ts';

const page = (name: string) => readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8');
const text = page('format');
const scenarios = page('scenarios');

/** Those of scenarios within a topology are on the page of scenarios. */
function keys(shape: MappingShape): readonly string[] {
  if (shape === innerScenarioShape) return [];
  return shape.keys.flatMap(({ key, value }) => {
    const inner = value.kind === 'list' ? value.of : value;
    return [key, ...(inner.kind === 'mapping' || inner.kind === 'choice' ? keys(inner.shape) : [])];
  });
}

test('the example of the format has no error', () => {
  const example = /```yaml\n(topology: 1\n[\s\S]*?)```/.exec(text)![1]!;
  const { problems } = readTopology('example', example);
  expect(problems.filter(({ severity }) => severity !== 'information')).toEqual([]);
});

test.each(keys(topologyShape))('the page on the format names the key %s', (key) => {
  expect(text).toContain(`\`${key}\``);
});

test('the example of scenarios has no problem, on the machine that it names', () => {
  const example = /```yaml\n(scenario: 1\n[\s\S]*?)```/.exec(scenarios)![1]!;
  const sample = new URL('../fixtures/sample-workspace/gb200.topology.yaml', import.meta.url);
  const machine = readTopology('gb200.topology.yaml', readFileSync(sample, 'utf8'));
  const reading = readScenarioFile('example', example, (_, path) => (path === machine.path ? machine : null));
  expect(reading.problems).toEqual([]);
  expect(reading.scenarios).toHaveLength(1);
});

test.each(keys(scenarioShape))('the page on scenarios names the key %s', (key) => {
  expect(scenarios).toMatch(new RegExp(`\`${key}:?\``));
});

test.each(stepTable.map(usageOf))('the page on scenarios has the step %s', (usage) => {
  expect(scenarios).toContain(`\`${usage}\``);
});
