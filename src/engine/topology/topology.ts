import type { Located, Place } from '../base/span.ts';

/**
 * One machine: one YAML document of a topology file, as far as it could be read.
 * What is absent, malformed or out of range is null: to the driver it does not exist.
 * All addresses and sizes are bytes, 0 to 2^64 - 1.
 */
export interface Topology {
  /** The file the document stands in; what it includes has places in other files. */
  readonly path: string;
  /** Index of the YAML document in its file, from 0. */
  readonly document: number;
  readonly place: Place;
  readonly name: string | null;
  readonly platform: Located<string> | null;
  /** PAGE_SIZE of the kernel: 4, 16 or 64 KiB; 4 KiB when not given. */
  readonly pageSize: bigint;
  /** Paths of the files that the document includes, as written. */
  readonly includes: readonly Located<string>[];
  /** Of the included files first, in their order, then of the document itself. */
  readonly sockets: readonly Socket[];
  readonly retiredPages: readonly RetiredTable[];
}

export interface Socket {
  readonly place: Place;
  readonly socket: Located<bigint> | null;
  /** ACPI proximity domain of the socket's CPUs and memory. */
  readonly pxm: Located<bigint> | null;
  /** What the host kernel is given. */
  readonly memory: readonly MemoryRange[];
  readonly gpus: readonly Gpu[];
}

export interface MemoryRange {
  readonly place: Place;
  readonly base: Located<bigint> | null;
  readonly size: Located<bigint> | null;
}

export interface Gpu {
  readonly place: Place;
  /** `DDDD:BB:dd.f` in lower case; null when missing or malformed: then it is not registered. */
  readonly bdf: Located<string> | null;
  /** The bdf as written, for showing a GPU whose bdf is malformed. */
  readonly written: string | null;
  /** Vendor and device id, `10de:2941` in lower case. */
  readonly device: Located<string> | null;
  /** _DSD of the ACPI device, in document order, the first of each key; unknown keys included. */
  readonly properties: readonly Property[];
}

export interface Property {
  readonly key: string;
  readonly keyPlace: Place;
  /** An integer, or a string (which a driver reading an integer gets -EPROTO for). Never malformed. */
  readonly value: Located<bigint | string>;
}

export interface RetiredTable {
  readonly place: Place;
  readonly table: Located<bigint> | null;
  readonly pages: readonly Located<bigint>[];
}

/**
 * An EGM region, derived: one per egm-pxm. Base, size and socket are those of the first GPU in
 * document order that names the PXM.
 */
export interface Region {
  readonly pxm: bigint;
  readonly base: bigint | null;
  readonly size: bigint | null;
  readonly socket: Socket;
  /** Every GPU that names the PXM, in document order; never empty. */
  readonly gpus: readonly Gpu[];
}
