import { Diagnostic, DiagnosticRelatedInformation, type Disposable, languages, Range, Uri } from 'vscode';
import { type SourceProblem, sourceProblems } from '../engine/index.ts';
import { diagnosticSource, severities } from './diagnostics.ts';
import type { Drivers } from './drivers.ts';
import { Owned } from './owned.ts';
import { type Positions, sourcePosition } from './positions.ts';
import type { RulePages } from './rule-pages.ts';
import type { TopologyStore } from './store.ts';

/** Shows what could not be read of the users' own C, in the C. Embedded drivers have no such Problems. */
export function registerSourceDiagnostics(
  store: TopologyStore,
  drivers: Drivers,
  pages: RulePages,
): Disposable {
  const owned = new Owned();
  const collection = owned.own(languages.createDiagnosticCollection(`${diagnosticSource}-c`));
  const show = () => {
    const byFile = new Map<string, Map<string, Diagnostic>>();
    for (const file of store.files()) {
      if (file.driver.folder === null || file.driver.source === null) continue;
      for (const { topology, outcome } of file.machines) {
        if (outcome === null || outcome === 'running') continue;
        const notes = drivers.notes(file.driver.source, topology.pageSize);
        if (notes === null) continue;
        for (const problem of sourceProblems(notes)) {
          const of = byFile.get(problem.place.file) ?? new Map<string, Diagnostic>();
          byFile.set(problem.place.file, of.set(JSON.stringify(problem), sourceDiagnostic(problem, pages)));
        }
      }
    }
    collection.clear();
    for (const [file, of] of byFile) collection.set(Uri.parse(file), [...of.values()]);
  };
  owned.own(store.onDidChange(show));
  return owned;
}

/** A Problem of C as VS Code has it, to the end of its line. `positions` are of the topology that it names places of. */
export function sourceDiagnostic(
  problem: SourceProblem,
  pages: RulePages,
  positions?: Positions,
): Diagnostic {
  const start = sourcePosition(problem.place);
  const range = new Range(start, start.translate(0, 1000));
  const shown = new Diagnostic(range, problem.message, severities[problem.severity]);
  shown.source = diagnosticSource;
  shown.code = { value: problem.code, target: pages.of(problem.code) };
  if (positions)
    shown.relatedInformation = problem.related.map(
      ({ message, place }) => new DiagnosticRelatedInformation(positions.location(place), message),
    );
  return shown;
}
