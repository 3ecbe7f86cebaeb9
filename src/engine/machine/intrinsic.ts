import type { FindingKind, Frame } from './finding.ts';
import type { ErrnoOrigin, LibraryFailure } from './task.ts';

/**
 * An operation of the machine's environment, called from C like a function. The machine brings its
 * own (memory, locks: machine/intrinsics.ts); a virtual kernel adds those it cannot write in C.
 */
export type Intrinsic = (call: IntrinsicCall) => void;

/** What an intrinsic sees of its caller. Integers are exact; an address is an unsigned 64-bit integer. */
export interface IntrinsicCall {
  readonly count: number;
  /** Argument as an unsigned 64-bit integer. */
  unsigned(index: number): bigint;
  /** Argument as a signed 64-bit integer. */
  signed(index: number): bigint;
  /** Argument as a signed 32-bit number: for C `int`. */
  int(index: number): number;
  /** The NUL-terminated UTF-8 text at an address argument; null when it cannot be read (reported). */
  text(index: number): string | null;
  /** Same for any address; of no more bytes than `most`, after which there need be no NUL. */
  textAt(address: bigint, most?: number): string | null;
  /** An unsigned integer in memory, little-endian; null when the address is bad (reported). */
  integerAt(address: bigint, size: 1 | 2 | 4 | 8): bigint | null;
  /** Bytes from an address to the end of its object; 0 when it is outside. */
  room(address: bigint): number;
  /** Writes bytes; false when the address is bad (reported). */
  write(address: bigint, bytes: Uint8Array): boolean;
  /** Writes an integer of 1, 2, 4 or 8 bytes, little-endian; false when the address is bad (reported). */
  writeInteger(address: bigint, size: 1 | 2 | 4 | 8, value: bigint): boolean;
  /**
   * A new heap object; its allocation site is the calling stack. 0n when memory is exhausted. Zeros
   * follow `content`, or are all of it.
   */
  allocate(size: number, content: Uint8Array | null, typeName: string): bigint;
  /** The result, as C would convert it to 64 bits. Without it the result is 0. */
  result(value: bigint | number): void;
  /** Adds a finding at the current stack; the task goes on. */
  report(kind: FindingKind, detail: string, values: Readonly<Record<string, string>>): void;
  /** The same at a place that the task has left. */
  reportPast(frame: Frame, kind: FindingKind, detail: string, values: Readonly<Record<string, string>>): void;
  /** The last call of the driver that failed, and the errno (positive) that the driver gave the library last. */
  readonly lastErrnos: { readonly failure: LibraryFailure | null; readonly given: ErrnoOrigin | null };
  /** Adds a line to the run's output (the kernel log). */
  print(line: string): void;
  /** What is printed says that something is wrong. */
  tell(): void;
  /** What the call costs of the task's fuel beyond what it touches and prints: one that takes long is counted as long. */
  spend(fuel: number): void;
  /** The task cannot go on (an Oops): it ends after this instruction. */
  kill(): void;
}
