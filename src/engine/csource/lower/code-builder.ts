import { type Constant, Op, STRIDE } from '../../machine/program.ts';
import type { Site } from '../ast.ts';

/** Operations only lowering knows; `assemble` turns them into others or drops them. */
export const Pseudo = {
  /** flag a of a variable becomes set */
  SET: -1,
  /** flag a of a variable becomes unset */
  UNSET: -2,
} as const;

/** A local object of a function: its size and type name may be settled after its first use. */
export interface LocalSlot {
  readonly name: string;
  size: number;
  type: number;
}

/** A point of the code to return to, as if nothing had been emitted since. */
export interface Mark {
  readonly length: number;
  readonly locals: number;
  readonly register: number;
}

/**
 * Collects the code of one function. Jumps go to labels, the flags of CHECK are numbered apart from
 * registers, and constants that are addresses name symbols of the unit: `assemble` and `link` settle these.
 */
export class CodeBuilder {
  readonly code: number[] = [];
  readonly sites: number[] = [];
  readonly constants: Constant[] = [];
  readonly locals: LocalSlot[] = [];
  /** Instruction of each label, -1 while unbound. */
  readonly labels: number[] = [];
  /** How many registers were ever in use. */
  registers = 0;
  flags = 0;
  /** Where the code being emitted comes from. */
  site: Site;
  readonly #intern: (site: Site) => number;
  readonly #constantIndex = new Map<bigint | string, number>();
  #free = 0;
  /** No instruction before this one may be changed: a label is here. */
  #barrier = 0;

  constructor(site: Site, intern: (site: Site) => number) {
    this.site = site;
    this.#intern = intern;
  }

  get next(): number {
    return this.code.length / STRIDE;
  }

  emit(operation: number, a = 0, b = 0, c = 0, d = 0): void {
    this.code.push(operation, a, b, c, d);
    this.sites.push(this.#intern(this.site));
  }

  /** A new register, in use until `release` goes below it. */
  take(count = 1): number {
    const first = this.#free;
    this.#free += count;
    if (this.#free > this.registers) this.registers = this.#free;
    return first;
  }

  get level(): number {
    return this.#free;
  }

  /** Every register from `level` on is free again. */
  release(level: number): void {
    this.#free = level;
  }

  /** Nobody is to have what the last instruction, if it is a call, puts into a register. */
  throwAway(register: number): void {
    const at = this.code.length - STRIDE;
    const isCall = this.code[at] === Op.CALL || this.code[at] === Op.CALL_INDIRECT;
    if (isCall && at / STRIDE >= this.#barrier && this.code[at + 1] === register) this.code[at + 1] = -1;
  }

  label(): number {
    return this.labels.push(-1) - 1;
  }

  bind(label: number): void {
    this.labels[label] = this.next;
    this.#barrier = this.next;
  }

  jump(label: number): void {
    this.emit(Op.JUMP, label);
  }

  /** To the label if the register is not zero (`when`), or is. */
  branch(register: number, label: number, when: boolean): void {
    this.emit(when ? Op.JUMP_NOT_ZERO : Op.JUMP_ZERO, register, label);
  }

  number(target: number, value: bigint): void {
    this.emit(Op.CONST, target, this.numberIndex(value));
  }

  numberIndex(value: bigint): number {
    const bits = BigInt.asIntN(64, value);
    return this.#constant(bits, () => ({
      kind: 'value',
      low: Number(BigInt.asIntN(32, bits)),
      high: Number(bits >> 32n),
    }));
  }

  /** The address of a symbol of the unit. */
  address(target: number, symbol: number, kind: 'function' | 'variable', offset: number): void {
    const constant: Constant =
      kind === 'function' ? { kind, index: symbol } : { kind: 'global', index: symbol, offset };
    this.emit(
      Op.CONST,
      target,
      this.#constant(`${symbol}+${offset}`, () => constant),
    );
  }

  #constant(key: bigint | string, make: () => Constant): number {
    const known = this.#constantIndex.get(key);
    if (known !== undefined) return known;
    const index = this.constants.push(make()) - 1;
    this.#constantIndex.set(key, index);
    return index;
  }

  slot(name: string, size: number, type: number): number {
    return this.locals.push({ name, size, type }) - 1;
  }

  /** Lets the last instruction, if it is what computed `from`, compute `to` instead. False if it is not. */
  retarget(from: number, to: number): boolean {
    const last = this.next - 1;
    if (last < this.#barrier || this.code[last * STRIDE + 1] !== from) return false;
    if (!writesFirst(this.code[last * STRIDE]!)) return false;
    this.code[last * STRIDE + 1] = to;
    return true;
  }

  /** Takes back the last instruction if it is `operation` computing `register`, and returns its operand b; else -1. */
  retract(operation: number, register: number, access = 0): number {
    const at = (this.next - 1) * STRIDE;
    if (this.next - 1 < this.#barrier || this.code[at] !== operation) return -1;
    if (this.code[at + 1] !== register || this.code[at + 3] !== access) return -1;
    const operand = this.code[at + 2]!;
    this.code.length = at;
    this.sites.length -= 1;
    return operand;
  }

  mark(): Mark {
    return { length: this.code.length, locals: this.locals.length, register: this.#free };
  }

  rollBack(mark: Mark): void {
    this.code.length = mark.length;
    this.sites.length = mark.length / STRIDE;
    this.locals.length = mark.locals;
    this.#free = mark.register;
    this.#barrier = this.next;
  }
}

const notWriting: ReadonlySet<number> = new Set([
  Op.STORE,
  Op.STORE_BITS,
  Op.COPY,
  Op.ZERO,
  Op.END,
  Op.RETURN,
  Op.JUMP,
  Op.JUMP_ZERO,
  Op.JUMP_NOT_ZERO,
  Op.CHECK,
  Op.NAME,
  Op.OPAQUE,
  Op.BOUND,
  Pseudo.SET,
  Pseudo.UNSET,
]);

function writesFirst(operation: number): boolean {
  return !notWriting.has(operation);
}
