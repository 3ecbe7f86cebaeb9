import type { Token } from './token.ts';

/**
 * For each opening bracket the index of the one that closes it, else -1. A brace closes what is left open
 * within it, so that a parenthesis forgotten in one function does not swallow the next.
 */
export function matchBrackets(tokens: readonly Token[]): Int32Array {
  const partners = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const { kind, text } = tokens[at]!;
    if (kind !== 'punctuator' || text.length > 1) continue;
    if (text === '(' || text === '[' || text === '{') open.push(at);
    else if (text === '}') closeBrace(tokens, open, partners, at);
    else if (text === ')' || text === ']') {
      const last = open[open.length - 1];
      if (last === undefined || tokens[last]!.text !== (text === ')' ? '(' : '[')) continue;
      partners[last] = at;
      open.pop();
    }
  }
  return partners;
}

function closeBrace(tokens: readonly Token[], open: number[], partners: Int32Array, at: number): void {
  let braces = open.length - 1;
  while (braces >= 0 && tokens[open[braces]!]!.text !== '{') braces--;
  if (braces < 0) return;
  partners[open[braces]!] = at;
  open.length = braces;
}
