import { type DocumentSelector, Range, type TextDocument } from 'vscode';
import { type Outcomes, readTopology, type Span, type TopologyReading } from '../../engine/index.ts';
import { pathOf } from '../positions.ts';
import type { TopologyStore } from '../store.ts';
import { largeText } from '../topology-file.ts';
import { isTopology, topologyGlob } from '../topology-uri.ts';

/** What language features are offered for; whether it is a topology of ours, `TopologyTexts` decides. */
export const topologySelector: DocumentSelector = { pattern: topologyGlob };

/** A document as the engine reads it, at the very version that the editor shows. */
export interface TopologyText {
  readonly document: TextDocument;
  readonly reading: TopologyReading;
  /** By machine; empty while the driver's outcome is that of another text. */
  readonly outcomes: Outcomes;
}

/** Readings for language features: the store's where it is of this text, else one of their own. */
export class TopologyTexts {
  readonly store: TopologyStore;
  readonly #own = new WeakMap<TextDocument, TopologyReading>();

  constructor(store: TopologyStore) {
    this.store = store;
  }

  /** Null for what is no topology of ours, or is too large to be read at every key. */
  of(document: TextDocument): TopologyText | null {
    if (!isTopology(document.uri)) return null;
    const text = document.getText();
    const file = this.store.file(document.uri);
    if (file?.reading.text === text) {
      const outcomes = file.stale ? [] : file.machines.map(({ outcome }) => outcome);
      return { document, reading: file.reading, outcomes };
    }
    if (text.length > largeText) return null;
    const last = this.#own.get(document);
    const reading = last?.text === text ? last : readTopology(pathOf(document.uri), text);
    this.#own.set(document, reading);
    return { document, reading, outcomes: [] };
  }
}

export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}
