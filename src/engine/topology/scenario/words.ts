import type { Span } from '../../base/span.ts';

/** A word of a step with its place in the text. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/**
 * The words of a scalar. Where the text is written otherwise than it reads (escapes, several lines), a word
 * has the place of the whole.
 */
export function wordsOf(value: string, span: Span, source: string): readonly Word[] {
  const written = source.slice(span.start, span.end);
  const quoted = written.length === value.length + 2 && written.slice(1, -1) === value;
  const at = written === value ? span.start : quoted ? span.start + 1 : null;
  return [...value.matchAll(/\S+/g)].map(({ 0: text, index }) => ({
    text,
    span: at === null ? span : { start: at + index, end: at + index + text.length },
  }));
}

/** One span from the first of some words to the last. */
export function spanOfWords(words: readonly Word[], otherwise: Span): Span {
  const [first, last] = [words[0], words.at(-1)];
  return first && last ? { start: first.span.start, end: last.span.end } : otherwise;
}

/** A number and its unit are two words and one operand. */
export function joinUnits(words: readonly Word[]): readonly Word[] {
  const joined: Word[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last && /^[0-9][0-9_]*$/.test(last.text) && /^[kmgtKMGT](?:i?[bB])?$/.test(word.text)) {
      const span = { start: last.span.start, end: word.span.end };
      joined[joined.length - 1] = { text: `${last.text} ${word.text}`, span };
    } else joined.push(word);
  }
  return joined;
}
