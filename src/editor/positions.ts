import { Location, Position, Range, Uri } from 'vscode';
import {
  Bug,
  isSourcePlace,
  LineIndex,
  type Place,
  type SourcePlace,
  type TopologyReading,
} from '../engine/index.ts';

/** Translates the places of one reading of a file into the editor's, by a line index made once. */
export class Positions {
  readonly #uri: Uri;
  readonly #path: string;
  readonly #lines: LineIndex;

  constructor(uri: Uri, { path, text }: TopologyReading) {
    this.#uri = uri;
    this.#path = path;
    this.#lines = new LineIndex(text);
  }

  range({ span }: Place): Range {
    const start = this.#lines.position(span.start);
    const end = this.#lines.position(span.end);
    return new Range(start.line, start.character, end.line, end.character);
  }

  location(place: Place | SourcePlace): Location {
    if (isSourcePlace(place)) return new Location(Uri.parse(place.file), sourcePosition(place));
    if (place.path !== this.#path) throw new Bug(`a place in ${place.path}, which is not ${this.#path}`);
    return new Location(this.#uri, this.range(place));
  }
}

/** What the engine is to call a file by: a path as people write it, where it has one. */
export function pathOf(uri: Uri): string {
  return uri.scheme === 'file' ? uri.fsPath.replaceAll('\\', '/') : uri.toString(true);
}

/** A line and column from 1, as compilers count, in the editor's own counting. */
export function sourcePosition({ line, column }: { line: number; column: number }): Position {
  return new Position(Math.max(0, line - 1), Math.max(0, column - 1));
}
