import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTopology } from '../../src/engine/topology/reading.ts';
import { type MappingShape, topologyShape } from '../../src/engine/topology/shape.ts';

const text = readFileSync(new URL('../../docs/format.md', import.meta.url), 'utf8');

function keys(shape: MappingShape): readonly string[] {
  return shape.keys.flatMap(({ key, value }) => {
    const inner = value.kind === 'list' ? value.of : value;
    return [key, ...(inner.kind === 'mapping' ? keys(inner.shape) : [])];
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
