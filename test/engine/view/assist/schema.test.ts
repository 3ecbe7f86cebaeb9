import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { scenarioShape } from '../../../../src/engine/topology/scenario/shape.ts';
import { type MappingShape, topologyShape } from '../../../../src/engine/topology/shape.ts';
import {
  ruleNamesSchema,
  scenarioSchema,
  topologySchema,
} from '../../../../src/engine/view/assist/schema.ts';

const shipped = [
  ['topology', topologyShape, topologySchema()],
  ['scenario', scenarioShape, scenarioSchema()],
] as const;

test.each(shipped)('the shipped schema of a %s is that of the table', async (name, _, schema) => {
  const file = path.resolve(import.meta.dirname, `../../../../schemas/${name}.schema.json`);
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(file);
});

test.each(shipped)('every key of a %s is in it, where the format has it', (_, shape, whole) => {
  const check = ({ keys }: MappingShape, schema: unknown): void => {
    const { properties } = schema as { properties: Record<string, { items?: unknown }> };
    expect(Object.keys(properties)).toEqual(keys.map(({ key }) => key));
    for (const { key, value } of keys) {
      if (value.kind === 'mapping') check(value.shape, properties[key]);
      if (value.kind === 'choice') check(value.shape, properties[key]);
      if (value.kind !== 'list') continue;
      const { of } = value;
      if (of.kind === 'mapping' || of.kind === 'choice') check(of.shape, properties[key]?.items);
    }
  };
  check(shape, whole);
});

test.each(shipped)('that of a %s asserts nothing: no Problem is told twice', (_, __, schema) => {
  const asserting = /"(?:type|required|enum|const|pattern|additionalProperties|minimum|oneOf|anyOf)":/;
  expect(JSON.stringify(schema)).not.toMatch(asserting);
});

test('the setting of rules offers every rule and family by name', async () => {
  const file = path.resolve(import.meta.dirname, '../../../../package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const setting = manifest.contributes.configuration.properties['driverModel.rules'];
  setting.propertyNames = ruleNamesSchema();
  await expect(`${JSON.stringify(manifest, null, 2)}\n`).toMatchFileSnapshot(file);
});
