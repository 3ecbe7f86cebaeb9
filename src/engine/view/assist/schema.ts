import { knownDevices } from '../../topology/device-ids.ts';
import { driverNames, findingKindNames, usualErrnos } from '../../topology/scenario/names.ts';
import { scenarioShape } from '../../topology/scenario/shape.ts';
import { stepTable, usageOf } from '../../topology/scenario/step-table.ts';
import {
  type KeyShape,
  type MappingShape,
  platforms,
  topologyShape,
  type ValueShape,
} from '../../topology/shape.ts';
import { keyHover } from '../words/assist-hover.ts';

/** The keywords of JSON Schema that are used here. */
export interface Schema {
  readonly [keyword: string]: string | readonly string[] | Schema | Readonly<Record<string, Schema>>;
}

/**
 * The format as a JSON Schema (draft 7), for editors' YAML extensions: keys, what they mean, values to
 * choose. It asserts nothing, since our own Problems say more, and nobody wants to be told twice.
 */
export function topologySchema(): Schema {
  return {
    $schema: draft,
    title: 'Topology of a machine',
    description: 'What Driver Model Explorer loads; see docs/format.md.',
    ...mappingSchema(topologyShape),
  };
}

/** The same of scenario files. */
export function scenarioSchema(): Schema {
  return {
    $schema: draft,
    title: 'Scenario',
    description: 'What Driver Model Explorer runs as a test; see docs/scenarios.md.',
    ...mappingSchema(scenarioShape),
  };
}

const draft = 'http://json-schema.org/draft-07/schema#';

function mappingSchema({ keys, any }: MappingShape): Schema {
  return {
    properties: Object.fromEntries(keys.map((each) => [each.key, keySchema(each)])),
    ...(any ? { patternProperties: { '.': keySchema(any) } } : {}),
  };
}

function keySchema(key: KeyShape): Schema {
  const examples = choicesOf(key);
  return {
    description: key.doc,
    markdownDescription: keyHover(key),
    ...(examples.length > 0 ? { examples } : {}),
    ...valueSchema(key.value),
  };
}

function valueSchema(shape: ValueShape): Schema {
  if (shape.kind === 'mapping' || shape.kind === 'choice') return mappingSchema(shape.shape);
  if (shape.kind === 'list') return { items: valueSchema(shape.of) };
  const examples = examplesOf(shape.kind);
  return examples.length > 0 ? { examples } : {};
}

function examplesOf(kind: ValueShape['kind']): readonly string[] {
  if (kind === 'driver') return driverNames;
  if (kind === 'finding') return findingKindNames;
  if (kind === 'errno') return ['0', ...usualErrnos];
  return kind === 'step' ? stepTable.map(usageOf) : [];
}

function choicesOf({ key, value }: KeyShape): readonly string[] {
  if (key === 'platform') return platforms;
  if (key === 'page-size') return ['4 KiB', '16 KiB', '64 KiB'];
  if (key === 'expect') return ['holds'];
  return value.kind === 'device-id' ? knownDevices.map(({ id }) => id) : [];
}
