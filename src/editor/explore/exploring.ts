import { commands, type Disposable, type Memento, window } from 'vscode';
import { type OutlineNode, registeredGpus } from '../../engine/index.ts';
import type { Drivers } from '../drivers.ts';
import { focusedRow } from '../focused-row.ts';
import type { Meanings } from '../meant-file.ts';
import { Owned } from '../owned.ts';
import { Positions } from '../positions.ts';
import type { RulePages } from '../rule-pages.ts';
import { fileName } from '../topology-uri.ts';
import { rememberIn } from './ask.ts';
import { compare } from './compare-command.ts';
import { registerComparisonTable } from './comparison-table.ts';
import { copyFindings, copyTrace } from './copy-findings.ts';
import { explore, exploreAgain, exploreSome } from './explore-command.ts';
import { type Findings, keepFindings } from './findings.ts';
import { registerFindingsDiagnostics } from './findings-diagnostics.ts';
import { type FindingsView, registerFindingsView } from './findings-view.ts';
import type { Found } from './found.ts';
import { injectFault } from './inject-command.ts';
import { doJobs } from './jobs.ts';
import { replay } from './replay-command.ts';
import { saveTrace } from './save-trace.ts';
import { type Subject, subjectOf } from './subject.ts';

/** The view of what was found, for others that find something. */
export interface Exploring extends Disposable {
  show(found: Found): Promise<void>;
  /** A scenario has changed. */
  look(): void;
}

/** Exploring from the editor: its commands, the view of what they find, and Problems of it. */
export function registerExploring(
  meanings: Meanings,
  drivers: Drivers,
  memory: Memento,
  pages: RulePages,
): Exploring {
  const owned = new Owned();
  const { store, moves } = meanings;
  const findings = owned.own(keepFindings(store, drivers));
  const view = owned.own(registerFindingsView(findings));
  const table = owned.own(registerComparisonTable(findings, view, store, drivers));
  owned.own(registerFindingsDiagnostics(findings, pages));
  const jobs = owned.own(doJobs());
  const remembered = rememberIn(memory);
  owned.own(findings.onDidChange(() => setKeys(findings)));
  const on = (name: string, call: (argument: unknown) => Promise<unknown>) =>
    owned.own(commands.registerCommand(`driverModel.${name}`, call));
  const show = (found: Found) => {
    findings.show(found);
    return view.reveal();
  };
  /** What the command finds is shown, and read first. */
  const finding = (name: string, find: (argument: unknown) => Promise<Found | undefined>) =>
    on(name, async (argument) => {
      const found = await find(argument);
      if (found) await show(found);
    });
  /** The same of a machine, which is asked for where the command was called on none. */
  const about = (name: string, find: (subject: Subject) => Promise<Found | undefined>) =>
    finding(name, async (argument) => {
      const subject = await subjectOf(argument, meanings);
      return subject && find(subject);
    });
  about('explore', (subject) => explore(subject, jobs, remembered));
  finding('exploreAgain', () => exploreAgain(findings, moves, jobs, remembered, () => ({})));
  finding('exploreFurther', () =>
    exploreAgain(findings, moves, jobs, remembered, ({ limit }) => ({ limit: limit * 10 })),
  );
  finding('exploreSome', () => exploreSome(findings, moves, jobs, remembered));
  about('injectFault', (subject) => injectFault(subject, jobs, remembered));
  about('compareDrivers', (subject) => compare(subject, drivers, jobs, remembered, table));
  finding('replayTrace', (argument) => replay(argument, meanings, drivers, jobs));
  owned.own(registerOnFindings(findings, view));
  return { show, look: () => findings.look(), dispose: () => owned.dispose() };
}

/** What is done with what is shown. */
function registerOnFindings(findings: Findings, { view }: FindingsView): Disposable {
  const owned = new Owned();
  const on = (name: string, call: (row: OutlineNode | undefined) => Promise<unknown>) =>
    owned.own(
      commands.registerCommand(`driverModel.${name}`, async (argument: unknown) =>
        // A menu gives the row; a key is pressed on the one that has the focus.
        call(argument === 'focused' ? await focusedRow(view) : (argument as OutlineNode | undefined)),
      ),
    );
  on('clearFindings', async () => findings.clear());
  on('copyFindings', async (row) => copyFindings(findings, row));
  on('copyTrace', async (row) => copyTrace(findings, row));
  on('saveTrace', async (row) => saveTrace(findings, row));
  on('revealGpu', async (row) => revealGpu(findings, row));
  return owned;
}

/** What `when` clauses of package.json ask for. */
function setKeys({ held }: Findings): void {
  const found = held?.found;
  const set = (key: string, value: boolean) =>
    void commands.executeCommand('setContext', `driverModel.${key}`, value);
  set('hasFindings', found !== undefined);
  set('hasSearched', found?.search != null);
  set('savesTraces', found?.origin != null);
  set('findingsGaveUp', found?.search?.reachedLimit === true);
}

/** Opens the topology at the GPU that a finding is of, wherever edits have moved it. */
async function revealGpu({ held }: Findings, row: OutlineNode | undefined): Promise<void> {
  if (!held || !row?.place) return;
  const { now } = held;
  const { topology: then } = held.found.wrong;
  const { start } = row.place.span;
  const { path } = row.place;
  const bdf = registeredGpus(then).find(
    ({ gpu }) => gpu.bdf?.place.path === path && gpu.bdf.place.span.start === start,
  )?.bdf;
  const machine = now?.machines.find(({ topology }) => topology.document === then.document);
  const gpus = machine ? registeredGpus(machine.topology) : [];
  const place = gpus.find((each) => each.bdf === bdf)?.gpu.bdf?.place;
  if (!now || !place) {
    void window.showInformationMessage(`${bdf ?? 'The GPU'} is no longer in ${fileName(held.uri)}.`);
    return;
  }
  const { uri, range } = new Positions(now, now.shown).location(place);
  await commands.executeCommand('vscode.open', uri, { selection: range });
}
