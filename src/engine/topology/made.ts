import type { Gpu, MemoryRange, Property, RetiredTable, Socket } from './topology.ts';

/** What each mapping of the format becomes as soon as it has been read, from the inside out. */
export interface Made {
  readonly socket: Socket;
  readonly memory: MemoryRange;
  readonly gpu: Gpu;
  readonly properties: WrittenProperties;
  readonly table: RetiredTable;
}

/** The properties of a GPU as written. */
export interface WrittenProperties {
  /** Those that have a value. */
  readonly read: readonly Property[];
  /** Keys that are there too, but whose value is malformed. */
  readonly unread: readonly string[];
}
