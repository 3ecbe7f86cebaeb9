import type { Site } from './ast.ts';
import { closingParenthesis, evaluateCondition } from './condition.ts';
import type { Expander } from './expand.ts';
import { defineMacro } from './macro.ts';
import { madeToken, type Token } from './token.ts';

/** One open `#if`. */
interface Condition {
  /** A group of it has been read, so that no other is. */
  taken: boolean;
  otherwise: boolean;
  readonly site: Site;
}

/** A text being read. */
export interface Frame {
  readonly file: string;
  readonly tokens: readonly Token[];
  at: number;
  readonly conditions: Condition[];
}

/** What directives do to the preprocessing around them. */
export interface DirectiveHost {
  readonly expander: Expander;
  include(header: string, quoted: boolean, site: Site): void;
  hasHeader(header: string, quoted: boolean): boolean;
  once(): void;
  note(reason: string, site: Site): void;
}

const operatorsOfConditions: ReadonlySet<string> = new Set([
  '__has_attribute',
  '__has_builtin',
  '__has_c_attribute',
  '__has_cpp_attribute',
  '__has_extension',
  '__has_feature',
  '__has_include',
  '__has_include_next',
]);

/** Obeys the directive whose `#` the frame stands at, and moves the frame past it and past what it skips. */
export function obeyDirective(frame: Frame, host: DirectiveHost): void {
  const start = frame.at + 1;
  let end = start;
  while (end < frame.tokens.length && !frame.tokens[end]!.first) end++;
  frame.at = end;
  const name = frame.tokens[start];
  if (end === start || name === undefined) return;
  const line = frame.tokens.slice(start + 1, end);
  if (!obeyConditional(frame, host, name, line)) obeyOther(host, name, line);
}

function obeyConditional(frame: Frame, host: DirectiveHost, name: Token, line: readonly Token[]): boolean {
  switch (name.text) {
    case 'if':
      open(frame, name.site, holds(host, name, line));
      return true;
    case 'ifdef':
      open(frame, name.site, isDefined(host, line[0]));
      return true;
    case 'ifndef':
      open(frame, name.site, !isDefined(host, line[0]));
      return true;
    case 'elif':
      turn(frame, host, name, () => holds(host, name, line));
      return true;
    case 'elifdef':
      turn(frame, host, name, () => isDefined(host, line[0]));
      return true;
    case 'elifndef':
      turn(frame, host, name, () => !isDefined(host, line[0]));
      return true;
    case 'else':
      turn(frame, host, name, () => true);
      return true;
    case 'endif':
      if (frame.conditions.pop() === undefined) host.note('#endif closes nothing', name.site);
      return true;
  }
  return false;
}

function obeyOther(host: DirectiveHost, name: Token, line: readonly Token[]): void {
  switch (name.text) {
    case 'define': {
      const macro = defineMacro(line);
      if (typeof macro === 'string') host.note(macro, name.site);
      else host.expander.macros.set(macro.name, macro);
      return;
    }
    case 'undef':
      if (line[0] !== undefined) host.expander.macros.delete(line[0].text);
      return;
    case 'include':
    case 'include_next':
    case 'import':
      includeHeader(host, name, line);
      return;
    case 'pragma':
      if (line[0]?.text === 'once') host.once();
      else if (line[0]?.text === 'pack')
        host.note('#pragma pack is not modelled: records keep their usual layout', name.site);
      return;
    case 'error':
      host.note(`#error ${spelling(line)}`, name.site);
      return;
    case 'warning':
    case 'line':
    case 'ident':
    case 'sccs':
      return;
  }
  // `# 12 "file"` is a line marker of text that was preprocessed before.
  if (name.kind !== 'number') host.note(`#${name.text} is not a directive`, name.site);
}

function isDefined(host: DirectiveHost, name: Token | undefined): boolean {
  return name !== undefined && (host.expander.macros.has(name.text) || operatorsOfConditions.has(name.text));
}

function open(frame: Frame, site: Site, live: boolean): void {
  frame.conditions.push({ taken: live, otherwise: false, site });
  if (!live) skipGroup(frame);
}

