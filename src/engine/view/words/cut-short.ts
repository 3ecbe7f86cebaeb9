import { shortPath } from '../../kernel/actions.ts';
import type { CutShort } from '../../kernel/cut-short.ts';

/** Names that are told of many. */
const most = 4;

/** What was tried where nothing else runs, and not to its end: each as what was not looked at. */
export function cutShortTexts(cuts: readonly CutShort[]): string[] {
  const paths = new Set(cuts.flatMap((cut) => (cut.kind === 'files' ? cut.paths : [])));
  const others = cuts.flatMap((cut) => (cut.kind === 'files' ? [] : [textOf(cut)]));
  return [...(paths.size > 0 ? [filesText([...paths])] : []), ...others];
}

function filesText(paths: readonly string[]): string {
  const more = paths.length > most ? ` and ${paths.length - most} more` : '';
  const named = paths.slice(0, most).map(shortPath).join(', ');
  return `files of sysfs where nothing else runs: there are too many, ${named}${more} are neither read nor written`;
}

function textOf(cut: Exclude<CutShort, { kind: 'files' }>): string {
  if (cut.kind === 'long') return `what ${cut.path} of debugfs has beyond its first 16 pages`;
  if (cut.kind === 'debugfs')
    return 'readers of debugfs beside others: its files are read only where nothing else runs';
  return `what comes of ${cut.task} where nothing else runs, and of what follows it: it waits for what nobody does there`;
}
