import { Location, Position, Range, Uri } from 'vscode';
import { Positions } from './positions.ts';
import type { Row } from './rows.ts';

/** Where a click on the row goes: a line of C for findings, else its place in the topology. */
export function rowLocation({ node, file }: Row): Location | null {
  if (node.source) {
    const { line, character } = node.source.position;
    return new Location(Uri.parse(node.source.file), new Position(Math.max(0, line), Math.max(0, character)));
  }
  if (node.place === null) return null;
  const { uri, range } = new Positions(file, file.shown).location(node.place);
  // A whole machine would be selected from end to end: its first character stands for it.
  return new Location(uri, node.kind === 'machine' ? new Range(range.start, range.start) : range);
}
