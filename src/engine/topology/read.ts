import type { Steps } from '../base/in-steps.ts';
import { type Located, located, type Place, type Span } from '../base/span.ts';
import {
  type Context,
  clip,
  type Fields,
  foundOf,
  integerOf,
  itemsOf,
  madeAs,
  madeOf,
  mappingsOf,
  readFields,
  textOf,
} from './fields.ts';
import type { Made, WrittenProperties } from './made.ts';
import { nearest } from './nearest.ts';
import { headOf, isNothing, type MappingNode, type Node } from './node.ts';
import type { Report } from './report.ts';
import { platforms, topologyShape } from './shape.ts';
import type { SourceDocument } from './source.ts';
import type { Gpu, MemoryRange, Property, RetiredTable, Socket, Topology } from './topology.ts';

/** A topology with what the rules must know beside it. */
export interface ReadTopology {
  readonly topology: Topology;
  readonly written: ReadonlyMap<Gpu, Written>;
  /** Items of `scenarios`, as their shape has read them. */
  readonly scenarios: readonly Fields[];
}

/** What the text says of a GPU's properties beyond their values. */
export interface Written {
  /** Keys that are there, but whose value is malformed. */
  readonly unread: readonly string[];
  /** The key `properties`, null if there is none. */
  readonly at: Place | null;
}

const nothing: readonly string[] = [];
const defaultPageSize = 0x1000n;
const pageSizes: readonly bigint[] = [0x1000n, 0x4000n, 0x10000n];

