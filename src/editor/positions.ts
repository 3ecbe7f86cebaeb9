import { Location, Position, Range, Uri } from 'vscode';
import { Bug, isSourcePlace, LineIndex, type Place, type SourcePlace } from '../engine/index.ts';
import type { TopologyFile } from './topology-file.ts';

/** Translates the places of one reading into the editor's, by line indices made once. */
export class Positions {
  readonly #uris: ReadonlyMap<string, Uri>;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #lines = new Map<string, LineIndex>();

  constructor(
    { uris }: Pick<TopologyFile, 'uris'>,
    { files }: { readonly files: readonly { readonly path: string; readonly text: string }[] },
  ) {
    this.#uris = uris;
    this.#texts = new Map(files.map(({ path, text }) => [path, text]));
  }

  range({ path, span }: Place): Range {
    const lines = this.#linesOf(path);
    const start = lines.position(span.start);
    const end = lines.position(span.end);
    return new Range(start.line, start.character, end.line, end.character);
  }

  location(place: Place | SourcePlace): Location {
    if (isSourcePlace(place)) return new Location(Uri.parse(place.file), sourcePosition(place));
    const uri = this.#uris.get(place.path);
    if (!uri) throw new Bug(`a place in ${place.path}, which is no part of the topology`);
    return new Location(uri, this.range(place));
  }

  #linesOf(path: string): LineIndex {
    const there = this.#lines.get(path);
    if (there) return there;
    const text = this.#texts.get(path);
    if (text === undefined) throw new Bug(`a place in ${path}, which is no part of the topology`);
    const lines = new LineIndex(text);
    this.#lines.set(path, lines);
    return lines;
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
