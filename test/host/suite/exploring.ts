/** Exploring as a user asks for it, and what comes of it as it is drawn. */
import * as vscode from 'vscode';
import { eventually, page, type Row } from './page.ts';
import { codes, gpu, machine, open, removeWritten, write } from './topologies.ts';

/** Of a suite: it needs the page that VS Code is drawn on, and each test leaves no findings and no files. */
export function onEmptyFindings(): void {
  before(function () {
    if (!page.available) this.skip();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('driverModel.clearFindings');
    await removeWritten();
  });
}

export const first = '0008:01:00.0';
export const second = '0009:01:00.0';

interface Opened {
  readonly uri: vscode.Uri;
  readonly editor: vscode.TextEditor;
  readonly document: vscode.TextDocument;
}

/** A topology, open and looked at: it has no Problem, or this one. Two GPUs of a socket unless others are given. */
export async function openTopology(
  name: string,
  gpus: readonly string[] = [first, second],
  problem?: string,
): Promise<Opened> {
  const uri = await write(`${name}.topology.yaml`, machine(...gpus.map((bdf) => gpu(bdf))));
  const editor = await open(uri);
  await eventually(
    () => codes(uri),
    (now) => (problem ? now.includes(problem) : now.length === 0),
  );
  return { uri, editor, document: editor.document };
}

/** The same of two GPUs, the second of which the driver that is chosen does not bind. */
export function openFailing(name: string): Promise<Opened> {
  return openTopology(name, [first, second], 'driver/probe-failed');
}

export async function findings(): Promise<readonly Row[]> {
  await vscode.commands.executeCommand('driverModel.findings.focus');
  return page.rows('Findings');
}

export const rowSelector = (label: string) => `.pane-body .monaco-list-row[aria-label^="${label}"]`;

/** Answers the picker that is shown: its first offer, or the one with this label. */
export async function answer(title: RegExp, label?: string): Promise<void> {
  await eventually(
    () => page.query('.quick-input-widget .quick-input-title'),
    ([shown]) => title.test(shown?.text ?? ''),
  );
  await eventually(
    () => page.query('.quick-input-list .monaco-list-row'),
    (rows) => rows.length > 0,
  );
  if (label) {
    await page.waitFor('.quick-input-box input:focus');
    await page.type(label);
    await eventually(
      () => page.query('.quick-input-list .monaco-list-row'),
      (rows) => rows.length > 0 && rows.every(({ text }) => text.includes(label)),
    );
  }
  await page.press('Enter');
}

/** Explores what the current topology is offered, or with that many faults. */
export async function explore(uri: vscode.Uri, faults?: string): Promise<void> {
  const called = vscode.commands.executeCommand('driverModel.explore', uri);
  await answer(/1 of 2/);
  await answer(/2 of 2/, faults);
  await called;
}

/** Ticks all GPUs that the picker shows: the box for all of them may untick them first. */
export async function chooseAll(): Promise<void> {
  await eventually(
    async () => {
      const [count] = await page.query('.quick-input-widget .quick-input-count');
      if (/^8/.test(count?.text ?? '')) return true;
      await page.click('.quick-input-widget .quick-input-header .monaco-checkbox, .quick-input-check-all');
      return false;
    },
    (all) => all,
  );
  await page.click('.quick-input-widget .quick-input-action .monaco-button');
}

export async function verdict(text: RegExp): Promise<readonly Row[]> {
  return eventually(findings, (rows) => text.test(rows[0]?.text ?? ''), 30_000);
}

/** What notifications say. Toasts are not shown to tests; the list of notifications has what they would say. */
export async function notifications(): Promise<readonly string[]> {
  await vscode.commands.executeCommand('notifications.showList');
  const shown = await page.query('.notifications-center .notification-list-item-message');
  return shown.map(({ text }) => text);
}
