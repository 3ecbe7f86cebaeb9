import type { Random } from '../../../src/engine/base/random.ts';

export const integerTypes = [
  'char',
  'signed char',
  'unsigned char',
  'short',
  'unsigned short',
  'int',
  'unsigned int',
  'long',
  'unsigned long',
  '_Bool',
] as const;

/** An lvalue of integer type that generated code may read, and its type. */
export interface Lvalue {
  readonly text: string;
  readonly type: string;
}

/** What generated code can name at a place. `writable` lvalues are nobody's loop counters. */
export interface View {
  readonly readable: readonly Lvalue[];
  readonly writable: readonly Lvalue[];
  /** Functions without side effects: name and number of arguments. */
  readonly pure: readonly { readonly name: string; readonly parameters: number }[];
}

/** Writes expressions without undefined or unspecified behaviour; all are free of side effects. */
export class Writer {
  readonly random: Random;
  #temporaries = 0;

  constructor(random: Random) {
    this.random = random;
  }

  chance(percent: number): boolean {
    return this.random.below(100) < percent;
  }

  type(): string {
    return this.random.pick(integerTypes);
  }

  fresh(prefix: string): string {
    return `${prefix}${this.#temporaries++}`;
  }

  literal(): string {
    const { random } = this;
    switch (random.below(7)) {
      case 0:
        return String(random.below(10));
      case 1:
        return `(-${random.below(300)})`;
      case 2:
        return `0x${random.next().toString(16)}`;
      case 3:
        return `${random.next()}${random.pick(['U', 'L', 'UL', ''])}`;
      case 4:
        return `0x${random.wide().toString(16)}${random.pick(['', 'UL', 'U', 'L'])}`;
      case 5:
        return `${BigInt.asUintN(63, random.wide())}${random.pick(['', 'L', 'UL'])}`;
      default:
        return random.pick(["'a'", "'\\xff'", "'\\0'", '255', '256', '65535', '2147483647', '(-2147483648)']);
    }
  }

  leaf(view: View): string {
    if (view.readable.length === 0 || this.chance(30)) return this.literal();
    return this.random.pick(view.readable).text;
  }

  expression(view: View, depth: number): string {
    if (depth <= 0) return this.leaf(view);
    const sub = (): string => this.expression(view, depth - 1);
    const { random } = this;
    switch (random.below(18)) {
      case 0:
      case 1:
      case 2:
        return `(${sub()} ${random.pick(['+', '-', '*', '&', '|', '^'])} ${sub()})`;
      case 3:
      case 4:
        return `(${sub()} ${random.pick(['<', '>', '<=', '>=', '==', '!='])} ${sub()})`;
      case 5:
        return `(${sub()} ${random.pick(['&&', '||'])} ${sub()})`;
      case 6:
      case 7:
        return this.shift(view, depth);
      case 8:
        return `(${sub()} ${random.pick(['/', '%'])} ${this.divisor(view, depth)})`;
      case 9:
      case 10:
        return `(${random.pick(['-', '~', '!', '+'])} ${sub()})`;
      case 11:
      case 12:
        return `((${this.type()})${sub()})`;
      case 13:
        return `(${sub()} ? ${sub()} : ${sub()})`;
      default:
        return this.rare(view, depth);
    }
  }

  /** Never zero, and never -1: the least integer divided by it would trap. */
  divisor(view: View, depth: number): string {
    const value = this.expression(view, depth - 1);
    return this.random.pick([
      `((${value} & 0x3f) + 1)`,
      `(-((int)(${value} & 0x7f)) - 2)`,
      `((unsigned char)${value} | 1UL)`,
    ]);
  }

  shift(view: View, depth: number): string {
    const type = this.type();
    const mask = type.endsWith('long') ? 63 : 31;
    const left = `((${type})${this.expression(view, depth - 1)})`;
    return `(${left} ${this.random.pick(['<<', '>>'])} (${this.expression(view, depth - 1)} & ${mask}))`;
  }

  rare(view: View, depth: number): string {
    const { random } = this;
    const sub = (): string => this.expression(view, depth - 1);
    switch (random.below(6)) {
      case 0: {
        if (view.pure.length === 0) return sub();
        const called = random.pick(view.pure);
        return `${called.name}(${Array.from({ length: called.parameters }, sub).join(', ')})`;
      }
      case 1: {
        const name = this.fresh('t');
        return `({ ${random.pick([this.type(), '__auto_type'])} ${name} = ${sub()}; ${name} * 3 + ${sub()}; })`;
      }
      case 2:
        return `(${sub()} ?: ${sub()})`;
      case 3:
        return `sizeof(${sub()})`;
      case 4:
        return `((__typeof__(${sub()}))${sub()})`;
      default:
        return `(unsigned int)__builtin_types_compatible_p(__typeof__(${sub()}), ${this.type()})`;
    }
  }
}
