import type { Span } from '../base/span.ts';
import type { Entry, MappingNode, Node, ScalarNode, SequenceNode } from './node.ts';

/**
 * The nodes of a text, written one after the other as numbers: some 30 bytes each, where objects take
 * 200. What looks at a node gets an object made for it, which lives no longer than the look.
 */
export class Tape {
  readonly text: string;
  #cells: Int32Array;
  #length = 0;

  constructor(text: string) {
    this.text = text;
    // What topologies need, by the look of some.
    this.#cells = new Int32Array(1024 + (text.length >> 2));
  }

  /** Quotes belong to its span. Nothing is written as a plain one that ends where it begins. */
  scalar(start: number, end: number, isPlain: boolean): void {
    this.#push(isPlain ? plain : quoted, start, end);
  }

  /** Begins a collection, whose elements follow: the keys and values of a mapping by turns. */
  open(kind: 'mapping' | 'sequence', isFlow: boolean): number {
    const at = this.#length;
    this.#push((kind === 'mapping' ? mapping : sequence) | (isFlow ? flow : 0), 0, 0);
    this.#cells[this.#length++] = 0;
    return at;
  }

  /** Ends the collection that `open` gave; it stands from `start` to `end`. */
  close(at: number, start: number, end: number): void {
    this.#cells[at + 1] = start;
    this.#cells[at + 2] = end;
    this.#cells[at + 3] = this.#length;
  }

  /** The node that was written first. */
  root(): Node {
    return this.#node(0);
  }

  kindAt(at: number): number {
    return this.#cells[at]!;
  }

  spanAt(at: number): Span {
    return { start: this.#cells[at + 1]!, end: this.#cells[at + 2]! };
  }

  /** The elements of a collection. */
  elementsOf(at: number): Node[] {
    const end = this.#cells[at + 3]!;
    const elements: Node[] = [];
    for (let next = at + wide; next < end; next = this.#after(next)) elements.push(this.#node(next));
    return elements;
  }

  #node(at: number): Node {
    const kind = this.#cells[at]! & ~flow;
    if (kind === mapping) return new TapeMapping(this, at);
    return kind === sequence ? new TapeSequence(this, at) : this.#scalar(at);
  }

  #scalar(at: number): ScalarNode {
    const span = this.spanAt(at);
    const isPlain = this.#cells[at] === plain;
    const text = isPlain
      ? this.text.slice(span.start, span.end)
      : this.text.slice(span.start + 1, span.end - 1);
    return { kind: 'scalar', span, text, plain: isPlain };
  }

  #after(at: number): number {
    return this.#cells[at]! >= mapping ? this.#cells[at + 3]! : at + narrow;
  }

  #push(kind: number, start: number, end: number): void {
    if (this.#length + wide > this.#cells.length) {
      const more = new Int32Array(Math.floor(this.#cells.length * 1.5));
      more.set(this.#cells);
      this.#cells = more;
    }
    this.#cells[this.#length++] = kind;
    this.#cells[this.#length++] = start;
    this.#cells[this.#length++] = end;
  }
}

/** Cells of a scalar: its kind, where it begins and where it ends in the text. */
const narrow = 3;
/** Of a collection, which has another: where the node after it begins on the tape. */
const wide = 4;
const plain = 0;
const quoted = 1;
const mapping = 2;
const sequence = 4;
const flow = 1;

class TapeMapping implements MappingNode {
  readonly kind = 'mapping';
  readonly #tape: Tape;
  readonly #at: number;

  constructor(tape: Tape, at: number) {
    this.#tape = tape;
    this.#at = at;
  }

  get span(): Span {
    return this.#tape.spanAt(this.#at);
  }

  get flow(): boolean {
    return (this.#tape.kindAt(this.#at) & flow) !== 0;
  }

  get entries(): readonly Entry[] {
    const elements = this.#tape.elementsOf(this.#at);
    const entries: Entry[] = [];
    for (let at = 0; at < elements.length; at += 2) {
      // Only a scalar is written as a key.
      entries.push({ key: elements[at] as ScalarNode, value: elements[at + 1]! });
    }
    return entries;
  }
}

class TapeSequence implements SequenceNode {
  readonly kind = 'sequence';
  readonly #tape: Tape;
  readonly #at: number;

  constructor(tape: Tape, at: number) {
    this.#tape = tape;
    this.#at = at;
  }

  get span(): Span {
    return this.#tape.spanAt(this.#at);
  }

  get flow(): boolean {
    return (this.#tape.kindAt(this.#at) & flow) !== 0;
  }

  get items(): readonly Node[] {
    return this.#tape.elementsOf(this.#at);
  }
}
