import { Composer, type Document, Lexer, Parser } from 'yaml';
import type { Steps } from '../../base/in-steps.ts';
import type { Report } from '../report.ts';
import type { SourceDocument } from '../source.ts';
import { addFirst, addSyntax, type ParserError, type Visible, visibleEnd } from '../syntax.ts';
import { Conversion } from './conversion.ts';
import { cutDocument } from './cut.ts';
import { prune } from './prune.ts';
import type { Cut, SourceToken } from './token.ts';

/** How many items the parser composes in one step, about: a few milliseconds of work. */
const usualPiece = 400;

/**
 * Reads any YAML, with the parser of the yaml package. A document is composed in pieces, so that a step
 * stays short whatever its size; only what stands in brackets is composed as a whole.
 */
export function* readFullYaml(text: string, report: Report, pieceSize = usualPiece): Steps<SourceDocument[]> {
  const tokens = yield* tokensOf(text);
  const cuts = new Map<object, Cut>();
  for (const token of tokens) {
    yield* prune(token, report);
    if (token.type === 'document') yield* cutDocument(token, cuts, pieceSize);
  }
  const visible = { text, end: visibleEnd(text) };
  const composer = newComposer();
  const documents: SourceDocument[] = [];
  for (const document of composer.compose(tokens as never)) {
    yield;
    documents.push(yield* convertDocument(document as Document.Parsed, cuts, visible, report));
  }
  addFirst(composer.streamInfo().errors, visible, report);
  return documents;
}

function newComposer(): Composer {
  // `failsafe`: every scalar stays text. Duplicate keys are found by ourselves, in linear time.
  return new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    keepSourceTokens: true,
  });
}

/** What the pieces come to that were cut out of a document where `shell` is left; null for what was not cut. */
function takePieces(
  shell: unknown,
  cuts: ReadonlyMap<unknown, Cut>,
  document: Document.Parsed,
): Iterable<Document.Parsed> | null {
  const cut = cuts.get(shell);
  return cut ? composePieces(cut, document) : null;
}

function* composePieces(
  { pieces }: Cut,
  { directives }: Document.Parsed,
): Generator<Document.Parsed, undefined, undefined> {
  for (const value of pieces) {
    // What the directives of the document say holds in its pieces; there is no other way to hand it over.
    const composer = newComposer();
    Object.assign(composer, { directives });
    const piece = { type: 'document', offset: value.offset, start: [], value };
    yield* composer.compose([piece] as never) as Iterable<Document.Parsed>;
  }
}

function* convertDocument(
  document: Document.Parsed,
  cuts: ReadonlyMap<unknown, Cut>,
  visible: Visible,
  report: Report,
): Steps<SourceDocument> {
  const inPieces: ParserError[] = [];
  for (const warning of document.warnings) {
    if (warning.code === 'BAD_DIRECTIVE') addSyntax(warning, visible, report);
  }
  const [start, , end] = document.range;
  const content = document.contents as unknown;
  const pieces = (shell: unknown) => takePieces(shell, cuts, document);
  const conversion = new Conversion(visible.text, report, pieces, inPieces);
  const root = content === null ? null : yield* conversion.convert(content, end);
  // Those of the stream come last, as the parser has them: of two at one place the first is told.
  const errors = [...inPieces, ...document.errors];
  addFirst(errors, visible, report);
  return {
    span: root ? { start: root.span.start, end: root.span.end } : { start, end },
    root: root && root.span.end > root.span.start ? root : null,
    oldYaml: document.directives.yaml.version === '1.1',
    broken: errors.length > 0,
  };
}

/** As the parser's own `parse`, which does not rest before a document is complete. */
function* tokensOf(text: string): Steps<SourceToken[]> {
  const tokens: SourceToken[] = [];
  const parser = new Parser();
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++lexemes % 512 === 0) yield;
    for (const token of parser.next(lexeme)) tokens.push(token as SourceToken);
  }
  for (const token of parser.end()) tokens.push(token as SourceToken);
  return tokens;
}
