import type { KeyShape, MappingShape, ValueShape } from '../shape.ts';

const step: ValueShape = { kind: 'step' };
const bdf: ValueShape = { kind: 'bdf' };

/** Items that run at once. It stands in `steps` only: one within another would have no other meaning. */
const parallel: MappingShape = {
  title: 'a parallel item',
  open: false,
  keys: [
    {
      key: 'parallel',
      value: { kind: 'list', of: { kind: 'list', of: step } },
      required: true,
      doc: 'Lists of steps. Each list runs in sequence, and the lists run at once, in every order there is.',
    },
  ],
};

const errnos: MappingShape = {
  title: 'the errnos of GPUs',
  open: false,
  keys: [],
  any: {
    key: 'BDF',
    value: { kind: 'errno' },
    required: false,
    doc: 'What the last bind of the GPU is answered: an errno such as -EINVAL, or 0 for success.',
  },
};

const expectation: MappingShape = {
  title: 'what is expected',
  open: false,
  keys: [
    optional(
      'findings',
      { kind: 'list', of: { kind: 'finding' } },
      'Kinds of findings that there must be; any other is a difference. None may be found where this is not given.',
    ),
    optional('errno', { kind: 'mapping', shape: errnos }, 'What the last bind of these GPUs is answered.'),
    optional('bound', { kind: 'list', of: bdf }, 'The GPUs that are bound at the end, and no others.'),
    optional(
      'devices',
      { kind: 'list', of: { kind: 'device' } },
      'The auxiliary devices that exist at the end, and no others.',
    ),
    optional(
      'nodes',
      { kind: 'list', of: { kind: 'node' } },
      'The nodes under /dev that exist at the end, and no others.',
    ),
  ],
};

const version: KeyShape = {
  key: 'scenario',
  value: { kind: 'integer' },
  required: true,
  doc: 'Version of the format of scenarios: 1.',
};
const name: KeyShape = {
  key: 'name',
  value: { kind: 'string' },
  required: true,
  doc: 'What the scenario is called in lists of tests.',
};
const topology: KeyShape = {
  key: 'topology',
  value: { kind: 'file' },
  required: true,
  doc: 'The topology file that describes the machine, relative to this file.',
};
const rest: readonly KeyShape[] = [
  optional(
    'driver',
    { kind: 'driver' },
    'The driver that runs: an embedded one, or a folder with C of your own, relative to this file (./NAME).',
  ),
  {
    key: 'steps',
    value: { kind: 'list', of: { kind: 'choice', of: step, shape: parallel } },
    required: true,
    doc: 'What is done, in sequence.',
  },
  optional(
    'faults',
    { kind: 'integer' },
    'How many calls may fail that can fail in Linux, in every place there is; 0 if absent.',
    'count',
  ),
  optional(
    'expect',
    { kind: 'choice', of: { kind: 'verdict' }, shape: expectation },
    'What must come of it: holds (nothing is found; so if absent), or findings, errnos and what exists at the end.',
  ),
];

/** A YAML document of a scenario file. */
export const scenarioShape: MappingShape = {
  title: 'a scenario',
  open: false,
  keys: [version, name, topology, ...rest],
};

/** An item of `scenarios:` in a topology, whose machine it is about. */
export const innerScenarioShape: MappingShape = {
  title: 'a scenario of a topology',
  open: false,
  keys: [{ ...version, required: false }, name, ...rest],
};

function optional(key: string, value: ValueShape, doc: string, unit?: KeyShape['unit']): KeyShape {
  return unit ? { key, value, required: false, doc, unit } : { key, value, required: false, doc };
}
