import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Disposable,
  languages,
  type Range,
  type Uri,
} from 'vscode';
import type { Severity, ShownProblem } from '../engine/index.ts';
import { Owned } from './owned.ts';
import { Positions, pathOf } from './positions.ts';
import { problemsIn, type Wholes, wholesOf } from './problems-in.ts';
import type { RulePages } from './rule-pages.ts';
import type { TopologyStore } from './store.ts';
import { isToldByOther } from './yaml-extension.ts';

export const diagnosticSource = 'driver-model';

export const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** Shows the Problems of every topology in the Problems panel and in its editor. */
export function registerDiagnostics(store: TopologyStore, pages: RulePages): Disposable {
  const owned = new Owned();
  const collection = owned.own(languages.createDiagnosticCollection(diagnosticSource));
  /** The files that a topology was joined from when it was last shown. */
  const joined = new Map<string, readonly Uri[]>();
  const show = (uri: Uri) => {
    const key = uri.toString();
    const now = [...(store.file(uri)?.uris.values() ?? [])];
    const concerned = new Map([uri, ...now, ...(joined.get(key) ?? [])].map((each) => [String(each), each]));
    joined.set(key, now);
    const wholes = wholesOf(store.files());
    for (const each of concerned.values()) collection.set(each, diagnostics(each, wholes, pages));
  };
  owned.own(store.onDidChange(show));
  return owned;
}

function diagnostics(uri: Uri, wholes: Wholes, pages: RulePages): Diagnostic[] {
  return problemsIn(pathOf(uri), wholes).flatMap(({ file, problems }) => {
    const positions = new Positions(file, file.reading);
    return problems
      .filter(({ code }) => !isToldByOther(code, uri))
      .map((problem) => diagnostic(problem, positions, pages));
  });
}

/** A Problem as VS Code has it. */
export function diagnostic(problem: ShownProblem, positions: Positions, pages: RulePages): Diagnostic {
  const range = positions.range(problem.place);
  const shown = new Diagnostic(
    problem.code.startsWith('driver/') ? firstLine(range) : range,
    problem.message,
    severities[problem.severity],
  );
  shown.source = diagnosticSource;
  shown.code = { value: problem.code, target: pages.of(problem.code) };
  shown.relatedInformation = problem.related.map(
    ({ message, place }) => new DiagnosticRelatedInformation(positions.location(place), message),
  );
  return shown;
}

/** What a driver did to no GPU in particular concerns a whole document: its first line stands for it. */
function firstLine(range: Range): Range {
  return range.isSingleLine ? range : range.with({ end: range.start.with({ character: 1000 }) });
}
