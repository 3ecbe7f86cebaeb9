import { Location, Position, Range, Uri } from 'vscode';
import { isSourcePlace, LineIndex, type Place, type SourcePlace } from '../engine/index.ts';

/** Gives the text of a place's file, if it is at hand: the places of one reading share its text. */
export type TextOf = (path: string) => string | undefined;

/** Translates the engine's places into the editor's, line indexes made once for each text. */
export class Positions {
  readonly #textOf: TextOf;
  readonly #indexes = new Map<string, LineIndex>();

  constructor(textOf: TextOf) {
    this.#textOf = textOf;
  }

  range(place: Place): Range {
    const lines = this.#lines(place.path);
    const start = lines.position(place.span.start);
    const end = lines.position(place.span.end);
    return new Range(start.line, start.character, end.line, end.character);
  }

  location(place: Place | SourcePlace): Location {
    if (!isSourcePlace(place)) return new Location(Uri.parse(place.path), this.range(place));
    return new Location(Uri.parse(place.file), sourcePosition(place));
  }

  #lines(path: string): LineIndex {
    const index = this.#indexes.get(path) ?? new LineIndex(this.#textOf(path) ?? '');
    this.#indexes.set(path, index);
    return index;
  }
}

/** A line and column from 1, as compilers count, in the editor's own counting. */
export function sourcePosition({ line, column }: { line: number; column: number }): Position {
  return new Position(Math.max(0, line - 1), Math.max(0, column - 1));
}
