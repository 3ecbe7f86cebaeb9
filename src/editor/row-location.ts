import { Location, Position, Range, Uri } from 'vscode';
import type { Place } from '../engine/index.ts';
import { Positions } from './positions.ts';
import type { Row } from './rows.ts';
import type { TopologyFile } from './topology-file.ts';

/** Where a click on the row goes: a line of C for findings, else its place in the topology. */
export function rowLocation({ node, file }: Row): Location | null {
  if (node.source) {
    const { line, character } = node.source.position;
    return new Location(Uri.parse(node.source.file), new Position(Math.max(0, line), Math.max(0, character)));
  }
  if (node.place === null) return null;
  const { uri, range } = placeIn(file, node.place);
  // A whole machine would be selected from end to end: its first character stands for it.
  return new Location(uri, node.kind === 'machine' ? new Range(range.start, range.start) : range);
}

/** A place of a file's shown text; a place in another file is taken to that file's beginning. */
function placeIn(file: TopologyFile, place: Place): Location {
  const { path, text } = file.shown;
  return new Positions((asked) => (asked === path ? text : undefined)).location(place);
}
