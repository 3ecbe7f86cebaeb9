import type { Report } from './report.ts';

/** A topology needs seven levels. */
const depthLimit = 48;

/** The part of the parser's tokens that nesting is seen in. */
export interface NestedToken {
  readonly offset: number;
  readonly value?: NestedToken | null;
  readonly items?: NestedItem[];
}

interface NestedItem {
  readonly key?: NestedToken | null;
  readonly value?: NestedToken | null;
}

/** Empties collections nested too deep, before anything walks them by recursion. */
export function prune(root: NestedToken, report: Report): void {
  const open: [NestedToken, number][] = [[root, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, depth] = next;
    if (token.value) open.push([token.value, depth]);
    if (!token.items) continue;
    if (depth >= depthLimit) {
      report.add('yaml/too-deep', { start: token.offset, end: token.offset + 1 }, { limit: depthLimit });
      token.items.length = 0;
      continue;
    }
    for (const item of token.items) {
      if (item.key) open.push([item.key, depth + 1]);
      if (item.value) open.push([item.value, depth + 1]);
    }
  }
}
