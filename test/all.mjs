// `npm test`: sets up what is missing and runs everything. A failed step does not keep the others from running, so that
// one run shows all faults. The last line sums the tests; a step that failed without a failed test counts as one.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runScript } from './run-script.mjs';
import { root, setUp } from './setup.mjs';

const unitReport = path.join(root, 'test-results/unit.json');
const hostReport = path.join(root, 'test-results/host.json');

const steps = [
  { name: 'types', script: 'types' },
  { name: 'lint', script: 'lint' },
  {
    name: 'architecture, unit and command-line tests',
    script: 'unit',
    args: ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    report: unitReport,
  },
  { name: 'production build and package', script: 'package' },
  {
    name: 'tests inside VS Code',
    script: 'test:host:built',
    args: ['oldest', 'newest', 'folders', 'lone', 'untrusted', 'installed'],
    report: hostReport,
    needs: 'production build and package',
  },
];

/** The counts of a report, vitest's or our own. A script that ended before it wrote one has none. */
function readCounts(file) {
  if (!file || !existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  if (report.numTotalTests === undefined) return report;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report;
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

async function runStep({ name, script, args = [], report, needs }, done) {
  const needed = done.find((step) => step.name === needs);
  if (needed && !needed.ok)
    return { name, ok: false, said: `not run: needs ${needs}`, passed: 0, failed: 1, skipped: 0 };
  console.log(`\n=== ${name}`);
  if (report) rmSync(report, { force: true });
  const began = Date.now();
  const code = await runScript(script, args);
  const counts = readCounts(report);
  if (code !== 0) counts.failed ||= 1;
  const seconds = `${Math.round((Date.now() - began) / 1000)} s`;
  const tests = report ? `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ` : '';
  return {
    name,
    ok: counts.failed === 0,
    said: tests + seconds,
    interrupted: code === 'interrupted',
    ...counts,
  };
}

setUp();
const done = [];
for (const step of steps) {
  const result = await runStep(step, done);
  done.push(result);
  console.log(`--- ${result.ok ? 'ok' : 'FAILED'}: ${result.name} (${result.said})`);
  if (result.interrupted) process.exit(130);
}
console.log('\n=== summary');
for (const { ok, name, said } of done) console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${said})`);
const sum = (key) => done.reduce((total, step) => total + step[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
