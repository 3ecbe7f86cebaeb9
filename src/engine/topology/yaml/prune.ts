import type { Steps } from '../../base/in-steps.ts';
import type { Report } from '../report.ts';
import type { SourceToken } from './token.ts';

/** A topology needs seven levels. */
const depthLimit = 48;

/** Empties collections nested too deep, before anything walks them by recursion. */
export function* prune(root: SourceToken, report: Report): Steps<void> {
  const open: [SourceToken, number][] = [[root, 0]];
  let seen = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, depth] = next;
    if (++seen % 1024 === 0) yield;
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
