import { mapInSteps, mapNested, type Steps } from '../base/in-steps.ts';
import type { Located, Place, Span } from '../base/span.ts';
import {
  type Context,
  clip,
  type Fields,
  foundOf,
  integerOf,
  itemsOf,
  mappingsOf,
  readFields,
  textOf,
} from './fields.ts';
import { nearest } from './nearest.ts';
import { headOf, isNothing, type MappingNode, type Node } from './node.ts';
import type { Report } from './report.ts';
import { platforms, topologyShape } from './shape.ts';
import type { SourceDocument } from './source.ts';
import type { Gpu, MemoryRange, Property, RetiredTable, Socket, Topology } from './topology.ts';

/** A topology with what the rules must know beside it. */
export interface ReadTopology {
  readonly topology: Topology;
  readonly written: ReadonlyMap<Gpu, WrittenProperties>;
  /** Items of `scenarios`, as their shape has read them. */
  readonly scenarios: readonly Fields[];
}

/** What the text says of a GPU's properties beyond their valid values. */
export interface WrittenProperties {
  /** The keys that are there, those of malformed values included. */
  readonly keys: ReadonlyMap<string, Span>;
  /** The key `properties`, null if there is none. */
  readonly at: Place | null;
}

const noKeys: ReadonlyMap<string, Span> = new Map();
const defaultPageSize = 0x1000n;
const pageSizes: readonly bigint[] = [0x1000n, 0x4000n, 0x10000n];

/** Reads one YAML document; what is not a topology gives one without sockets. */
export function* readDocument(source: SourceDocument, index: number, report: Report): Steps<ReadTopology> {
  const root = source.root && isNothing(source.root) ? null : source.root;
  if (root && !isTopology(root)) {
    // Broken text is named as broken; half of a key cannot tell what the document would be.
    if (!source.broken) report.add('shape/not-a-topology', headOf(root), { found: foundOf(root) });
  } else if (root?.kind === 'mapping') {
    return yield* new Reading(index, { report, oldYaml: source.oldYaml }).topology(root);
  }
  return { topology: emptyTopology(report.path, index, source.span), written: new Map(), scenarios: [] };
}

function isTopology(root: Node): root is MappingNode {
  if (root.kind !== 'mapping') return false;
  return root.entries.some(({ key }) => nearest(key.text, ['topology', 'sockets']) !== null);
}

function emptyTopology(path: string, document: number, span: Span): Topology {
  const place = { path, span };
  return {
    path,
    document,
    place,
    name: null,
    platform: null,
    pageSize: defaultPageSize,
    includes: [],
    sockets: [],
    retiredPages: [],
  };
}

/** Builds the typed tree from fields that the shape has already checked. */
class Reading {
  readonly #document: number;
  readonly #context: Context;
  readonly #path: string;
  readonly #written = new Map<Gpu, WrittenProperties>();

  constructor(document: number, context: Context) {
    this.#document = document;
    this.#context = context;
    this.#path = context.report.path;
  }

