import { madeToken, respaced, type Token } from './token.ts';

/** Macros whose text depends on where they are used. */
export type DynamicMacro = 'line' | 'file' | 'base-file' | 'counter' | 'depth';

export interface Macro {
  readonly name: string;
  /** null: object-like. The last is the variable one of a variadic macro. */
  readonly parameters: readonly string[] | null;
  readonly variadic: boolean;
  readonly body: readonly Token[];
  /** For each token of the body the parameter it names, or -1; empty for what needs no substitution. */
  readonly slots: readonly number[];
  /** Without `#`, `##` and `__VA_OPT__`. */
  readonly plain: boolean;
  readonly dynamic: DynamicMacro | null;
  /** While its own expansion is being read it is not expanded. Belongs to one preprocessing. */
  disabled: boolean;
}

const noSlots: readonly number[] = [];
const variableArguments = '__VA_ARGS__';

/** A macro that preprocessing itself answers. */
export function dynamicMacro(name: string, dynamic: DynamicMacro): Macro {
  const none = { parameters: null, variadic: false, body: [], slots: [], plain: true };
  return { name, ...none, dynamic, disabled: false };
}

/** The macro that the tokens after `#define` describe, or why they describe none. */
export function defineMacro(line: readonly Token[]): Macro | string {
  const name = line[0];
  if (name?.kind !== 'name') return '#define does not name a macro';
  if (name.text === 'defined') return '"defined" cannot be a macro';
  const open = line[1];
  if (open === undefined || open.text !== '(' || open.spaced)
    return makeMacro(name.text, null, false, line.slice(1));
  const head = readParameters(line);
  if (head === null) return `the parameters of the macro ${name.text} cannot be read`;
  return makeMacro(name.text, head.names, head.variadic, line.slice(head.end));
}

interface MacroHead {
  readonly names: readonly string[];
  readonly variadic: boolean;
  readonly end: number;
}

function readParameters(line: readonly Token[]): MacroHead | null {
  const names: string[] = [];
  for (let at = 2; at < line.length; at++) {
    const token = line[at]!;
    if (token.text === ')' && names.length === 0) return { names, variadic: false, end: at + 1 };
    const ellipsis = token.text === '...';
    if (!ellipsis && token.kind !== 'name') return null;
    names.push(ellipsis ? variableArguments : token.text);
    const variadic = ellipsis || line[at + 1]?.text === '...';
    if (variadic && !ellipsis) at++;
    const next = line[++at]?.text;
    if (next === ')') return { names, variadic, end: at + 1 };
    if (next !== ',' || variadic) return null;
  }
  return null;
}

function makeMacro(
  name: string,
  parameters: readonly string[] | null,
  variadic: boolean,
  written: readonly Token[],
): Macro | string {
  const body = written.map((token, at) => respaced(token, at > 0 && token.spaced));
  if (body[0]?.text === '##' || body[body.length - 1]?.text === '##') {
    return `"##" stands at the edge of the macro ${name}`;
  }
  const plain = !body.some((token) => isOperator(token, parameters !== null, variadic));
  if (plain && parameters === null) {
    return { name, parameters, variadic, body, slots: noSlots, plain, dynamic: null, disabled: false };
  }
  const slots = body.map((token) => (token.kind === 'name' ? (parameters?.indexOf(token.text) ?? -1) : -1));
  return { name, parameters, variadic, body, slots, plain, dynamic: null, disabled: false };
}

function isOperator(token: Token, functionLike: boolean, variadic: boolean): boolean {
  if (token.text === '##') return true;
  if (functionLike && token.text === '#') return true;
  return variadic && token.text === '__VA_OPT__';
}

/** What a dynamic macro stands for at a token; `count` is the next number of `__COUNTER__`. */
export function dynamicToken(
  dynamic: DynamicMacro,
  at: Token,
  baseFile: string,
  depth: number,
  count: () => number,
): Token {
  const number = (value: number): Token => madeToken('number', String(value), at.site, at.spaced);
  const text = (value: string): Token => madeToken('string', JSON.stringify(value), at.site, at.spaced);
  switch (dynamic) {
    case 'line':
      return number(at.site.line);
    case 'file':
      return text(at.site.file);
    case 'base-file':
      return text(baseFile);
    case 'counter':
      return number(count());
    case 'depth':
      return number(depth);
  }
}
