/** What VS Code calls in the extension host: runs the suites with mocha and writes each result as it is known. */
import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';

const resultsFile = process.env['DRIVER_MODEL_RESULTS'];

/** A line of JSON for each event: a run that hangs has still said what it did. */
function write(event: object): void {
  if (resultsFile) appendFileSync(resultsFile, `${JSON.stringify(event)}\n`);
}

export function run(): Promise<void> {
  const only = new RegExp(process.env['DRIVER_MODEL_SUITE'] ?? '');
  // A workbench on a busy machine may miss a key or a click. What passed only when repeated is told.
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false, reporter: 'dot', retries: 1 });
  const grep = process.env['DRIVER_MODEL_GREP'];
  if (grep) mocha.grep(new RegExp(grep));
  for (const file of readdirSync(__dirname).sort())
    if (file.endsWith('.test.js') && only.test(file)) mocha.addFile(path.join(__dirname, file));
  const why = process.env['DRIVER_MODEL_PAGE'] ? 'not for what is opened here' : 'no page to act on here';
  write({ kind: 'start', vscode: vscode.version, node: process.versions.node });
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      write({ kind: 'end', failures });
      if (failures > 0 || runner.total === 0)
        reject(new Error(`${failures} of ${runner.total} tests failed`));
      else resolve();
    });
    runner.on('pass', (test) => write({ kind: 'passed', title: test.fullTitle(), ms: test.duration }));
    runner.on('retry', (test, error) =>
      write({ kind: 'repeated', title: test.fullTitle(), error: error.message }),
    );
    runner.on('pending', (test) => write({ kind: 'skipped', title: test.fullTitle(), why }));
    // A failed hook comes here too.
    runner.on('fail', (test, error) =>
      write({ kind: 'failed', title: test.fullTitle(), error: error.stack ?? String(error) }),
    );
  });
}
