import type { CancellationToken, DocumentSelector, TextDocument } from 'vscode';
import type { Outcomes, ScenarioReading, TopologyReading } from '../../engine/index.ts';

/** A document as the engine reads it, at the very version that the editor shows. */
export interface ReadText {
  readonly document: TextDocument;
  readonly reading: TopologyReading | ScenarioReading;
  /** By machine; empty while the driver's outcome is that of another text, and for scenarios. */
  readonly outcomes: Outcomes;
}

/** The documents of a kind, for language features that all kinds have. */
export interface Texts {
  /** What features are offered for; whether a document is one of ours, `now` decides. */
  readonly selector: DocumentSelector;
  /** For a user who waits. Null for what is none of ours, or is too large for that. */
  now(document: TextDocument, token: CancellationToken): Promise<ReadText | null>;
  /** For what VS Code asks for unbidden. */
  settled(document: TextDocument, token: CancellationToken): Promise<ReadText | null>;
  /** Topology files that the document may name. */
  topologies(document: TextDocument): readonly string[];
}
