import {
  type Disposable,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
} from 'vscode';
import { type Outcome, statusText } from '../engine/index.ts';
import type { CurrentTopology } from './current.ts';
import { Owned } from './owned.ts';
import { openDocument } from './text.ts';
import { largeText, type Machine, type TopologyFile, whyStale } from './topology-file.ts';
import { fileName } from './topology-uri.ts';

/** Shows the driver of the current topology and what came of it; a click chooses another. */
export function registerStatusItem(current: CurrentTopology): Disposable {
  const owned = new Owned();
  const item = owned.own(window.createStatusBarItem('driverModel.status', StatusBarAlignment.Left, 10));
  item.name = 'Driver Model';
  item.command = 'driverModel.selectDriver';
  const update = () => {
    const file = current.get();
    if (!file) return item.hide();
    show(item, file);
    item.show();
  };
  owned.own(current.onDidChange(update));
  update();
  return owned;
}

function show(item: StatusBarItem, file: TopologyFile): void {
  const outcome = together(file.machines.map((machine) => machine.outcome));
  const text = statusText(file.driver.name, outcome, file.stale);
  const remarks = remarksOn(file);
  item.text = `${icon(file, outcome)} ${text}`;
  item.backgroundColor =
    file.driver.trouble || file.bug ? new ThemeColor('statusBarItem.warningBackground') : undefined;
  item.accessibilityInformation = {
    label: [`Driver Model of ${fileName(file.uri)}`, text, ...remarks].join('. '),
    role: 'button',
  };
  const tooltip = new MarkdownString();
  tooltip
    .appendMarkdown('**Driver Model** of ')
    .appendText(fileName(file.uri))
    .appendMarkdown('\n\n')
    .appendText(text);
  for (const remark of [...remarks, 'Click to choose another driver.']) {
    tooltip.appendMarkdown('\n\n').appendText(remark);
  }
  item.tooltip = tooltip;
}

function icon(file: TopologyFile, outcome: Machine['outcome']): string {
  if (file.driver.trouble || file.bug) return '$(warning)';
  if (file.stale) return '$(history)';
  return outcome === 'running' ? '$(sync~spin)' : '$(circuit-board)';
}

/** What else there is to know, in sentences. */
function remarksOn(file: TopologyFile): string[] {
  const remarks: string[] = [];
  if (file.driver.trouble) remarks.push(file.driver.trouble);
  if (file.bug) remarks.push(`A fault of Driver Model Explorer, please report it: ${file.bug}`);
  if (file.stale) remarks.push(`Stale: ${whyStale(file)}, this is its last good state.`);
  const text = openDocument(file.uri)?.getText();
  if (text !== undefined && text.length > largeText) {
    remarks.push('The file is over 4 MiB: it is checked when Run Probe is called, and not by itself.');
  }
  return remarks;
}

/** The outcomes of a file's machines as one, for counting. */
function together(outcomes: readonly Machine['outcome'][]): Machine['outcome'] {
  if (outcomes.includes('running')) return 'running';
  const ran = outcomes.filter((outcome): outcome is Outcome => outcome !== null && outcome !== 'running');
  const [first] = ran;
  if (!first) return null;
  return {
    ...first,
    gpus: ran.flatMap(({ gpus }) => gpus),
    findings: ran.flatMap(({ findings }) => findings),
    stopped: ran.find(({ stopped }) => stopped !== null)?.stopped ?? null,
  };
}
