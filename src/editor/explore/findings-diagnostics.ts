import { type Diagnostic, type Disposable, languages, Uri } from 'vscode';
import { exploredProblems, ignoredCodes, withLevels } from '../../engine/index.ts';
import { diagnostic, diagnosticSource } from '../diagnostics.ts';
import { Owned } from '../owned.ts';
import { Positions } from '../positions.ts';
import type { RulePages } from '../rule-pages.ts';
import { rulesFor } from '../rules-setting.ts';
import { sourceDiagnostic } from '../source-diagnostics.ts';
import type { TopologyFile } from '../topology-file.ts';
import type { Findings } from './findings.ts';
import type { Held } from './held.ts';
import { staleText } from './stale.ts';

/**
 * Shows findings as Problems of the topology and of the C. An edit of the topology moves them; once the driver is
 * another there is no line that they could stand at.
 */
export function registerFindingsDiagnostics(findings: Findings, pages: RulePages): Disposable {
  const owned = new Owned();
  const collection = owned.own(languages.createDiagnosticCollection(`${diagnosticSource}-explored`));
  const show = () => {
    collection.clear();
    const { held } = findings;
    if (!held?.now || held.stale === 'driver') return;
    for (const [uri, of] of diagnosticsOf(held, held.now, pages)) collection.set(Uri.parse(uri), of);
  };
  owned.own(findings.onDidChange(show));
  return owned;
}

/** By the address of the text that they stand in. */
function diagnosticsOf(
  { found, stale }: Held,
  now: TopologyFile,
  pages: RulePages,
): Map<string, Diagnostic[]> {
  const all = new Map<string, Diagnostic[]>();
  const machine = now.machines.find(({ topology }) => topology.document === found.wrong.topology.document);
  if (!machine) return all;
  const { topology, outcome } = machine;
  const ignored = new Map(now.shown.files.map(({ path, text }) => [path, ignoredCodes(text)]));
  const problems = exploredProblems(
    { ...found.wrong, topology },
    outcome === 'running' ? null : outcome,
    (code, { path, span }) => ignored.get(path)?.(code, span.start) === true,
  );
  const levels = rulesFor(now.uri);
  const positions = new Positions(now, now.shown);
  const add = (uri: string, shown: Diagnostic) => {
    if (stale) shown.message += ` ${staleText(stale)}`;
    all.set(uri, [...(all.get(uri) ?? []), shown]);
  };
  for (const problem of withLevels(problems.topology, levels))
    add(positions.location(problem.place).uri.toString(), diagnostic(problem, positions, pages));
  for (const problem of withLevels(problems.source, levels))
    add(Uri.parse(problem.place.file).toString(), sourceDiagnostic(problem, pages, positions));
  return all;
}
