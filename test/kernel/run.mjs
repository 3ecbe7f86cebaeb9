// `npm run test:kernel`: the embedded drivers in a real Linux and in the virtual one, step by step. Its last line
// counts. An argument is a part of the names of the scenarios to run.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root, setUp } from '../setup.mjs';

setUp();
const report = path.join(root, 'test-results/kernel.json');
rmSync(report, { force: true });
const config = path.join(root, 'test/kernel/vitest.config.ts');
const { status } = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--config', config],
    ...['--reporter=verbose', '--reporter=json', `--outputFile.json=${report}`],
  ],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DRIVER_MODEL_SCENARIO: process.argv.slice(2).join(' ') },
  },
);
const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
const { numPassedTests: passed = 0, numFailedTests = 0, numPendingTests: skipped = 0 } = counts;
// A run that ended before its tests, or beside them, is a failure too.
const failed = status === 0 ? numFailedTests : numFailedTests || 1;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
