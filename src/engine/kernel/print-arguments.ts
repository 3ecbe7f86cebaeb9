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

/** The arguments of a call that a format is about. */
export class Arguments {
  readonly call: IntrinsicCall;
  #next: number;

  constructor(call: IntrinsicCall, first: number) {
    this.call = call;
    this.#next = first;
  }

  get left(): number {
    return Math.max(0, this.call.count - this.#next);
  }

  take(): bigint {
    return this.left === 0 ? 0n : this.call.unsigned(this.#next++);
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

export function padded(text: string, spec: Spec): string {
  const left = spec.flags.includes('-') || spec.width < 0;
  const width = Math.abs(spec.width);
  return left ? text.padEnd(width) : text.padStart(width);
}

export function isError(address: bigint): boolean {
  return address >= 0xfffffffffffff001n;
}
