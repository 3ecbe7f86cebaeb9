import type { Made } from './made.ts';
import { innerScenarioShape } from './scenario/shape.ts';

/**
 * The format, as one table: it drives reading and the search for unknown keys, and is what
 * completion, hover and the JSON schema are made from.
 */
export interface MappingShape {
  /** What reading a topology makes of such a mapping; absent, its fields stay as they are. */
  readonly makes?: keyof Made;
  /** What the mapping is, in words: `a socket`. */
  readonly title: string;
  readonly keys: readonly KeyShape[];
  /** Keys that are not in the table are kept as they are: ACPI properties of any driver. */
  readonly open: boolean;
  /** What every key that is not in the table is: one that stands for many, such as GPUs by their address. */
  readonly any?: KeyShape;
}

export interface KeyShape {
  readonly key: string;
  readonly value: ValueShape;
  readonly required: boolean;
  /** Not required beside this key. */
  readonly unless?: string;
  readonly doc: string;
  readonly unit?: 'bytes' | 'proximity domain' | 'count';
  /** When firmware writes the property. */
  readonly written?: string;
}

/** A value that is text, whatever it looks like. */
export interface TextShape {
  readonly kind:
    | 'string'
    | 'bdf'
    | 'device-id'
    | 'step'
    | 'verdict'
    | 'file'
    | 'driver'
    | 'finding'
    | 'errno'
    | 'device'
    | 'node';
}

export type ValueShape =
  | TextShape
  | { readonly kind: 'integer' | 'address' | 'size' | 'pxm' }
  | { readonly kind: 'list'; readonly of: ValueShape }
  | { readonly kind: 'mapping'; readonly shape: MappingShape }
  /** A text or a mapping. */
  | { readonly kind: 'choice'; readonly of: TextShape; readonly shape: MappingShape };

const numbers: ReadonlySet<ValueShape['kind']> = new Set(['integer', 'address', 'size', 'pxm']);

export function isText(shape: ValueShape): shape is TextShape {
  return !isNested(shape) && !numbers.has(shape.kind);
}

function isNested({ kind }: ValueShape): boolean {
  return kind === 'list' || kind === 'mapping' || kind === 'choice';
}

/** What a mapping of that shape holds under a key; undefined for what the format does not know. */
export function keyShapeOf({ keys, any }: MappingShape, key: string): KeyShape | undefined {
  return keys.find((each) => each.key === key) ?? any;
}

const required = true;
const address: ValueShape = { kind: 'address' };
const size: ValueShape = { kind: 'size' };
const pxm: ValueShape = { kind: 'pxm' };

function optional(key: string, value: ValueShape, doc: string, unit?: KeyShape['unit']): KeyShape {
  return unit ? { key, value, required: false, doc, unit } : { key, value, required: false, doc };
}

function property(
  key: string,
  value: ValueShape,
  unit: KeyShape['unit'] & string,
  doc: string,
  written: string,
) {
  return { key, value, required: false, doc, unit, written };
}

/** _DSD of the GPU's ACPI device; `written` is what Grace firmware (edk2-nvidia) does. */
const properties: MappingShape = {
  makes: 'properties',
  title: 'the ACPI properties of a GPU',
  open: true,
  keys: [
    property('nvidia,gpu-mem-base-pa', address, 'bytes', 'First address of the GPU memory.', 'always'),
    property('nvidia,gpu-mem-size', size, 'bytes', 'Size of the GPU memory.', 'unless it is 0'),
    property(
      'nvidia,gpu-mem-pxm-start',
      pxm,
      'proximity domain',
      'First of the domains of the GPU memory.',
      'since January 2025',
    ),
    property(
      'nvidia,gpu-mem-pxm-count',
      { kind: 'integer' },
      'count',
      'How many domains the GPU memory has, one per MIG instance and one for the whole.',
      'with nvidia,gpu-mem-pxm-start; 8',
    ),
    property('nvidia,egm-base-pa', address, 'bytes', 'First address of the EGM region.', 'with EGM on'),
    property('nvidia,egm-size', size, 'bytes', 'Size of the EGM region.', 'with EGM on'),
    property('nvidia,egm-pxm', pxm, 'proximity domain', 'Domain of the EGM region.', 'with EGM on'),
    property(
      'nvidia,egm-retired-pages-data-base',
      address,
      'bytes',
      'Address of the table of retired pages; each GPU has its own.',
      'with EGM on, unless it is 0',
    ),
  ],
};

const gpu: MappingShape = {
  makes: 'gpu',
  title: 'a GPU',
  open: false,
  keys: [
    { key: 'bdf', value: { kind: 'bdf' }, required, doc: 'PCI address, DDDD:BB:dd.f in hex.' },
    optional('device', { kind: 'device-id' }, 'PCI vendor and device id, such as 10de:2941.'),
    optional(
      'properties',
      { kind: 'mapping', shape: properties },
      'ACPI properties, spelt as in the tables.',
    ),
  ],
};

const memoryRange: MappingShape = {
  makes: 'memory',
  title: 'a range of host memory',
  open: false,
  keys: [
    { key: 'base', value: address, required, doc: 'First address.', unit: 'bytes' },
    { key: 'size', value: size, required, doc: 'Size.', unit: 'bytes' },
  ],
};

const socket: MappingShape = {
  makes: 'socket',
  title: 'a socket',
  open: false,
  keys: [
    { key: 'socket', value: { kind: 'integer' }, required, doc: 'Number of the socket, from 0.' },
    {
      key: 'pxm',
      value: pxm,
      required,
      doc: 'Proximity domain of the CPUs and their memory.',
      unit: 'proximity domain',
    },
    optional(
      'memory',
      { kind: 'list', of: { kind: 'mapping', shape: memoryRange } },
      'What the host kernel is given.',
    ),
    optional(
      'gpus',
      { kind: 'list', of: { kind: 'mapping', shape: gpu } },
      'GPUs, in the order of registration.',
    ),
  ],
};

const retiredTable: MappingShape = {
  makes: 'table',
  title: 'a table of retired pages',
  open: false,
  keys: [
    { key: 'table', value: address, required, doc: 'Address of the table.', unit: 'bytes' },
    optional('pages', { kind: 'list', of: address }, 'Addresses of 64 KiB blocks that are retired.', 'bytes'),
  ],
};

/** A YAML document: one machine. */
export const topologyShape: MappingShape = {
  title: 'a topology',
  open: false,
  keys: [
    { key: 'topology', value: { kind: 'integer' }, required, doc: 'Version of the format: 1.' },
    optional('name', { kind: 'string' }, 'What the machine is called.'),
    optional(
      'include',
      { kind: 'list', of: { kind: 'string' } },
      'Other topology files whose sockets and retired pages belong to the machine, relative to this file.',
    ),
    optional('platform', { kind: 'string' }, 'Rule profile; without it only the general rules apply.'),
    optional('page-size', size, 'Page size of the kernel: 4, 16 or 64 KiB; 4 KiB if absent.', 'bytes'),
    {
      key: 'sockets',
      value: { kind: 'list', of: { kind: 'mapping', shape: socket } },
      required,
      unless: 'include',
      doc: 'The CPU sockets.',
    },
    optional(
      'retired-pages',
      { kind: 'list', of: { kind: 'mapping', shape: retiredTable } },
      'What the tables at the addresses that the GPUs name hold.',
    ),
    optional(
      'scenarios',
      { kind: 'list', of: { kind: 'mapping', shape: innerScenarioShape } },
      'What is done with a driver on the machine, and what must come of it.',
    ),
  ],
};

/** The platforms that have a rule profile. */
export const platforms: readonly string[] = ['nvidia-grace'];
