/** What is used here of the parser's tokens: see `CST` of yaml. */
export interface SourceToken {
  readonly type: string;
  readonly offset: number;
  /** The text of a scalar, quotes included. */
  source?: string;
  readonly start?: readonly SourceToken[];
  value?: SourceToken | null;
  readonly items?: SourceItem[];
}

export interface SourceItem {
  readonly start?: readonly SourceToken[];
  readonly key?: SourceToken | null;
  readonly sep?: readonly SourceToken[];
  value?: SourceToken | null;
}

/** A part of a collection that was cut: a collection of its type with some of its items. */
export type Piece = SourceToken;

/** What was cut out of a document, in order. */
export interface Cut {
  readonly pieces: readonly Piece[];
}
