import { descendants, type Row } from './rows.ts';

/** What the driver made stands at the lines of what it was made for: the cursor means the latter. */
const derived: ReadonlySet<string> = new Set(['region', 'auxiliary-device', 'finding']);

interface Placed {
  readonly row: Row;
  readonly start: number;
  readonly end: number;
}

/**
 * The row that an offset of the text stands in: the innermost whose place holds it, else the first
 * that begins later on its line (the cursor is in a key), else the last that begins before it.
 * The selected row is kept when it begins on the same line: a click on it has put the cursor there.
 */
export function rowAt(
  text: string,
  roots: readonly Row[],
  offset: number,
  selected: string | undefined,
): Row | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const nextLine = text.indexOf('\n', offset);
  const lineEnd = nextLine < 0 ? text.length : nextLine;
  const all = roots.flatMap((root) => near(root, lineStart, lineEnd)).flatMap(placed);
  const onLine = all.filter(({ start }) => start >= lineStart && start <= lineEnd);
  const kept = onLine.find(({ row }) => row.id === selected);
  if (kept) return kept.row;

  const written = all.filter(({ row }) => !derived.has(row.node.kind));
  const [inside] = written
    .filter(({ row, start, end }) => row.node.kind !== 'machine' && start <= offset && offset <= end)
    .sort((left, right) => left.end - left.start - (right.end - right.start));
  const [later] = written.filter((it) => it.start > offset && onLine.includes(it)).sort(byStart);
  const before = written
    .filter(({ start }) => start <= offset)
    .sort(byStart)
    .at(-1);
  return (inside ?? later ?? before)?.row;
}

/** The rows of a machine that can be meant by a line: those of the last socket before it, and of any on it. */
function near(root: Row, lineStart: number, lineEnd: number): Row[] {
  const sockets = root.children.flatMap(placed).filter(({ start }) => start <= lineEnd);
  const last = sockets.reduce((latest, each) => Math.max(latest, each.start), -1);
  const meant = sockets.filter(({ start }) => start >= lineStart || start === last);
  return [root, ...meant.flatMap(({ row }) => [...descendants(row)])];
}

function placed(row: Row): Placed[] {
  const { place } = row.node;
  return place && place.path === row.file.shown.path ? [{ row, ...place.span }] : [];
}

function byStart(left: Placed, right: Placed): number {
  return left.start - right.start;
}
