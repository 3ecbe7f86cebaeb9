import { type Disposable, DocumentSymbol, languages, SymbolKind, type TextDocument } from 'vscode';
import { symbolsOf, type TextSymbol } from '../../engine/index.ts';
import type { Texts } from './texts.ts';
import { rangeOf } from './topology-text.ts';

const kinds: Readonly<Record<TextSymbol['kind'], SymbolKind>> = {
  machine: SymbolKind.Module,
  socket: SymbolKind.Class,
  memory: SymbolKind.Array,
  gpu: SymbolKind.Object,
  property: SymbolKind.Property,
  table: SymbolKind.Array,
  scenario: SymbolKind.Method,
  step: SymbolKind.Event,
};

/** Machines, sockets, GPUs and tables in the outline and the breadcrumbs. */
export function registerSymbols(texts: Texts): Disposable {
  return languages.registerDocumentSymbolProvider(
    texts.selector,
    {
      provideDocumentSymbols: async (document, token) => {
        const text = await texts.settled(document, token);
        return text && symbolsOf(text.reading).map((each) => symbol(each, document));
      },
    },
    { label: 'Driver Model' },
  );
}

function symbol(
  { name, detail, kind, span, selection, children }: TextSymbol,
  document: TextDocument,
): DocumentSymbol {
  const range = rangeOf(document, span);
  const made = new DocumentSymbol(name, detail, kinds[kind], range, rangeOf(document, selection));
  made.children = children.map((child) => symbol(child, document));
  return made;
}