/** `#elif` and `#else`: met while the group before was read, or after it was skipped. */
function turn(frame: Frame, host: DirectiveHost, name: Token, test: () => boolean): void {
  const condition = frame.conditions[frame.conditions.length - 1];
  if (condition === undefined || condition.otherwise) {
    host.note(`#${name.text} does not belong to an #if`, name.site);
    if (condition !== undefined) skipGroup(frame);
    return;
  }
  condition.otherwise = name.text === 'else';
  if (!condition.taken && test()) condition.taken = true;
  else skipGroup(frame);
}

/** Moves to the directive that ends the group at hand. */
function skipGroup(frame: Frame): void {
  const tokens = frame.tokens;
  let depth = 0;
  for (; frame.at < tokens.length; frame.at++) {
    const token = tokens[frame.at]!;
    if (!token.first || token.text !== '#') continue;
    const name = tokens[frame.at + 1];
    if (name === undefined || name.first) continue;
    if (name.text === 'if' || name.text === 'ifdef' || name.text === 'ifndef') depth++;
    else if (name.text === 'endif' && depth-- === 0) return;
    else if (depth === 0 && (name.text === 'else' || name.text.startsWith('elif'))) return;
  }
}

/** Whether an `#if` holds; one that cannot be evaluated does not, and that is noted. */
function holds(host: DirectiveHost, name: Token, line: readonly Token[]): boolean {
  const { expander } = host;
  const tokens = expander.expandAll(resolveOperators(host, line));
  let result: boolean | string;
  if (expander.overrun !== null) {
    result = expander.overrun.reason;
    expander.abandon();
  } else {
    const isMacro = (macro: string): boolean => expander.macros.has(macro);
    result = evaluateCondition(tokens, { isMacro, has: (operator, operand) => has(host, operator, operand) });
  }
  if (typeof result === 'boolean') return result;
  host.note(`#${name.text} is taken as false: ${result}`, name.site);
  return false;
}

/** Replaces `defined X` and `__has_…(X)` by their values, as their operands must not be expanded. */
function resolveOperators(host: DirectiveHost, line: readonly Token[]): readonly Token[] {
  const out: Token[] = [];
  for (let at = 0; at < line.length; at++) {
    const token = line[at]!;
    const hasParenthesis = line[at + 1]?.text === '(';
    if (token.text === 'defined') {
      const name = line[at + (hasParenthesis ? 2 : 1)];
      out.push(madeToken('number', isDefined(host, name) ? '1' : '0', token.site, true));
      at += hasParenthesis ? 3 : 1;
    } else if (operatorsOfConditions.has(token.text) && hasParenthesis) {
      const end = closingParenthesis(line, at + 1);
      const answer = has(host, token.text, line.slice(at + 2, end));
      out.push(madeToken('number', answer === true ? '1' : '0', token.site, true));
      at = end;
    } else out.push(token);
  }
  return out;
}

/** Every attribute can be written, as those without meaning here are passed over. */
function has(host: DirectiveHost, operator: string, operand: readonly Token[]): boolean | null {
  if (!operatorsOfConditions.has(operator)) return null;
  if (operator === '__has_attribute') return true;
  if (!operator.startsWith('__has_include')) return false;
  const header = headerName(operand);
  return header !== null && host.hasHeader(header.name, header.quoted);
}

function includeHeader(host: DirectiveHost, name: Token, line: readonly Token[]): void {
  const { expander } = host;
  let header = headerName(line);
  if (header === null) {
    header = headerName(expander.expandAll(line));
    if (expander.overrun !== null) expander.abandon();
  }
  if (header === null) host.note(`#${name.text} does not name a header`, name.site);
  else host.include(header.name, header.quoted, name.site);
}

function headerName(line: readonly Token[]): { readonly name: string; readonly quoted: boolean } | null {
  const first = line[0];
  if (first === undefined) return null;
  if (first.kind === 'header') return { name: first.text.slice(1, -1), quoted: false };
  if (first.kind === 'string') return { name: first.text.slice(1, -1), quoted: true };
  if (first.text !== '<') return null;
  const end = line.findIndex((token) => token.text === '>');
  return end < 0 ? null : { name: spelling(line.slice(1, end)), quoted: false };
}

function spelling(tokens: readonly Token[]): string {
  let text = '';
  for (const token of tokens.slice(0, 200))
    text += text !== '' && token.spaced ? ` ${token.text}` : token.text;
  return text;
}
