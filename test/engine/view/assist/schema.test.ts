import path from 'node:path';
import { expect, test } from 'vitest';
import { type MappingShape, topologyShape } from '../../../../src/engine/topology/shape.ts';
import { topologySchema } from '../../../../src/engine/view/assist/schema.ts';

const file = path.resolve(import.meta.dirname, '../../../../schemas/topology.schema.json');

test('the shipped schema is that of the table', async () => {
  await expect(`${JSON.stringify(topologySchema(), null, 2)}\n`).toMatchFileSnapshot(file);
});

test('every key of the format is in it, where the format has it', () => {
  const check = ({ keys }: MappingShape, schema: unknown): void => {
    const { properties } = schema as { properties: Record<string, { items?: unknown }> };
    expect(Object.keys(properties)).toEqual(keys.map(({ key }) => key));
    for (const { key, value } of keys) {
      if (value.kind === 'mapping') check(value.shape, properties[key]);
      if (value.kind === 'list' && value.of.kind === 'mapping') check(value.of.shape, properties[key]?.items);
    }
  };
  check(topologyShape, topologySchema());
});

test('it asserts nothing: no Problem is told twice', () => {
  const asserting = /"(?:type|required|enum|const|pattern|additionalProperties|minimum|oneOf|anyOf)":/;
  expect(JSON.stringify(topologySchema())).not.toMatch(asserting);
});
