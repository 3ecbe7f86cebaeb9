import { type CancellationToken, type DocumentSelector, Range, type TextDocument } from 'vscode';
import {
  type Outcomes,
  type Span,
  structureSteps,
  type TopologyReading,
  treeSteps,
} from '../../engine/index.ts';
import { Owned } from '../owned.ts';
import { pathOf } from '../positions.ts';
import { inSlices } from '../slices.ts';
import type { TopologyStore } from '../store.ts';
import { largeText } from '../topology-file.ts';
import { isTopology, topologyGlob } from '../topology-uri.ts';
import type { Texts } from './texts.ts';

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
export class TopologyTexts implements Texts {
  readonly selector = topologySelector;
  readonly store: TopologyStore;
  readonly #own = new WeakMap<TextDocument, TopologyReading>();

  constructor(store: TopologyStore) {
    this.store = store;
  }

  /**
   * As soon as can be, for a user who waits: without waiting for rules and driver. Null for what is no
   * topology of ours, or when the user waits no longer.
   */
  async now(document: TextDocument, token: CancellationToken): Promise<TopologyText | null> {
    if (!isTopology(document.uri)) return null;
    const text = document.getText();
    if (text.length > readableText) return null;
    const wanted = () => !token.isCancellationRequested && document.getText() === text;
    const known = this.#ofStore(document);
    if (known) return this.#withTree(known, wanted);
    const last = this.#own.get(document);
    const reading =
      last?.text === text ? last : await inSlices(structureSteps(pathOf(document.uri), text), wanted);
    if (!reading) return null;
    this.#own.set(document, reading);
    return this.#withTree({ document, reading, outcomes: [] }, wanted);
  }

  /** When the store has read the document; for what VS Code asks for unbidden. */
  async settled(
    document: TextDocument,
    token: CancellationToken,
    longest = busyText,
  ): Promise<TopologyText | null> {
    const text = await this.#whenRead(document, token, longest);
    return text && this.#withTree(text, () => !token.isCancellationRequested);
  }

  /** What stands where is asked of the tree, which is made before: in slices too. */
  async #withTree(text: TopologyText, wanted: () => boolean): Promise<TopologyText | null> {
    const made = await inSlices(treeSteps(text.reading), () => wanted());
    return made === undefined && !wanted() ? null : text;
  }

  #whenRead(document: TextDocument, token: CancellationToken, longest: number): Promise<TopologyText | null> {
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

  /** A topology names others in `include` only. */
  topologies(): readonly string[] {
    return [];
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
