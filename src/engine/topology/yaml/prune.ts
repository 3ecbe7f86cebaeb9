import type { Steps } from '../../base/in-steps.ts';
import type { Report } from '../report.ts';
import type { SourceToken } from './token.ts';

/** A topology needs seven levels. */
const depthLimit = 48;

/** A key is a word; of a collection that stands as one, as behind a tab, no more items than this are kept. */
const keyLimit = 16;

/**
 * Empties collections nested too deep, before anything walks them by recursion, and large ones that stand as keys:
 * these mean nothing, and the parser would compose them at one go. A text in quotes that are never closed ends with
 * its line, not with the file.
 */
export function* prune(root: SourceToken, report: Report): Steps<void> {
  const open: [SourceToken, number][] = [[root, 0]];
  let seen = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, depth] = next;
    if (++seen % 1024 === 0) yield;
    if (token.value) open.push([token.value, depth]);
    if (isUnclosed(token)) token.source = firstLine(token.source);
    if (!token.items) continue;
    if (depth >= depthLimit) {
      report.add('yaml/too-deep', { start: token.offset, end: token.offset + 1 }, { limit: depthLimit });
      token.items.length = 0;
      continue;
    }
    for (const item of token.items) {
      if (item.key?.items && isLarge(item.key)) item.key.items.length = 0;
      if (item.key) open.push([item.key, depth + 1]);
      if (item.value) open.push([item.value, depth + 1]);
    }
  }
}

function isUnclosed({ type, source }: SourceToken): boolean {
  const quote = type === 'double-quoted-scalar' ? '"' : type === 'single-quoted-scalar' ? "'" : '';
  return quote !== '' && source !== undefined && (source.length === 1 || !source.endsWith(quote));
}

/** Without a quote at its end, which an escape before it keeps from closing. */
function firstLine(text = ''): string {
  const line = text.split(/\r?\n/, 1)[0]!.trimEnd();
  return line.length > 1 ? line.replace(/["']+$/, '') || line.slice(0, 1) : line;
}

/** How much it branches out counts, near its top: what is deep only is emptied by its depth. */
function isLarge(root: SourceToken): boolean {
  const open = [root];
  let [branches, looked] = [0, 0];
  for (let next = open.pop(); next && ++looked < depthLimit; next = open.pop()) {
    branches += Math.max(0, (next.items?.length ?? 0) - 1);
    if (branches > keyLimit) return true;
    for (const { key, value } of next.items ?? []) {
      if (key) open.push(key);
      if (value) open.push(value);
    }
  }
  return false;
}
