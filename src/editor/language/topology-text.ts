import { type CancellationToken, type DocumentSelector, Range, type TextDocument } from 'vscode';
import { type Outcomes, readStructure, type Span, type TopologyReading } from '../../engine/index.ts';
import { Owned } from '../owned.ts';
import { pathOf } from '../positions.ts';
import type { TopologyStore } from '../store.ts';
import { largeText } from '../topology-file.ts';
import { isTopology, topologyGlob } from '../topology-uri.ts';

/** What language features are offered for; whether it is a topology of ours, `TopologyTexts` decides. */
export const topologySelector: DocumentSelector = { pattern: topologyGlob };

/** Above this many characters nothing is offered that VS Code asks for at every edit: some 2,500 GPUs. */
const busyText = 512 * 1024;
/** How long an answer waits for the store to read what was typed, in milliseconds. */
const patience = 5000;

/** A document as the engine reads it, at the very version that the editor shows. */
export interface TopologyText {
  readonly document: TextDocument;
  readonly reading: TopologyReading;
  /** By machine; empty while the driver's outcome is that of another text. */
  readonly outcomes: Outcomes;
}

/** Readings for language features: the store's, which come in slices, or quick ones of their own. */
export class TopologyTexts {
  readonly store: TopologyStore;
  readonly #own = new WeakMap<TextDocument, TopologyReading>();

  constructor(store: TopologyStore) {
    this.store = store;
  }

  /** At once, for a user who waits. Null for what is no topology of ours, or is too large for that. */
  of(document: TextDocument): TopologyText | null {
    if (!isTopology(document.uri)) return null;
    const known = this.#ofStore(document);
    const text = document.getText();
    if (known || text.length > busyText) return known;
    const last = this.#own.get(document);
    const reading = last?.text === text ? last : readStructure(pathOf(document.uri), text);
    this.#own.set(document, reading);
    return { document, reading, outcomes: [] };
  }

  /** When the store has read the document; for what VS Code asks for unbidden. */
  settled(
    document: TextDocument,
    token: CancellationToken,
    longest = busyText,
  ): Promise<TopologyText | null> {
    if (!isTopology(document.uri) || document.getText().length > longest) return Promise.resolve(null);
    const known = this.#ofStore(document);
    if (known) return Promise.resolve(known);
    return new Promise((resolve) => {
      const owned = new Owned();
      const end = (text: TopologyText | null) => {
        owned.dispose();
        resolve(text);
      };
      const late = setTimeout(() => end(null), patience);
      owned.own({ dispose: () => clearTimeout(late) });
      owned.own(token.onCancellationRequested(() => end(null)));
      owned.own(
        this.store.onDidChange((uri) => {
          const read = uri.toString() === document.uri.toString() ? this.#ofStore(document) : null;
          if (read) end(read);
        }),
      );
    });
  }

  #ofStore(document: TextDocument): TopologyText | null {
    const file = this.store.file(document.uri);
    if (file?.reading.text !== document.getText()) return null;
    const outcomes = file.stale ? [] : file.machines.map(({ outcome }) => outcome);
    return { document, reading: file.reading, outcomes };
  }
}

/** The largest text that the store reads at all while it is edited. */
export const readableText = largeText;

export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}
