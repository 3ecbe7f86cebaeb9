import { characterValue, readInteger } from './literal.ts';
import type { Token } from './token.ts';

/** A value of `#if`: the widest integers of C, which are 64 bits here. */
interface Value {
  readonly bits: bigint;
  readonly unsigned: boolean;
}

const zero: Value = { bits: 0n, unsigned: false };
const deepest = 200;

const precedences: ReadonlyMap<string, number> = new Map([
  ...['*', '/', '%'].map((operator) => [operator, 10] as const),
  ...['+', '-'].map((operator) => [operator, 9] as const),
  ...['<<', '>>'].map((operator) => [operator, 8] as const),
  ...['<', '>', '<=', '>='].map((operator) => [operator, 7] as const),
  ...['==', '!='].map((operator) => [operator, 6] as const),
  ...[
    ['&', 5],
    ['^', 4],
    ['|', 3],
    ['&&', 2],
    ['||', 1],
  ].map(([operator, precedence]) => [operator as string, precedence as number] as const),
]);

/** What a condition asks of the preprocessing around it. */
export interface Surroundings {
  isMacro(name: string): boolean;
  /** The answer of `__has_…(operand)`; null where the name is no such operator. */
  has(operator: string, operand: readonly Token[]): boolean | null;
}

/** Whether the expanded tokens of an `#if` hold, or why that cannot be said. */
export function evaluateCondition(tokens: readonly Token[], surroundings: Surroundings): boolean | string {
  const evaluation = new Evaluation(tokens, surroundings);
  const value = evaluation.conditional(0, true);
  if (evaluation.failure !== null) return evaluation.failure;
  if (evaluation.at < tokens.length) return `"${tokens[evaluation.at]!.text}" cannot stand here`;
  return value.bits !== 0n;
}

class Evaluation {
  at = 0;
  failure: string | null = null;
  readonly #tokens: readonly Token[];
  readonly #surroundings: Surroundings;

  constructor(tokens: readonly Token[], surroundings: Surroundings) {
    this.#tokens = tokens;
    this.#surroundings = surroundings;
  }