  *topology(root: MappingNode): Steps<ReadTopology> {
    const fields = yield* readFields(root, topologyShape, this.#context);
    this.#checkVersion(this.#integer(fields, 'topology'));
    const sockets = yield* mapNested(mappingsOf(fields, 'sockets'), (each) => this.#socket(each));
    const tables = mappingsOf(fields, 'retired-pages');
    const topology: Topology = {
      path: this.#path,
      document: this.#document,
      place: { path: this.#path, span: fields.span },
      name: this.#text(fields, 'name')?.value ?? null,
      platform: this.#platform(fields),
      pageSize: this.#pageSize(fields),
      includes: this.#includes(fields),
      sockets,
      retiredPages: yield* mapInSteps(tables, (each) => this.#retired(each)),
    };
    return { topology, written: this.#written, scenarios: mappingsOf(fields, 'scenarios') };
  }

  #checkVersion(version: Located<bigint> | null): void {
    if (version && version.value !== 1n) {
      this.#context.report.add('shape/unsupported-version', version.place.span, { version: version.value });
    }
  }

  #platform(fields: Fields): Located<string> | null {
    const platform = this.#text(fields, 'platform');
    if (platform && !platforms.includes(platform.value)) {
      const data = { platform: clip(platform.value), nearest: nearest(platform.value, platforms) };
      this.#context.report.add('shape/unknown-platform', platform.place.span, data);
    }
    return platform;
  }

  #pageSize(fields: Fields): bigint {
    const size = this.#integer(fields, 'page-size');
    if (!size) return defaultPageSize;
    if (pageSizes.includes(size.value)) return size.value;
    this.#context.report.add('shape/unsupported-page-size', size.place.span, { size: size.value });
    return defaultPageSize;
  }

  *#socket(fields: Fields): Steps<Socket> {
    return {
      place: { path: this.#path, span: fields.head },
      socket: this.#integer(fields, 'socket'),
      pxm: this.#integer(fields, 'pxm'),
      memory: yield* mapInSteps(mappingsOf(fields, 'memory'), (each) => this.#memory(each)),
      gpus: yield* mapInSteps(mappingsOf(fields, 'gpus'), (each) => this.#gpu(each)),
    };
  }

  #memory(fields: Fields): MemoryRange {
    const place = { path: this.#path, span: fields.span };
    return { place, base: this.#integer(fields, 'base'), size: this.#integer(fields, 'size') };
  }

  #gpu(fields: Fields): Gpu {
    const written = this.#text(fields, 'bdf');
    const bdf = fields.values.get('bdf');
    const properties = fields.values.get('properties');
    const inner = properties?.kind === 'mapping' ? properties.fields : null;
    const gpu: Gpu = {
      place: { path: this.#path, span: fields.head },
      bdf: this.#bdf(written, bdf?.kind === 'text' && bdf.plain),
      written: written?.value ?? null,
      device: this.#device(this.#text(fields, 'device')),
      properties: inner ? this.#properties(inner) : [],
    };
    const at = fields.keys.get('properties');
    this.#written.set(gpu, {
      keys: inner?.keys ?? noKeys,
      at: at ? { path: this.#path, span: at } : null,
    });
    return gpu;
  }

  #bdf(written: Located<string> | null, isPlain: boolean): Located<string> | null {
    if (!written) return null;
    if (!/^[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]$/i.test(written.value)) {
      const text = clip(written.value);
      this.#context.report.add('shape/malformed-bdf', written.place.span, { text });
      return null;
    }
    if (this.#context.oldYaml && isPlain && /^[0-9.:]+$/.test(written.value)) {
      this.#context.report.add('yaml/sexagesimal-trap', written.place.span, {
        text: written.value,
        isRead: true,
      });
    }
    return { value: written.value.toLowerCase(), place: written.place };
  }

  #device(written: Located<string> | null): Located<string> | null {
    if (!written) return null;
    if (/^[0-9a-f]{4}:[0-9a-f]{4}$/i.test(written.value)) {
      return { value: written.value.toLowerCase(), place: written.place };
    }
    const text = clip(written.value);
    this.#context.report.add('shape/malformed-device-id', written.place.span, { text });
    return null;
  }

  #properties(fields: Fields): Property[] {
    const properties: Property[] = [];
    for (const [key, { span }] of fields.values) {
      const value = this.#integer(fields, key) ?? this.#text(fields, key);
      const keySpan = fields.keys.get(key) ?? span;
      if (value) properties.push({ key: { value: key, place: { path: this.#path, span: keySpan } }, value });
    }
    return properties;
  }

  #includes(fields: Fields): Located<string>[] {
    return itemsOf(fields, 'include').flatMap((item) =>
      item.kind === 'text' ? [{ value: item.value, place: { path: this.#path, span: item.span } }] : [],
    );
  }

  #retired(fields: Fields): RetiredTable {
    return {
      place: { path: this.#path, span: fields.head },
      table: this.#integer(fields, 'table'),
      pages: itemsOf(fields, 'pages').flatMap((item) =>
        item.kind === 'integer' ? [{ value: item.value, place: { path: this.#path, span: item.span } }] : [],
      ),
    };
  }

  #integer(fields: Fields, key: string): Located<bigint> | null {
    return integerOf(fields, key, this.#path);
  }

  #text(fields: Fields, key: string): Located<string> | null {
    return textOf(fields, key, this.#path);
  }
}