/** Reads one YAML document; what is not a topology gives one without sockets. */
export function* readDocument(source: SourceDocument, index: number, report: Report): Steps<ReadTopology> {
  const root = source.root && isNothing(source.root) ? null : source.root;
  if (root && !isTopology(root)) {
    // Broken text is named as broken; half of a key cannot tell what the document would be.
    if (!source.broken) report.add('shape/not-a-topology', headOf(root), { found: foundOf(root) });
  } else if (root?.kind === 'mapping') {
    return yield* new Reading(index, report, source.oldYaml).topology(root);
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

/** Makes typed values of fields that the shape has already checked. */
class Reading implements Context {
  readonly report: Report;
  readonly oldYaml: boolean;
  readonly written = new Map<Gpu, Written>();
  readonly #document: number;
  readonly #path: string;

  constructor(document: number, report: Report, oldYaml: boolean) {
    this.report = report;
    this.oldYaml = oldYaml;
    this.#document = document;
    this.#path = report.path;
  }

  *topology(root: MappingNode): Steps<ReadTopology> {
    const fields = yield* readFields(root, topologyShape, this);
    const scenarios = mappingsOf(fields, 'scenarios');
    return { topology: this.#topology(fields), written: this.written, scenarios };
  }

  make(makes: keyof Made, fields: Fields): ReturnType<NonNullable<Context['make']>> {
    const { span } = fields;
    const kind = 'made';
    switch (makes) {
      case 'socket':
        return { kind, of: makes, span, made: this.#socket(fields) };
      case 'memory':
        return { kind, of: makes, span, made: this.#memory(fields) };
      case 'gpu':
        return { kind, of: makes, span, made: this.#gpu(fields) };
      case 'properties':
        return { kind, of: makes, span, made: this.#properties(fields) };
      case 'table':
        return { kind, of: makes, span, made: this.#retired(fields) };
    }
  }

  #topology(fields: Fields): Topology {
    this.#checkVersion(this.#integer(fields, 'topology'));
    return {
      path: this.#path,
      document: this.#document,
      place: { path: this.#path, span: fields.span },
      name: this.#text(fields, 'name')?.value ?? null,
      platform: this.#platform(fields),
      pageSize: this.#pageSize(fields),
      includes: this.#includes(fields),
      sockets: madeOf(fields, 'sockets', 'socket'),
      retiredPages: madeOf(fields, 'retired-pages', 'table'),
    };
  }

  #checkVersion(version: Located<bigint> | null): void {
    if (version && version.value !== 1n) {
      this.report.add('shape/unsupported-version', version.place.span, { version: version.value });
    }
  }

  #platform(fields: Fields): Located<string> | null {
    const platform = this.#text(fields, 'platform');
    if (platform && !platforms.includes(platform.value)) {
      const data = { platform: clip(platform.value), nearest: nearest(platform.value, platforms) };
      this.report.add('shape/unknown-platform', platform.place.span, data);
    }
    return platform;
  }

  #pageSize(fields: Fields): bigint {
    const size = this.#integer(fields, 'page-size');
    if (!size) return defaultPageSize;
    if (pageSizes.includes(size.value)) return size.value;
    this.report.add('shape/unsupported-page-size', size.place.span, { size: size.value });
    return defaultPageSize;
  }

  #socket(fields: Fields): Socket {
    return {
      place: { path: this.#path, span: fields.head },
      socket: this.#integer(fields, 'socket'),
      pxm: this.#integer(fields, 'pxm'),
      memory: madeOf(fields, 'memory', 'memory'),
      gpus: madeOf(fields, 'gpus', 'gpu'),
    };
  }

  #memory(fields: Fields): MemoryRange {
    const place = { path: this.#path, span: fields.span };
    return { place, base: this.#integer(fields, 'base'), size: this.#integer(fields, 'size') };
  }

  #gpu(fields: Fields): Gpu {
    const written = this.#text(fields, 'bdf');
    const bdf = fields.values.get('bdf');
    const inner = madeAs(fields.values.get('properties'), 'properties');
    const gpu: Gpu = {
      place: { path: this.#path, span: fields.head },
      bdf: this.#bdf(written, bdf?.kind === 'text' && bdf.plain),
      written: written?.value ?? null,
      device: this.#device(this.#text(fields, 'device')),
      properties: inner?.read ?? [],
    };
    const at = fields.keys.get('properties');
    this.written.set(gpu, {
      unread: inner?.unread ?? nothing,
      at: at ? { path: this.#path, span: at } : null,
    });
    return gpu;
  }

  #bdf(written: Located<string> | null, isPlain: boolean): Located<string> | null {
    if (!written) return null;
    if (!/^[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]$/i.test(written.value)) {
      const text = clip(written.value);
      this.report.add('shape/malformed-bdf', written.place.span, { text });
      return null;
    }
    if (this.oldYaml && isPlain && /^[0-9.:]+$/.test(written.value)) {
      this.report.add('yaml/sexagesimal-trap', written.place.span, {
        text: written.value,
        isRead: true,
      });
    }
    return located(written.value.toLowerCase(), this.#path, written.place.span);
  }

  #device(written: Located<string> | null): Located<string> | null {
    if (!written) return null;
    if (/^[0-9a-f]{4}:[0-9a-f]{4}$/i.test(written.value)) {
      return located(written.value.toLowerCase(), this.#path, written.place.span);
    }
    const text = clip(written.value);
    this.report.add('shape/malformed-device-id', written.place.span, { text });
    return null;
  }

  #properties(fields: Fields): WrittenProperties {
    const read: Property[] = [];
    const unread: string[] = [];
    for (const [key, keySpan] of fields.keys) {
      const value = fields.values.get(key);
      if (value?.kind !== 'integer' && value?.kind !== 'text') {
        unread.push(key);
        continue;
      }
      const written = located<bigint | string>(value.value, this.#path, value.span);
      read.push(new ReadProperty(key, this.#path, keySpan, written));
    }
    return { read, unread: unread.length === 0 ? nothing : unread };
  }

  #includes(fields: Fields): Located<string>[] {
    return itemsOf(fields, 'include').flatMap((item) =>
      item.kind === 'text' ? [located(item.value, this.#path, item.span)] : [],
    );
  }

  #retired(fields: Fields): RetiredTable {
    return {
      place: { path: this.#path, span: fields.head },
      table: this.#integer(fields, 'table'),
      pages: itemsOf(fields, 'pages').flatMap((item) =>
        item.kind === 'integer' ? [located(item.value, this.#path, item.span)] : [],
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

/** The key's place is made when it is asked for: there are many. */
class ReadProperty implements Property {
  readonly key: string;
  readonly value: Property['value'];
  readonly #path: string;
  readonly #start: number;
  readonly #end: number;

  constructor(key: string, path: string, { start, end }: Span, value: Property['value']) {
    this.value = value;
    this.key = key;
    this.#path = path;
    this.#start = start;
    this.#end = end;
  }

  get keyPlace(): Place {
    return { path: this.#path, span: { start: this.#start, end: this.#end } };
  }
}
