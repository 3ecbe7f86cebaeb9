import { knownDevices } from '../../topology/device-ids.ts';
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
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Topology of a machine',
    description: 'What Driver Model Explorer loads; see docs/format.md.',
    ...mappingSchema(topologyShape),
  };
}

function mappingSchema({ keys }: MappingShape): Schema {
  return { properties: Object.fromEntries(keys.map((each) => [each.key, keySchema(each)])) };
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
  if (shape.kind === 'mapping') return mappingSchema(shape.shape);
  return shape.kind === 'list' ? { items: valueSchema(shape.of) } : {};
}

function choicesOf({ key, value }: KeyShape): readonly string[] {
  if (key === 'platform') return platforms;
  if (key === 'page-size') return ['4 KiB', '16 KiB', '64 KiB'];
  return value.kind === 'device-id' ? knownDevices.map(({ id }) => id) : [];
}
