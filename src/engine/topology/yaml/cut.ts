import type { Steps } from '../../base/in-steps.ts';
import type { Cut, Piece, SourceItem, SourceToken } from './token.ts';

/**
 * Cuts large collections out of a document, so that the parser can compose it in pieces. What is cut out
 * leaves an empty collection behind, by which it is found again. Only collections in lines are cut, and
 * only as values: each of their items is composed by itself in any case, so that the pieces come to what
 * the whole would. `limit` is how many items a piece has, about.
 */
export function* cutDocument(document: SourceToken, cuts: Map<object, Cut>, limit: number): Steps<void> {
  const cutting = new Cutting(cuts, limit);
  if (document.value && !isTagged(document.start)) yield* cutting.value(document);
}

class Cutting {
  readonly #cuts: Map<object, Cut>;
  readonly #limit: number;
  #seen = 0;

  constructor(cuts: Map<object, Cut>, limit: number) {
    this.#cuts = cuts;
    this.#limit = limit;
  }

  /**
   * Cuts within the value of a holder, and the value itself where it is large, or where anything within it
   * was cut. Gives the weight that is left: infinite, if anything was cut.
   */
  *value(holder: { value?: SourceToken | null }): Steps<number> {
    const token = holder.value;
    if (!token?.items) return 1;
    const isInLines = token.type === 'block-map' || token.type === 'block-seq';
    const weights: number[] = [];
    let all = 1;
    for (const item of token.items) {
      if (++this.#seen % 512 === 0) yield;
      const own = isInLines && !isTagged(item.start) && !isTagged(item.sep);
      const weight = 1 + (item.value ? (own ? yield* this.value(item) : weightOf(item.value)) : 0);
      weights.push(weight);
      all += weight;
    }
    if (!isInLines || all <= this.#limit) return all;
    const shell = { ...token, items: [] };
    this.#cuts.set(shell, { pieces: pieces(token, weights, this.#limit) });
    holder.value = shell;
    return Number.POSITIVE_INFINITY;
  }
}

/** The parser counts on from where the last item ended, and that of a shell is wrong: it ends its piece. */

function pieces(token: SourceToken, weights: readonly number[], limit: number): readonly Piece[] {
  const made: Piece[] = [];
  let items: SourceItem[] = [];
  let weight = 0;
  for (const [at, item] of token.items!.entries()) {
    items.push(item);
    weight += weights[at]!;
    // A comment that stands alone belongs to what follows it.
    if (weight < limit || !(item.sep || item.value)) continue;
    made.push(piece(token, items, made.length === 0));
    [items, weight] = [[], 0];
  }
  if (items.length > 0) made.push(piece(token, items, made.length === 0));
  return made;
}

/** Where a piece begins the one before has ended: tokens stand edge to edge. */
function piece(token: SourceToken, items: SourceItem[], isFirst: boolean): Piece {
  const [first] = items;
  const begin = first?.start?.[0] ?? first?.key ?? first?.sep?.[0] ?? first?.value;
  return { ...token, offset: isFirst ? token.offset : (begin?.offset ?? token.offset), items };
}

/** A tag may look at the whole collection. */
function isTagged(properties: readonly SourceToken[] | undefined): boolean {
  return properties?.some(({ type }) => type === 'tag') === true;
}

/** How much is in brackets, or under a tag. */
function weightOf(root: SourceToken): number {
  let weight = 0;
  const open = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const { value } of next.items ?? []) {
      weight++;
      if (value) open.push(value);
    }
  }
  return weight;
}
