import { commands, type Disposable, type Memento, window } from 'vscode';
import type { OutlineNode } from '../../engine/index.ts';
import { type Meanings, meantFile } from '../meant-file.ts';
import { Owned } from '../owned.ts';
import { Positions } from '../positions.ts';
import type { RulePages } from '../rule-pages.ts';
import { viewId } from '../tree.ts';
import { askChoice, askMachine, rememberIn } from './ask.ts';
import { copyFindings, copyTrace } from './copy-findings.ts';
import { makeExplorer, usualLimit } from './explore-command.ts';
import { type Findings, keepFindings } from './findings.ts';
import { registerFindingsDiagnostics } from './findings-diagnostics.ts';
import { registerFindingsView } from './findings-view.ts';

/** Exploring from the editor: its commands, the view of its findings, and their Problems. */
export function registerExploring(meanings: Meanings, memory: Memento, pages: RulePages): Disposable {
  const owned = new Owned();
  const { store } = meanings;
  const findings = owned.own(keepFindings(store));
  const shown = owned.own(registerFindingsView(findings));
  owned.own(registerFindingsDiagnostics(findings, pages));
  const explorer = owned.own(makeExplorer(findings));
  const remembered = rememberIn(memory);
  owned.own(
    findings.onDidChange(() => {
      void commands.executeCommand('setContext', 'driverModel.hasFindings', findings.found !== null);
      void commands.executeCommand('setContext', 'driverModel.findingsGaveUp', gaveUp(findings));
    }),
  );
  const on = (name: string, call: (argument: unknown) => Promise<unknown>) =>
    owned.own(commands.registerCommand(`driverModel.${name}`, call));

  on('explore', async (argument) => {
    await store.ready;
    const file = meantFile(argument, meanings);
    if (!file) return commands.executeCommand(`${viewId}.focus`);
    const machine = await askMachine(file);
    if (machine === 'none') return tellNoGpu();
    if (!machine) return;
    const choice = await askChoice(machine.topology, remembered);
    if (choice && (await explorer.explore(file, machine, choice, usualLimit))) await shown.reveal();
  });
  /** The same once more, on what topology and driver are now. */
  const again = async (factor: number) => {
    const { found, now } = findings;
    const machine = now?.machines.find(
      ({ topology }) => topology.document === found?.machine.topology.document,
    );
    if (!found || !now || !machine) return;
    const choice = remembered.of(machine.topology) ?? found.machine;
    if (await explorer.explore(now, machine, choice, found.limit * factor)) await shown.reveal();
  };
  on('exploreAgain', () => again(1));
  on('exploreFurther', () => again(10));
  on('clearFindings', async () => findings.clear());
  on('copyFindings', (row) => copyFindings(findings, row as OutlineNode | undefined));
  on('copyTrace', (row) => copyTrace(findings, row as OutlineNode | undefined));
  on('revealGpu', (row) => revealGpu(findings, row as OutlineNode | undefined));
  return owned;
}

function gaveUp({ found }: Findings): boolean {
  return found?.machine.explored.limit === 'states';
}

async function tellNoGpu(): Promise<void> {
  void window.showInformationMessage(
    'The topology has no GPU with a proper address: there is nothing to bind.',
  );
}

/** Opens the topology at the GPU that a finding is of. */
async function revealGpu({ found }: Findings, row: OutlineNode | undefined): Promise<void> {
  if (!found || !row?.place) return;
  const { uri, range } = new Positions(found.file, found.file.shown).location(row.place);
  await commands.executeCommand('vscode.open', uri, { selection: range });
}
