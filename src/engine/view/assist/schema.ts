import { scenarioShape } from '../../topology/scenario/shape.ts';
import { type KeyShape, type MappingShape, topologyShape, type ValueShape } from '../../topology/shape.ts';
import { allRules } from '../rule-levels.ts';
import { keyHover } from '../words/assist-hover.ts';

/** The keywords of JSON Schema that are used here. */
export interface Schema {
  readonly [keyword: string]: string | readonly string[] | Schema | Readonly<Record<string, Schema>>;
}

/**
 * The format as a JSON Schema (draft 7), for editors' YAML extensions: keys and what they mean. It asserts
 * nothing and has no values to choose, since our own Problems and completion say more, and nobody wants to
 * be told twice.
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

/** The names that the setting of rules may have: families and codes, each with what it is. */
export function ruleNamesSchema(): Schema {
  const rules = allRules();
  const families = [...new Set(rules.map(({ code }) => code.slice(0, code.indexOf('/'))))];
  const names = [
    ...families.map((family): [string, string] => [`${family}/*`, `Every rule of the family ${family}.`]),
    ...rules.map(({ code, meaning, severity }): [string, string] => [code, `${meaning} (${severity})`]),
  ];
  return { enum: names.map(([name]) => name), enumDescriptions: names.map(([, meaning]) => meaning) };
}

const draft = 'http://json-schema.org/draft-07/schema#';

function mappingSchema({ keys, any }: MappingShape): Schema {
  return {
    properties: Object.fromEntries(keys.map((each) => [each.key, keySchema(each)])),
    ...(any ? { patternProperties: { '.': keySchema(any) } } : {}),
  };
}

function keySchema(key: KeyShape): Schema {
  return { description: key.doc, markdownDescription: keyHover(key), ...valueSchema(key.value) };
}

function valueSchema(shape: ValueShape): Schema {
  if (shape.kind === 'mapping' || shape.kind === 'choice') return mappingSchema(shape.shape);
  return shape.kind === 'list' ? { items: valueSchema(shape.of) } : {};
}
