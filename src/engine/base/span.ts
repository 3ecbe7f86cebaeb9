/** A half-open range of UTF-16 offsets in one text. Lines exist only at the edge: see `LineIndex`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named text. `path` is what the caller named the text by: a relative path, or a URI. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** A value together with where it was written. */
export interface Located<T> {
  readonly value: T;
  readonly place: Place;
}

/** Puts a value and its place together, in half the memory of objects one within the other. */
export function located<T>(value: T, path: string, { start, end }: Span): Located<T> {
  return new Compact(value, path, start, end);
}

/** Of ten thousand GPUs these are most of what is kept. The place is made when it is asked for. */
class Compact<T> implements Located<T> {
  readonly value: T;
  readonly #path: string;
  readonly #start: number;
  readonly #end: number;

  constructor(value: T, path: string, start: number, end: number) {
    this.value = value;
    this.#path = path;
    this.#start = start;
    this.#end = end;
  }

  get place(): Place {
    return { path: this.#path, span: { start: this.#start, end: this.#end } };
  }
}

/** Zero-based line and UTF-16 character, as the language server protocol counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Translates offsets of one text into positions, in O(log lines) after one pass over the text. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The position of an offset; an offset outside the text is taken to its nearest end. */
  position(offset: number): Position {
    const inside = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: inside - this.#starts[low]! };
  }

  /** The offset of the first character of a zero-based line; the end of the text for lines past it. */
  lineStart(line: number): number {
    return this.#starts[line] ?? this.#length;
  }
}
