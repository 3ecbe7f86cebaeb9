/**
 * Acts on the rendered workbench as a user does, from a test in the extension host. The host that runs the tests serves
 * the actions on a loopback address; each ends within 15 s. Where the host has no page to offer, `available` is false.
 */
import { strict as assert } from 'node:assert';
import path from 'node:path';
import * as vscode from 'vscode';

/** A row of a tree, as drawn. `icon` is the codicon's name; `expanded` is null for a leaf. */
export interface Row {
  readonly text: string;
  readonly label: string;
  readonly level: number;
  readonly expanded: boolean | null;
  readonly selected: boolean;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
}

export interface StatusItem {
  readonly id: string;
  readonly text: string;
  readonly label: string;
}

export interface ElementText {
  readonly text: string;
  readonly label: string;
  readonly classes: readonly string[];
}

interface ClickOptions {
  readonly button?: 'left' | 'right';
  readonly clickCount?: number;
  readonly modifiers?: readonly ('Control' | 'Shift' | 'Alt')[];
  /** Even where something else is thought to lie over it. */
  readonly force?: boolean;
}

const address = process.env['DRIVER_MODEL_PAGE'];

async function ask<T>(action: string, body: object = {}): Promise<T> {
  assert.ok(address, 'this host has no page to act on');
  const request = { method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) };
  const reply = await fetch(`${address}/${action}`, request);
  const answer = (await reply.json()) as { value: T; error?: string };
  if (!reply.ok) throw new Error(`${action}: ${answer.error}`);
  return answer.value;
}

/**
 * The rows of a view of this extension. VS Code 1.100 can lose all rows of a tree that is laid out while it is drawn
 * anew, for good: as a user would, the view is hidden and shown again.
 */
async function rowsOf(view: string): Promise<readonly Row[]> {
  try {
    return await ask('rows', { view });
  } catch (error) {
    const id = views[view];
    if (id === undefined || !(error instanceof Error) || !error.message.includes('lost its rows'))
      throw error;
    for (let times = 0; times < 2; times++) await vscode.commands.executeCommand(`${id}.toggleVisibility`);
    await vscode.commands.executeCommand(`${id}.focus`);
    return ask('rows', { view });
  }
}

const views: Readonly<Record<string, string>> = {
  Machines: 'driverModel.machines',
  Findings: 'driverModel.findings',
};

/** Shows the Problems panel before it is read: only what is shown has rows. */
async function problems(): Promise<readonly Row[]> {
  await vscode.commands.executeCommand('workbench.panel.markers.view.focus');
  return ask('problems');
}

/** Writes a PNG: a bare name goes to test-results/, a path is taken as it is. Returns the file's path. */
async function screenshot(
  name: string,
  options: { selector?: string; settle?: number } = {},
): Promise<string> {
  const folder = process.env['DRIVER_MODEL_RESULTS_FOLDER'] ?? 'test-results';
  const file = path.isAbsolute(name) ? name : path.join(folder, `${name}.png`);
  await ask('screenshot', { file, ...options });
  return file;
}

export const page = {
  available: address !== undefined,
  /** Types into what has the focus, key by key; a newline is Enter, and the editor indents after it. */
  type: (text: string) => ask<null>('type', { text }),
  /** Presses a key or chord, spelt as Playwright does: `Enter`, `Control+S`, `ArrowDown`. */
  press: (key: string) => ask<null>('press', { key }),
  /** Clicks the first element that the CSS selector finds, waiting until it is there. */
  click: (selector: string, options: ClickOptions = {}) => ask<null>('click', { selector, ...options }),
  hover: (selector: string) => ask<null>('hover', { selector }),
  waitFor: (selector: string, state: 'visible' | 'hidden' = 'visible') =>
    ask<null>('waitFor', { selector, state }),
  /** Text, label and classes of every element that the selector finds now. */
  query: (selector: string) => ask<readonly ElementText[]>('query', { selector }),
  /** Every row of the view with this title, those out of sight too. The view must be shown. */
  rows: rowsOf,
  problems,
  statusBar: () => ask<readonly StatusItem[]>('statusBar'),
  /** Makes the window so many pixels high; gives how high it was. */
  resize: (height: number) => ask<number>('resize', { height }),
  screenshot,
};

/** Leaves a picker that is shown: a busy workbench may miss the key. `shown` is the command that showed it. */
export async function leavePicker(shown: PromiseLike<unknown>): Promise<void> {
  let done = false;
  shown.then(() => {
    done = true;
  });
  await eventually(
    async () => {
      await page.press('Escape');
      await new Promise((resolve) => setTimeout(resolve, 200));
      return done;
    },
    (left) => left,
  );
}

/** Reads until `check` holds and returns that reading; fails with the last reading after `limit` milliseconds. */
export async function eventually<T>(
  read: () => T | PromiseLike<T>,
  check: (value: T) => boolean,
  limit = 10_000,
): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    let last: unknown;
    try {
      const value = await read();
      if (check(value)) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      const seen = last instanceof Error ? last.message : JSON.stringify(last, undefined, 1);
      throw new Error(`not so within ${limit} ms: ${check}\nlast reading: ${seen}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