  /** `live`: the value matters; where it does not, a division by zero is none. */
  conditional(depth: number, live: boolean): Value {
    if (depth > deepest) return this.#fail('it is nested too deeply');
    const test = this.#binary(1, depth + 1, live);
    if (!this.#accept('?')) return test;
    const yes = test.bits !== 0n;
    const then = this.conditional(depth + 1, live && yes);
    if (!this.#accept(':')) return this.#fail('":" is missing');
    const otherwise = this.conditional(depth + 1, live && !yes);
    return value(yes ? then.bits : otherwise.bits, then.unsigned || otherwise.unsigned);
  }

  #binary(least: number, depth: number, live: boolean): Value {
    if (depth > deepest) return this.#fail('it is nested too deeply');
    let left = this.#unary(depth + 1, live);
    for (;;) {
      const operator = this.#tokens[this.at]?.text ?? '';
      const precedence = precedences.get(operator);
      if (precedence === undefined || precedence < least || this.failure !== null) return left;
      this.at++;
      const skips = (operator === '&&' && left.bits === 0n) || (operator === '||' && left.bits !== 0n);
      const right = this.#binary(precedence + 1, depth + 1, live && !skips);
      left = this.#apply(operator, left, right, live);
    }
  }

  #unary(depth: number, live: boolean): Value {
    if (depth > deepest) return this.#fail('it is nested too deeply');
    const token = this.#tokens[this.at++];
    if (token === undefined) return this.#fail('it ends too early');
    switch (token.text) {
      case '!':
        return truth(this.#unary(depth + 1, live).bits === 0n);
      case '-':
      case '+':
      case '~': {
        const operand = this.#unary(depth + 1, live);
        const bits = token.text === '-' ? -operand.bits : token.text === '~' ? ~operand.bits : operand.bits;
        return value(bits, operand.unsigned);
      }
      case '(': {
        const inner = this.conditional(depth + 1, live);
        return this.#accept(')') ? inner : this.#fail('")" is missing');
      }
    }
    return this.#primary(token);
  }

  #primary(token: Token): Value {
    if (token.kind === 'number') {
      const integer = readInteger(token.text);
      if (typeof integer === 'string') return this.#fail(integer);
      return value(integer.value, integer.unsigned || integer.value > 0x7fff_ffff_ffff_ffffn);
    }
    if (token.kind === 'character') {
      const character = characterValue(token.text);
      return character === null ? this.#fail(`${token.text} has no value`) : value(character, false);
    }
    if (token.kind !== 'name') return this.#fail(`"${token.text}" cannot stand here`);
    if (token.text === 'defined') return this.#defined();
    if (this.#tokens[this.at]?.text !== '(') return zero;
    const end = closingParenthesis(this.#tokens, this.at);
    const answer = this.#surroundings.has(token.text, this.#tokens.slice(this.at + 1, end));
    if (answer === null) return this.#fail(`the macro ${token.text} is not defined`);
    this.at = end + 1;
    return truth(answer);
  }

  /** `defined` that came out of a macro: an operand no longer to be seen was expanded, so it is defined. */
  #defined(): Value {
    const parenthesised = this.#accept('(');
    const operand = this.#tokens[this.at];
    const name = operand?.kind === 'name' ? operand.text : null;
    if (name !== null) this.at++;
    if (!parenthesised) return name === null ? zero : truth(this.#surroundings.isMacro(name));
    while (this.at < this.#tokens.length && !this.#accept(')')) this.at++;
    return truth(name === null || this.#surroundings.isMacro(name));
  }

  #accept(text: string): boolean {
    if (this.#tokens[this.at]?.text !== text) return false;
    this.at++;
    return true;
  }

  #fail(reason: string): Value {
    this.failure ??= reason;
    this.at = this.#tokens.length;
    return zero;
  }

  #apply(operator: string, left: Value, right: Value, live: boolean): Value {
    const unsigned = left.unsigned || right.unsigned;
    const a = wrapped(left.bits, unsigned);
    const b = wrapped(right.bits, unsigned);
    switch (operator) {
      case '<<':
      case '>>':
        return shifted(left, right, operator === '<<');
      case '/':
      case '%':
        if (b === 0n) return live ? this.#fail('it divides by zero') : zero;
        return value(operator === '/' ? a / b : a % b, unsigned);
      case '&&':
        return truth(a !== 0n && b !== 0n);
      case '||':
        return truth(a !== 0n || b !== 0n);
    }
    return compared(operator, a, b) ?? value(combined(operator, a, b), unsigned);
  }
}

/** The index of the parenthesis that closes the one at `open`, or the end. */
export function closingParenthesis(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]!.text === '(') depth++;
    else if (tokens[at]!.text === ')' && --depth === 0) return at;
  }
  return tokens.length;
}

function wrapped(bits: bigint, unsigned: boolean): bigint {
  return unsigned ? BigInt.asUintN(64, bits) : BigInt.asIntN(64, bits);
}

function value(bits: bigint, unsigned: boolean): Value {
  return { bits: wrapped(bits, unsigned), unsigned };
}

function truth(holds: boolean): Value {
  return { bits: holds ? 1n : 0n, unsigned: false };
}

function shifted(left: Value, right: Value, toLeft: boolean): Value {
  const forward = toLeft === (right.unsigned || right.bits >= 0n);
  const distance = right.bits < 0n ? -right.bits : right.bits;
  if (forward) return value(distance > 63n ? 0n : left.bits << distance, left.unsigned);
  return value(left.bits >> (distance > 64n ? 64n : distance), left.unsigned);
}

function compared(operator: string, a: bigint, b: bigint): Value | null {
  switch (operator) {
    case '==':
      return truth(a === b);
    case '!=':
      return truth(a !== b);
    case '<':
      return truth(a < b);
    case '>':
      return truth(a > b);
    case '<=':
      return truth(a <= b);
    case '>=':
      return truth(a >= b);
  }
  return null;
}

function combined(operator: string, a: bigint, b: bigint): bigint {
  switch (operator) {
    case '*':
      return a * b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '&':
      return a & b;
    case '^':
      return a ^ b;
    default:
      return a | b;
  }
}
