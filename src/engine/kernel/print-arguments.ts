import type { IntrinsicCall } from '../machine/intrinsic.ts';

/** Widths and precisions are cut to this: longer ones are a mistake, not output. */
const longest = 4096;

/** A conversion of a format with its numbers. */
export interface Spec {
  readonly flags: string;
  readonly width: number;
  /** -1 when there is none. */
  readonly precision: number;
  readonly length: string;
}

/** The arguments that a format is about. */
export abstract class Arguments {
  readonly call: IntrinsicCall;

  constructor(call: IntrinsicCall) {
    this.call = call;
  }

  /** How many there are still. */
  abstract get left(): number;

  protected abstract next(): bigint;

  /** The next one; 0 where there is none. */
  take(): bigint {
    return this.left === 0 ? 0n : this.next();
  }

  /** A written width or precision, or the argument for `*`. */
  number(written: string | undefined): number {
    if (written === undefined) return 0;
    const value = written === '*' ? Number(BigInt.asIntN(32, this.take())) : Number(written);
    return Math.max(-longest, Math.min(longest, value));
  }

  /** Of no more bytes than `most`, after which there need be no NUL; -1 for all. */
  textAt(address: bigint, most: number): string {
    return this.call.textAt(address, most < 0 ? undefined : most) ?? '(efault)';
  }

  /** `check_pointer` (lib/vsprintf.c). */
  wrongAddress(address: bigint): string | null {
    if (address === 0n) return '(null)';
    return address < 4096n || isError(address) ? '(efault)' : null;
  }
}

/** Those of the call itself, from `first` on. */
export class PassedArguments extends Arguments {
  #next: number;

  constructor(call: IntrinsicCall, first: number) {
    super(call);
    this.#next = first;
  }

  override get left(): number {
    return Math.max(0, this.call.count - this.#next);
  }

  protected override next(): bigint {
    return this.call.unsigned(this.#next++);
  }
}

/** Those of a `va_list` (library/include/linux/stdarg.h): 8 bytes for each, from an address on. */
export class ListedArguments extends Arguments {
  #at: bigint;

  constructor(call: IntrinsicCall, at: bigint) {
    super(call);
    this.#at = at;
  }

  override get left(): number {
    return Math.floor(this.call.room(this.#at) / 8);
  }

  protected override next(): bigint {
    const value = this.call.integerAt(this.#at, 8) ?? 0n;
    this.#at += 8n;
    return value;
  }
}

export function padded(text: string, spec: Spec): string {
  const left = spec.flags.includes('-') || spec.width < 0;
  const width = Math.abs(spec.width);
  return left ? text.padEnd(width) : text.padStart(width);
}

export function isError(address: bigint): boolean {
  return address >= 0xfffffffffffff001n;
}
