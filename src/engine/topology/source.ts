import type { Steps } from '../base/in-steps.ts';
import type { Span } from '../base/span.ts';
import { finished } from '../base/steps.ts';
import type { Node } from './node.ts';
import { readPlainYaml } from './plain-yaml.ts';
import type { Report } from './report.ts';
import { readFullYaml } from './yaml/full-yaml.ts';

/** A YAML document of a file. */
export interface SourceDocument {
  readonly span: Span;
  /** Null for a document without content. */
  readonly root: Node | null;
  /** Says `%YAML 1.1`: other readers take 9:01:00 as a base-60 number. */
  readonly oldYaml: boolean;
  readonly broken: boolean;
}

/**
 * The only reader of YAML. Text of any content gives documents and Problems of the `yaml` family;
 * work is linear in the text plus what aliases expand to, which is limited.
 */
export function parseSource(text: string, report: Report): readonly SourceDocument[] {
  return finished(parseSteps(text, report));
}

/** As `parseSource`, in steps. */
export function* parseSteps(text: string, report: Report): Steps<readonly SourceDocument[]> {
  const root = yield* readPlainYaml(text);
  if (root) return [{ span: root.span, root, oldYaml: false, broken: false }];
  return yield* parseAnySteps(text, report);
}

/** As `parseSource`, always with the full parser. `pieceSize` is how many items are composed at once, about. */
export function parseAnyYaml(text: string, report: Report, pieceSize?: number): readonly SourceDocument[] {
  return finished(parseAnySteps(text, report, pieceSize));
}

function* parseAnySteps(text: string, report: Report, pieceSize?: number): Steps<readonly SourceDocument[]> {
  try {
    return yield* readFullYaml(text, report, pieceSize);
  } catch (thrown) {
    // The parser is not ours: should it break on some text, the text is still only unreadable.
    report.add('yaml/syntax', { start: 0, end: text.length }, { code: 'UNREADABLE', detail: String(thrown) });
    return [];
  }
}
